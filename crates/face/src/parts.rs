//! Components. Each takes what it shows and gives markup; classes are described in `web/README.md`.

use maud::{Markup, html};
use words::{Lang, Word};

use crate::{Fields, Who, w};

/// The head of a page: a kicker (where we are), a sentence about this person's world, a lead.
pub fn heading(kicker: Markup, title: &str, lead: Markup) -> Markup {
    html! {
        header.page {
            @if !kicker.0.is_empty() { p.kicker { (kicker) } }
            h1 { (title) }
            @if !lead.0.is_empty() { p { (lead) } }
        }
    }
}

/// A form that posts to `action`. Carries the mark that makes a double click one action; `rev` is the version it was opened on.
pub fn form(who: &Who, action: &str, rev: Option<i64>, body: Markup) -> Markup {
    html! {
        form method="post" action=(action) {
            input type="hidden" name="_once" value=(who.once);
            @if let Some(rev) = rev { input type="hidden" name="_rev" value=(rev); }
            (body)
        }
    }
}

/// A form that sends a file.
pub fn upload_form(who: &Who, action: &str, body: Markup) -> Markup {
    html! {
        form method="post" action=(action) enctype="multipart/form-data" data-upload {
            input type="hidden" name="_once" value=(who.once);
            (body)
            progress hidden max="100" value="0" {}
        }
    }
}

/// What stands above a form that was refused: how many things, and a way to each.
pub fn problems(lang: Lang, fields: &Fields) -> Markup {
    html! {
        @if fields.refused() {
            div.errors role="alert" tabindex="-1" data-testid="problems" {
                h2 { span { (lang.say(w::problems_title(fields.problems().len()))) " " (lang.t(w::PROBLEMS_KEPT)) } }
                ul {
                    @for (name, problem) in fields.problems() {
                        li { a href={ "#f-" (name) } { (problem.say(lang)) } }
                    }
                }
            }
        }
    }
}

/// How a field looks and what it takes.
#[derive(Clone, Copy, Default)]
pub struct Field<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub hint: &'a str,
    pub needed: bool,
    /// What the form is about: not said to be optional, and not held to be filled either.
    pub main: bool,
}

impl<'a> Field<'a> {
    /// A field that may stay empty.
    pub fn new(name: &'a str, label: &'a str) -> Field<'a> {
        Field { name, label, hint: "", needed: false, main: false }
    }

    /// A sentence under the label.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Field<'a> {
        self.hint = hint;
        self
    }

    /// A field that must not stay empty.
    #[must_use]
    pub fn needed(mut self) -> Field<'a> {
        self.needed = true;
        self
    }

    /// The field the form is about, in a form that takes any part of itself.
    #[must_use]
    pub fn main(mut self) -> Field<'a> {
        self.main = true;
        self
    }

    fn wrap(self, lang: Lang, fields: &Fields, control: Markup) -> Markup {
        let problem = fields.problem_of(self.name);
        html! {
            div.field.invalid[problem.is_some()] {
                label for={ "f-" (self.name) } {
                    (self.label)
                    @if !self.needed && !self.main { " " small.optional { (lang.t(w::OPTIONAL)) } }
                }
                @if !self.hint.is_empty() { p.hint id={ "h-" (self.name) } { (self.hint) } }
                (control)
                @if let Some(problem) = problem { p.error id={ "e-" (self.name) } { (problem.say(lang)) } }
            }
        }
    }

    fn described(self, fields: &Fields) -> Option<String> {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("h-{}", self.name));
        }
        if fields.problem_of(self.name).is_some() {
            ids.push(format!("e-{}", self.name));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(self, fields: &Fields) -> Option<&'static str> {
        fields.problem_of(self.name).map(|_| "true")
    }

    /// One line of text; `kind` is the input type (`text`, `email`, `date`, `search`, `password`, `url`).
    pub fn input(self, lang: Lang, fields: &Fields, kind: &str) -> Markup {
        let shown = if kind == "password" { "" } else { fields.raw(self.name) };
        self.wrap(
            lang,
            fields,
            html! {
                input id={ "f-" (self.name) } name=(self.name) type=(kind) value=(shown) required[self.needed]
                    aria-describedby=[self.described(fields)] aria-invalid=[self.invalid(fields)]
                    inputmode=[(kind == "number").then_some("decimal")] step=[(kind == "number").then_some("any")];
            },
        )
    }

    /// Several lines of text.
    pub fn area(self, lang: Lang, fields: &Fields, rows: u8) -> Markup {
        self.wrap(
            lang,
            fields,
            html! {
                textarea id={ "f-" (self.name) } name=(self.name) rows=(rows) required[self.needed]
                    aria-describedby=[self.described(fields)] aria-invalid=[self.invalid(fields)] { (fields.raw(self.name)) }
            },
        )
    }

    /// One of several, as a list that opens. `choices` are value and label; an empty value stands for "none".
    pub fn select(self, lang: Lang, fields: &Fields, choices: &[(String, String)]) -> Markup {
        self.wrap(
            lang,
            fields,
            html! {
                select id={ "f-" (self.name) } name=(self.name) required[self.needed]
                    aria-describedby=[self.described(fields)] aria-invalid=[self.invalid(fields)] {
                    @for (value, label) in choices {
                        option value=(value) selected[value == fields.raw(self.name)] { (label) }
                    }
                }
            },
        )
    }

    /// One of a few, all in sight. `choices` are value, label and a sentence (which may be empty).
    pub fn choices(self, lang: Lang, fields: &Fields, choices: &[(&str, &str, &str)]) -> Markup {
        let problem = fields.problem_of(self.name);
        html! {
            fieldset.field.choices.invalid[problem.is_some()] id={ "f-" (self.name) } aria-describedby=[self.described(fields)] {
                legend { (self.label) @if !self.needed && !self.main { " " small.optional { (lang.t(w::OPTIONAL)) } } }
                @if !self.hint.is_empty() { p.hint id={ "h-" (self.name) } { (self.hint) } }
                @for (value, label, what) in choices {
                    label {
                        input type="radio" name=(self.name) value=(value) checked[*value == fields.raw(self.name)] required[self.needed];
                        span { strong { (label) } @if !what.is_empty() { small { (what) } } }
                    }
                }
                @if let Some(problem) = problem { p.error id={ "e-" (self.name) } { (problem.say(lang)) } }
            }
        }
    }
}

/// A button that sends its form.
pub fn submit(label: &str) -> Markup {
    html! { button.button type="submit" { (label) } }
}

/// An empty state that teaches the first step: what belongs here, and what to do.
pub fn empty(drawing: Drawing, title: &str, text: &str, action: Option<(&str, &str)>) -> Markup {
    html! {
        div.empty {
            (maud::PreEscaped(drawing.svg()))
            div {
                h2 { (title) }
                p { (text) }
                @if let Some((href, label)) = action { p.actions { a.button href=(href) { (label) } } }
            }
        }
    }
}

/// The small drawings of empty states.
#[derive(Clone, Copy)]
pub enum Drawing {
    Seed,
    WateringCan,
    Table,
    OpenDoor,
}

impl Drawing {
    fn svg(self) -> &'static str {
        crate::assets::drawing(match self {
            Drawing::Seed => "seed",
            Drawing::WateringCan => "watering-can",
            Drawing::Table => "table",
            Drawing::OpenDoor => "open-door",
        })
    }
}

/// Two texts of one thing, when somebody else saved first. The form sends what the person puts together.
pub struct Conflict<'a> {
    pub action: &'a str,
    /// The version that is saved now.
    pub rev: i64,
    /// Who saved it.
    pub by: &'a str,
    /// Per field: name, label, what the person wrote, what is saved.
    pub fields: Vec<(&'a str, &'a str, String, String)>,
    /// Hidden fields to send along.
    pub hidden: Vec<(&'a str, String)>,
}

impl Conflict<'_> {
    /// The view that keeps both texts.
    pub fn view(&self, who: &Who) -> Markup {
        let lang = who.lang;
        html! {
            (heading(html! {}, lang.t(w::CONFLICT_TITLE), html! { (lang.t(w::CONFLICT_LEAD)) }))
            (form(who, self.action, Some(self.rev), html! {
                @for (name, value) in &self.hidden { input type="hidden" name=(name) value=(value); }
                @for (name, label, yours, theirs) in &self.fields {
                    section.conflict data-testid="conflict" {
                        h2 { (label) }
                        div.texts {
                            div.yours.field {
                                label for={ "f-" (name) } { (lang.t(w::CONFLICT_YOURS)) }
                                textarea id={ "f-" (name) } name=(name) rows="6" { (yours) }
                            }
                            div.theirs {
                                h3 { (lang.say(w::conflict_theirs(self.by))) }
                                blockquote { (theirs) }
                            }
                        }
                    }
                }
                (submit(lang.t(w::CONFLICT_KEEP)))
            }))
        }
    }
}

/// A message at the top of a page: something went well.
pub fn notice(text: &str) -> Markup {
    html! { div.notice.done role="status" data-testid="notice" { p { (text) } } }
}

/// Tabs, as links; the one with `here` is current.
pub fn tabs(label: &str, items: &[(String, &str, bool)]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            @for (href, text, here) in items {
                a href=(href) aria-current=[here.then_some("page")] { (text) }
            }
        }
    }
}

/// A word in the viewer's language, as markup.
pub fn t(lang: Lang, word: Word) -> Markup {
    html! { (lang.t(word)) }
}

/// A list whose first `in_sight` rows stand open and whose others unfold: nobody reads a wall, and nothing is hidden.
/// Every row is a whole `li`. `id` names the list for tests.
pub fn folded(lang: Lang, id: &str, rows: &[Markup], in_sight: usize) -> Markup {
    // To hide one or two would save nobody anything.
    let cut = if rows.len() > in_sight + 2 { in_sight } else { rows.len() };
    let (first, rest) = rows.split_at(cut);
    html! {
        ul.list data-testid=(id) { @for row in first { (row) } }
        @if !rest.is_empty() {
            details.more {
                summary { (lang.say(w::more_of(rest.len()))) }
                ul.list { @for row in rest { (row) } }
            }
        }
    }
}
