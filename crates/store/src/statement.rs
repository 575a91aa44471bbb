//! Statements: written once in portable SQL with `$1`, registered so that tests can prepare every one on both engines.

/// A statement of ours. Made by [`sql!`](crate::sql) only, so that every statement in the program is in the register.
#[derive(Clone, Copy)]
pub struct Sql {
    pub(crate) text: &'static str,
}

impl Sql {
    #[doc(hidden)]
    pub const fn registered(text: &'static str) -> Sql {
        Sql { text }
    }

    /// The statement as it is sent.
    pub fn text(self) -> &'static str {
        self.text
    }
}

/// What the register knows of a statement.
pub struct Registered {
    pub name: &'static str,
    pub file: &'static str,
    pub text: &'static str,
}

impl Registered {
    /// Whether it makes a table, for as long as a connection lasts, that other statements use.
    pub fn stages(&self) -> bool {
        self.text.starts_with("create temporary table")
    }
}

inventory::collect!(Registered);

/// Every statement of the program.
pub fn register() -> impl Iterator<Item = &'static Registered> {
    inventory::iter::<Registered>()
}

/// Declares statements: `sql! { pub NAME = "select …"; }`. Parts can be joined: `NAME = "select …", sees!("t"), "…";`.
#[macro_export]
macro_rules! sql {
    ($($(#[$doc:meta])* $vis:vis $name:ident = $($part:expr),+ ;)*) => {$(
        $(#[$doc])*
        $vis const $name: $crate::Sql = $crate::Sql::registered(concat!($($part),+));
        $crate::inventory::submit! { $crate::Registered { name: stringify!($name), file: file!(), text: concat!($($part),+) } }
    )*};
}

/// The audience join: true for rows of alias `$t` that the person in parameter `$1` can see at the time in parameter `$2`.
///
/// This is the one place where "who can see it" meets a query. The alias must have a column `audience`.
#[macro_export]
macro_rules! sees {
    ($t:literal) => {
        // Crossed, so that SQLite begins with the few principals of the audience: who leads a district holds thousands. And not
        // `exists`, which PostgreSQL takes for a join that leaves next to nothing: then it sorts a whole table for ten rows.
        concat!($crate::sees_before!(), $t, $crate::sees_after!())
    };
}

/// What stands before the alias in [`sees!`]; known by it where the join is put in short ([`crate::sight`]).
#[doc(hidden)]
#[macro_export]
macro_rules! sees_before {
    () => {
        " (select 1 from audience_member am cross join holding h where am.audience = "
    };
}

/// What stands after it.
#[doc(hidden)]
#[macro_export]
macro_rules! sees_after {
    () => {
        ".audience and h.person = $1 and h.kind = am.kind and h.who = am.who and h.since <= $2 and h.until > $2 limit 1) is not null "
    };
}

pub(crate) const SEES_BEFORE: &str = sees_before!();
pub(crate) const SEES_AFTER: &str = sees_after!();

/// What somebody looks for, as a pattern for `lower(…) like $n escape '!'`: in lower case, its own signs harmless, at most 80
/// characters, with `before` and `after` around it (`%` for "anything"). Nothing to look for stays nothing.
pub fn pattern(find: &str, before: &str, after: &str) -> String {
    let find = find.trim().to_lowercase();
    if find.is_empty() {
        return find;
    }
    let plain: String = find
        .chars()
        .take(80)
        .flat_map(|c| matches!(c, '!' | '%' | '_').then_some('!').into_iter().chain([c]))
        .collect();
    format!("{before}{plain}{after}")
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn what_somebody_types_is_looked_for_as_it_stands() {
        assert_eq!(pattern("  50 % Of_It! ", "%", "%"), "%50 !% of!_it!!%");
        assert_eq!(pattern("3", "%,", ",%"), "%,3,%");
        assert_eq!(pattern("   ", "%", "%"), "");
        assert_eq!(pattern(&"a".repeat(300), "", "").len(), 80);
    }
}
