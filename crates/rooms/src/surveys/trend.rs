//! From wave to wave: the same questions, asked of the same places in the same words.
//!
//! Who answered is not known, so nobody's answer is followed; what is compared are groups. Two waves of the same questions lie at least
//! three weeks apart (`asking.rs`).

use face::{Lang, Markup, html};
use jiff::civil::Date;
use learning::certainty::Reading as Sure;
use learning::instrument::{Instrument, comparable};
use learning::survey::{Counts, Gap, since};
use store::Conn;

use super::drawing::upper;
use super::queries::{self, Wave};
use super::reading::{LEVEL, Reading, nothing};
use super::report::item_title;
use crate::{Stop, Viewer, w};

/// An earlier wave beside the one that is read, by the items and groups of the latter.
pub(super) struct Then {
    /// When it ended.
    pub on: Date,
    /// By item and group; none where one of the two may not be shown, or the words changed.
    pub counts: Vec<Vec<Option<Counts>>>,
    /// Items that were asked in other words, or answered in another way.
    pub reworded: Vec<bool>,
    /// By group and item: what changed, later minus earlier.
    pub gaps: Vec<Vec<Gap>>,
}

impl Then {
    /// An item in a group beside the later one: what changed, if both may be shown.
    pub fn gap(&self, item: usize, group: usize) -> Option<&Gap> {
        self.counts[item][group].as_ref().map(|_| &self.gaps[group][item])
    }
}

/// The waves before this one, the latest first, as far as the viewer may see them.
pub(super) fn before(
    c: &mut Conn,
    me: &Viewer,
    (wave, instrument): (&Wave, &Instrument),
    now: &Reading<'_>,
) -> Result<Vec<Then>, Stop> {
    let mut found = Vec::new();
    let waves = queries::before(c, me, wave, &instrument.key)?;
    if waves.is_empty() {
        return Ok(found);
    }
    let mut answered = queries::of_several(c, &waves)?;
    for earlier in waves {
        let asked = earlier.instrument()?;
        let (told, ballots) = answered.remove(&earlier.id).unwrap_or_default();
        let threshold = usize::try_from(earlier.threshold.max(wave.threshold)).unwrap_or(usize::MAX);
        let then = Reading::of(&asked, &told, threshold, &ballots)?;
        if then.counts.iter().flatten().any(Option::is_some) {
            let on = earlier.ended.unwrap_or(earlier.until).date_in(&me.zone);
            found.push(beside(now, &then, &comparable(&asked, instrument).items, on)?);
        }
    }
    Ok(found)
}

fn beside(
    now: &Reading<'_>,
    then: &Reading<'_>,
    same: &std::collections::BTreeSet<String>,
    on: Date,
) -> Result<Then, Stop> {
    let places: Vec<Option<usize>> = now.groups.iter().map(|g| then.find(&g.who)).collect();
    let item_then = |key: &str| then.items.iter().position(|i| i.key == key).filter(|_| same.contains(key));
    let items: Vec<Option<usize>> = now.items.iter().map(|i| item_then(&i.key)).collect();
    let asked_then = |key: &str| then.items.iter().any(|i| i.key == key);
    let reworded = now.items.iter().zip(&items).map(|(item, same)| same.is_none() && asked_then(&item.key)).collect();
    let mut counts = vec![vec![None; now.groups.len()]; now.items.len()];
    let mut gaps = Vec::with_capacity(now.groups.len());
    for (g, place) in places.iter().enumerate() {
        let (mut earlier, mut later) = (Vec::new(), Vec::new());
        for (at, item) in items.iter().enumerate() {
            let both = match (item, place) {
                (Some(item), Some(place)) => now.figures[at][g].zip(then.figures[*item][*place]),
                _ => None,
            };
            if let (Some(item), Some(place), Some(_)) = (item, place, both) {
                counts[at][g].clone_from(&then.counts[*item][*place]);
            }
            let (is, was) = both.unwrap_or((nothing(), nothing()));
            later.push(is);
            earlier.push(was);
        }
        gaps.push(since(&earlier, &later, LEVEL).map_err(|e| store::Error::Ours(e.to_string()))?);
    }
    Ok(Then { on, counts, reworded, gaps })
}

/// What changed since, in a sentence.
pub(super) fn said(lang: Lang, then: &Then, item: usize, group: usize) -> Option<String> {
    let on = face::date_long(lang, then.on);
    if then.reworded[item] {
        return Some(lang.say(w::survey_since_reworded(on)));
    }
    let gap = then.gap(item, group)?;
    Some(lang.say(match gap.reading {
        Sure::Higher => w::survey_since_higher(on),
        Sure::Lower => w::survey_since_lower(on),
        Sure::CannotTell | Sure::AboutTheSame => w::survey_since_unsure(on),
    }))
}

/// The share on the upper side in every wave, item by item, for the first group.
pub(super) fn table(lang: Lang, instrument: &Instrument, (now, on): (&Reading<'_>, Date), then: &[Then]) -> Markup {
    let share = |counts: Option<&Counts>, item: usize| {
        counts
            .and_then(|c| upper(c, &now.codings[item]))
            .map_or("–".to_owned(), |s| format!("{} %", face::number(s, 0)))
    };
    html! {
        section {
            h2 #waves { (lang.t(w::SURVEY_WAVES)) }
            p { (lang.t(w::SURVEY_WAVES_WHAT)) }
            div.scroll tabindex="0" role="region" aria-labelledby="waves" {
                table.figures data-testid="waves" {
                    thead { tr {
                        td {}
                        @for earlier in then.iter().rev() { th scope="col" { (face::date_month(lang, earlier.on)) } }
                        th scope="col" { (face::date_month(lang, on)) }
                    } }
                    tbody {
                        @for (at, item) in now.items.iter().enumerate() {
                            @if now.counts[at].first().is_some_and(Option::is_some) {
                                tr {
                                    th scope="row" { (item_title(lang, instrument, item)) }
                                    @for earlier in then.iter().rev() { td { (share(earlier.counts[at][0].as_ref(), at)) } }
                                    td { (share(now.counts[at][0].as_ref(), at)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
