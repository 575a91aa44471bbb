//! The report of a wave that has ended: item by item what share said what, for all and for each group that may be shown beside the
//! others; two sides face to face; what changed since it was asked before.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use face::{Lang, Markup, html};
use learning::certainty::Reading as Sure;
use learning::instrument::{Answer, Instrument, Item};
use learning::survey::{Figures, Gap, face_to_face};
use store::{Conn, OrgId, WaveId};

use super::drawing::{bars, key, name};
use super::queries::{self, Wave};
use super::reading::{LEVEL, Reading, Who};
use super::trend::{self, Then};
use super::{heard, said};
use crate::{Cx, Stop, Viewer, csv_file, w};

/// So many groups get bars; the others stand in the table.
const BARS: usize = 6;

/// What a report is made of.
pub(super) struct Report<'a> {
    pub instrument: &'a Instrument,
    pub reading: Reading<'a>,
    /// The groups of which anything may be shown, the reader's own first.
    pub order: Vec<usize>,
    /// Two sides face to face, item by item; empty where there are none.
    pub faces: Vec<Gap>,
    /// Earlier waves, the latest first.
    pub then: Vec<Then>,
}

impl<'a> Report<'a> {
    /// Of a wave that has ended; `None` when too few answered to say anything.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(c: &mut Conn, me: &Viewer, wave: &Wave, instrument: &'a Instrument) -> Result<Option<Report<'a>>, Stop> {
        let (told, ballots) = (queries::groups(c, wave.id)?, queries::ballots(c, wave.id)?);
        let threshold = usize::try_from(wave.threshold).unwrap_or(usize::MAX);
        if ballots.len() < threshold {
            return Ok(None);
        }
        let reading = Reading::of(instrument, &told, threshold, &ballots)?;
        let own: Vec<OrgId> = me.hats.iter().map(|h| h.org).collect();
        let far = |who: &Who| match who {
            Who::Everybody | Who::Side(_) => false,
            Who::Place(_, org) | Who::Part(_, org, _) => !own.contains(org),
            Who::Rest(..) => true,
        };
        let mut order: Vec<usize> = (0..reading.groups.len()).filter(|g| reading.anything_of(*g)).collect();
        order.sort_by_key(|g| (far(&reading.groups[*g].who), *g));
        let faces = match instrument.sides.len() {
            2 => face_to_face(&reading.column(0), &reading.column(1), LEVEL),
            _ => Ok(Vec::new()),
        };
        let faces = faces.map_err(|e| store::Error::Ours(e.to_string()))?;
        let then = trend::before(c, me, (wave, instrument), &reading)?;
        Ok(Some(Report { instrument, reading, order, faces, then }))
    }

    /// What a group is called.
    pub fn name(&self, lang: Lang, group: usize) -> String {
        name(lang, self.instrument, &self.reading.groups[group])
    }

    /// The bars of an item in these groups, each above what it was a wave before.
    pub fn bars(&self, lang: Lang, item: usize, groups: &[usize]) -> Markup {
        let coding = &self.reading.codings[item];
        html! {
            @for g in groups {
                div.group {
                    span { (self.name(lang, *g)) }
                    @match &self.reading.counts[item][*g] {
                        Some(counts) => (bars(lang, counts, coding)),
                        None => span { (lang.t(w::SURVEY_NOT_SHOWN)) },
                    }
                }
                @if let Some(then) = self.then.first() {
                    @if let Some(counts) = &then.counts[item][*g] {
                        div.group.then { span { (face::date_month(lang, then.on)) } (bars(lang, counts, coding)) }
                    }
                }
            }
        }
    }

    /// What the two sides, or two waves, say beside each other, in sentences.
    pub fn says(&self, lang: Lang, item: usize) -> Vec<String> {
        let mut found = Vec::new();
        if let Some(gap) = self.faces.get(item) {
            found.extend(face_said(lang, self.instrument, gap));
        }
        if let Some(then) = self.then.first() {
            let tops = if self.faces.is_empty() { 1 } else { 2 };
            for g in 0..tops {
                if let Some(said) = trend::said(lang, then, item, g) {
                    found.push(if tops == 1 { said } else { format!("{}: {said}", self.name(lang, g)) });
                }
            }
        }
        found.dedup();
        found
    }

    /// How many statements the two sides see differently, of those that can be compared.
    fn apart(&self) -> (usize, usize) {
        let compared = self.faces.iter().filter(|g| g.difference.is_ok());
        (compared.clone().filter(|g| g.reading != Sure::CannotTell).count(), compared.count())
    }
}

/// A difference of the two sides in a sentence; none when one of them may not be shown.
fn face_said(lang: Lang, instrument: &Instrument, gap: &Gap) -> Option<String> {
    if gap.first.n == 0 || gap.second.n == 0 {
        return None;
    }
    let side = |at: usize| instrument.sides[at].name.get(lang.tag());
    let Ok(difference) = gap.difference else { return Some(lang.t(w::SURVEY_FACE_SAME).to_owned()) };
    let [low, high] = [difference.interval.low, difference.interval.high];
    let figure = |x: f64| face::number(x.abs(), 1);
    Some(match gap.reading {
        Sure::Higher => {
            lang.say(w::survey_face_higher(figure(difference.difference), figure(high), figure(low), side(0)))
        }
        Sure::Lower => {
            lang.say(w::survey_face_higher(figure(difference.difference), figure(low), figure(high), side(1)))
        }
        Sure::CannotTell | Sure::AboutTheSame => lang.t(w::SURVEY_FACE_SAME).to_owned(),
    })
}

/// The words of an item: of one wording once, of two sides with the side they are asked of.
pub(super) fn item_words(lang: Lang, instrument: &Instrument, item: &Item) -> Markup {
    let tag = lang.tag();
    html! {
        @if instrument.sides.is_empty() || item.by_side.is_empty() { (item.text.get(tag)) }
        @else { @for side in &instrument.sides { span.side { small { (side.name.get(tag)) } (item.words(Some(&side.key)).get(tag)) } } }
    }
}

/// The words of an item in one line: of two sides both wordings, one after the other.
pub(super) fn item_title(lang: Lang, instrument: &Instrument, item: &Item) -> String {
    let words: Vec<&str> = match instrument.sides.is_empty() || item.by_side.is_empty() {
        true => vec![item.text.get(lang.tag())],
        false => instrument.sides.iter().map(|side| item.words(Some(&side.key)).get(lang.tag())).collect(),
    };
    words.join(" / ")
}

/// The report: a sentence, and the page below it.
pub(super) fn of(c: &mut Conn, me: &Viewer, wave: &Wave, instrument: &Instrument) -> Result<(String, Markup), Stop> {
    let lang = me.lang();
    let Some(report) = Report::of(c, me, wave, instrument)? else {
        return Ok((
            lang.say(w::survey_too_few_answers(wave.threshold)),
            html! { p { (lang.t(w::SURVEY_TOO_FEW_WHY)) } (heard::section(c, me, wave, instrument)?) },
        ));
    };
    let reading = &report.reading;
    let shown: Vec<usize> = report.order.iter().copied().take(BARS).collect();
    let path = format!("/surveys/{}", wave.id);
    let ended = wave.ended.unwrap_or(wave.until).date_in(&me.zone);
    let lead = lang.say(w::survey_answered(reading.ballots, wave.asked));
    let (apart, compared) = report.apart();
    let body = html! {
        (heard::section(c, me, wave, instrument)?)
        @if let Some(more) = super::codes::overfull(lang, reading.ballots, wave.asked) { (more) }
        section aria-labelledby="items" {
            h2 #items { (lang.t(w::SURVEY_WHAT_WAS_SAID)) }
            @if !report.faces.is_empty() { p data-testid="apart" { (lang.say(w::survey_faces(apart, compared))) } }
            @if let (Some(first), Some(coding)) = (reading.items.first(), reading.codings.first()) { (key(lang, instrument, first, coding)) }
            table.likert data-testid="report" {
                tbody {
                    @for (at, item) in reading.items.iter().enumerate() {
                        tr {
                            th scope="row" { (item_words(lang, instrument, item)) }
                            td {
                                (report.bars(lang, at, &shown))
                                p.reading {
                                    @for said in report.says(lang, at) { (said) " " }
                                    a href={ (path) "/items/" (item.key) } data-testid={ "take-up-" (item.key) } { (lang.t(w::SURVEY_TAKE_UP)) }
                                }
                            }
                        }
                    }
                }
            }
            p.small { (lang.say(w::survey_hidden(wave.threshold))) @if !report.faces.is_empty() || !report.then.is_empty() { " " (lang.t(w::SURVEY_METHOD)) } }
            p.actions { a.button.quiet href={ (path) "/report.csv" } data-testid="csv" { (lang.t(w::SURVEY_CSV)) } }
            (figures(lang, &report))
        }
        (places(lang, &report))
        @if !reading.together.is_empty() { (together(lang, &report)) }
        @if !report.then.is_empty() { (trend::table(lang, instrument, (reading, ended), &report.then)) }
        (said::sections(c, me, wave, instrument)?)
    };
    Ok((lead, body))
}

/// The places of each side beside each other, statement by statement: average and where it most likely lies. Only of groups that are shown
/// anyway. Roles over all places cross the places, so one report has the one or the other.
fn places(lang: Lang, report: &Report<'_>) -> Markup {
    let reading = &report.reading;
    let mut by_side: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for g in (0..reading.groups.len()).filter(|g| reading.anything_of(*g)) {
        if let Who::Place(side, _) | Who::Rest(side, _) = &reading.groups[g].who {
            by_side.entry(side).or_default().push(g);
        }
    }
    by_side.retain(|_, groups| groups.len() > 1);
    let cell = |f: &Figures| {
        html! {
            (f.mean.map_or("–".to_owned(), |m| face::number(m, 1)))
            @if let Some(i) = f.interval { small { (face::number(i.low, 1)) "–" (face::number(i.high, 1)) } }
        }
    };
    html! {
        @if !by_side.is_empty() {
            section {
                h2 #places { (lang.t(w::SURVEY_PLACES)) }
                p { (lang.t(w::SURVEY_PLACES_WHAT)) @if report.instrument.sides.is_empty() { " " (lang.t(w::SURVEY_PLACES_NO_ROLES)) } }
                @for (side, groups) in &by_side {
                    @let names: Vec<String> = groups.iter().map(|g| report.name(lang, *g)).collect();
                    div.scroll tabindex="0" role="region" aria-label=(names.join(", ")) {
                        table.figures data-testid="places" {
                            thead { tr { td {} @for name in &names { th scope="col" { (name) } } } }
                            tbody {
                                @for (at, item) in reading.items.iter().enumerate() {
                                    @if groups.iter().any(|g| reading.figures[at][*g].is_some()) {
                                        tr {
                                            th scope="row" { (item.words(Some(*side).filter(|s| !s.is_empty())).get(lang.tag())) }
                                            @for g in groups {
                                                @match &reading.figures[at][*g] { Some(f) => td { (cell(f)) }, None => td.hidden { (lang.t(w::SURVEY_NOT_SHOWN)) } }
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
    }
}

/// The dimensions: mean with its interval, spread, and how well the items go together.
fn together(lang: Lang, report: &Report<'_>) -> Markup {
    let reading = &report.reading;
    let shown: Vec<usize> =
        report.order.iter().copied().filter(|g| reading.together.iter().any(|t| t.figures[*g].is_some())).collect();
    let alphas = reading.together.iter().any(|t| t.alpha.is_some());
    let one = |x: f64| face::number(x, 1);
    let cell = |f: &Figures| {
        html! {
            (f.mean.map_or("–".to_owned(), |m| face::number(m, 2)))
            @if let Some(i) = f.interval { small { (one(i.low)) "–" (one(i.high)) } }
            @if let Some(sd) = f.sd { small { "± " (one(sd)) } }
        }
    };
    html! {
        @if !shown.is_empty() {
            section {
                h2 #together { (lang.t(w::SURVEY_TOGETHER)) }
                p { (lang.t(w::SURVEY_TOGETHER_WHAT)) }
                div.scroll tabindex="0" role="region" aria-labelledby="together" {
                    table.figures data-testid="together" {
                        thead { tr {
                            td {}
                            @for g in &shown { th scope="col" { (report.name(lang, *g)) } }
                            @if alphas { th scope="col" { (lang.t(w::SURVEY_ALPHA)) } }
                        } }
                        tbody {
                            @for t in &reading.together {
                                tr {
                                    th scope="row" { (t.dimension.name.get(lang.tag())) }
                                    @for g in &shown {
                                        @match &t.figures[*g] { Some(f) => td { (cell(f)) }, None => td.hidden { (lang.t(w::SURVEY_NOT_SHOWN)) } }
                                    }
                                    @if alphas { td { @match &t.alpha { Some(a) => { (face::number(a.alpha, 2)) small { (face::number(a.interval.low, 2)) "–" (face::number(a.interval.high, 2)) } }, None => "–" } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The same as figures: how many chose what.
fn figures(lang: Lang, report: &Report<'_>) -> Markup {
    let (reading, tag) = (&report.reading, lang.tag());
    html! {
        details.more {
            summary { (lang.t(w::SURVEY_AS_TABLE)) }
            @for (at, item) in reading.items.iter().enumerate() {
                @let scale = report.instrument.scale_of(item);
                @let words = item_title(lang, report.instrument, item);
                div.scroll tabindex="0" role="region" aria-label=(words) {
                    table.figures {
                        caption { (words) }
                        thead { tr {
                            td {}
                            @for p in scale.iter().flat_map(|s| &s.points) { th scope="col" { (p.label.get(tag)) } }
                            @for o in scale.iter().flat_map(|s| &s.outside) { th scope="col" { (o.label.get(tag)) } }
                            th scope="col" { (lang.t(w::SURVEY_MEAN)) }
                        } }
                        tbody {
                            @for g in &report.order {
                                tr {
                                    th scope="row" { (report.name(lang, *g)) }
                                    @match (&reading.counts[at][*g], &reading.figures[at][*g]) {
                                        (Some(counts), Some(figures)) => {
                                            @for n in counts.points.iter().chain(&counts.outside) { td { (n) } }
                                            td { (figures.mean.map_or("–".to_owned(), |m| face::number(m, 2))) }
                                        },
                                        _ => {
                                            @for _ in scale.iter().flat_map(|s| &s.points) { td.hidden { (lang.t(w::SURVEY_NOT_SHOWN)) } }
                                            @for _ in scale.iter().flat_map(|s| &s.outside) { td.hidden { (lang.t(w::SURVEY_NOT_SHOWN)) } }
                                            td.hidden { (lang.t(w::SURVEY_NOT_SHOWN)) }
                                        },
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

/// The report as a file: a line for each item and group that may be shown.
pub(super) async fn csv(cx: Cx, Path(id): Path<WaveId>) -> Response {
    cx.read(move |c, me| {
        let wave = queries::find(c, me, id)?.filter(|wave| !wave.open).ok_or(Stop::Nothing)?;
        let instrument = wave.instrument()?;
        let report = Report::of(c, me, &wave, &instrument)?.ok_or(Stop::Nothing)?;
        Ok(csv_file::of(
            &format!("{}-{}", instrument.key, wave.ended.unwrap_or(wave.until).date_in(&me.zone)),
            &lines(me.lang(), &report),
        )
        .into_response())
    })
    .await
}

fn lines(lang: Lang, report: &Report<'_>) -> Vec<Vec<String>> {
    let tag = lang.tag();
    // The answers of all scales in the order in which they first come, each once.
    let mut answers: Vec<String> = Vec::new();
    let labels = |item: &Item| -> Vec<String> {
        let scale = report.instrument.scale_of(item);
        let points = scale.iter().flat_map(|s| s.points.iter().map(|p| &p.label));
        points
            .chain(scale.iter().flat_map(|s| s.outside.iter().map(|o| &o.label)))
            .map(|l| l.get(tag).to_owned())
            .collect()
    };
    for item in &report.reading.items {
        for label in labels(item) {
            if !answers.contains(&label) {
                answers.push(label);
            }
        }
    }
    let words = [
        w::SURVEY_CSV_STATEMENT,
        w::SURVEY_CSV_GROUP,
        w::SURVEY_CSV_ANSWERED,
        w::SURVEY_MEAN,
        w::SURVEY_CSV_LOW,
        w::SURVEY_CSV_HIGH,
        w::SURVEY_CSV_SPREAD,
    ];
    let mut found =
        vec![words.iter().map(|word| lang.t(*word).to_owned()).chain(answers.iter().cloned()).collect::<Vec<String>>()];
    let figure = |x: Option<f64>| x.map(|x| format!("{x:.4}")).unwrap_or_default();
    for (at, item) in report.reading.items.iter().enumerate() {
        for g in &report.order {
            let (Some(counts), Some(f)) = (&report.reading.counts[at][*g], &report.reading.figures[at][*g]) else {
                continue;
            };
            let side = match &report.reading.groups[*g].who {
                Who::Side(side) | Who::Place(side, _) | Who::Part(side, ..) | Who::Rest(side, _) => {
                    Some(side.as_str()).filter(|s| !s.is_empty())
                }
                Who::Everybody => None,
            };
            let of: BTreeMap<String, usize> =
                labels(item).into_iter().zip(counts.points.iter().chain(&counts.outside).copied()).collect();
            let mut line = vec![
                item.words(side).get(tag).to_owned(),
                report.name(lang, *g),
                (counts.n() + counts.no_opinion()).to_string(),
                figure(f.mean),
                figure(f.interval.map(|i| i.low)),
                figure(f.interval.map(|i| i.high)),
                figure(f.sd),
            ];
            line.extend(answers.iter().map(|a| of.get(a).map(usize::to_string).unwrap_or_default()));
            found.push(line);
        }
    }
    found
}

/// Whether an item is answered in one's own words.
pub(super) fn is_open(item: &Item) -> bool {
    matches!(item.answer, Answer::Open)
}
