//! Which goal serves which? Goals link from below to above (a teacher's to the team's, a district's to the state's), or
//! between equals; one side offers, the other accepts, many may serve many, and no chain of links may come back to where it
//! started. Nothing is inherited silently: only accepted links carry meaning, offers are shown as offers.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Whose goal it is, from one person to the nation. The order is the order of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// One educator's.
    Individual,
    /// A community's or team's.
    Team,
    /// A school's.
    School,
    /// A district's.
    District,
    /// A state's.
    State,
    /// The nation's.
    National,
}

impl Level {
    /// All levels from lowest to highest.
    pub const ALL: [Level; 6] =
        [Level::Individual, Level::Team, Level::School, Level::District, Level::State, Level::National];
}

/// Whose learning a goal is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum About<K> {
    /// What students will know or do.
    Students,
    /// What educators will learn, and the student goal they learn it for.
    Educators {
        /// The student goal it serves; an educator goal without one isn't complete.
        serves: Option<K>,
    },
}

/// What alignment needs to know of a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal<K> {
    /// Its id.
    pub id: K,
    /// Whose it is.
    pub level: Level,
    /// Whose learning it is about.
    pub about: About<K>,
}

/// The two ends of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The goal below, which serves.
    Child,
    /// The goal above, which is served.
    Parent,
}

/// A link between two goals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link<K> {
    /// The goal that serves.
    pub child: K,
    /// The goal it serves.
    pub parent: K,
    /// Which side offered it.
    pub offered_by: End,
    /// Whether the other side accepted.
    pub accepted: bool,
}

/// Why a link or a goal is not right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// A goal can't serve itself.
    Itself,
    /// One of the two goals isn't known.
    Unknown,
    /// A goal serves goals of its own level or above, never below.
    Downwards,
    /// The two are linked already, or an offer is open.
    Already,
    /// Following the links upwards would come back to where it started.
    Loop,
    /// The answer must come from the side that did not offer.
    OwnOffer,
    /// It's accepted already.
    AcceptedAlready,
    /// An educator goal must name the student goal it serves.
    ServesNothing,
    /// What an educator goal serves must be a student goal.
    ServesNoStudentGoal,
}

/// Whether an educator goal names an existing student goal (student goals are always fine).
pub fn check_goal<K: Ord>(goal: &Goal<K>, all: &[Goal<K>]) -> Result<(), Problem> {
    match &goal.about {
        About::Students => Ok(()),
        About::Educators { serves: None } => Err(Problem::ServesNothing),
        About::Educators { serves: Some(id) } => match all.iter().find(|g| g.id == *id) {
            None => Err(Problem::Unknown),
            Some(Goal { about: About::Students, .. }) => Ok(()),
            Some(_) => Err(Problem::ServesNoStudentGoal),
        },
    }
}

/// Whether a goal of level `child` may serve one of level `parent`: its own level or above.
pub fn may_serve(child: Level, parent: Level) -> bool {
    child <= parent
}

/// Whether a link may be offered (by either side), given all links that are offered or accepted now. Open offers count as
/// links here, so that two offers accepted one after the other cannot close a loop.
pub fn may_offer<K: Ord + Clone>(goals: &[Goal<K>], links: &[Link<K>], child: &K, parent: &K) -> Result<(), Problem> {
    if child == parent {
        return Err(Problem::Itself);
    }
    let level = |id: &K| goals.iter().find(|g| g.id == *id).map(|g| g.level).ok_or(Problem::Unknown);
    if !may_serve(level(child)?, level(parent)?) {
        return Err(Problem::Downwards);
    }
    if links.iter().any(|l| l.child == *child && l.parent == *parent) {
        return Err(Problem::Already);
    }
    if everything_above(links, parent).contains(child) {
        return Err(Problem::Loop);
    }
    Ok(())
}

/// Whether the side `by` may accept (or decline) an offer: only the side that did not make it, and only once.
pub fn may_answer<K>(link: &Link<K>, by: End) -> Result<(), Problem> {
    if link.accepted {
        Err(Problem::AcceptedAlready)
    } else if link.offered_by == by {
        Err(Problem::OwnOffer)
    } else {
        Ok(())
    }
}

/// All goals that `from` serves, directly or through others, over all links given (filter for accepted ones first when
/// that is the question).
pub fn everything_above<K: Ord + Clone>(links: &[Link<K>], from: &K) -> BTreeSet<K> {
    let mut above = BTreeSet::new();
    let parents = neighbours(links, |l| (&l.child, &l.parent));
    let mut open: Vec<&K> = vec![from];
    while let Some(id) = open.pop() {
        for parent in parents.get(id).into_iter().flatten() {
            if above.insert((*parent).clone()) {
                open.push(parent);
            }
        }
    }
    above
}

fn neighbours<'a, K: Ord>(
    links: impl IntoIterator<Item = &'a Link<K>>,
    ends: impl Fn(&'a Link<K>) -> (&'a K, &'a K),
) -> BTreeMap<&'a K, Vec<&'a K>> {
    let mut map: BTreeMap<&K, Vec<&K>> = BTreeMap::new();
    for link in links {
        let (from, to) = ends(link);
        map.entry(from).or_default().push(to);
    }
    map
}

/// Goals that hang in the air.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hanging<K> {
    /// Goals below the highest level present that serve no goal by an accepted link.
    pub no_way_up: Vec<K>,
    /// Goals above the lowest level present that no goal serves by an accepted link: nobody works on them.
    pub nothing_below: Vec<K>,
    /// Educator goals that don't name an existing student goal.
    pub serve_no_students: Vec<K>,
}

/// Finds the goals that hang in the air, in the order given.
pub fn hangs_in_the_air<K: Ord + Clone>(goals: &[Goal<K>], links: &[Link<K>]) -> Hanging<K> {
    let known: BTreeSet<&K> = goals.iter().map(|g| &g.id).collect();
    let accepted = || links.iter().filter(|l| l.accepted && known.contains(&l.child) && known.contains(&l.parent));
    let serving: BTreeSet<&K> = accepted().map(|l| &l.child).collect();
    let served: BTreeSet<&K> = accepted().map(|l| &l.parent).collect();
    let highest = goals.iter().map(|g| g.level).max();
    let lowest = goals.iter().map(|g| g.level).min();
    let those = |pick: &dyn Fn(&Goal<K>) -> bool| goals.iter().filter(|g| pick(g)).map(|g| g.id.clone()).collect();
    Hanging {
        no_way_up: those(&|g| Some(g.level) < highest && !serving.contains(&g.id)),
        nothing_below: those(&|g| Some(g.level) > lowest && !served.contains(&g.id)),
        serve_no_students: those(&|g| check_goal(g, goals).is_err()),
    }
}

/// The goals in layers for drawing, highest first. Every goal stands below all goals it serves; levels don't mix in a layer;
/// within a layer, goals stand near what they serve (mean place of their parents: the barycentre step of Sugiyama et al.
/// 1981, IEEE Trans. Systems, Man, and Cybernetics 11: 109-125) and otherwise in the order given. Links to unknown goals are
/// left out; a loop (which [`may_offer`] prevents) is cut where it was entered.
pub fn layers<K: Ord + Clone>(goals: &[Goal<K>], links: &[Link<K>]) -> Vec<Vec<K>> {
    let by_id: BTreeMap<&K, &Goal<K>> = goals.iter().map(|g| (&g.id, g)).collect();
    let usable = links.iter().filter(|l| by_id.contains_key(&l.child) && by_id.contains_key(&l.parent));
    let parents = neighbours(usable, |l| (&l.child, &l.parent));
    let mut layers: Vec<Vec<K>> = Vec::new();
    let mut place: BTreeMap<&K, f64> = BTreeMap::new();
    for level in Level::ALL.iter().rev() {
        let mut waiting: Vec<&Goal<K>> = goals.iter().filter(|g| g.level == *level).collect();
        while !waiting.is_empty() {
            let free = |g: &&Goal<K>| {
                let waits = |p: &&K| waiting.iter().any(|w| w.id == **p);
                !parents.get(&g.id).into_iter().flatten().any(waits)
            };
            let (mut layer, rest): (Vec<&Goal<K>>, Vec<&Goal<K>>) = waiting.iter().partition(|g| free(g));
            waiting = rest;
            if layer.is_empty() {
                layer.push(waiting.remove(0));
            }
            let centre = |g: &Goal<K>| {
                let places: Vec<f64> =
                    parents.get(&g.id).into_iter().flatten().filter_map(|p| place.get(p).copied()).collect();
                if places.is_empty() { f64::INFINITY } else { places.iter().sum::<f64>() / places.len() as f64 }
            };
            layer.sort_by(|a, b| centre(a).total_cmp(&centre(b)));
            let n = layer.len() as f64;
            let ids = layer.iter().map(|g| g.id.clone()).collect();
            place.extend(layer.iter().enumerate().map(|(i, g)| (&g.id, (i as f64 + 0.5) / n)));
            layers.push(ids);
        }
    }
    layers
}

/// One line of the goal tree as a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line<K> {
    /// The goal.
    pub id: K,
    /// How far to indent.
    pub depth: usize,
    /// The goal serves several and stands further up already, with what is below it.
    pub again: bool,
}

/// The goal tree as an indented list: first goals that serve none, under each what serves it. A goal that serves several is
/// listed under each, its own subtree only the first time.
pub fn outline<K: Ord + Clone>(goals: &[Goal<K>], links: &[Link<K>]) -> Vec<Line<K>> {
    let known: BTreeSet<&K> = goals.iter().map(|g| &g.id).collect();
    let usable = || links.iter().filter(|l| known.contains(&l.child) && known.contains(&l.parent));
    let children = neighbours(usable(), |l| (&l.parent, &l.child));
    let serving: BTreeSet<&K> = usable().map(|l| &l.child).collect();
    let mut tops: Vec<&Goal<K>> = goals.iter().filter(|g| !serving.contains(&g.id)).collect();
    tops.sort_by_key(|g| std::cmp::Reverse(g.level));
    let mut lines = Vec::new();
    let mut listed: BTreeSet<&K> = BTreeSet::new();
    let mut open: Vec<(&K, usize)> = tops.into_iter().rev().map(|g| (&g.id, 0)).collect();
    while let Some((id, depth)) = open.pop() {
        let again = !listed.insert(id);
        lines.push(Line { id: id.clone(), depth, again });
        if !again {
            open.extend(children.get(id).into_iter().flatten().rev().map(|c| (*c, depth + 1)));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn goal(id: u32, level: Level) -> Goal<u32> {
        Goal { id, level, about: About::Students }
    }

    fn link(child: u32, parent: u32, accepted: bool) -> Link<u32> {
        Link { child, parent, offered_by: End::Child, accepted }
    }

    #[test]
    fn goals_serve_upwards_or_their_equals() {
        let goals = [goal(1, Level::Individual), goal(2, Level::Team), goal(3, Level::Team), goal(4, Level::State)];
        assert_eq!(may_offer(&goals, &[], &1, &2), Ok(()));
        assert_eq!(may_offer(&goals, &[], &1, &4), Ok(()));
        assert_eq!(may_offer(&goals, &[], &2, &3), Ok(()));
        assert_eq!(may_offer(&goals, &[], &2, &1), Err(Problem::Downwards));
        assert_eq!(may_offer(&goals, &[], &2, &2), Err(Problem::Itself));
        assert_eq!(may_offer(&goals, &[], &2, &9), Err(Problem::Unknown));
        assert_eq!(may_offer(&goals, &[link(1, 2, false)], &1, &2), Err(Problem::Already));
    }

    #[test]
    fn offers_count_when_loops_are_looked_for() {
        let goals = [goal(1, Level::Team), goal(2, Level::Team), goal(3, Level::Team)];
        let links = [link(1, 2, true), link(2, 3, false)];
        assert_eq!(may_offer(&goals, &links, &3, &1), Err(Problem::Loop));
        assert_eq!(may_offer(&goals, &links, &1, &3), Ok(()));
    }

    #[test]
    fn only_the_other_side_accepts() {
        assert_eq!(may_answer(&link(1, 2, false), End::Parent), Ok(()));
        assert_eq!(may_answer(&link(1, 2, false), End::Child), Err(Problem::OwnOffer));
        assert_eq!(may_answer(&link(1, 2, true), End::Parent), Err(Problem::AcceptedAlready));
    }

    #[test]
    fn an_educator_goal_names_the_student_goal_it_serves() {
        let student = goal(1, Level::Team);
        let educator = |id, serves| Goal { id, level: Level::Team, about: About::Educators { serves } };
        let all =
            [student.clone(), educator(2, Some(1)), educator(3, None), educator(4, Some(2)), educator(5, Some(9))];
        assert_eq!(check_goal(&all[0], &all), Ok(()));
        assert_eq!(check_goal(&all[1], &all), Ok(()));
        assert_eq!(check_goal(&all[2], &all), Err(Problem::ServesNothing));
        assert_eq!(check_goal(&all[3], &all), Err(Problem::ServesNoStudentGoal));
        assert_eq!(check_goal(&all[4], &all), Err(Problem::Unknown));
        assert_eq!(hangs_in_the_air(&all, &[]).serve_no_students, [3, 4, 5]);
    }

    #[test]
    fn an_offer_that_nobody_accepted_leaves_a_goal_in_the_air() {
        let goals = [goal(1, Level::Team), goal(2, Level::School), goal(3, Level::District)];
        let hanging = hangs_in_the_air(&goals, &[link(1, 2, true), link(2, 3, false)]);
        assert_eq!((hanging.no_way_up, hanging.nothing_below), (vec![2], vec![3]));
        assert_eq!(hangs_in_the_air::<u32>(&[], &[]).no_way_up, Vec::<u32>::new());
    }

    #[test]
    fn the_list_shows_a_goal_under_each_goal_it_serves() {
        let goals = [goal(1, Level::Team), goal(2, Level::School), goal(3, Level::School), goal(4, Level::District)];
        let links = [link(1, 2, true), link(1, 3, true), link(2, 4, true)];
        let lines: Vec<(u32, usize, bool)> =
            outline(&goals, &links).into_iter().map(|l| (l.id, l.depth, l.again)).collect();
        assert_eq!(lines, [(4, 0, false), (2, 1, false), (1, 2, false), (3, 0, false), (1, 1, true)]);
        assert_eq!(layers(&goals, &links), vec![vec![4], vec![2, 3], vec![1]]);
    }

    proptest! {
        /// Whatever is offered, in whatever order, what the rule lets through never loops and always draws.
        #[test]
        fn offers_that_pass_never_loop(
            levels in prop::collection::vec(0usize..6, 1..12), tries in prop::collection::vec((0u32..12, 0u32..12), 0..80)
        ) {
            let goals: Vec<Goal<u32>> =
                levels.iter().enumerate().map(|(i, l)| goal(i as u32, Level::ALL[*l])).collect();
            let mut links = Vec::new();
            for (child, parent) in tries {
                if may_offer(&goals, &links, &child, &parent).is_ok() {
                    links.push(link(child, parent, true));
                }
            }
            for g in &goals {
                prop_assert!(!everything_above(&links, &g.id).contains(&g.id));
            }
            let layers = layers(&goals, &links);
            prop_assert_eq!(layers.iter().map(Vec::len).sum::<usize>(), goals.len());
            let layer_of = |id: u32| layers.iter().position(|l| l.contains(&id)).unwrap();
            for l in &links {
                prop_assert!(layer_of(l.child) > layer_of(l.parent));
            }
            let listed: BTreeSet<u32> = outline(&goals, &links).into_iter().map(|l| l.id).collect();
            prop_assert_eq!(listed.len(), goals.len());
        }
    }
}
