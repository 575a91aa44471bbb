//! Home, the kitchen window. Stands on top of the house and knows every room.

use axum::response::Response;
use face::{Page, Room, heading, html};

use crate::{Cx, Routes, Rule, w};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new().get("/", Rule::SignedIn, page)
}

async fn page(cx: Cx) -> Response {
    cx.page(|_, me| {
        let lang = me.lang();
        let title = lang.say(w::home_hello(me.given.as_str()));
        let body = heading(html! { (face::date_long(lang, me.today())) }, &title, html! {});
        Ok(Page::new(Room::Home, title, lang.t(face::w::AUDIENCE_YOU), body))
    })
    .await
}
