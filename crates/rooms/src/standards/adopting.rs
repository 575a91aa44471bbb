//! Adopting: which set holds from which day. Who leads the district decides; what held ends with the day before; all of it stays.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Page, Room, form, heading, html, problems, submit};
use uuid::Uuid;

use super::list::day;
use super::queries;
use super::set::{Adoptions, Known, said, set_path};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

const WHY: usize = 600;
/// How far ahead a day may lie, in days: the school year after the next.
const AHEAD: i64 = 800;

/// Who decides which standards hold.
pub(super) fn leader(me: &Viewer) -> Result<(), Stop> {
    if me.leads_district() { Ok(()) } else { Err(Stop::NotYours(w::STANDARDS_WHO_ADOPTS)) }
}

pub(super) async fn page(cx: Cx, Path(key): Path<String>) -> Response {
    cx.page(move |c, me| {
        let known = queries::known(c, me, &key)?.ok_or(Stop::Nothing)?;
        leader(me)?;
        let adopted = queries::adoptions(c, me)?;
        let from = adopted.last().map_or(me.today(), |last| me.today().max(last.from));
        let f = Fields::prefilled([("from", from.to_string())]);
        Ok(adopt_page(me, &known, &adopted, &f))
    })
    .await
}

fn adopt_page(me: &Viewer, known: &Known, adopted: &Adoptions, f: &Fields) -> Page {
    let lang = me.lang();
    let path = set_path(&known.set.key);
    let title = lang.say(w::standards_adopt_title(said(me, &known.set.title)));
    let audience = lang.say(w::standards_audience(me.district_name.as_str()));
    let body = html! {
        (heading(html! { a href=(path) { (said(me, &known.set.title)) } }, &title, html! { (lang.t(w::STANDARDS_ADOPT_LEAD)) }))
        div.narrow {
            (problems(lang, f))
            @match adopted.last() {
                Some(last) => p { (lang.say(w::standards_ends(day(me, last.from), said(me, &last.set.title)))) },
                None => p { (lang.t(w::STANDARDS_FIRST)) },
            }
            (form(&me.who, &format!("{path}/adopt"), Some(rev(adopted)), html! {
                input type="hidden" name="version" value=(known.set.version);
                (Field::new("from", lang.t(w::STANDARDS_HOLDS_FROM)).needed().input(lang, f, "date"))
                (Field::new("why", lang.t(w::STANDARDS_WHY)).hint(lang.t(w::STANDARDS_WHY_HINT)).area(lang, f, 3))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(w::STANDARDS_ADOPT))) a.button.quiet href=(path) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Page::new(Room::Goals, title, audience.clone(), body)
}

/// Rises with everything that happens to the adoptions: who decides has seen what holds.
fn rev(adopted: &Adoptions) -> i64 {
    let happened = adopted.0.len() + adopted.0.iter().filter(|a| a.taken_back).count();
    i64::try_from(happened).unwrap_or(i64::MAX)
}

pub(super) async fn adopt(cx: Cx, Path(key): Path<String>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = queries::known(tx, me, &key)?.ok_or(Stop::Nothing)?;
        leader(me)?;
        let adopted = queries::adoptions(tx, me)?;
        if f.rev() != rev(&adopted) || f.raw("version") != known.set.version.to_string() {
            return Err(Stop::Refused(w::STANDARDS_CHANGED_SINCE));
        }
        let (from, why) = (f.date("from"), f.text("why", WHY));
        match from {
            None if f.problem_of("from").is_none() => f.wrong("from", face::w::ERROR_NEEDED),
            Some(from) if adopted.last().is_some_and(|last| from < last.from) => {
                f.wrong("from", w::STANDARDS_BEFORE_LAST)
            }
            Some(from) if from > me.in_days(AHEAD) => f.wrong("from", w::STANDARDS_TOO_FAR),
            _ => {}
        }
        if adopted.last().is_some_and(|last| last.set == known.set) {
            f.wrong("from", w::STANDARDS_HOLDS_ALREADY);
        }
        let (Some(from), false) = (from, f.refused()) else {
            return Err(Stop::again(adopt_page(me, &known, &adopted, f)));
        };
        queries::adopt(tx, me.person, me.district, &known.set, (from, &why))?;
        Ok(Go::to("/standards"))
    })
    .await
}

/// Every adoption with its days, who and why.
pub(super) async fn history(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let adopted = queries::adoptions(c, me)?;
        let title = lang.say(w::standards_history_title(adopted.0.iter().filter(|a| !a.taken_back).count()));
        let leads = me.leads_district();
        let body = html! {
            (heading(html! { a href="/standards" { (lang.t(w::STANDARDS)) } }, &title, html! {}))
            ul.list data-testid="adoptions" {
                @for adoption in &adopted.0 {
                    li {
                        div {
                            a href=(set_path(&adoption.set.key)) { (said(me, &adoption.set.title)) }
                            @if adoption.set.version > 1 { " " small.soft { (lang.say(w::standards_version_only(i64::from(adoption.set.version)))) } }
                            @if !adoption.why.is_empty() { p.said { (adoption.why) } }
                            @if me.works_here() { small { (lang.say(w::standards_adopted_by(adoption.by_name.as_str(), day(me, adoption.at.date_in(&me.zone))))) } }
                        }
                        span.when {
                            @if adoption.taken_back { (lang.t(w::STANDARDS_TAKEN_BACK)) }
                            @else if let Some(until) = adopted.until(adoption) { (lang.say(w::standards_from_until(day(me, adoption.from), day(me, until)))) }
                            @else { (lang.say(w::standards_from(day(me, adoption.from)))) }
                            @if leads && !adoption.taken_back && adoption.from > me.today() {
                                (form(&me.who, &format!("/standards/adoptions/{}/back", adoption.id), None, html! { button.link { (lang.t(w::STANDARDS_TAKE_BACK)) } }))
                            }
                        }
                    }
                }
            }
            @if adopted.0.is_empty() { p { (lang.t(w::STANDARDS_EMPTY_WHY)) } }
        };
        Ok(Page::new(Room::Goals, title, lang.say(w::standards_audience(me.district_name.as_str())), body))
    })
    .await
}

/// A day that has not come is taken back; what has held stays.
pub(super) async fn take_back(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let adopted = queries::adoptions(tx, me)?;
        let adoption = adopted.0.iter().find(|a| a.id == id).ok_or(Stop::Nothing)?;
        leader(me)?;
        if adoption.taken_back || adoption.from <= me.today() {
            return Err(Stop::Refused(w::STANDARDS_HELD_STAYS));
        }
        queries::take_back(tx, me.person, me.district, adoption)?;
        Ok(Go::to("/standards/adoptions"))
    })
    .await
}
