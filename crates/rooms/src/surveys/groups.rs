//! Into which groups the people who are asked fall. A report tells groups apart, and a ballot is as anonymous as its group is large: no
//! group is smaller than the threshold.

use std::collections::BTreeMap;

use store::{OrgId, PersonId};

/// Who is asked, with where they work and whether they lead there.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub person: PersonId,
    pub org: OrgId,
    pub leads: bool,
}

/// Which people of a place a group is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    All,
    Staff,
    Leaders,
}

impl Part {
    pub fn name(self) -> &'static str {
        match self {
            Part::All => "all",
            Part::Staff => "staff",
            Part::Leaders => "leaders",
        }
    }

    pub fn named(name: &str) -> Part {
        match name {
            "staff" => Part::Staff,
            "leaders" => Part::Leaders,
            _ => Part::All,
        }
    }
}

/// A group: of one place, or of several that are too small alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Group {
    pub org: Option<OrgId>,
    pub part: Part,
    pub people: Vec<PersonId>,
}

/// The groups, each of at least `threshold` people; `None` when all together are fewer.
///
/// Leaders of a place are a group of their own where there are enough of them and of the others; a place with too few people joins the other small
/// ones, and when these are too few together, the smallest group.
pub(super) fn divide(asked: &[Asked], threshold: usize) -> Option<Vec<Group>> {
    let mut places: BTreeMap<OrgId, (Vec<PersonId>, Vec<PersonId>)> = BTreeMap::new();
    for a in asked {
        let (staff, leaders) = places.entry(a.org).or_default();
        if a.leads { leaders.push(a.person) } else { staff.push(a.person) }
    }
    let (mut groups, mut rest): (Vec<Group>, Vec<PersonId>) = Default::default();
    for (org, (staff, leaders)) in places {
        if staff.len() >= threshold && leaders.len() >= threshold {
            groups.push(Group { org: Some(org), part: Part::Staff, people: staff });
            groups.push(Group { org: Some(org), part: Part::Leaders, people: leaders });
            continue;
        }
        let all: Vec<PersonId> = staff.into_iter().chain(leaders).collect();
        if all.len() >= threshold {
            groups.push(Group { org: Some(org), part: Part::All, people: all });
        } else {
            rest.extend(all);
        }
    }
    if rest.len() >= threshold {
        groups.push(Group { org: None, part: Part::All, people: rest });
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
                let groups = divide(&asked, threshold);
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
        let five = divide(&asked, 5).unwrap();
        let expected =
            [(Some(1), Part::Staff, 20), (Some(1), Part::Leaders, 6), (Some(2), Part::All, 21), (None, Part::All, 6)];
        assert_eq!(sizes(&five), expected);
        // A small place alone goes with the smallest group, whose place is then not told.
        let asked: Vec<Asked> = [people(1, 9, 1), people(2, 1, 0)].concat();
        assert_eq!(sizes(&divide(&asked, 5).unwrap()), [(None, Part::All, 11)]);
    }
}
