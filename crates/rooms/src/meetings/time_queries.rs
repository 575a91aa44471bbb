//! What the pages about time ask the database: counts and seconds of meetings, never what was said in them.

use jiff::civil::{Date, Time as Clock};
use store::{CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Time, Tx, args, sql};
use uuid::Uuid;

use crate::Viewer;

/// That `$1` leads the organization of community `c` at `$2`.
macro_rules! led {
    () => {
        " c.org in (select h.who from holding h where h.person = $1 and h.kind = 6 and h.since <= $2 and h.until > $2) "
    };
}

/// The columns of [`read`]: a meeting, and the microseconds its items of each lane were on.
macro_rules! meetings {
    () => {
        "select m.on_date, m.at, m.minutes, m.state, m.starts, \
         cast(coalesce(sum(case when i.lane <> 'housekeeping' and i.ended is not null and i.began is not null then i.ended - i.began else 0 end), 0) as bigint), \
         cast(coalesce(sum(case when i.lane = 'housekeeping' and i.ended is not null and i.began is not null then i.ended - i.began else 0 end), 0) as bigint) \
         from meeting m join community c on c.id = m.community left join item i on i.meeting = m.id "
    };
}

sql! {
    OF_COMMUNITY = meetings!(), "where m.community = $1 and m.on_date >= $2 and m.on_date <= $3 \
                   group by m.id, m.on_date, m.at, m.minutes, m.state, m.starts order by m.on_date, m.id";
    OF_ORG = meetings!(), "where c.org = $3 and m.on_date >= $4 and m.on_date <= $5 and ", led!(),
             " group by m.id, m.on_date, m.at, m.minutes, m.state, m.starts order by m.on_date, m.id";
    COUNTS = "select substr(m.on_date, 1, 7), cast(sum(case when m.state in ('closed', 'running') then 1 else 0 end) as bigint), \
              cast(sum(case when m.state = 'cancelled' then 1 else 0 end) as bigint), \
              cast(sum(case when m.state = 'planned' and m.starts < $5 then 1 else 0 end) as bigint) \
              from meeting m join community c on c.id = m.community where m.on_date >= $3 and m.on_date <= $4 and ", led!(),
             " group by substr(m.on_date, 1, 7)";
    SPENT = "select substr(m.on_date, 1, 7), \
             cast(coalesce(sum(case when i.lane <> 'housekeeping' then i.ended - i.began else 0 end), 0) as bigint), \
             cast(coalesce(sum(case when i.lane = 'housekeeping' then i.ended - i.began else 0 end), 0) as bigint) \
             from meeting m join community c on c.id = m.community join item i on i.meeting = m.id \
             where i.began is not null and i.ended is not null and m.on_date >= $3 and m.on_date <= $4 and ", led!(),
            " group by substr(m.on_date, 1, 7)";
    LED = "select o.id, o.name from holding h join org o on o.id = h.who where h.person = $1 and h.kind = 6 and h.since <= $2 and h.until > $2 \
           and o.active and exists (select 1 from community c where c.org = o.id) order by o.name limit 500";
    LEADS = "select o.name from holding h join org o on o.id = h.who where h.person = $1 and h.kind = 6 and h.since <= $2 and h.until > $2 and o.id = $3";
    COMMUNITIES = "select count(*) from community c where c.archived_at is null and ", led!();
    PROTECTED = "select p.id, p.weekday, p.from_at, p.until_at, p.since, p.until from protected_time p where p.org = $1 \
                 order by p.weekday, p.from_at, p.since, p.id";
    PROTECT = "insert into protected_time (id, district, org, weekday, from_at, until_at, since, until, by, made) \
               values ($1, $2, $3, $4, $5, $6, $7, null, $8, $9)";
    UNPROTECT = "update protected_time set until = $3, by = $4 where id = $1 and org = $2 and until is null";
}

/// A meeting in numbers.
pub(super) struct Met {
    pub on: Date,
    pub at: String,
    pub minutes: i64,
    pub held: bool,
    pub called_off: bool,
    /// Its day has passed and nobody began it or called it off.
    pub missed: bool,
    /// Seconds its items were on.
    pub learning: i64,
    pub housekeeping: i64,
}

/// A month of meetings in numbers.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Month {
    /// `2026-09`
    pub month: String,
    pub held: i64,
    pub called_off: i64,
    pub missed: i64,
    /// Seconds.
    pub learning: i64,
    pub housekeeping: i64,
}

impl Month {
    /// How many were planned for it, held or not.
    pub fn planned(&self) -> i64 {
        self.held + self.called_off + self.missed
    }
}

/// The sum of months.
pub(super) fn total(months: &[Month]) -> Month {
    months.iter().fold(Month::default(), |sum, m| Month {
        month: String::new(),
        held: sum.held + m.held,
        called_off: sum.called_off + m.called_off,
        missed: sum.missed + m.missed,
        learning: sum.learning + m.learning,
        housekeeping: sum.housekeeping + m.housekeeping,
    })
}

/// Meetings month by month, without those that are still to come.
pub(super) fn by_month(meetings: &[Met]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for m in meetings.iter().filter(|m| m.held || m.called_off || m.missed) {
        let name = format!("{:04}-{:02}", m.on.year(), m.on.month());
        if months.last().is_none_or(|last| last.month != name) {
            months.push(Month { month: name, ..Month::default() });
        }
        let Some(last) = months.last_mut() else { continue };
        last.held += i64::from(m.held);
        last.called_off += i64::from(m.called_off);
        last.missed += i64::from(m.missed);
        last.learning += m.learning;
        last.housekeeping += m.housekeeping;
    }
    months
}

fn read(r: &store::Row<'_>, now: Time) -> Result<Met, Error> {
    let (state, starts): (String, Time) = (r.get(3)?, r.get(4)?);
    Ok(Met {
        on: r.get(0)?,
        at: r.get(1)?,
        minutes: r.get(2)?,
        held: matches!(state.as_str(), "closed" | "running"),
        called_off: state == "cancelled",
        missed: state == "planned" && starts < now.plus_days(-1),
        learning: r.get::<i64>(5)? / 1_000_000,
        housekeeping: r.get::<i64>(6)? / 1_000_000,
    })
}

/// A community's meetings of some days. Ask only for a community whose work the viewer sees.
pub(super) fn of_community(c: &mut Conn, id: CommunityId, days: (Date, Date)) -> Result<Vec<Met>, Error> {
    let now = c.now();
    c.rows(OF_COMMUNITY, args![id, days.0.to_string(), days.1.to_string()], |r| read(r, now))
}

/// The meetings of an organization's communities, if the viewer leads it.
pub(super) fn of_org(c: &mut Conn, me: &Viewer, org: OrgId, days: (Date, Date)) -> Result<Vec<Met>, Error> {
    let given = args![me.person, me.now, org, days.0.to_string(), days.1.to_string()];
    c.rows(OF_ORG, given, |r| read(r, me.now))
}

/// Month by month, over everything the viewer leads.
pub(super) fn of_all_led(c: &mut Conn, me: &Viewer, days: (Date, Date)) -> Result<Vec<Month>, Error> {
    let (from, to) = (days.0.to_string(), days.1.to_string());
    let mut months = c.rows(COUNTS, args![me.person, me.now, &from, &to, me.now.plus_days(-1)], |r| {
        Ok(Month {
            month: r.get(0)?,
            held: r.get(1)?,
            called_off: r.get(2)?,
            missed: r.get(3)?,
            learning: 0,
            housekeeping: 0,
        })
    })?;
    c.each(SPENT, args![me.person, me.now, &from, &to], &mut |r| {
        let name: String = r.get(0)?;
        if let Some(month) = months.iter_mut().find(|m| m.month == name) {
            month.learning = r.get::<i64>(1)? / 1_000_000;
            month.housekeeping = r.get::<i64>(2)? / 1_000_000;
        }
        Ok(())
    })?;
    months.retain(|m| m.planned() > 0);
    months.sort_by(|a, b| a.month.cmp(&b.month));
    Ok(months)
}

/// The places the viewer leads that have communities, by name.
pub(super) fn led(c: &mut Conn, me: &Viewer) -> Result<Vec<(OrgId, String)>, Error> {
    c.rows(LED, args![me.person, me.now], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// The name of a place, if the viewer leads it.
pub(super) fn leads(c: &mut Conn, me: &Viewer, org: OrgId) -> Result<Option<String>, Error> {
    c.one(LEADS, args![me.person, me.now, org], |r| r.get(0))
}

/// How many communities there are at the places the viewer leads.
pub(super) fn communities(c: &mut Conn, me: &Viewer) -> Result<i64, Error> {
    c.count(COMMUNITIES, args![me.person, me.now])
}

/// A time of the workday that a place keeps free for learning together, and from when until when it does.
pub(super) struct Protected {
    pub id: Uuid,
    /// 1 is Monday.
    pub weekday: i64,
    pub from: String,
    pub until: String,
    pub since: Date,
    pub ended: Option<Date>,
}

impl Protected {
    /// Whether a meeting lies wholly inside it.
    pub fn holds(&self, m: &Met) -> bool {
        let end = clock(&m.at).and_then(|at| at.checked_add(jiff::Span::new().minutes(m.minutes)).ok());
        i64::from(m.on.weekday().to_monday_one_offset()) == self.weekday
            && self.since <= m.on
            && self.ended.is_none_or(|end| m.on < end)
            && self.from <= m.at
            && end.is_some_and(|end| clock(&self.until).is_some_and(|until| end <= until))
    }
}

/// A time of day as it is stored: `15:15`.
pub(super) fn clock(text: &str) -> Option<Clock> {
    Clock::strptime("%H:%M", text).ok()
}

/// The times a place has kept free, by weekday.
pub(super) fn protected(c: &mut Conn, org: OrgId) -> Result<Vec<Protected>, Error> {
    c.rows(PROTECTED, args![org], |r| {
        Ok(Protected {
            id: r.get(0)?,
            weekday: r.get(1)?,
            from: r.get(2)?,
            until: r.get(3)?,
            since: r.get(4)?,
            ended: r.maybe(5)?,
        })
    })
}

/// How many of the held meetings lay in a time that was kept free, of those held while anything was; none when nothing was.
pub(super) fn inside(held: &[Met], protected: &[Protected]) -> Option<(i64, i64)> {
    let first = protected.iter().map(|p| p.since).min()?;
    let counted: Vec<&Met> = held.iter().filter(|m| m.held && m.on >= first).collect();
    let inside = counted.iter().filter(|m| protected.iter().any(|p| p.holds(m))).count();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    (!counted.is_empty()).then(|| (count(inside), count(counted.len())))
}

/// A time about to be kept free.
pub struct NewProtected {
    pub district: DistrictId,
    pub org: OrgId,
    /// 1 is Monday.
    pub weekday: i64,
    pub from: Clock,
    pub until: Clock,
    pub since: Date,
}

/// Keeps a time of the workday free from a day on.
///
/// # Errors
/// When the database fails.
pub fn protect(tx: &mut Tx<'_>, by: PersonId, new: &NewProtected) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let text = |at: Clock| format!("{:02}:{:02}", at.hour(), at.minute());
    tx.exec(
        PROTECT,
        args![id, new.district, new.org, new.weekday, text(new.from), text(new.until), new.since.to_string(), by, now],
    )
    .map(drop)
}

/// Keeps it free no longer, from a day on. What lay in it before still counts.
pub(super) fn unprotect(tx: &mut Tx<'_>, by: PersonId, org: OrgId, id: Uuid, until: Date) -> Result<bool, Error> {
    Ok(tx.exec(UNPROTECT, args![id, org, until.to_string(), by])? > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn met(on: Date, at: &str, minutes: i64) -> Met {
        Met {
            on,
            at: at.into(),
            minutes,
            held: true,
            called_off: false,
            missed: false,
            learning: 1800,
            housekeeping: 600,
        }
    }

    #[test]
    fn a_meeting_counts_as_inside_only_when_all_of_it_is() {
        let mondays = Protected {
            id: Uuid::nil(),
            weekday: 1,
            from: "15:00".into(),
            until: "16:00".into(),
            since: date(2026, 9, 1),
            ended: Some(date(2026, 10, 1)),
        };
        assert!(mondays.holds(&met(date(2026, 9, 14), "15:00", 60)));
        assert!(!mondays.holds(&met(date(2026, 9, 14), "15:15", 60)), "it would end after it");
        assert!(!mondays.holds(&met(date(2026, 9, 14), "14:59", 30)));
        assert!(!mondays.holds(&met(date(2026, 9, 15), "15:00", 30)), "a Tuesday");
        assert!(!mondays.holds(&met(date(2026, 8, 31), "15:00", 30)), "before it was kept free");
        assert!(!mondays.holds(&met(date(2026, 10, 5), "15:00", 30)), "after");
        assert!(!mondays.holds(&met(date(2026, 9, 14), "23:30", 60)), "past midnight is no hour of the workday");
        let all = [met(date(2026, 8, 31), "15:00", 30), met(date(2026, 9, 14), "15:00", 30)];
        assert_eq!(inside(&all, &[mondays]), Some((1, 1)), "what was before anything was kept free isn't counted");
        assert_eq!(inside(&all, &[]), None);
    }

    #[test]
    fn months_add_up() {
        let meetings = [
            met(date(2026, 9, 14), "15:00", 45),
            met(date(2026, 9, 28), "15:00", 45),
            Met { held: false, called_off: true, ..met(date(2026, 10, 5), "15:00", 45) },
            Met { held: false, ..met(date(2026, 12, 5), "15:00", 45) },
        ];
        let months = by_month(&meetings);
        assert_eq!(
            months.iter().map(|m| (m.month.as_str(), m.held, m.planned())).collect::<Vec<_>>(),
            [("2026-09", 2, 2), ("2026-10", 0, 1)]
        );
        let sum = total(&months);
        assert_eq!((sum.held, sum.called_off), (2, 1));
    }
}
