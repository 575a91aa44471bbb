//! Who was asked the same lately, in any wave: of a place, of a community, of several. Reports over people who overlap can be subtracted
//! from each other when they were asked at about the same time.
//!
//! Who answered is not known, so it can't be worked out what is left of one report when another is taken away. What is known is who
//! could answer both: a wave shows a result from `threshold` answers on, and one more for each of its people whom a wave of the last three
//! weeks asked the same (`learning::release::beside_others` says why that is enough).

use std::collections::{BTreeMap, BTreeSet};

use learning::instrument::{Answer, Instrument};
use learning::release::beside_others;
use store::{Conn, DistrictId, Error, OrgId, PersonId, WaveId, args, sql};

use super::asking::APART;
use super::groups::{Works, asked};

/// A wave that is open, or ended less than three weeks ago with enough answers to be shown.
macro_rules! lately {
    () => {
        " v.district = $1 and (v.state = 'open' or (v.ended > $2 and (select count(*) from wave_ballot b where b.wave = v.id) >= v.threshold)) "
    };
}

sql! {
    WAVES = "select v.id, v.body, v.whom from wave v where ", lately!(), " order by v.id";
    AT_PLACES = "select v.id, r.person, r.org, case when o.kind = 'school' then 1 else 0 end, \
                 max(case when r.role in ('principal', 'siteAdministrator', 'districtAdministrator') then 1 else 0 end), \
                 max(case when r.role = 'teacher' then 1 else 0 end) \
                 from wave v join org_above u on u.above = v.org join org o on o.id = u.below \
                 join role r on r.org = u.below and r.since <= v.at and r.until > v.at \
                 and r.role in ('teacher', 'coach', 'aide', 'counselor', 'principal', 'siteAdministrator', 'districtAdministrator', 'other') \
                 where ", lately!(), " and v.called = '' \
                 and (cast($3 as uuid) is null or exists (select 1 from membership m join community k on k.id = m.community \
                 where m.person = r.person and k.org = $3 and m.since <= $4 and m.until > $4)) \
                 group by v.id, r.person, r.org, o.kind order by v.id, r.person, 5 desc, r.org";
    IN_COMMUNITIES = "select x.wave, m.person from wave v join wave_community x on x.wave = v.id \
                      join membership m on m.community = x.community and m.since <= v.at and m.until > v.at and m.part in ('member', 'facilitator') \
                      where ", lately!();
}

/// A wave of the last three weeks: what it asked, and whom.
pub(super) struct Lately {
    questions: BTreeSet<String>,
    people: BTreeSet<PersonId>,
}

/// Its statements, word for word in each language: a copy under another name asks the same.
fn questions(instrument: &Instrument) -> BTreeSet<String> {
    let closed = instrument.items.iter().filter(|i| !matches!(i.answer, Answer::Open));
    let texts = closed.flat_map(|i| std::iter::once(&i.text).chain(i.by_side.values()));
    let words =
        texts.flat_map(|text| text.0.iter().map(|(lang, words)| format!("{lang} {}", words.trim().to_lowercase())));
    words.collect()
}

/// The waves of the last three weeks in a district. With `at` only the people count who are in a community of that place.
pub(super) fn waves(c: &mut Conn, district: DistrictId, at: Option<OrgId>) -> Result<Vec<Lately>, Error> {
    let now = c.now();
    let since = now.plus_days(-APART);
    let waves =
        c.rows(WAVES, args![district, since], |r| Ok((r.get::<WaveId>(0)?, r.get::<String>(1)?, r.get::<String>(2)?)))?;
    if waves.is_empty() {
        return Ok(Vec::new());
    }
    let mut works: BTreeMap<WaveId, Vec<Works>> = BTreeMap::new();
    for (wave, one) in c.rows(AT_PLACES, args![district, since, at, now], |r| {
        let yes = |at| r.get::<i64>(at).map(|n| n == 1);
        let works = Works { person: r.get(1)?, org: r.get(2)?, school: yes(3)?, leads: yes(4)?, teaches: yes(5)? };
        Ok((r.get::<WaveId>(0)?, works))
    })? {
        works.entry(wave).or_default().push(one);
    }
    let mut members: BTreeMap<WaveId, BTreeSet<PersonId>> = BTreeMap::new();
    for (wave, person) in c.rows(IN_COMMUNITIES, args![district, since], |r| Ok((r.get::<WaveId>(0)?, r.get(1)?)))? {
        members.entry(wave).or_default().insert(person);
    }
    let mut found = Vec::with_capacity(waves.len());
    for (id, body, whom) in waves {
        let instrument = Instrument::parse(&body).map_err(|e| Error::Ours(e.to_string()))?;
        let mut all = works.remove(&id).unwrap_or_default();
        // As `asking::whom` wrote it.
        let wide = whom.starts_with("wide");
        let only: BTreeSet<OrgId> = whom.split(' ').filter_map(|id| id.parse().ok()).collect();
        all.retain(|w| only.is_empty() || only.contains(&w.org));
        let mut people: BTreeSet<PersonId> = asked(&instrument, &all, wide).into_iter().map(|a| a.person).collect();
        people.extend(members.remove(&id).unwrap_or_default());
        found.push(Lately { questions: questions(&instrument), people });
    }
    Ok(found)
}

/// From how many answers on a wave shows something that asks these people these questions now. `None` when so many of them were asked the
/// same lately that hardly anything could be shown: then more than three quarters of them would have to answer.
pub(super) fn threshold(lately: &[Lately], instrument: &Instrument, people: &BTreeSet<PersonId>) -> Option<usize> {
    let least = usize::try_from(instrument.threshold).unwrap_or(usize::MAX);
    let now = questions(instrument);
    let same = lately.iter().filter(|wave| !wave.questions.is_disjoint(&now));
    let again: BTreeSet<PersonId> = same.flat_map(|wave| wave.people.intersection(people).copied()).collect();
    beside_others(least, again.len(), people.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(n: u32) -> PersonId {
        PersonId(uuid::Uuid::from_u128(u128::from(n) + 1))
    }

    fn health(threshold: u32) -> Instrument {
        let found = Instrument::built_in().into_iter().find(|i| i.key == "community-health");
        Instrument { threshold, ..found.unwrap() }
    }

    #[test]
    fn a_copy_asks_the_same_and_other_questions_dont() {
        let (health, people) = (health(5), (0..20).map(person).collect::<BTreeSet<_>>());
        let asked =
            |i: &Instrument, n: u32| vec![Lately { questions: questions(i), people: (0..n).map(person).collect() }];
        let copy = health.copied("ours").unwrap();
        assert_eq!(threshold(&asked(&health, 3), &copy, &people), Some(8));
        assert_eq!(threshold(&asked(&health, 10), &copy, &people), Some(15));
        assert_eq!(threshold(&asked(&health, 11), &copy, &people), None);
        let other = Instrument::built_in().into_iter().find(|i| i.key == "learning-communities").unwrap();
        assert_eq!(threshold(&asked(&other, 20), &health, &people), Some(5));
    }
}
