//! What the results say: the list of what is there, and a page per test, day and grade.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Drawing, Lang, Markup, Page, Room, empty, heading, html, tabs};
use learning::Reading;
use serde::Deserialize;
use store::Conn;

use crate::cx::encode;
use crate::data::finding::{By, Finding, about};
use crate::data::queries::{self, Kinds, Sat};
use crate::data::saying::{attribute_name, capital, grade_label, period_name, place_name, says, sure};
use crate::data::scope::{self, Scope};
use crate::data::sitting::Sitting;
use crate::data::{drawing, queries::minimum};
use crate::{Cx, Stop, Viewer, csv_file, w};

/// What a page was asked for.
#[derive(Deserialize, Default, Clone)]
pub(in crate::data) struct Asked {
    #[serde(default)]
    pub period: String,
    #[serde(default)]
    pub grade: String,
    #[serde(default)]
    pub school: String,
    #[serde(default)]
    pub by: String,
}

/// Everything a page about a test needs.
pub(in crate::data) struct View {
    pub scope: Scope,
    pub finding: Finding,
    sats: Vec<Sat>,
    sitting: Arc<Sitting>,
}

/// Works out what somebody asked about a test, as far as they may see it.
pub(in crate::data) fn view(c: &mut Conn, me: &Viewer, key: &str, asked: &Asked) -> Result<View, Stop> {
    let scope = scope::of(c, me)?;
    let school = match asked.school.as_str() {
        "" => None,
        text => scope.school(Some(text.parse().map_err(|_| Stop::Nothing)?))?,
    };
    let sats = queries::of_test(c, me.district, key)?;
    let fits = |s: &&Sat| {
        (asked.period.is_empty() || s.period == asked.period) && (asked.grade.is_empty() || s.grade == asked.grade)
    };
    let at = sats.iter().find(fits).cloned().ok_or(Stop::Nothing)?;
    let (kinds, minimum) = (queries::kinds(c, me.district)?, minimum(c, me.district)?);
    let prior = sats.iter().find(|s| s.period < at.period).cloned();
    let sitting = queries::sitting(c, me.district, &at, prior.as_ref(), &kinds, minimum)?;
    let by = By::named(&asked.by);
    let place = school.as_ref().map(|(id, _)| *id);
    let bare = about(&at, &sitting, &me.district_name, school, by.clone(), me.today());
    let finding = match by {
        By::All => bare.spread(&sitting),
        By::Attribute(name) => {
            if !sitting.attributes.contains_key(&name) && sitting.all.figures().is_some() {
                return Err(Stop::Nothing);
            }
            bare.groups(&sitting, &name)
        }
        By::School => bare.schools(&sitting, &scope.schools, scope.all),
        By::Class if scope::leads(me, &scope, place) => bare.classes(&sitting),
        By::Class => bare.own_classes(&sitting, &queries::my_classes(c, me)?),
        By::Grade => {
            let there: Vec<Sat> = sats.iter().filter(|s| s.period == at.period).take(8).cloned().collect();
            let mut grades = Vec::new();
            for sat in there {
                let prior = sats.iter().find(|s| s.period < sat.period);
                let sitting = queries::sitting(c, me.district, &sat, prior, &kinds, minimum)?;
                grades.push((sat.grade, sitting));
            }
            grades.sort_by_key(|(g, _)| face::grade_order(g));
            bare.grades(&grades)
        }
        By::Time => {
            let past = past(c, me, &sats, &at, &kinds, minimum)?;
            bare.over_time(&past, &sitting, prior.as_ref().map(|p| p.period.as_str()))
        }
    };
    Ok(View { scope, finding, sats, sitting })
}

/// The sittings before, and this one: of each day the same grade when it sat, otherwise the only one that did.
fn past(
    c: &mut Conn,
    me: &Viewer,
    sats: &[Sat],
    at: &Sat,
    kinds: &Kinds,
    minimum: u64,
) -> Result<Vec<(Sat, Arc<Sitting>)>, Stop> {
    let mut periods: Vec<&str> = sats.iter().map(|s| s.period.as_str()).filter(|p| *p <= at.period.as_str()).collect();
    periods.dedup();
    let mut chosen: Vec<Sat> = Vec::new();
    for period in periods.into_iter().take(6) {
        let there: Vec<&Sat> = sats.iter().filter(|s| s.period == period).collect();
        let same = there.iter().find(|s| s.grade == at.grade);
        chosen.extend(same.or(if there.len() == 1 { there.first() } else { None }).map(|s| (*s).clone()));
    }
    chosen.reverse();
    let mut past = Vec::new();
    for sat in chosen {
        let prior = sats.iter().find(|s| s.period < sat.period);
        let sitting = queries::sitting(c, me.district, &sat, prior, kinds, minimum)?;
        past.push((sat, sitting));
    }
    Ok(past)
}

/// The address of a view.
pub(in crate::data) fn address(f: &Finding, by: &By, tail: &str) -> String {
    let school = f.school.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
    let by = encode(&by.stored());
    format!("/data/{}{tail}?period={}&grade={}&school={school}&by={by}", encode(&f.key), f.period, encode(&f.grade))
}

/// Who sees a page of results, in a sentence.
fn audience(me: &Viewer, f: Option<&Finding>) -> String {
    let lang = me.lang();
    match f.and_then(|f| f.school.as_ref()) {
        Some((_, school)) => lang.say(w::data_audience_school(me.district_name.as_str(), school.as_str())),
        None => lang.say(w::data_audience(me.district_name.as_str())),
    }
}

pub(in crate::data) async fn list(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let scope = scope::of(c, me)?;
        let sats = queries::sittings(c, me.district)?;
        if sats.is_empty() {
            let action = me.leads().then_some(("/data/import", lang.t(w::DATA_IMPORT)));
            let body = html! {
                (heading(html! {}, lang.t(w::DATA_EMPTY_TITLE), html! {}))
                (empty(Drawing::Seed, lang.t(w::DATA_EMPTY_HEAD), lang.t(w::DATA_EMPTY_TEXT), action))
            };
            return Ok(Page::new(Room::Data, lang.t(w::DATA_EMPTY_TITLE), audience(me, None), body));
        }
        let main = main_finding(c, me, &scope, &sats)?;
        let title = main.as_ref().map_or_else(|| lang.t(w::DATA_TITLE_UNKNOWN).to_owned(), |f| says(lang, f));
        let lead = main.as_ref().map(|f| lang.say(w::data_lead(period_name(lang, &f.period), place_name(f))));
        let body = html! {
            (heading(html! {}, &title, html! { @if let Some(lead) = &lead { (lead) } }))
            @if let Some(f) = &main {
                section aria-label=(title) {
                    (drawing::draw(lang, f))
                    div.actions {
                        a.button href=(address(f, &f.by, "")) { (lang.t(w::DATA_LOOK_CLOSER)) }
                        a.button.quiet href=(address(f, &f.by, "/need")) data-testid="make-need" { (lang.t(w::DATA_MAKE_NEED)) }
                    }
                }
            }
            section aria-labelledby="there" {
                h2 #there { (lang.t(w::DATA_THERE)) }
                (rows(lang, &scope, &sats))
            }
            @if me.leads() || me.is_admin() {
                div.actions { a.button.quiet href="/data/import" data-testid="import" { (lang.t(w::DATA_IMPORT)) } }
            }
        };
        Ok(Page::new(Room::Data, title, audience(me, main.as_ref()), body))
    })
    .await
}

fn rows(lang: Lang, scope: &Scope, sats: &[Sat]) -> Markup {
    let school = scope.own().map(|(id, _)| id.to_string()).unwrap_or_default();
    html! {
        ul.list data-testid="sittings" {
            @for s in sats.iter().take(60) {
                li {
                    a href={ "/data/" (encode(&s.key)) "?period=" (s.period) "&grade=" (encode(&s.grade)) "&school=" (school) } {
                        (capital(&face::subject(lang, &s.subject))) ", " (face::grade(lang, &s.grade))
                    }
                    span.when { (period_name(lang, &s.period)) }
                    small { (s.test) }
                }
            }
        }
    }
}

/// The widest gap that is told apart from chance, among the latest results, at the viewer's school or in the district.
fn main_finding(c: &mut Conn, me: &Viewer, scope: &Scope, sats: &[Sat]) -> Result<Option<Finding>, Stop> {
    let (kinds, minimum) = (queries::kinds(c, me.district)?, minimum(c, me.district)?);
    let school = scope.own().cloned();
    let mut best: Option<(f64, Finding)> = None;
    for sat in sats.iter().take_while(|s| s.period == sats[0].period).take(4) {
        let prior = sats.iter().find(|s| s.key == sat.key && s.period < sat.period);
        let sitting = queries::sitting(c, me.district, sat, prior, &kinds, minimum)?;
        let place = sitting.place(school.as_ref().map(|(id, _)| *id));
        let Some(spread) = place.figures().map(|f| (f.group.squares / (f.n.max(2) - 1) as f64).sqrt()) else {
            continue;
        };
        for attribute in sitting.attributes.keys() {
            let by = By::Attribute(attribute.clone());
            let f = about(sat, &sitting, &me.district_name, school.clone(), by, me.today()).groups(&sitting, attribute);
            let Some(gap) = f.gap.as_ref().filter(|g| g.reading == Reading::Higher) else { continue };
            let size = gap.difference / spread.max(f64::MIN_POSITIVE);
            if best.as_ref().is_none_or(|(b, _)| size > *b) {
                best = Some((size, f));
            }
        }
    }
    Ok(best.map(|(_, f)| f))
}

pub(in crate::data) async fn one(cx: Cx, Path(key): Path<String>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let v = view(c, me, &key, &asked)?;
        let (lang, f) = (me.lang(), &v.finding);
        let title = says(lang, f);
        let kicker = html! { a href="/data" { (lang.t(face::w::ROOM_DATA)) } ", " (f.test) ", " (face::grade(lang, &f.grade)) ", " (period_name(lang, &f.period)) };
        let nothing = f.lines.is_empty() && f.bands.is_empty() && f.courses.is_empty();
        let unsure = match (&f.gap, &f.between, &f.since) {
            (Some(gap), ..) => gap.reading != Reading::Higher,
            (_, Some(b), _) => b.low <= 0.0,
            (_, _, Some(s)) => s.low <= 0.0 && s.high >= 0.0,
            _ => false,
        };
        let body = html! {
            (heading(kicker, &title, html! {}))
            (chooser(lang, &v))
            (ways(lang, &v))
            @if nothing { p { (lang.t(if f.by == By::Class { w::DATA_NO_CLASSES } else { w::DATA_NOTHING_SHOWN })) } } @else { (drawing::draw(lang, f)) }
            div.signal.unsure[unsure] data-testid="sure" {
                p { strong { (lang.t(w::DATA_HOW_SURE)) } " " @for sentence in sure(lang, f) { (sentence) " " } }
            }
            div.actions {
                a.button href=(address(f, &f.by, "/need")) data-testid="make-need" { (lang.t(w::DATA_MAKE_NEED)) }
                a.button.quiet href=(address(f, &f.by, "/table.csv")) data-testid="csv" { (lang.t(w::DATA_CSV)) }
            }
        };
        Ok(Page::new(Room::Data, title.clone(), audience(me, Some(f)), body))
    })
    .await
}

/// Which day, grade and place.
fn chooser(lang: Lang, v: &View) -> Markup {
    let f = &v.finding;
    let mut periods: Vec<&str> = v.sats.iter().map(|s| s.period.as_str()).collect();
    periods.dedup();
    let mut grades: Vec<&str> = v.sats.iter().map(|s| s.grade.as_str()).collect();
    grades.sort_by_key(|g| face::grade_order(g));
    grades.dedup();
    let school = f.school.as_ref().map(|(id, _)| *id);
    let pick = |name: &str, label: &str, choices: Vec<(String, String, bool)>| {
        html! {
            div.field {
                label for={ "f-" (name) } { (label) }
                select id={ "f-" (name) } name=(name) { @for (value, label, here) in choices { option value=(value) selected[here] { (label) } } }
            }
        }
    };
    html! {
        form.filters method="get" action={ "/data/" (encode(&f.key)) } {
            (pick("period", lang.t(w::DATA_PERIOD), periods.into_iter().map(|p| (p.to_owned(), period_name(lang, p), p == f.period)).collect()))
            (pick("grade", lang.t(w::DATA_GRADE_LABEL), grades.into_iter().map(|g| (g.to_owned(), grade_label(lang, g), g == f.grade)).collect()))
            (pick("school", lang.t(w::DATA_PLACE), std::iter::once((String::new(), f.district.clone(), school.is_none()))
                .chain(v.scope.schools.iter().map(|(id, name)| (id.to_string(), name.clone(), school == Some(*id)))).collect()))
            input type="hidden" name="by" value=(f.by.stored());
            button.button.second { (lang.t(w::DATA_SHOW)) }
        }
    }
}

/// The ways to divide students.
fn ways(lang: Lang, v: &View) -> Markup {
    let f = &v.finding;
    let named: Vec<(By, String)> = std::iter::once((By::All, lang.t(w::DATA_WAY_ALL).to_owned()))
        .chain(v.sitting.attributes.keys().map(|a| (By::Attribute(a.clone()), capital(&attribute_name(lang, a)))))
        .chain([
            (By::School, lang.t(w::DATA_WAY_SCHOOL).to_owned()),
            (By::Class, lang.t(w::DATA_WAY_CLASS).to_owned()),
            (By::Grade, lang.t(w::DATA_WAY_GRADE).to_owned()),
            (By::Time, lang.t(w::DATA_WAY_TIME).to_owned()),
        ])
        .collect();
    let items: Vec<(String, &str, bool)> =
        named.iter().map(|(by, name)| (address(f, by, ""), name.as_str(), *by == f.by)).collect();
    tabs(lang.t(w::DATA_WAYS), &items)
}

pub(in crate::data) async fn table(cx: Cx, Path(key): Path<String>, Query(asked): Query<Asked>) -> Response {
    cx.read(move |c, me| {
        let v = view(c, me, &key, &asked)?;
        let f = &v.finding;
        let name = format!("{}-{}-{}-{}", f.key, f.grade, f.period, f.by.stored());
        Ok(csv_file::of(&name, &drawing::lines(me.lang(), f)))
    })
    .await
}
