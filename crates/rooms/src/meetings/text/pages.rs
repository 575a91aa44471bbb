//! The page of a shared text: the editor while the meeting isn't over, with a plain form where there is no script; afterwards
//! what became of it, what was added, and what came too late.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems};
use store::{Conn, MeetingId, Time};

use super::doc::{self, Block, Text};
use super::queries;
use crate::communities::Community;
use crate::meetings::meeting::{self, Meeting, State};
use crate::meetings::page;
use crate::{Cx, Go, Sent, Stop, Viewer, w};

pub(super) async fn show(cx: Cx, Path(id): Path<MeetingId>) -> Response {
    cx.page(move |c, me| {
        let (meeting, community) = page::find(c, me, id)?;
        text_page(c, me, &meeting, &community, &Fields::default())
    })
    .await
}

/// Adds a paragraph at the end: for browsers without script.
pub(super) async fn append(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        let words = f.needed("text", 20_000);
        if f.refused() {
            return Err(Stop::again(text_page(tx, me, &meeting, &community, f)?));
        }
        super::write_together(tx, me.person, &meeting, &words)?;
        meeting::stirs(tx, &community, id)?;
        Ok(Go::to(format!("/meetings/{id}/text#shared-end")))
    })
    .await
}

/// What somebody wrote without a connection and that arrived after the end: added beneath the minutes, or let go.
pub(super) async fn late(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find(tx, me, id)?;
        if !community.works_here() {
            return Err(Stop::NotYours(w::MEETING_MEMBERS_ONLY));
        }
        let blocks = late_blocks(tx, me, id)?;
        let add = f.choice("how", &["add", "drop"]) == "add";
        if queries::settle(tx, id, me.person)? > 0 && add && !doc::is_empty(&blocks) {
            let text = serde_json::to_string(&blocks).map_err(|e| store::Error::Ours(e.to_string()))?;
            queries::add_addition(tx, id, meeting.district, me.person, &text)?;
            meeting::stirs(tx, &community, id)?;
        }
        Ok(Go::to(format!("/meetings/{id}/text")))
    })
    .await
}

/// A name for a writer in the text that nobody else has.
pub(super) fn writer(tx: &store::Tx<'_>) -> u32 {
    u32::try_from(tx.blind_id().as_u128() & u128::from(u32::MAX)).unwrap_or(1)
}

/// Blocks as they are kept in minutes and additions.
pub(super) fn kept(text: &str) -> Vec<Block> {
    serde_json::from_str(text).unwrap_or_default()
}

/// What this person wrote that isn't in the minutes: the parts of their text that the minutes don't have.
fn late_blocks(c: &mut Conn, me: &Viewer, id: MeetingId) -> Result<Vec<Block>, Stop> {
    let late = queries::late(c, id, me.person)?;
    if late.is_empty() {
        return Ok(Vec::new());
    }
    let (text, _) = queries::text(c, id, 0)?;
    let before = text.blocks();
    let whole = text.whole();
    let mut found: Vec<Block> = Vec::new();
    for update in late {
        // Each is read for itself: one that can't be read takes no other with it.
        let Ok(text) = Text::of(0, [&whole]) else { continue };
        if text.apply(&update).is_ok() {
            let new = text.blocks().into_iter().filter(|b| !before.contains(b));
            let new: Vec<Block> = new.filter(|b| !found.contains(b)).collect();
            found.extend(new);
        }
    }
    found.retain(|b| !doc::is_empty(std::slice::from_ref(b)));
    Ok(found)
}

/// What a meeting's own page shows of its shared text.
pub(in crate::meetings) fn on_meeting(
    c: &mut Conn,
    me: &Viewer,
    meeting: &Meeting,
    writes: bool,
) -> Result<Markup, Stop> {
    let lang = me.lang();
    let path = format!("/meetings/{}/text", meeting.id);
    if meeting.state == State::Closed {
        let over = queries::over(c, meeting.id, me.person)?;
        let blocks = over.minutes.as_deref().map(kept).unwrap_or_default();
        if doc::is_empty(&blocks) && over.added.is_empty() && !over.late {
            return Ok(html! {});
        }
        return Ok(html! {
            section aria-labelledby="shared-head" data-testid="shared-minutes" {
                h2 #shared-head { (lang.t(w::SHARED_HEAD)) }
                div.prose.shared { (doc::shown(&blocks)) }
                (additions(me, &over.added))
                @if over.late { p.notice { a href=(path) { (lang.t(w::SHARED_LATE_THERE)) } } }
                p.small { a href={ (path) "/history" } { (lang.t(w::SHARED_HISTORY)) } }
            }
        });
    }
    let Some(head) = queries::head(c, meeting.id)? else { return Ok(html! {}) };
    Ok(html! {
        p.small data-testid="shared-link" {
            a href=(path) { @if writes { (lang.t(w::SHARED_OPEN)) } @else { (lang.t(w::SHARED_READ)) } }
            ". " (if head.n > 0 { lang.t(w::SHARED_BEGUN) } else { lang.t(w::SHARED_EMPTY_YET) })
        }
    })
}

fn additions(me: &Viewer, added: &[(String, String, Time)]) -> Markup {
    let lang = me.lang();
    html! {
        @for (text, name, at) in added {
            div.prose.shared data-testid="shared-addition" {
                p.kicker { (lang.say(w::shared_added_by(face::date_long(lang, at.date_in(&me.zone)), name.as_str()))) }
                (doc::shown(&kept(text)))
            }
        }
    }
}

fn text_page(c: &mut Conn, me: &Viewer, meeting: &Meeting, community: &Community, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let id = meeting.id;
    let path = format!("/meetings/{id}/text");
    let head = queries::head(c, id)?.ok_or(Stop::Nothing)?;
    let open = matches!(meeting.state, State::Planned | State::Running);
    let writes = open && community.works_here();
    let blocks = match &head.minutes {
        Some(minutes) => kept(minutes),
        None => queries::text(c, id, 0)?.0.blocks(),
    };
    let (added, late) = match meeting.state {
        State::Closed => (queries::over(c, id, me.person)?.added, late_blocks(c, me, id)?),
        _ => (Vec::new(), Vec::new()),
    };
    let audience = community.audience_line(c, me, meeting.audience)?;
    let kicker = html! {
        a href={ "/communities/" (community.id) } { (community.name) } ", "
        a href={ "/meetings/" (id) } { (meeting.title) }
    };
    let lead = match meeting.state {
        State::Closed => lang.t(w::SHARED_IS_MINUTES),
        State::Cancelled => lang.t(w::SHARED_WHY_CANCELLED),
        _ if writes => lang.t(w::SHARED_LEAD),
        _ => lang.t(w::MEETING_MEMBERS_ONLY),
    };
    let empty = doc::is_empty(&blocks);
    let body = html! {
        (heading(kicker, lang.t(w::SHARED_TITLE), html! { (lead) }))
        (problems(lang, f))
        @if !late.is_empty() {
            section.notice aria-labelledby="late-head" data-testid="shared-late" {
                h2 #late-head { (lang.t(w::SHARED_LATE_HEAD)) }
                p { (lang.t(w::SHARED_LATE_WHY)) }
                div.prose.shared { (doc::shown(&late)) }
                (form(&me.who, &format!("{path}/late"), None, html! {
                    p.small.audience { (audience) }
                    div.actions {
                        button.button name="how" value="add" data-testid="late-add" { (lang.t(w::SHARED_LATE_ADD)) }
                        button.button.quiet name="how" value="drop" { (lang.t(w::SHARED_LATE_DROP)) }
                    }
                }))
            }
        }
        div.notes data-notes[community.works_here()] data-testid="shared-text" data-way={ (path) "/socket" }
            data-place={ (me.person) ":" (id) } data-open[writes]
            data-label=(lang.t(w::SHARED_TITLE))
            data-saved=(lang.t(w::SHARED_SAVED)) data-saving=(lang.t(w::SHARED_SAVING))
            data-offline=(lang.t(w::SHARED_OFFLINE)) data-nowhere=(lang.t(w::SHARED_NOWHERE)) data-joining=(lang.t(w::SHARED_JOINING))
            data-ended=(lang.t(w::SHARED_WHY_ENDED)) data-late=(lang.t(w::SHARED_WHY_LATE)) data-cancelled=(lang.t(w::SHARED_WHY_CANCELLED))
            data-gone=(lang.t(w::SHARED_WHY_GONE)) data-signed-out=(lang.t(w::SHARED_WHY_SIGNED_OUT)) data-disk=(lang.t(w::SHARED_WHY_DISK))
            data-away=(lang.t(w::SHARED_WHY_AWAY)) data-full=(lang.t(w::SHARED_WHY_FULL)) data-refused=(lang.t(w::SHARED_WHY_REFUSED))
            data-alone=(lang.t(w::SHARED_ALONE)) data-with=(lang.t(w::SHARED_WITH)) data-ask-link=(lang.t(w::SHARED_ASK_LINK)) {
            h2.visually-hidden { (lang.t(w::SHARED_TEXT)) }
            p.notes-state data-notes-state data-testid="shared-state" {}
            @if writes { (tools(me)) }
            div.prose.shared data-notes-body data-testid="shared-body" {
                @if empty { p.small { (lang.t(w::SHARED_EMPTY)) } } @else { (doc::shown(&blocks)) }
            }
            p.notes-with.small data-notes-with data-testid="shared-with" {}
        }
        (additions(me, &added))
        @if writes {
            div #shared-end data-notes-plain {
                (form(&me.who, &path, None, html! {
                    (Field::new("text", lang.t(w::SHARED_PLAIN)).needed().area(lang, f, 4))
                    p.small.audience { (audience) }
                    div.actions { button.button.second data-testid="shared-append" { (lang.t(w::SHARED_APPEND)) } }
                }))
            }
        }
        p.actions {
            a.button.quiet href={ "/meetings/" (id) } { (lang.t(w::SHARED_TO_MEETING)) }
            a.button.quiet href={ (path) "/history" } data-testid="shared-history" { (lang.t(w::SHARED_HISTORY)) }
        }
        @if community.works_here() {
            link rel="stylesheet" href=(face::asset_url("notes", "css"));
            script src=(face::asset_url("notes", "js")) defer {}
        }
    };
    Ok(Page::new(Room::Communities, lang.t(w::SHARED_TITLE), audience, body))
}

/// The tools of the editor: shown by the script that makes them work.
fn tools(me: &Viewer) -> Markup {
    let lang = me.lang();
    let tools = [
        ("strong", w::SHARED_BOLD, "B"),
        ("em", w::SHARED_ITALIC, "I"),
        ("heading", w::SHARED_HEADING, "H"),
        ("bullet_list", w::SHARED_BULLETS, "•"),
        ("ordered_list", w::SHARED_NUMBERS, "1."),
        ("link", w::SHARED_LINK, "↗"),
        ("undo", w::SHARED_UNDO, "↶"),
        ("redo", w::SHARED_REDO, "↷"),
    ];
    html! {
        div.notes-tools role="toolbar" aria-label=(lang.t(w::SHARED_TOOLS)) data-notes-tools hidden {
            @for (name, word, sign) in tools {
                button type="button" data-tool=(name) data-sign=(sign) aria-label=(lang.t(word)) title=(lang.t(word)) {}
            }
        }
    }
}
