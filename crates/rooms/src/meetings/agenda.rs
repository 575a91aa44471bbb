//! The agenda: adding to it, changing it, moving things on it, and the backlog of what waits for a place.

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Field, Fields, Page, Room, form, heading, html, problems, submit};
use store::{CommunityId, Conn, ItemId, MeetingId, Tx, args, sql};

use super::meeting::{self, Item, LANES, Lane, NewItem, lane_name, lane_named};
use super::{page, planning, queries, steps};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

const TITLE: usize = 160;
const PURPOSE: usize = 300;

sql! {
    SAVE = "update item set title = $3, purpose = $4, lane = $5, minutes = $6, by = $7, rev = rev + 1 where id = $1 and rev = $2";
    PLACE = "update item set n = $2, rev = rev + 1 where id = $1";
    PARK = "update item set meeting = null, n = (select coalesce(max(n), 0) + 1 from item i where i.community = $2 and i.meeting is null), \
            rev = rev + 1 where id = $1 and state = 'open' and began is null";
    BRING = "update item set meeting = $2, n = (select coalesce(max(n), 0) + 1 from item i where i.meeting = $2), rev = rev + 1 \
             where id = $1 and state = 'open' and began is null";
    OUT = "delete from item where id = $1 and state = 'open' and began is null and not exists (select 1 from note where note.meeting = item.meeting and note.item = item.id)";
}

/// What a form of an item gives.
struct Given {
    title: String,
    purpose: String,
    lane: Lane,
    minutes: i64,
}

impl Given {
    fn as_new(&self) -> NewItem<'_> {
        NewItem { title: &self.title, purpose: &self.purpose, lane: self.lane, minutes: self.minutes }
    }
}

fn parse(f: &mut Fields, title: &str) -> Given {
    Given {
        title: f.needed(title, TITLE),
        purpose: f.text("purpose", PURPOSE),
        lane: lane_named(f.choice("lane", &LANES)),
        minutes: planning::minutes(f, "minutes", 240),
    }
}

/// Puts something on the agenda of a meeting.
pub(super) async fn add(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        let given = parse(f, "item");
        if f.refused() {
            return Err(Stop::again(page::meeting_page(tx, me, &meeting, &community, f)?));
        }
        meeting::add_item(tx, me.person, &community, Some(id), &given.as_new(), None)?;
        Ok(Go::to(format!("/meetings/{id}#agenda-head")))
    })
    .await
}

/// Puts something into the backlog of a community.
pub(super) async fn park_new(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = planning::community_to_change(tx, me, id)?;
        let given = parse(f, "item");
        if f.refused() {
            return Err(Stop::again(planning::list_page(tx, me, &community, f)?));
        }
        meeting::add_item(tx, me.person, &community, None, &given.as_new(), None)?;
        Ok(Go::to(format!("/communities/{id}/meetings#backlog")))
    })
    .await
}

/// An item that can still be changed, with its community.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: ItemId) -> Result<(Item, Community), Stop> {
    let item = queries::item(c, id)?.ok_or(Stop::Nothing)?;
    let community = communities::find(c, me, item.community)?.ok_or(Stop::Nothing)?;
    // Who doesn't see the community's work doesn't learn that the item is there.
    if !community.works_here() {
        return Err(Stop::Nothing);
    }
    if let Some(meeting) = item.meeting {
        queries::find(c, me, meeting)?.ok_or(Stop::Nothing)?.still_open()?;
    }
    if item.state != "open" {
        return Err(Stop::Refused(w::ITEM_IS_OVER));
    }
    Ok((item, community))
}

/// Where one came from.
fn back(item: &Item) -> String {
    match item.meeting {
        Some(meeting) => format!("/meetings/{meeting}#agenda-head"),
        None => format!("/communities/{}/meetings#backlog", item.community),
    }
}

pub(super) async fn edit(cx: Cx, Path(id): Path<ItemId>) -> Response {
    cx.page(move |c, me| {
        let (item, community) = find(c, me, id)?;
        edit_page_now(c, me, &item, &community, &Fields::default())
    })
    .await
}

/// The page with the item's texts as they are, and with what was sent for its protocol when that needs another look.
pub(super) fn edit_page_now(
    c: &mut Conn,
    me: &Viewer,
    item: &Item,
    community: &Community,
    f: &Fields,
) -> Result<Page, Stop> {
    let mut fields = f.clone();
    for (name, value) in [
        ("title", item.title.clone()),
        ("purpose", item.purpose.clone()),
        ("minutes", item.minutes.to_string()),
        ("lane", lane_name(item.lane).to_owned()),
    ] {
        fields.set(name, value);
    }
    edit_page(c, me, item, community, &fields)
}

fn edit_page(c: &mut Conn, me: &Viewer, item: &Item, community: &Community, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = community.audience_line(c, me, community.inside)?;
    let lanes = [
        (lane_name(Lane::Learning), lang.t(w::LANE_LEARNING), lang.t(w::LANE_LEARNING_WHAT)),
        (lane_name(Lane::Housekeeping), lang.t(w::LANE_HOUSEKEEPING), lang.t(w::LANE_HOUSEKEEPING_WHAT)),
    ];
    let title = lang.t(w::ITEM_EDIT);
    let untouched = item.began.is_none();
    let protocol = steps::choice(c, me, item, community, f)?;
    let body = html! {
        (heading(html! { a href=(back(item)) { (community.name) } }, title, html! {}))
        (problems(lang, f))
        div.narrow {
            (form(&me.who, &format!("/items/{}", item.id), Some(item.rev), html! {
                (Field::new("title", lang.t(w::ITEM_TITLE)).needed().input(lang, f, "text"))
                (Field::new("purpose", lang.t(w::ITEM_PURPOSE)).hint(lang.t(w::ITEM_PURPOSE_HINT)).area(lang, f, 2))
                (Field::new("minutes", lang.t(w::ITEM_MINUTES)).needed().input(lang, f, "number"))
                (Field::new("lane", lang.t(w::ITEM_LANE)).needed().choices(lang, f, &lanes))
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(back(item)) { (lang.t(face::w::CANCEL)) } }
            }))
            (protocol)
            section aria-labelledby="place" {
                h2 #place { (lang.t(w::ITEM_PLACE)) }
                (form(&me.who, &format!("/items/{}/move", item.id), None, html! {
                    div.actions {
                        @if item.meeting.is_some() {
                            button.button.small.second name="to" value="up" { (lang.t(w::ITEM_UP)) }
                            button.button.small.second name="to" value="down" { (lang.t(w::ITEM_DOWN)) }
                            @if untouched { button.button.small.quiet name="to" value="park" { (lang.t(w::ITEM_PARK)) } }
                        }
                        @if untouched { button.button.small.quiet name="to" value="out" { (lang.t(w::ITEM_OUT)) } }
                    }
                }))
            }
        }
    };
    Ok(Page::new(Room::Communities, title, audience, body))
}

pub(super) async fn save(cx: Cx, Path(id): Path<ItemId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (item, community) = find(tx, me, id)?;
        let given = parse(f, "title");
        if f.refused() {
            return Err(Stop::again(edit_page(tx, me, &item, &community, f)?));
        }
        let texts = args![id, item.rev, &given.title, &given.purpose, lane_name(given.lane), given.minutes, me.person];
        if f.rev() != item.rev || tx.exec(SAVE, texts)? == 0 {
            return Err(Stop::stale(both(tx, me, &item, &community, &given)?));
        }
        told(tx, &item, &community)?;
        Ok(Go::to(back(&item)))
    })
    .await
}

/// Somebody saved first: both texts, and a form to put them together.
fn both(c: &mut Conn, me: &Viewer, item: &Item, community: &Community, given: &Given) -> Result<Page, Stop> {
    let lang = me.lang();
    let action = format!("/items/{}", item.id);
    let names = people::names(c, [], [item.by])?;
    let conflict = Conflict {
        action: &action,
        rev: item.rev,
        by: names.of(item.by),
        fields: vec![
            ("title", lang.t(w::ITEM_TITLE), given.title.clone(), item.title.clone()),
            ("purpose", lang.t(w::ITEM_PURPOSE), given.purpose.clone(), item.purpose.clone()),
        ],
        hidden: vec![("minutes", given.minutes.to_string()), ("lane", lane_name(given.lane).to_owned())],
    };
    let audience = community.audience_line(c, me, community.inside)?;
    Ok(Page::new(Room::Communities, lang.t(w::ITEM_EDIT), audience, conflict.view(&me.who)))
}

/// The pages that show the agenda learn that it changed.
fn told(tx: &mut Tx<'_>, item: &Item, community: &Community) -> Result<(), Stop> {
    match item.meeting {
        Some(meeting) => meeting::stirs(tx, community, meeting),
        None => Ok(()),
    }
}

/// Up, down, into the backlog, onto an agenda, or away.
pub(super) async fn shift(cx: Cx, Path(id): Path<ItemId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (item, community) = find(tx, me, id)?;
        let to = f.choice("to", &["up", "down", "park", "here", "out"]);
        let mut go = back(&item);
        let done = match to {
            "up" | "down" => {
                let Some(meeting) = item.meeting else { return Err(Stop::Nothing) };
                let items: Vec<Item> =
                    queries::items(tx, meeting)?.into_iter().filter(|i| i.lane == item.lane).collect();
                let at = items.iter().position(|i| i.id == id).ok_or(Stop::Nothing)?;
                let other = if to == "up" { at.checked_sub(1) } else { Some(at + 1) };
                if let Some(other) = other.and_then(|n| items.get(n)) {
                    tx.exec(PLACE, args![id, other.n])?;
                    tx.exec(PLACE, args![other.id, item.n])?;
                }
                1
            }
            "park" if item.meeting.is_some() => tx.exec(PARK, args![id, community.id])?,
            "here" => {
                let meeting = f.pick::<MeetingId>("meeting").ok_or(Stop::Nothing)?;
                let (there, of) = page::find_to_change(tx, me, meeting)?;
                if of.id != community.id {
                    return Err(Stop::Nothing);
                }
                go = format!("/meetings/{meeting}#agenda-head");
                meeting::stirs(tx, &community, there.id)?;
                tx.exec(BRING, args![id, meeting])?
            }
            "out" => {
                steps::take_off(tx, id)?;
                tx.exec(OUT, args![id])?
            }
            _ => return Err(Stop::Nothing),
        };
        if done == 0 {
            return Err(Stop::Refused(w::ITEM_IS_OVER));
        }
        told(tx, &item, &community)?;
        Ok(Go::to(go))
    })
    .await
}
