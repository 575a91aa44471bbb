//! The frame around every page.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use words::{Lang, Word};

use crate::{assets, w};

/// The rooms one can walk into from the frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    Home,
    Communities,
    Cycles,
    Goals,
    Data,
    Surveys,
    Library,
    Lessons,
    People,
    Admin,
    /// A page that belongs to no room: sign-in, a message.
    Door,
}

impl Room {
    /// What the room is called.
    pub fn name(self) -> Word {
        match self {
            Room::Home | Room::Door => w::ROOM_HOME,
            Room::Communities => w::ROOM_COMMUNITIES,
            Room::Cycles => w::ROOM_CYCLES,
            Room::Goals => w::ROOM_GOALS,
            Room::Data => w::ROOM_DATA,
            Room::Surveys => w::ROOM_SURVEYS,
            Room::Library => w::ROOM_LIBRARY,
            Room::Lessons => w::ROOM_LESSONS,
            Room::People => w::ROOM_PEOPLE,
            Room::Admin => w::ROOM_ADMIN,
        }
    }

    /// Where it is.
    pub fn path(self) -> &'static str {
        match self {
            Room::Home | Room::Door => "/",
            Room::Communities => "/communities",
            Room::Cycles => "/cycles",
            Room::Goals => "/goals",
            Room::Data => "/data",
            Room::Surveys => "/surveys",
            Room::Library => "/library",
            Room::Lessons => "/lessons",
            Room::People => "/people",
            Room::Admin => "/admin",
        }
    }
}

/// Who looks at the page, as far as the frame needs to know.
#[derive(Clone, Debug)]
pub struct Who {
    pub lang: Lang,
    /// The name, when somebody is signed in.
    pub name: Option<String>,
    /// `light`, `dark`, or none for the device's choice.
    pub theme: Option<String>,
    /// The path of this page, for the language switch and the way back after signing in.
    pub path: String,
    /// Whether to show the way to the administration.
    pub admin: bool,
    /// Somebody who works nowhere here, a parent for instance: rooms for the staff aren't shown as a way to go.
    pub guest: bool,
    /// The mark that forms on this page carry, so that a double click is one action.
    pub once: String,
}

/// A page: what the frame goes around.
pub struct Page {
    pub status: u16,
    /// What the browser's tab says.
    pub title: String,
    pub room: Room,
    /// "Who can see this", in a full sentence; every page has one.
    pub audience: String,
    /// What the page shows, as `kind:id`, so that news of it arrives; empty for a page that needs no news.
    pub live: Vec<String>,
    pub body: Markup,
}

impl Page {
    /// A page that went well.
    pub fn new(room: Room, title: impl Into<String>, audience: impl Into<String>, body: Markup) -> Page {
        Page { status: 200, title: title.into(), room, audience: audience.into(), live: Vec::new(), body }
    }

    /// The same page, told when one of these things changes.
    #[must_use]
    pub fn live(mut self, things: impl IntoIterator<Item = String>) -> Page {
        self.live.extend(things);
        self
    }

    /// The same page with another status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Page {
        self.status = status;
        self
    }
}

const MARK: &str = include_str!("mark.svg");

/// The way through the rooms, as far as they are built.
const WAY: [&[Room]; 3] = [
    &[Room::Home, Room::Communities, Room::Cycles, Room::Goals, Room::Data, Room::Surveys],
    &[Room::Library, Room::Lessons],
    &[Room::People],
];
/// On a phone: four rooms with a sign each, and the rest.
const THUMB: [(Room, &str); 4] = [
    (Room::Home, "M4 11.5 12 5l8 6.5M6 10v9h12v-9"),
    (
        Room::Communities,
        "M12.25 9a3.25 3.25 0 1 1-6.5 0 3.25 3.25 0 0 1 6.5 0M3 19c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5\
         M15.5 6.2a3.2 3.2 0 0 1 0 5.6M18 14.2c2 .8 3 2.5 3 4.8",
    ),
    (Room::Cycles, "M12 21V10M12 16c-4 0-6-2.200-6-6 4 0 6 2.200 6 6ZM12 12c0-4 2.200-7 6-8 0 4.500-2 8-6 8Z"),
    (Room::Goals, "M5 20V8m0 4c0 0 1-6 8-6h6l-3 3 3 3h-6c-5 0-8 2-8 6"),
];
const MORE: &str = "M5 7h14M5 12h14M5 17h14";

/// The whole document.
pub fn frame(who: &Who, page: &Page) -> Markup {
    let lang = who.lang;
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) data-theme=[who.theme.as_deref()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) " – " (lang.t(w::BRAND)) }
                link rel="stylesheet" href=(assets::url("app", "css"));
                link rel="icon" type="image/svg+xml" href=(assets::url("favicon", "svg"));
                script src=(assets::url("app", "js")) defer {}
            }
            body data-live=[(!page.live.is_empty()).then(|| format!("/live?on={}", page.live.join(",")))]
                data-say-failed=(lang.t(w::SAY_FAILED)) data-say-offline=(lang.t(w::SAY_OFFLINE)) {
                a.skip href="#main" { (lang.t(w::SKIP)) }
                @if who.name.is_some() {
                    div.frame {
                        header.top { a.mark href="/" { (PreEscaped(MARK)) (lang.t(w::BRAND)) } }
                        (rooms(who, page.room))
                        main #main tabindex="-1" { (page.body) }
                        (foot(who, page))
                    }
                    (thumb(who, page.room))
                } @else {
                    div.door {
                        aside.sill {
                            a.mark href="/" { (PreEscaped(MARK)) (lang.t(w::BRAND)) }
                            p.said { (lang.t(w::DOOR_SAID)) }
                            (PreEscaped(assets::drawing("open-door")))
                        }
                        main #main tabindex="-1" { (page.body) (foot(who, page)) }
                    }
                }
            }
        }
    }
}

/// Whether this room is a way to go for somebody.
fn open_to(who: &Who, room: Room) -> bool {
    !matches!(room, Room::Data | Room::Surveys) || !who.guest
}

fn current(here: bool) -> Option<&'static str> {
    here.then_some("page")
}

fn sign(path: &str) -> Markup {
    html! { svg viewBox="0 0 24 24" aria-hidden="true" { path d=(path) {} } }
}

fn rooms(who: &Who, at: Room) -> Markup {
    let lang = who.lang;
    html! {
        nav.rooms aria-label=(lang.t(w::ROOMS)) {
            a.mark href="/" { (PreEscaped(MARK)) (lang.t(w::BRAND)) }
            ul {
                @for (n, group) in WAY.iter().enumerate() {
                    @for (k, room) in group.iter().copied().filter(|r| open_to(who, *r)).enumerate() { (way(lang, room, at, n > 0 && k == 0)) }
                }
                @if who.admin { (way(lang, Room::Admin, at, false)) }
                li.gap { a href="/account" data-testid="account" aria-current=[current(who.path == "/account")] { (who.name.as_deref().unwrap_or_default()) } }
            }
        }
    }
}

fn way(lang: Lang, room: Room, at: Room, gap: bool) -> Markup {
    html! { li.gap[gap] { a href=(room.path()) aria-current=[current(room == at)] { (lang.t(room.name())) } } }
}

fn thumb(who: &Who, at: Room) -> Markup {
    let lang = who.lang;
    html! {
        nav.thumb aria-label=(lang.t(w::ROOMS)) {
            @for (room, path) in THUMB {
                a href=(room.path()) aria-current=[current(room == at)] { (sign(path)) (lang.t(room.name())) }
            }
            details {
                summary { (sign(MORE)) (lang.t(w::MORE)) }
                div.panel {
                    ul {
                        @for room in WAY.iter().copied().flatten().filter(|r| open_to(who, **r) && THUMB.iter().all(|(t, _)| t != *r)) { (way(lang, *room, at, false)) }
                        @if who.admin { (way(lang, Room::Admin, at, false)) }
                        li { a href="/account" { (lang.t(w::ACCOUNT)) } }
                    }
                }
            }
        }
    }
}

/// Who can see this, how the connection stands, and the language.
fn foot(who: &Who, page: &Page) -> Markup {
    let lang = who.lang;
    html! {
        footer.foot {
            p.audience data-audience data-testid="audience" { (page.audience) }
            p.linkstate data-live-state data-offline=(lang.t(w::LIVE_LOST)) data-gone=(lang.t(w::LIVE_GONE)) role="status" {}
            nav.switch aria-label=(lang.t(w::LANGUAGE)) {
                @for other in Lang::ALL {
                    a href={ (who.path) "?lang=" (other.tag()) } lang=(other.tag()) hreflang=(other.tag()) aria-current=[(other == lang).then_some("true")] {
                        (other.own_name())
                    }
                }
            }
        }
    }
}
