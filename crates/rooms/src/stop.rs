//! Why a request doesn't go on, in the kinds a person can meet. Each says what happened, what was kept and what to do next.

use axum::http::StatusCode;
use face::{Lang, Page, Room, Who, Word, frame, heading, html};
use maud::Markup;

use crate::w;

/// Why a page isn't shown or an action isn't done.
pub enum Stop {
    /// No such thing, or none this person can see: the two answer alike.
    Nothing,
    /// Signing in comes first.
    SignIn,
    /// The thing can be seen, but this can't be done by this person; says who can.
    NotYours(Word),
    /// The form needs another look: the page with the form, its values and what is wrong.
    Again(Box<Page>),
    /// Somebody saved first: the page with both texts.
    Stale(Box<Page>),
    /// What the API was sent needs another look: by field.
    Invalid(Vec<(String, face::Problem)>),
    /// Through the API, somebody saved first: what was sent, and what is saved now.
    Outdated { yours: serde_json::Value, theirs: serde_json::Value },
    /// Too often; seconds to wait.
    TooMany(i64),
    /// The file or request can't be taken; says why.
    Refused(Word),
    /// The framework can't take the request as it came; with the status it gives.
    Bare(StatusCode),
    /// The database or the machine fails.
    Broken(store::Error),
}

impl From<store::Error> for Stop {
    fn from(e: store::Error) -> Stop {
        Stop::Broken(e)
    }
}

impl Stop {
    /// The form again, with its problems.
    pub fn again(page: Page) -> Stop {
        Stop::Again(Box::new(page.status(422)))
    }

    /// Both texts.
    pub fn stale(page: Page) -> Stop {
        Stop::Stale(Box::new(page.status(409)))
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Stop::Nothing => StatusCode::NOT_FOUND,
            Stop::SignIn => StatusCode::UNAUTHORIZED,
            Stop::NotYours(_) => StatusCode::FORBIDDEN,
            Stop::Again(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Stop::Stale(_) => StatusCode::CONFLICT,
            Stop::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Stop::Outdated { .. } => StatusCode::PRECONDITION_FAILED,
            Stop::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Stop::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Stop::Bare(status) => *status,
            Stop::Broken(store::Error::Away(_) | store::Error::Damaged(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Stop::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The title and the sentence, in a language.
    pub(crate) fn say(&self, lang: Lang) -> (String, String) {
        let (title, text) = match self {
            Stop::Nothing => (w::STOP_NOTHING, w::STOP_NOTHING_WHY),
            Stop::SignIn => (w::STOP_SIGN_IN, w::STOP_SIGN_IN_WHY),
            Stop::NotYours(why) => (w::STOP_NOT_YOURS, *why),
            Stop::Again(_) | Stop::Invalid(_) => (w::STOP_AGAIN, w::STOP_AGAIN_WHY),
            Stop::Stale(_) | Stop::Outdated { .. } => (w::STOP_STALE, w::STOP_STALE_WHY),
            Stop::TooMany(seconds) => {
                return (lang.t(w::STOP_TOO_MANY).into(), lang.say(w::stop_too_many_why((seconds + 59) / 60)));
            }
            Stop::Refused(why) => (w::STOP_REFUSED, *why),
            Stop::Bare(StatusCode::FORBIDDEN) => (w::STOP_REFUSED, w::STOP_FOREIGN_WHY),
            Stop::Bare(StatusCode::METHOD_NOT_ALLOWED) => (w::STOP_REFUSED, w::STOP_METHOD_WHY),
            Stop::Bare(StatusCode::PAYLOAD_TOO_LARGE) => (w::STOP_REFUSED, w::STOP_LARGE_WHY),
            Stop::Bare(status) if status.is_server_error() => (w::STOP_BROKEN, w::STOP_BROKEN_WHY),
            Stop::Bare(_) => (w::STOP_REFUSED, w::STOP_UNREADABLE_WHY),
            Stop::Broken(store::Error::Away(_)) => (w::STOP_AWAY, w::STOP_AWAY_WHY),
            Stop::Broken(store::Error::Damaged(_)) => (w::STOP_DAMAGED, w::STOP_DAMAGED_WHY),
            Stop::Broken(_) => (w::STOP_BROKEN, w::STOP_BROKEN_WHY),
        };
        (lang.t(title).into(), lang.t(text).into())
    }

    /// The page that says so.
    pub(crate) fn page(self, who: &Who) -> Markup {
        let status = self.status();
        match self {
            Stop::Again(page) | Stop::Stale(page) => frame(who, &page),
            other => {
                let lang = who.lang;
                let (title, text) = other.say(lang);
                let body = html! {
                    (heading(html! {}, &title, html! { (text) }))
                    p { a.button href="/" { (lang.t(w::STOP_HOME)) } }
                };
                let page = Page::new(Room::Door, title, lang.t(w::AUDIENCE_MESSAGE), body).status(status.as_u16());
                frame(who, &page)
            }
        }
    }
}
