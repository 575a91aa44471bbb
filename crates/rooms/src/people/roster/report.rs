//! What a run says about itself.

use std::collections::{BTreeMap, HashMap};

use face::Lang;
use oneroster::{FileKind, Refusal};
use serde_json::json;
use store::{Audience, Db, DistrictId, Error, Principal, Tx, args, audience, events};

use super::{RosterOptions, queries};
use crate::{Mail, post, w};

/// What happened to the rows of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counts {
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Were here and are missing from a complete file, or are marked as gone in one of changes.
    pub removed: u64,
    /// Rows that could not be taken; what they are about is kept as it was.
    pub refused: u64,
}

/// A row that was not taken, and where. Prints as `users.csv:17:email: …`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Refused {
    pub file: String,
    pub line: u64,
    /// Empty where the whole row is at fault.
    pub column: String,
    pub message: String,
    #[serde(skip)]
    pub(super) order: usize,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// Why a run stopped: what leaves, of how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brake {
    pub kind: &'static str,
    pub leaving: u64,
    pub of: u64,
}

impl std::fmt::Display for Brake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Brake { kind, leaving, of } = self;
        write!(
            f,
            "{leaving} of {of} {kind} would leave; nothing was changed. If they really leave, confirm it (--confirm) \
             or let more through (--max-removals)"
        )
    }
}

/// What a run did, or would do.
#[derive(Clone, Debug, Default)]
pub struct RosterReport {
    /// Whether it is written.
    pub applied: bool,
    pub counts: BTreeMap<&'static str, Counts>,
    /// Rows not taken, in the order of the files; the first [`RosterReport::LISTED`] of them.
    pub refused: Vec<Refused>,
    /// What was taken in an unusual way, and what somebody may want to know.
    pub notes: Vec<String>,
    /// What would have stopped it, or did.
    pub brake: Option<Brake>,
}

/// The kinds in the order in which they are read.
pub(super) const KINDS: [&str; 5] = ["orgs", "users", "roles", "classes", "enrollments"];

impl RosterReport {
    /// So many refused rows are listed; all are counted.
    pub const LISTED: usize = 100_000;

    /// The counts of a kind, to add to.
    pub(super) fn of(&mut self, kind: &'static str) -> &mut Counts {
        self.counts.entry(kind).or_default()
    }

    /// Whether anything is different from before.
    pub fn changes(&self) -> bool {
        self.counts.values().any(|c| c.new + c.changed + c.removed > 0)
    }

    pub(super) fn refuse(&mut self, refusal: &Refusal) {
        self.refuse_row(
            refusal.file,
            i64::try_from(refusal.line).unwrap_or(0),
            refusal.column.unwrap_or(""),
            &refusal.message(),
        );
    }

    pub(super) fn refuse_row(&mut self, file: FileKind, line: i64, column: &'static str, message: &str) {
        let kind = match file {
            FileKind::Orgs => "orgs",
            FileKind::Roles => "roles",
            FileKind::Classes | FileKind::Courses => "classes",
            FileKind::Enrollments => "enrollments",
            _ => "users",
        };
        self.refuse_as(kind, file, line, column, message);
    }

    /// A row of one file that is refused as another kind: a role in users.csv.
    pub(super) fn refuse_as(
        &mut self,
        kind: &'static str,
        file: FileKind,
        line: i64,
        column: &'static str,
        message: &str,
    ) {
        self.of(kind).refused += 1;
        if self.refused.len() < RosterReport::LISTED {
            self.refused.push(Refused {
                file: file.to_string(),
                line: u64::try_from(line).unwrap_or(0),
                column: column.to_owned(),
                message: message.to_owned(),
                order: KINDS.iter().position(|k| *k == kind).unwrap_or(KINDS.len()),
            });
        }
    }

    /// The kind of which more than `percent` leave, if there is one.
    pub(super) fn hold(&self, before: &HashMap<&'static str, (u64, u64)>, percent: f64) -> Option<Brake> {
        KINDS.iter().chain(&["staff", "students"]).find_map(|kind| {
            let (of, leaving) = before.get(kind).copied().unwrap_or_default();
            #[expect(clippy::cast_precision_loss, reason = "rows are fewer than 2^52")]
            let too_many = leaving as f64 * 100.0 > of as f64 * percent;
            (leaving > 0 && too_many).then_some(Brake { kind, leaving, of })
        })
    }

    /// The form kept with the run, for the page: the contract's, with the notes, the brake, and the first refused rows only.
    pub(in crate::people) fn stored(&self) -> String {
        let mut form = self.json();
        let first = &self.refused[..self.refused.len().min(500)];
        form["refused"] = json!(first);
        form["notes"] = json!(&self.notes[..self.notes.len().min(200)]);
        form["brake"] = json!(self.brake.as_ref().map(|b| json!({ "kind": b.kind, "leaving": b.leaving, "of": b.of })));
        form.to_string()
    }

    /// The form of the contract.
    pub fn json(&self) -> serde_json::Value {
        let kinds: BTreeMap<_, _> =
            KINDS.iter().map(|k| (*k, self.counts.get(k).copied().unwrap_or_default())).collect();
        json!({ "applied": self.applied, "kinds": kinds, "refused": self.refused })
    }
}

/// A run that nobody watched was stopped by the brake: it is kept for the page, and the administrators get a letter.
pub(super) fn alert(db: &Db, district: DistrictId, report: &RosterReport) -> Result<(), Error> {
    let Some(brake) = report.brake.clone() else { return Ok(()) };
    let text = report.stored();
    db.write_now(move |tx| {
        let now = tx.now();
        let run = tx.fresh_id();
        let nobody: Option<store::PersonId> = None;
        tx.exec(queries::RUN_MADE, args![run, district, "roster", "oneroster", nobody, now, now, "refused", text])?;
        let people: Vec<(store::PersonId, String, String)> =
            tx.rows(queries::ADMINISTRATORS, args![district, now], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        for (person, email, lang) in people {
            let lang = Lang::from_tag(&lang).unwrap_or_default();
            let kind = super::super::roster_page::kind_word(lang, brake.kind);
            let mail = Mail {
                district: Some(district),
                person: Some(person),
                to: &email,
                subject: lang.t(w::ROSTER_MAIL_SUBJECT).into(),
                body: lang.say(w::roster_mail_body(kind, brake.leaving, brake.of)),
            };
            post(tx, mail)?;
        }
        Ok(())
    })
}

/// Keeps the report with the run, and tells those who lead the district that their roster moved.
pub(super) fn record(
    tx: &mut Tx<'_>,
    district: DistrictId,
    options: &RosterOptions,
    report: &RosterReport,
) -> Result<(), Error> {
    let now = tx.now();
    let text = report.stored();
    let run = match options.run {
        Some(run) => {
            tx.exec(queries::RUN_APPLIED, args![run, now, "applied", &text])?;
            run
        }
        None => {
            let run = tx.fresh_id();
            tx.exec(
                queries::RUN_MADE,
                args![run, district, "roster", "oneroster", options.by, now, now, "applied", &text],
            )?;
            run
        }
    };
    if !report.changes() {
        return Ok(());
    }
    let leaders = Audience::of([Principal::Leaders(store::OrgId(district.0))]);
    let audience = audience::store(tx, district, &leaders)?;
    let sum = |of: fn(&Counts) -> u64| report.counts.values().map(of).sum::<u64>();
    let about = format!("+{} ~{} −{}", sum(|c| c.new), sum(|c| c.changed), sum(|c| c.removed));
    events::write(
        tx,
        &events::Event {
            district,
            actor: options.by,
            verb: "roster.imported",
            thing: ("roster", run),
            community: None,
            org: None,
            audience,
            about: &about,
        },
    )
}
