//! The report of a wave that has ended: item by item what share said what, for all and for each group that may be shown beside the
//! others. A group that was left out can't be worked out from those that are shown.

use std::collections::{BTreeMap, BTreeSet};

use face::{Lang, Markup, html};
use learning::instrument::{Answer, Instrument, Item};
use learning::release::Released;
use store::{Conn, OrgId, WaveGroupId};

use super::groups::Part;
use super::queries::{self, Told, Wave};
use crate::{Stop, Viewer, w};

/// So many groups get bars; the others stand in the table.
const BARS: usize = 6;

/// A group of people whose answers are shown together.
struct Shown {
    name: String,
    /// A place of the reader's, or everybody: these come first.
    own: bool,
    /// Places in the list of ballots.
    ballots: Vec<usize>,
}

/// The codes of a ballot, one per item on a scale; 0 where nothing was answered.
fn codes(text: &str) -> Vec<u8> {
    text.split(',').map(|c| c.parse().unwrap_or(0)).collect()
}

/// Everybody, places, parts of places, in an order that is the same for whoever reads: what may be shown beside what must not depend on
/// the reader, or two readers could subtract what they see.
fn wanted(lang: Lang, own: &[OrgId], ballots: &[(WaveGroupId, Vec<u8>)], groups: &[Told]) -> Vec<Shown> {
    let of = |name: String, own: bool, ids: &BTreeSet<WaveGroupId>| Shown {
        name,
        own,
        ballots: ballots.iter().enumerate().filter(|(_, (g, _))| ids.contains(g)).map(|(at, _)| at).collect(),
    };
    let mut found = vec![of(lang.t(w::SURVEY_ALL).to_owned(), true, &groups.iter().map(|g| g.id).collect())];
    if groups.len() < 2 {
        return found;
    }
    let mut places: BTreeMap<OrgId, (String, BTreeSet<WaveGroupId>)> = BTreeMap::new();
    for g in groups {
        if let Some(org) = g.org {
            places.entry(org).or_insert_with(|| (g.org_name.clone(), BTreeSet::new())).1.insert(g.id);
        }
    }
    found.extend(places.into_iter().map(|(org, (name, ids))| of(name, own.contains(&org), &ids)));
    let mut parts: Vec<&Told> = groups.iter().filter(|g| g.org.is_none() || g.part != Part::All).collect();
    parts.sort_by_key(|g| g.id);
    for g in parts {
        let name = match (g.org, g.part) {
            (None, _) => lang.t(w::SURVEY_PART_REST).to_owned(),
            (Some(_), Part::Leaders) => lang.say(w::survey_part_leaders(g.org_name.as_str())),
            (Some(_), _) => lang.say(w::survey_part_staff(g.org_name.as_str())),
        };
        found.push(of(name, g.org.is_some_and(|org| own.contains(&org)), &BTreeSet::from([g.id])));
    }
    found
}

/// Which of these groups may be shown for one item, by who of them answered it.
fn may_show(threshold: usize, at: usize, ballots: &[(WaveGroupId, Vec<u8>)], groups: &[Shown]) -> Vec<bool> {
    let answered = |b: &usize| ballots[*b].1.get(at).is_some_and(|code| *code != 0);
    let mut released = Released::nothing(threshold);
    groups.iter().map(|g| released.show(g.ballots.iter().copied().filter(answered).collect()).is_ok()).collect()
}

/// What was answered to an item on a scale by some: how many chose each point, how many an answer outside it.
struct Counts {
    points: Vec<(u8, usize)>,
    outside: usize,
}

impl Counts {
    fn on_scale(&self) -> usize {
        self.points.iter().map(|(_, n)| n).sum()
    }
}

fn count(instrument: &Instrument, item: &Item, at: usize, ballots: &[(WaveGroupId, Vec<u8>)], who: &[usize]) -> Counts {
    let mut of = [0usize; 256];
    for ballot in who {
        of[usize::from(ballots[*ballot].1.get(at).copied().unwrap_or(0))] += 1;
    }
    let scale = instrument.scale_of(item);
    let points =
        scale.map(|s| s.points.iter().map(|p| (p.code, of[usize::from(p.code)])).collect()).unwrap_or_default();
    let outside = scale.map_or(0, |s| s.outside.iter().map(|o| of[usize::from(o.code)]).sum());
    Counts { points, outside }
}

/// The class of a point's bar: the upper half of the scale agrees, the lower doesn't, a middle is neither.
fn tone(at: usize, of: usize) -> &'static str {
    match (2 * at + 1).cmp(&of) {
        std::cmp::Ordering::Equal => "neutral",
        std::cmp::Ordering::Greater if at + 1 == of => "agree-strong",
        std::cmp::Ordering::Greater => "agree",
        std::cmp::Ordering::Less if at == 0 => "disagree-strong",
        std::cmp::Ordering::Less => "disagree",
    }
}

/// Bars around the middle of the scale, and the share on its upper side.
fn bar(lang: Lang, counts: &Counts, ascending: &[u8]) -> Markup {
    let n = counts.on_scale();
    // Heads of a district stand exactly in a double.
    let share = |code: u8| {
        if n == 0 {
            0.0
        } else {
            100.0 * counts.points.iter().find(|(c, _)| *c == code).map_or(0, |(_, k)| *k) as f64 / n as f64
        }
    };
    let of = ascending.len();
    let mut left = 0.0;
    let mut upper = 0.0;
    for (at, code) in ascending.iter().enumerate() {
        match (2 * at + 1).cmp(&of) {
            std::cmp::Ordering::Less => left += share(*code),
            std::cmp::Ordering::Equal => left += share(*code) / 2.0,
            std::cmp::Ordering::Greater => upper += share(*code),
        }
    }
    let mut x = 100.0 - left;
    let mut bars = Vec::new();
    for (at, code) in ascending.iter().enumerate() {
        let wide = share(*code);
        if wide > 0.0 {
            bars.push((format!("bar {}", tone(at, of)), format!("{x:.2}"), format!("{wide:.2}")));
        }
        x += wide;
    }
    let upper = face::number(upper, 0);
    html! {
        svg.chart viewBox="0 0 200 20" preserveAspectRatio="none" role="img" aria-label=(lang.say(w::survey_upper(upper.as_str()))) {
            @for (class, x, wide) in &bars { rect class=(class) x=(x) y="1" width=(wide) height="18" {} }
            line.zero x1="100" x2="100" y1="0" y2="20" {}
        }
        b { @if n > 0 { (upper) " %" } @else { "–" } }
    }
}

/// The points of an item's scale from the lowest value to the highest.
fn ascending(instrument: &Instrument, item: &Item) -> Vec<u8> {
    let mut points: Vec<(f64, u8)> =
        instrument.scale_of(item).map(|s| s.points.iter().map(|p| (p.value, p.code)).collect()).unwrap_or_default();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.into_iter().map(|(_, code)| code).collect()
}

/// The report: a sentence, and the page below it.
pub(super) fn of(c: &mut Conn, me: &Viewer, wave: &Wave, instrument: &Instrument) -> Result<(String, Markup), Stop> {
    let lang = me.lang();
    let groups = queries::groups(c, wave.id)?;
    let ballots: Vec<(WaveGroupId, Vec<u8>)> =
        queries::ballots(c, wave.id)?.into_iter().map(|(group, text)| (group, codes(&text))).collect();
    let threshold = usize::try_from(wave.threshold).unwrap_or(usize::MAX);
    if ballots.len() < threshold {
        return Ok((
            lang.say(w::survey_too_few_answers(wave.threshold)),
            html! { p { (lang.t(w::SURVEY_TOO_FEW_WHY)) } },
        ));
    }
    let own: Vec<OrgId> = me.hats.iter().map(|h| h.org).collect();
    let groups = wanted(lang, &own, &ballots, &groups);
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (item, text) in queries::said(c, wave.id)? {
        said.entry(item).or_default().push(text);
    }
    let scaled: Vec<&Item> = instrument.items.iter().filter(|i| matches!(i.answer, Answer::Scale(_))).collect();
    let open: Vec<&Item> = instrument.items.iter().filter(|i| matches!(i.answer, Answer::Open)).collect();
    let open_to: Vec<Vec<bool>> = (0..scaled.len()).map(|at| may_show(threshold, at, &ballots, &groups)).collect();
    // The groups of which anything may be shown, the reader's own first.
    let mut order: Vec<usize> = (0..groups.len()).filter(|g| open_to.iter().any(|item| item[*g])).collect();
    order.sort_by_key(|g| (!groups[*g].own, *g));
    let lead = lang.say(w::survey_answered(ballots.len(), wave.asked));
    let body = html! {
        section aria-labelledby="items" {
            h2 #items { (lang.t(w::SURVEY_WHAT_WAS_SAID)) }
            @if let Some(first) = scaled.first() { (key(lang, instrument, first)) }
            table.likert data-testid="report" {
                tbody {
                    @for (at, item) in scaled.iter().enumerate() {
                        @let points = ascending(instrument, item);
                        tr {
                            th scope="row" { (item.text.get(lang.tag())) }
                            td {
                                @for g in order.iter().take(BARS) {
                                    @if open_to[at][*g] {
                                        @let counts = count(instrument, item, at, &ballots, &groups[*g].ballots);
                                        div.group { span { (groups[*g].name) } (bar(lang, &counts, &points)) }
                                    } @else { div.group { span { (groups[*g].name) } span { (lang.t(w::SURVEY_NOT_SHOWN)) } } }
                                }
                            }
                        }
                    }
                }
            }
            p.small { (lang.say(w::survey_hidden(wave.threshold))) }
            (figures(lang, instrument, &scaled, &ballots, (&groups, &order, &open_to)))
        }
        @for item in open {
            @let words = said.get(&item.key);
            section {
                h2 { (item.text.get(lang.tag())) }
                @match words {
                    Some(words) if words.len() >= threshold => ul.list { @for text in words { li { p.said { (text) } } } },
                    _ => p { (lang.say(w::survey_words_hidden(wave.threshold))) },
                }
            }
        }
    };
    Ok((lead, body))
}

/// What the colours mean.
fn key(lang: Lang, instrument: &Instrument, item: &Item) -> Markup {
    let order = ascending(instrument, item);
    let scale = instrument.scale_of(item);
    html! {
        p.key {
            @for (at, code) in order.iter().enumerate() {
                @let label = scale.and_then(|s| s.points.iter().find(|p| p.code == *code)).map(|p| p.label.get(lang.tag()).to_owned()).unwrap_or_default();
                span { svg.chart viewBox="0 0 12 12" aria-hidden="true" { rect class={ "bar " (tone(at, order.len())) } width="12" height="12" rx="3" {} } (label) }
            }
        }
    }
}

/// The same as figures: how many chose what.
fn figures(
    lang: Lang,
    instrument: &Instrument,
    items: &[&Item],
    ballots: &[(WaveGroupId, Vec<u8>)],
    (groups, order, open_to): (&[Shown], &[usize], &[Vec<bool>]),
) -> Markup {
    let title = lang.t(w::SURVEY_AS_TABLE);
    html! {
        details.more {
            summary { (title) }
            @for (at, item) in items.iter().enumerate() {
                @let scale = instrument.scale_of(item);
                div.scroll tabindex="0" role="region" aria-label=(item.text.get(lang.tag())) {
                    table.figures {
                        caption { (item.text.get(lang.tag())) }
                        thead { tr {
                            td {}
                            @for p in scale.iter().flat_map(|s| &s.points) { th scope="col" { (p.label.get(lang.tag())) } }
                            th scope="col" { (lang.t(w::SURVEY_OUTSIDE)) }
                        } }
                        tbody {
                            @for g in order {
                                tr {
                                    th scope="row" { (groups[*g].name) }
                                    @if open_to[at][*g] {
                                        @let counts = count(instrument, item, at, ballots, &groups[*g].ballots);
                                        @for (_, n) in &counts.points { td { (n) } }
                                        td { (counts.outside) }
                                    } @else {
                                        @for _ in scale.iter().flat_map(|s| &s.points) { td.hidden { (lang.t(w::SURVEY_NOT_SHOWN)) } }
                                        td.hidden { (lang.t(w::SURVEY_NOT_SHOWN)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_their_side_of_the_middle() {
        assert_eq!(
            (0..4).map(|at| tone(at, 4)).collect::<Vec<_>>(),
            ["disagree-strong", "disagree", "agree", "agree-strong"]
        );
        assert_eq!(
            (0..5).map(|at| tone(at, 5)).collect::<Vec<_>>(),
            ["disagree-strong", "disagree", "neutral", "agree", "agree-strong"]
        );
    }

    #[test]
    fn a_group_that_would_give_a_smaller_one_away_is_not_shown() {
        let id = |n| WaveGroupId(uuid::Uuid::from_u128(n));
        let told = |n: u128, org: u128, part| Told {
            id: id(n),
            org: Some(OrgId(uuid::Uuid::from_u128(org))),
            org_name: format!("School {org}"),
            part,
        };
        let groups = [told(1, 1, Part::Staff), told(2, 1, Part::Leaders), told(3, 2, Part::All)];
        let ballots = |sizes: [usize; 3]| -> Vec<(WaveGroupId, Vec<u8>)> {
            sizes
                .iter()
                .enumerate()
                .flat_map(|(at, n)| std::iter::repeat_n((id(at as u128 + 1), vec![1]), *n))
                .collect()
        };
        let names = |sizes, own: &[OrgId]| {
            let ballots = ballots(sizes);
            let wanted = wanted(Lang::En, own, &ballots, &groups);
            let open = may_show(5, 0, &ballots, &wanted);
            wanted.iter().zip(open).filter(|(_, open)| *open).map(|(s, _)| s.ballots.len()).collect::<Vec<_>>()
        };
        assert_eq!(names([12, 6, 9], &[]), [27, 18, 9, 12, 6]);
        // Of six leaders two answered: neither they are shown, nor the staff beside the whole school.
        assert_eq!(names([12, 2, 9], &[]), [23, 14, 9]);
        // A school of which three answered: the other school as a whole would give them away, its staff not.
        assert_eq!(names([12, 6, 3], &[]), [21, 12]);
        assert_eq!(names([2, 1, 1], &[]), Vec::<usize>::new());
        // Whoever reads, the same is shown: else two readers could subtract.
        for sizes in [[12, 6, 9], [12, 2, 9], [12, 6, 3], [5, 4, 6], [9, 5, 4]] {
            assert_eq!(names(sizes, &[]), names(sizes, &[OrgId(uuid::Uuid::from_u128(2))]));
        }
        // An item that too few answered shows nothing, though enough sent a ballot.
        let mut few = ballots([12, 6, 9]);
        few.iter_mut().skip(4).for_each(|(_, codes)| codes[0] = 0);
        assert!(may_show(5, 0, &few, &wanted(Lang::En, &[], &few, &groups)).iter().all(|open| !open));
    }
}
