//! One wording: its passages with what people say of each, where they stand, and adopting it.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use store::{Conn, DraftId, PersonId};
use uuid::Uuid;

use super::list::{day, kind_of};
use super::page::seen_by;
use super::queries::{self, NewAdoption};
use super::statement::{Draft, How, Kept, Remark, Stand, Statement, Talk};
use super::wording::{self, Clause};
use super::writing::{of_draft, open_to};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

const REMARK: usize = 1000;
const WHY: usize = 600;
const HEARD: usize = 1000;

pub(super) async fn show(cx: Cx, Path(id): Path<DraftId>) -> Response {
    cx.page(move |c, me| {
        let (statement, kept) = of_draft(c, me, id)?;
        let draft = kept.find(id).ok_or(Stop::Nothing)?;
        page(c, me, &statement, &kept, draft, &Fields::default())
    })
    .await
}

/// What the page shows.
struct Shown<'a> {
    me: &'a Viewer,
    statement: &'a Statement,
    kept: &'a Kept,
    draft: &'a Draft,
    talk: Talk,
    audience: String,
}

fn page(
    c: &mut Conn,
    me: &Viewer,
    statement: &Statement,
    kept: &Kept,
    draft: &Draft,
    f: &Fields,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let talk = queries::talk(c, me, statement)?;
    let leads = draft.open() && statement.leads(c, me)?;
    let audience = seen_by(c, me, statement, draft.adopted.is_some().then_some(draft))?;
    let shown = Shown { me, statement, kept, draft, talk, audience };
    let title = shown.title();
    let when = face::since(lang, draft.made, me.now, &me.zone);
    let lead = if statement.takes_part {
        lang.say(w::vision_draft_by(draft.by_name.as_str(), when))
    } else {
        lang.t(w::VISION_WORDING_HELD).to_owned()
    };
    let topic = format!("statement:{}", statement.id);
    let path = format!("/drafts/{}", draft.id);
    let body = html! {
        (heading(html! { a href={ "/vision/" (statement.id) } { (kind_of(me, statement)) } }, &title, html! { (lead) }))
        (problems(lang, f))
        (shown.state())
        div.two {
            section #passages aria-label=(lang.t(w::VISION_TEXT)) data-live-on=(topic) data-live-get=(path) {
                (shown.passages(f))
                (shown.ways())
            }
            @if statement.takes_part {
                section aria-labelledby="stands" {
                    h2 #stands { (lang.t(w::VISION_STANDS)) }
                    div #stand-list data-live-on=(topic) data-live-get=(path) { (shown.stands()) }
                    @if draft.open() { (shown.stand_form(f)) }
                }
            }
        }
        @if leads { (shown.adopt_form(f)) }
    };
    Ok(Page::new(Room::Goals, title, shown.audience.clone(), body).live([topic]))
}

impl Shown<'_> {
    fn title(&self) -> String {
        let lang = self.me.lang();
        let (draft, talk) = (self.draft, &self.talk);
        if draft.adopted.is_some() {
            return lang.say(w::vision_wording_n(draft.n));
        }
        if draft.passed {
            return lang.say(w::vision_draft_passed(draft.n));
        }
        let yes = talk.count(draft.id, How::Behind) + talk.count(draft.id, How::Live);
        match talk.count(draft.id, How::NotYet) {
            0 if yes == 0 => lang.say(w::vision_draft_new(draft.n)),
            not_yet => lang.say(w::vision_draft_stands(draft.n, not_yet, yes)),
        }
    }

    /// Whether this is still what is worked on, and where that is.
    fn state(&self) -> Markup {
        let lang = self.me.lang();
        let (draft, statement) = (self.draft, self.statement);
        html! {
            @if draft.holds() {
                p.notice { span { (lang.t(w::VISION_THIS_HOLDS)) " " a href={ "/vision/" (statement.id) } { (lang.t(w::VISION_SEE_IT)) } } }
            } @else if let Some(later) = self.kept.successor(draft.id) {
                p.notice { span { (lang.t(w::VISION_WORDED_ANEW)) " " a href={ "/drafts/" (later.id) } { (lang.say(w::vision_draft_n(later.n))) } } }
            } @else if draft.passed || draft.ended.is_some() {
                p.notice { span { (lang.t(w::VISION_LAID_ASIDE)) " " a href={ "/vision/" (statement.id) } { (lang.t(w::VISION_SEE_IT)) } } }
            }
            @if !draft.why.is_empty() { p.narrow { (draft.why) } }
        }
    }

    /// The wording this one grew out of.
    fn before(&self) -> Option<&Draft> {
        self.draft.grew_from.and_then(|id| self.kept.find(id))
    }

    fn passages(&self, f: &Fields) -> Markup {
        let lang = self.me.lang();
        html! {
            ol.passages data-testid="passages" {
                @for clause in &self.draft.clauses { (self.passage(clause, f)) }
            }
            @if let Some(before) = self.before() {
                details.more {
                    summary { (lang.say(w::vision_different(before.n))) }
                    (compared(&before.clauses, &self.draft.clauses))
                }
            }
        }
    }

    fn passage(&self, clause: &Clause, f: &Fields) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        let said: Vec<&Remark> = self.talk.remarks.iter().filter(|r| r.clause == clause.id).collect();
        let writes = self.statement.takes_part && self.draft.open();
        let refused = f.refused() && f.raw("clause") == clause.id.to_string();
        html! {
            li id={ "c-" (clause.id) } {
                p.said { (clause.text) }
                @if !said.is_empty() { ul.remarks { @for remark in &said { (self.remark(remark)) } } }
                @if writes {
                    details.more open[refused] {
                        summary { (lang.t(w::VISION_SAY)) }
                        (form(&me.who, &format!("/drafts/{}/remarks", self.draft.id), None, html! {
                            input type="hidden" name="clause" value=(clause.id);
                            div.field {
                                label for={ "r-" (clause.id) } { (lang.t(w::VISION_SAY_WHAT)) }
                                textarea id={ "r-" (clause.id) } name="remark" rows="2" required { @if refused { (f.raw("remark")) } }
                                @if let Some(problem) = f.problem_of("remark").filter(|_| refused) { p.error { (problem.say(lang)) } }
                            }
                            p { span.audience { (self.audience) } }
                            div.actions { button.button.small.second { (lang.t(w::VISION_SAY_IT)) } }
                        }))
                    }
                }
            }
        }
    }

    fn remark(&self, remark: &Remark) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        let earlier = (remark.draft != self.draft.id).then(|| self.kept.find(remark.draft)).flatten();
        html! {
            li.entry {
                p { (remark.text) }
                small {
                    (remark.by_name) ", " (face::since(lang, remark.at, me.now, &me.zone))
                    @if let Some(earlier) = earlier { ", " a href={ "/drafts/" (earlier.id) } { (lang.say(w::vision_of_draft(earlier.n))) } }
                }
            }
        }
    }

    /// What one can do with the text itself.
    fn ways(&self) -> Markup {
        let lang = self.me.lang();
        let (draft, statement) = (self.draft, self.statement);
        let many = self.kept.open().len() > 1;
        html! {
            @if statement.takes_part {
                p.actions {
                    @if draft.open() { a.button.second href={ "/drafts/" (draft.id) "/edit" } data-testid="reword" { (lang.t(w::VISION_REWORD)) } }
                    a.button.quiet href={ "/vision/" (statement.id) "/drafts/new?from=" (draft.id) } data-testid="beside" { (lang.t(w::VISION_BESIDE)) }
                    @if many { a.button.quiet href={ "/vision/" (statement.id) "/drafts" } data-testid="side-by-side" { (lang.t(w::VISION_SIDE)) } }
                }
            }
        }
    }

    fn stands(&self) -> Markup {
        let lang = self.me.lang();
        let of = |how: How| self.talk.stands_on(self.draft.id).filter(move |s| s.how == how).collect::<Vec<&Stand>>();
        let not_yet = of(How::NotYet);
        // Who stood on the wording before is asked again.
        let waiting: Vec<&str> = match self.before().filter(|_| self.draft.replaces) {
            Some(before) => {
                let here: Vec<PersonId> = self.talk.stands_on(self.draft.id).map(|s| s.person).collect();
                self.talk.stands_on(before.id).filter(|s| !here.contains(&s.person)).map(|s| s.name.as_str()).collect()
            }
            None => Vec::new(),
        };
        html! {
            @if self.talk.stands_on(self.draft.id).next().is_none() { p { (lang.t(w::VISION_STANDS_NONE)) } }
            dl.facts data-testid="stand-names" {
                @for (how, word) in [(How::Behind, w::VISION_THEY_BEHIND), (How::Live, w::VISION_THEY_LIVE)] {
                    @let names: Vec<&str> = of(how).iter().map(|s| s.name.as_str()).collect();
                    @if !names.is_empty() { dt { (lang.t(word)) } dd { (names.join(", ")) } }
                }
            }
            @if !not_yet.is_empty() {
                h3 { (lang.t(w::VISION_THEY_NOT_YET)) }
                @for stand in &not_yet { div.entry { p { (stand.why) } small { (stand.name) ", " (face::since(lang, stand.at, self.me.now, &self.me.zone)) } } }
            }
            @if !waiting.is_empty() { p.small { (lang.say(w::vision_asked_again(waiting.join(", ")))) } }
        }
    }

    fn stand_form(&self, f: &Fields) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        let mine = self.talk.stands_on(self.draft.id).find(|s| s.person == me.person);
        let mut fields = f.clone();
        if !f.refused()
            && let Some(mine) = mine
        {
            fields.set("how", mine.how.stored());
            fields.set("because", mine.why.clone());
        }
        let choices = How::ALL.map(|h| (h.stored(), lang.t(h.word()), ""));
        let body = form(
            &me.who,
            &format!("/drafts/{}/stand", self.draft.id),
            Some(self.draft.rev),
            html! {
                (Field::new("how", lang.t(w::VISION_WHERE)).needed().choices(lang, &fields, &choices))
                (Field::new("because", lang.t(w::VISION_BECAUSE)).hint(lang.t(w::VISION_BECAUSE_HINT)).main().area(lang, &fields, 2))
                p { span.audience { (self.audience) } }
                div.actions { @if mine.is_some() { button.button.second { (lang.t(w::VISION_STAND)) } } @else { (submit(lang.t(w::VISION_STAND))) } }
            },
        );
        html! {
            @if mine.is_some() && !f.refused() { details.more { summary { (lang.t(w::VISION_STAND_CHANGE)) } (body) } } @else { (body) }
        }
    }

    /// For who leads the place: the day, when it is looked at again, and what was done about those who said not yet.
    fn adopt_form(&self, f: &Fields) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        let not_yet = self.talk.count(self.draft.id, How::NotYet);
        let mut fields = f.clone();
        if f.raw("on").is_empty() {
            let year = me.today().checked_add(jiff::Span::new().years(1)).unwrap_or(me.today());
            fields.set("on", me.today().to_string());
            fields.set("review", year.to_string());
            if self.kept.holding().is_some_and(|d| d.public) {
                fields.set("open", "yes");
            }
        }
        let refused = ["on", "review", "heard"].iter().any(|name| f.problem_of(name).is_some());
        html! {
            section.narrow aria-labelledby="adopt" {
                h2 #adopt { (lang.t(w::VISION_ADOPT)) }
                p { (lang.t(w::VISION_ADOPT_WHAT)) }
                details.more open[refused] {
                    summary data-testid="adopt" { (lang.t(w::VISION_ADOPT_THIS)) }
                    (form(&me.who, &format!("/drafts/{}/adopt", self.draft.id), Some(self.draft.rev), html! {
                        @if not_yet > 0 {
                            (Field::new("heard", &lang.say(w::vision_heard(not_yet))).hint(lang.t(w::VISION_HEARD_HINT)).needed().area(lang, &fields, 3))
                        }
                        div.row {
                            (Field::new("on", lang.t(w::VISION_ON)).needed().input(lang, &fields, "date"))
                            (Field::new("review", lang.t(w::VISION_REVIEW)).hint(lang.t(w::VISION_REVIEW_HINT)).needed().input(lang, &fields, "date"))
                        }
                        div.field { label.check { input type="checkbox" name="open" value="yes" checked[fields.has("open")]; span { (lang.t(w::VISION_OPEN)) small { (lang.t(w::VISION_OPEN_WHAT)) } } } }
                        p {
                            span.audience {
                                @if self.statement.community.is_some() { (lang.say(w::vision_adopted_seen_community(self.statement.place.as_str()))) }
                                @else { (lang.say(w::vision_adopted_seen(me.district_name.as_str()))) }
                            }
                        }
                        div.actions { button.button.second { (lang.t(w::VISION_ADOPT_GO)) } }
                    }))
                }
            }
        }
    }
}

/// The new wording with what went and what came, passage by passage.
pub(super) fn compared(old: &[Clause], new: &[Clause]) -> Markup {
    html! {
        div.prose data-testid="difference" {
            @for row in wording::compared(old, new) {
                @match row {
                    (Some(old), Some(new)) => p { (wording::shown(old, new)) },
                    (None, Some(new)) => p { ins { (new) } },
                    (Some(old), None) => p { del { (old) } },
                    (None, None) => {},
                }
            }
        }
    }
}

pub(super) async fn remark(cx: Cx, Path(id): Path<DraftId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (statement, kept) = of_draft(tx, me, id)?;
        let draft = kept.find(id).ok_or(Stop::Nothing)?;
        open_to(&statement, draft)?;
        let clause =
            f.pick::<Uuid>("clause").filter(|id| draft.clauses.iter().any(|c| c.id == *id)).ok_or(Stop::Nothing)?;
        let text = f.needed("remark", REMARK);
        if f.refused() {
            return Err(Stop::again(page(tx, me, &statement, &kept, draft, f)?));
        }
        queries::remark(tx, me.person, &statement, id, (clause, &text))?;
        Ok(Go::to(format!("/drafts/{id}#c-{clause}")))
    })
    .await
}

pub(super) async fn stand(cx: Cx, Path(id): Path<DraftId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (statement, kept) = of_draft(tx, me, id)?;
        let draft = kept.find(id).ok_or(Stop::Nothing)?;
        // What was worded anew meanwhile is not what somebody said yes to.
        if statement.takes_part && (!draft.open() || f.rev() != draft.rev) {
            return Err(Stop::Refused(w::VISION_CHANGED_SINCE));
        }
        open_to(&statement, draft)?;
        let how = How::named(f.choice("how", &How::ALL.map(How::stored)));
        let why = f.text("because", WHY);
        if how == Some(How::NotYet) && why.is_empty() {
            f.wrong("because", w::VISION_BECAUSE_NEEDED);
        }
        let (Some(how), false) = (how, f.refused()) else {
            return Err(Stop::again(page(tx, me, &statement, &kept, draft, f)?));
        };
        queries::stand(tx, me.person, &statement, id, (how, &why))?;
        Ok(Go::to(format!("/drafts/{id}#stands")))
    })
    .await
}

pub(super) async fn adopt(cx: Cx, Path(id): Path<DraftId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (statement, kept) = of_draft(tx, me, id)?;
        let draft = kept.find(id).ok_or(Stop::Nothing)?;
        if !statement.leads(tx, me)? {
            return Err(Stop::NotYours(w::VISION_WHO_ADOPTS));
        }
        let talk = queries::talk(tx, me, &statement)?;
        let waits = talk.count(id, How::NotYet) > 0;
        let heard = if waits { f.needed("heard", HEARD) } else { String::new() };
        let (on, review) = (f.date("on"), f.date("review"));
        for (name, missing) in [("on", on.is_none()), ("review", review.is_none())] {
            if missing && f.problem_of(name).is_none() {
                f.wrong(name, face::w::ERROR_NEEDED);
            }
        }
        if on.is_some_and(|d| d > me.today()) {
            f.wrong("on", w::VISION_ON_LATER);
        }
        if review.is_some_and(|d| on.is_some_and(|on| d <= on)) {
            f.wrong("review", w::VISION_REVIEW_BEFORE);
        }
        if !draft.open() || f.rev() != draft.rev {
            return Err(Stop::Refused(w::VISION_CHANGED_SINCE));
        }
        let (Some(on), false) = (on, f.refused()) else {
            return Err(Stop::again(page(tx, me, &statement, &kept, draft, f)?));
        };
        let new = NewAdoption { on, review, heard: &heard, open: f.has("open") };
        queries::adopt(tx, me.person, &statement, id, &new)?;
        Ok(Go::to(format!("/vision/{}", statement.id)))
    })
    .await
}

/// How a wording was adopted, in a sentence.
pub(super) fn adopted_line(me: &Viewer, draft: &Draft, named: bool) -> String {
    let lang = me.lang();
    let Some(adopted) = &draft.adopted else { return String::new() };
    let on = day(me, adopted.on);
    let said = if named {
        lang.say(w::vision_adopted_by(on, adopted.by_name.as_str()))
    } else {
        lang.say(w::vision_adopted(on))
    };
    match adopted.review {
        Some(review) => format!("{said} {}", lang.say(w::vision_review_on(day(me, review)))),
        None => said,
    }
}
