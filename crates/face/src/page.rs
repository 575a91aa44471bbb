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
    &[Room::Home, Room::Communities, Room::Cycles, Room::Goals, Room::Data],
    &[Room::Library, Room::Lessons],
    &[Room::People],
];
/// On a phone: four rooms and the rest.
const THUMB: [Room; 4] = [Room::Home, Room::Communities, Room::Cycles, Room::Goals];

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
            body data-live=[(!page.live.is_empty()).then(|| format!("/live?on={}", page.live.join(",")))] {
                a.skip href="#page" { (lang.t(w::SKIP)) }
                @if who.name.is_some() {
                    div.frame {
                        (rooms(who, page.room))
                        main #page tabindex="-1" {
                            (live_state(lang))
                            (page.body)
                            (foot(who, page))
                        }
                    }
                    (thumb(who, page.room))
                } @else {
                    main.door #page tabindex="-1" {
                        a.mark href="/" { (PreEscaped(MARK)) (lang.t(w::BRAND)) }
                        (page.body)
                        (foot(who, page))
                    }
                }
            }
        }
    }
}

fn current(here: bool) -> Option<&'static str> {
    here.then_some("page")
}

fn rooms(who: &Who, at: Room) -> Markup {
    let lang = who.lang;
    html! {
        nav.rooms aria-label=(lang.t(w::ROOMS)) {
            a.mark href="/" { (PreEscaped(MARK)) (lang.t(w::BRAND)) }
            ul {
                @for (n, group) in WAY.iter().enumerate() {
                    @if n > 0 { li.gap aria-hidden="true" {} }
                    @for room in *group {
                        li { a href=(room.path()) aria-current=[current(*room == at)] { (lang.t(room.name())) } }
                    }
                }
                @if who.admin {
                    li { a href=(Room::Admin.path()) aria-current=[current(at == Room::Admin)] { (lang.t(w::ROOM_ADMIN)) } }
                }
                li.gap aria-hidden="true" {}
                li { a href="/account" data-testid="account" { (who.name.as_deref().unwrap_or_default()) } }
            }
        }
    }
}

fn thumb(who: &Who, at: Room) -> Markup {
    let lang = who.lang;
    let elsewhere = !THUMB.contains(&at);
    html! {
        nav.thumb aria-label=(lang.t(w::ROOMS)) {
            @for room in THUMB {
                a href=(room.path()) aria-current=[current(room == at)] { (lang.t(room.name())) }
            }
            details.menu {
                summary aria-current=[current(elsewhere)] { (lang.t(w::MORE)) }
                ul {
                    @for room in WAY.iter().copied().flatten().filter(|r| !THUMB.contains(r)) {
                        li { a href=(room.path()) aria-current=[current(*room == at)] { (lang.t(room.name())) } }
                    }
                    @if who.admin { li { a href=(Room::Admin.path()) { (lang.t(w::ROOM_ADMIN)) } } }
                    li { a href="/account" { (lang.t(w::ACCOUNT)) } }
                }
            }
        }
    }
}

fn live_state(lang: Lang) -> Markup {
    html! {
        p.notice.visually-hidden role="status" aria-live="polite" data-live-state
            data-lost=(lang.t(w::LIVE_LOST)) data-back=(lang.t(w::LIVE_BACK)) data-new=(lang.t(w::LIVE_NEW)) {}
    }
}

/// Who can see this, and the language.
fn foot(who: &Who, page: &Page) -> Markup {
    let lang = who.lang;
    html! {
        footer.foot {
            p { span.audience data-audience data-testid="audience" { (page.audience) } }
            form method="get" action=(who.path) class="languages" aria-label=(lang.t(w::LANGUAGE)) {
                @for other in Lang::ALL {
                    button.quiet name="lang" value=(other.tag()) lang=(other.tag()) aria-pressed=(if other == lang { "true" } else { "false" }) {
                        (other.own_name())
                    }
                }
            }
        }
    }
}
