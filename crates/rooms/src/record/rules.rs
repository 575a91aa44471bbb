//! What a district has chosen: the credit rule that is shown to its people, or none; and for how many minutes work counts.

use axum::response::Response;
use face::{Field, Fields, Page, Room, form, heading, html, problems, submit};
use learning::credit::Rule;
use learning::hours::Figures;
use store::{Conn, Tx, args, sql};

use super::own_page::rule_text;
use super::queries;
use crate::{Cx, Go, Sent, Stop, Viewer, w};

sql! {
    SET = "insert into setting (district, name, value, by, at) values ($1, $2, $3, $4, $5) \
           on conflict (district, name) do update set value = excluded.value, by = excluded.by, at = excluded.at";
}

/// The fields of a district's own figures, in the order of the form.
const FIGURES: [&str; 7] = ["note", "prediction", "try", "evidence", "result", "most_a_day", "over"];

fn may(me: &Viewer) -> Result<(), Stop> {
    if me.leads_district() || me.is_admin() { Ok(()) } else { Err(Stop::NotYours(w::RULES_WHO_MAY)) }
}

pub(super) async fn show(cx: Cx) -> Response {
    cx.page(|c, me| {
        may(me)?;
        let now = queries::figures(c, me.district)?;
        let mut f = Fields::default();
        f.set("rule", queries::rule(c, me.district)?.map(|r| r.key).unwrap_or_default());
        let values = [now.note, now.prediction, now.a_try, now.evidence, now.result, now.most_a_day, now.over];
        for (name, value) in FIGURES.into_iter().zip(values) {
            f.set(name, value.to_string());
        }
        rules_page(c, me, &f)
    })
    .await
}

fn rules_page(_: &mut Conn, me: &Viewer, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let all = Rule::all();
    let names: Vec<(String, String)> = all.iter().map(|r| (r.key.clone(), r.name.of(lang.tag()).to_owned())).collect();
    let mut choices = vec![("", lang.t(w::RULES_NONE), lang.t(w::RULES_NONE_WHY))];
    choices.extend(names.iter().map(|(key, name)| (key.as_str(), name.as_str(), "")));
    let words = [
        w::RULES_NOTE,
        w::RULES_PREDICTION,
        w::RULES_TRY,
        w::RULES_EVIDENCE,
        w::RULES_RESULT,
        w::RULES_MOST,
        w::RULES_OVER,
    ];
    let title = lang.t(w::RULES_TITLE);
    let body = html! {
        (heading(html! { a href="/record/reach" { (lang.t(w::REACH)) } }, title, html! { (lang.t(w::RULES_LEAD)) }))
        (problems(lang, f))
        (form(&me.who, "/record/rules", None, html! {
            (Field::new("rule", lang.t(w::RULES_RULE)).main().choices(lang, f, &choices))
            h2 { (lang.t(w::RULES_FIGURES)) }
            p { (lang.t(w::RULES_FIGURES_WHY)) }
            div.row { @for (name, word) in FIGURES.into_iter().zip(words).take(5) { (Field::new(name, lang.t(word)).needed().input(lang, f, "number")) } }
            div.row { @for (name, word) in FIGURES.into_iter().zip(words).skip(5) { (Field::new(name, lang.t(word)).needed().input(lang, f, "number")) } }
            p { span.audience { (lang.t(w::RULES_AUDIENCE)) } }
            (submit(lang.t(face::w::SAVE)))
        }))
        section aria-labelledby="texts" {
            h2 #texts { (lang.t(w::RULES_TEXTS)) }
            @for rule in &all { details.more { summary { (rule.name.of(lang.tag())) } (rule_text(lang, rule)) } }
        }
    };
    Ok(Page::new(Room::People, title, lang.t(w::RULES_AUDIENCE), body))
}

pub(super) async fn save(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, |tx, me, f| {
        may(me)?;
        let key = f.raw("rule").to_owned();
        if !key.is_empty() && Rule::named(&key).is_none() {
            f.wrong("rule", face::w::ERROR_CHOICE);
        }
        let mut minutes = [0u32; 7];
        for (name, value) in FIGURES.into_iter().zip(&mut minutes) {
            match f.number(name) {
                Some(m) if m.fract() == 0.0 && (0.0..=600.0).contains(&m) => *value = m as u32,
                _ if f.problem_of(name).is_some() => {}
                _ => f.problem(name, face::Problem::Between(0.0, 600.0)),
            }
        }
        if f.refused() {
            return Err(Stop::again(rules_page(tx, me, f)?));
        }
        let [note, prediction, a_try, evidence, result, most_a_day, over] = minutes;
        let today = me.today();
        let adopted =
            u32::try_from(i32::from(today.year()) * 10_000 + i32::from(today.month()) * 100 + i32::from(today.day()));
        let figures =
            Figures { adopted: adopted.unwrap_or(0), note, prediction, a_try, evidence, result, most_a_day, over };
        let json = serde_json::to_string(&figures).map_err(|e| store::Error::Ours(e.to_string()))?;
        set(tx, me, queries::FIGURES, &json)?;
        set(tx, me, queries::RULE, &key)?;
        Ok(Go::to("/record/rules"))
    })
    .await
}

fn set(tx: &mut Tx<'_>, me: &Viewer, name: &'static str, value: &str) -> Result<(), Stop> {
    let now = tx.now();
    tx.exec(SET, args![me.district, name, value, me.person, now])?;
    Ok(())
}
