//! How a question looks to who answers it: on the page of a wave, on the public page of a code, and to who writes an instrument.

use face::{Markup, html};
use learning::instrument::{Answer, Instrument, Item};

use super::answering;

/// One question in a language, in the words of a side where the sides have words of their own; `given` is what was answered so far.
pub(super) fn question(
    tag: &str,
    instrument: &Instrument,
    item: &Item,
    side: Option<&str>,
    given: impl Fn(&str) -> String,
) -> Markup {
    let name = format!("a.{}", item.key);
    let answered = given(&name);
    let words = item.words(side).get(tag);
    let id = format!("f-{}{}", side.map(|s| format!("{s}-")).unwrap_or_default(), item.key);
    html! {
        @match (&item.answer, instrument.scale_of(item)) {
            (Answer::Scale(_), Some(scale)) => fieldset.scale {
                legend { (words) }
                div {
                    @for p in &scale.points { label { input type="radio" name=(name) value=(p.code) checked[answered == p.code.to_string()]; (p.label.get(tag)) } }
                    @for o in &scale.outside { label.aside { input type="radio" name=(name) value=(o.code) checked[answered == o.code.to_string()]; (o.label.get(tag)) } }
                }
            },
            _ => div.field {
                label for=(id) { (words) }
                textarea id=(id) name=(name) rows="3" maxlength=(answering::LONGEST) { (answered) }
            },
        }
    }
}

/// The name of a language in itself; its tag where we don't know it.
pub(super) fn language(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or(tag) {
        "en" => "English",
        "es" => "Español",
        "ar" => "العربية",
        "fr" => "Français",
        "ht" => "Kreyòl ayisyen",
        "hmn" => "Hmoob",
        "ko" => "한국어",
        "pl" => "Polski",
        "pt" => "Português",
        "ru" => "Русский",
        "so" => "Soomaali",
        "tl" => "Tagalog",
        "uk" => "Українська",
        "vi" => "Tiếng Việt",
        "zh" => "中文",
        _ => tag,
    }
}
