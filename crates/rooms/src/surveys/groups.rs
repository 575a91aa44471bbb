//! Into which groups the people who are asked fall. A report tells groups apart, and a ballot is as anonymous as its group is large: no
//! group is smaller than the threshold.

use std::collections::BTreeMap;

use learning::instrument::{Asked as Who, Instrument, Side};
use store::{OrgId, PersonId};

use crate::w;

/// Who is asked, with where they work and whether they lead there.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub person: PersonId,
    pub org: OrgId,
    pub leads: bool,
    /// Their side of a two-sided instrument; empty where there are none.
    pub side: String,
}

/// Somebody who works at a place, as the roster knows them.
#[derive(Clone, Debug)]
pub(super) struct Works {
    pub person: PersonId,
    pub org: OrgId,
    /// The place is a school; else it is the central office or one of its departments.
    pub school: bool,
    pub leads: bool,
    pub teaches: bool,
}

/// Whether an instrument asks somebody.
fn asks(who: Who, works: &Works) -> bool {
    match who {
        Who::Staff => true,
        Who::Teachers => works.teaches,
        Who::Leaders => works.leads,
        Who::CentralOffice => !works.school,
        Who::SchoolLeaders => works.school && works.leads,
        Who::Families => false,
    }
}

/// Who of these an instrument asks, on which side. With `all_at_schools` the side of the schools is everybody who works there, not only
/// those who lead them.
pub(super) fn asked(instrument: &Instrument, all: &[Works], all_at_schools: bool) -> Vec<Asked> {
    let wide =
        |who: Who, works: &Works| asks(who, works) || (all_at_schools && who == Who::SchoolLeaders && works.school);
    let mut found: Vec<Asked> = Vec::new();
    for works in all {
        let side = if instrument.sides.is_empty() {
            instrument.asked.iter().any(|who| asks(*who, works)).then(String::new)
        } else {
            instrument.sides.iter().find(|side| wide(side.who, works)).map(|side| side.key.clone())
        };
        // Who works at two places comes once, at the first of those where they are asked.
        if let Some(side) = side
            && found.last().is_none_or(|last| last.person != works.person)
        {
            found.push(Asked { person: works.person, org: works.org, leads: works.leads, side });
        }
    }
    found
}

/// The side of those who lead, where a report tells roles apart over all places, and of everybody else.
const LEADERS: &str = "role-leaders";
const OTHERS: &str = "role-others";

/// The instrument asked of two sides: who leads, and everybody else. One report tells people apart by place and then by role, or by role and
/// then by place: both at once would cross each other. `None` for one that has sides, or doesn't ask everybody.
pub(super) fn by_role(instrument: &Instrument) -> Option<Instrument> {
    if !instrument.sides.is_empty() || !instrument.asked.contains(&Who::Staff) {
        return None;
    }
    // In every language we speak, whatever the instrument's are.
    let name = |word| {
        let words = instrument.languages.iter().filter_map(|tag| Some((tag.clone(), face::Lang::from_tag(tag)?)));
        let mut words: BTreeMap<String, String> = words.map(|(tag, lang)| (tag, lang.t(word).to_owned())).collect();
        for tag in &instrument.languages {
            words.entry(tag.clone()).or_insert_with(|| face::Lang::En.t(word).to_owned());
        }
        learning::shape::Text(words)
    };
    let side = |key: &str, who, word| Side { key: key.to_owned(), who, name: name(word) };
    let sides = vec![side(LEADERS, Who::Leaders, w::ASKED_LEADERS), side(OTHERS, Who::Staff, w::SURVEY_ROLE_OTHERS)];
    Some(Instrument { asked: vec![Who::Leaders, Who::Staff], sides, ..instrument.clone() })
}

/// Whether it was asked so.
pub(super) fn is_by_role(instrument: &Instrument) -> bool {
    instrument.sides.iter().any(|side| side.key == LEADERS)
}

/// Which people of a place a group is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    All,
    Staff,
    Leaders,
    /// Families of students; nobody in the district's lists.
    Families,
}

impl Part {
    pub fn name(self) -> &'static str {
        match self {
            Part::All => "all",
            Part::Staff => "staff",
            Part::Leaders => "leaders",
            Part::Families => "families",
        }
    }

    pub fn named(name: &str) -> Part {
        match name {
            "staff" => Part::Staff,
            "leaders" => Part::Leaders,
            "families" => Part::Families,
            _ => Part::All,
        }
    }
}

/// A group: of one place, or of several that are too small alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Group {
    pub org: Option<OrgId>,
    pub part: Part,
    /// The side of a two-sided instrument; empty where there are none.
    pub side: String,
    pub people: Vec<PersonId>,
}

/// The groups, side by side, each of at least `threshold` people; `None` when the people of one of these sides are fewer.
pub(super) fn divide(asked: &[Asked], sides: &[&str], threshold: usize) -> Option<Vec<Group>> {
    let mut groups = Vec::new();
    for side in if sides.is_empty() { &[""] } else { sides } {
        let own: Vec<&Asked> = asked.iter().filter(|a| a.side == **side).collect();
        groups.extend(of_side(side, &own, threshold)?);
    }
    Some(groups)
}

/// The groups of one side.
///
/// Leaders of a place are a group of their own where there are enough of them and of the others; a place with too few people joins the other small
/// ones, and when these are too few together, the smallest group.
fn of_side(side: &str, asked: &[&Asked], threshold: usize) -> Option<Vec<Group>> {
    let group = |org, part, people| Group { org, part, side: side.to_owned(), people };
    let mut places: BTreeMap<OrgId, (Vec<PersonId>, Vec<PersonId>)> = BTreeMap::new();
    for a in asked {
        let (staff, leaders) = places.entry(a.org).or_default();
        if a.leads { leaders.push(a.person) } else { staff.push(a.person) }
    }
    let (mut groups, mut rest): (Vec<Group>, Vec<PersonId>) = Default::default();
    for (org, (staff, leaders)) in places {
        if staff.len() >= threshold && leaders.len() >= threshold {
            groups.push(group(Some(org), Part::Staff, staff));
            groups.push(group(Some(org), Part::Leaders, leaders));
            continue;
        }
        let all: Vec<PersonId> = staff.into_iter().chain(leaders).collect();
        if all.len() >= threshold {
            groups.push(group(Some(org), Part::All, all));
        } else {
            rest.extend(all);
        }
    }
    if rest.len() >= threshold {
        groups.push(group(None, Part::All, rest));
    } else if !rest.is_empty() {
        let smallest = groups.iter_mut().min_by_key(|g| g.people.len())?;
        smallest.people.extend(rest);
        // It is of several places now.
        (smallest.org, smallest.part) = (None, Part::All);
    }
    (!groups.is_empty()).then_some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(org: u128, staff: u128, leaders: u128) -> Vec<Asked> {
        let one = |n: u128, leads| Asked {
            person: PersonId(uuid::Uuid::from_u128(org * 1000 + n)),
            org: OrgId(uuid::Uuid::from_u128(org)),
            leads,
            side: String::new(),
        };
        (0..staff).map(|n| one(n, false)).chain((staff..staff + leaders).map(|n| one(n, true))).collect()
    }

    fn sizes(groups: &[Group]) -> Vec<(Option<u128>, Part, usize)> {
        groups.iter().map(|g| (g.org.map(|o| o.0.as_u128()), g.part, g.people.len())).collect()
    }

    #[test]
    fn no_group_is_smaller_than_the_threshold_and_nobody_is_left_out_or_counted_twice() {
        for shape in [
            vec![(1, 20, 6), (2, 20, 1), (3, 2, 0), (4, 3, 1)],
            vec![(1, 9, 1), (2, 1, 0)],
            vec![(1, 4, 1), (2, 4, 1), (3, 4, 0)],
        ] {
            let asked: Vec<Asked> =
                shape.iter().flat_map(|(org, staff, leaders)| people(*org, *staff, *leaders)).collect();
            for threshold in 1..=12 {
                let groups = divide(&asked, &[], threshold);
                assert_eq!(groups.is_none(), asked.len() < threshold, "{shape:?} {threshold}");
                let Some(groups) = groups else { continue };
                assert!(
                    groups.iter().all(|g| g.people.len() >= threshold),
                    "{shape:?} {threshold}: {:?}",
                    sizes(&groups)
                );
                let mut all: Vec<PersonId> = groups.iter().flat_map(|g| g.people.clone()).collect();
                all.sort();
                all.dedup();
                assert_eq!(all.len(), asked.len());
            }
        }
    }

    #[test]
    fn places_stand_alone_where_they_can() {
        let asked: Vec<Asked> = [people(1, 20, 6), people(2, 20, 1), people(3, 2, 0), people(4, 3, 1)].concat();
        let five = divide(&asked, &[], 5).unwrap();
        let expected =
            [(Some(1), Part::Staff, 20), (Some(1), Part::Leaders, 6), (Some(2), Part::All, 21), (None, Part::All, 6)];
        assert_eq!(sizes(&five), expected);
        // A small place alone goes with the smallest group, whose place is then not told.
        let asked: Vec<Asked> = [people(1, 9, 1), people(2, 1, 0)].concat();
        assert_eq!(sizes(&divide(&asked, &[], 5).unwrap()), [(None, Part::All, 11)]);
    }

    #[test]
    fn two_sides_are_told_apart_and_nobody_stands_on_both() {
        let two = Instrument::built_in().into_iter().find(|i| i.key == "two-sides").unwrap();
        let works = |n: u128, org: u128, leads| Works {
            person: PersonId(uuid::Uuid::from_u128(n)),
            org: OrgId(uuid::Uuid::from_u128(org)),
            school: org > 1,
            leads,
            teaches: org > 1 && !leads,
        };
        // Six in the central office, of whom one leads a school too; two schools with twelve teachers and three leaders each.
        let mut all: Vec<Works> = (0..6).map(|n| works(n, 1, n == 0)).collect();
        all.push(works(5, 2, true));
        for org in [2, 3] {
            all.extend((0..15).map(|n| works(org * 100 + n, org, n < 3)));
        }
        let sides: Vec<&str> = two.sides.iter().map(|s| s.key.as_str()).collect();
        let told = |wide| {
            let groups = divide(&asked(&two, &all, wide), &sides, 5).unwrap();
            groups.iter().map(|g| (g.side.clone(), g.org.map(|o| o.0.as_u128()), g.people.len())).collect::<Vec<_>>()
        };
        let office = ("central-office".to_owned(), Some(1), 6);
        assert_eq!(told(false), [office.clone(), ("schools".to_owned(), None, 6)]);
        assert_eq!(told(true), [office, ("schools".to_owned(), Some(2), 15), ("schools".to_owned(), Some(3), 15)]);
        // A side of too few: nobody is asked.
        assert!(divide(&asked(&two, &all[..20], false), &sides, 5).is_none());
    }
}
