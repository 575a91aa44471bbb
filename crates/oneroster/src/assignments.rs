//! Who is what where, in one form for 1.1 and 1.2.

use std::collections::VecDeque;

use crate::records::{RoleAssignment, User};
use crate::refusal::{Note, Refusal};
use crate::rows::{Row, Rows};
use crate::source::Source;

/// Role assignments of a set, from roles.csv or out of users.csv; see [`Source::role_assignments`].
#[derive(Debug)]
pub struct RoleAssignments {
    from: From,
}

#[derive(Debug)]
enum From {
    Roles(Rows<RoleAssignment>),
    Users { rows: Rows<User>, ready: VecDeque<Row<RoleAssignment>> },
}

impl RoleAssignments {
    pub(crate) fn of(source: &Source) -> RoleAssignments {
        // A header alone is no table of roles: 1.1 systems with 1.2 templates send one.
        let from = match source.roles().next_row().is_some() {
            true => From::Roles(source.roles()),
            false => From::Users { rows: source.users(), ready: VecDeque::new() },
        };
        RoleAssignments { from }
    }

    /// True if the assignments come from roles.csv.
    pub fn from_roles(&self) -> bool {
        matches!(self.from, From::Roles(_))
    }

    /// What was noted in roles.csv; notes on users.csv are told by [`Source::users`].
    pub fn notes(&self) -> &[Note] {
        match &self.from {
            From::Roles(rows) => rows.notes(),
            From::Users { .. } => &[],
        }
    }
}

impl Iterator for RoleAssignments {
    type Item = Result<Row<RoleAssignment>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.from {
            From::Roles(rows) => rows.next(),
            From::Users { rows, ready } => loop {
                if let Some(row) = ready.pop_front() {
                    return Some(Ok(row));
                }
                match rows.next_row()? {
                    Ok(row) => {
                        let line = row.line;
                        let made = row.record.role_assignments();
                        ready.extend(made.map(|record| Row { line, record: record.into_owned() }));
                    }
                    // What is left out with a row is told by `users`; that the rest is missing must be told here too.
                    Err(refusal) if refusal.ends_file() => return Some(Err(refusal)),
                    Err(_) => {}
                }
            },
        }
    }
}
