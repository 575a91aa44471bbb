//! The ways that are open to who administers the system.

use axum::response::Response;
use face::{Page, Room, heading, html};

use crate::{Cx, w};

pub(super) async fn page(cx: Cx) -> Response {
    cx.page(|_, me| {
        let lang = me.lang();
        let ways = [
            ("/admin/roster", w::ADMIN_ROSTER, w::ADMIN_ROSTER_WHAT),
            ("/data/import", w::ADMIN_RESULTS, w::ADMIN_RESULTS_WHAT),
            ("/people", w::ADMIN_PEOPLE, w::ADMIN_PEOPLE_WHAT),
            ("/communities/coverage", w::ADMIN_COVERAGE, w::ADMIN_COVERAGE_WHAT),
        ];
        let body = html! {
            (heading(html! { (me.district_name) }, lang.t(w::ADMIN_TITLE), html! { (lang.t(w::ADMIN_LEAD)) }))
            ul.list data-testid="admin-ways" {
                @for (path, name, what) in ways { li { div { a href=(path) { (lang.t(name)) } small { (lang.t(what)) } } } }
            }
        };
        Ok(Page::new(Room::Admin, lang.t(w::ADMIN_TITLE), lang.t(w::ADMIN_AUDIENCE), body))
    })
    .await
}
