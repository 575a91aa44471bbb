//! Who wrote when: every version of a shared text, to be looked at and to be brought back as a new one.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Page, Room, form, heading, html};
use serde::Deserialize;
use store::{Conn, MeetingId};

use super::doc;
use super::pages::writer;
use super::queries::{self, Version};
use crate::communities::Community;
use crate::meetings::meeting::{self, Meeting, State};
use crate::meetings::page as meeting_page;
use crate::{Cx, Go, Sent, Stop, Viewer, w};

#[derive(Deserialize)]
pub(super) struct Asked {
    version: Option<i64>,
}

pub(super) async fn page(cx: Cx, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let (meeting, community) = meeting_page::find(c, me, id)?;
        history(c, me, &meeting, &community, asked.version)
    })
    .await
}

/// Brings a version back: what stands there now is replaced by it, as the newest version. Nothing of the past changes.
pub(super) async fn restore(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = meeting_page::find_to_change(tx, me, id)?;
        let n: i64 = f.text("version", 20).parse().map_err(|_| Stop::Nothing)?;
        queries::fold(tx, id, None)?;
        let old = queries::version(tx, id, n)?.ok_or(Stop::Nothing)?;
        let client = writer(tx);
        let (text, _) = queries::text(tx, id, client)?;
        let update = text.replace(&old.blocks());
        if queries::add(tx, id, meeting.district, &[(me.person, update)])?.is_none() {
            return Err(Stop::Refused(w::MEETING_IS_CLOSED));
        }
        queries::fold(tx, id, Some(n))?;
        meeting::stirs(tx, &community, id)?;
        Ok(Go::to(format!("/meetings/{id}/text")))
    })
    .await
}

fn history(
    c: &mut Conn,
    me: &Viewer,
    meeting: &Meeting,
    community: &Community,
    asked: Option<i64>,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let id = meeting.id;
    let path = format!("/meetings/{id}/text");
    let versions = queries::versions(c, id)?;
    let shown = match asked {
        Some(n) => Some((n, queries::version(c, id, n)?.ok_or(Stop::Nothing)?.blocks())),
        None => None,
    };
    let writes = community.works_here() && matches!(meeting.state, State::Planned | State::Running);
    let audience = community.audience_line(c, me, meeting.audience)?;
    let kicker = html! {
        a href={ "/meetings/" (id) } { (meeting.title) } ", " a href=(path) { (lang.t(w::SHARED_TITLE)) }
    };
    let when = |v: &Version| {
        let day = face::date_long(lang, v.at.date_in(&me.zone));
        lang.say(w::shared_version_when(
            day,
            face::time_of_day(lang, v.since, &me.zone),
            face::time_of_day(lang, v.at, &me.zone),
        ))
    };
    let title = match versions.len() {
        0 => lang.t(w::SHARED_NO_VERSIONS).to_owned(),
        n => lang.say(w::shared_versions(i64::try_from(n).unwrap_or(i64::MAX))),
    };
    let body = html! {
        (heading(kicker, &title, html! { (lang.t(w::SHARED_HISTORY_LEAD)) }))
        div.two {
            section aria-labelledby="versions" {
                h2 #versions { (lang.t(w::SHARED_VERSIONS_HEAD)) }
                ul.list.tight data-testid="shared-versions" {
                    @for v in &versions {
                        li {
                            div {
                                a href={ (path) "/history?version=" (v.n) } aria-current=[(shown.as_ref().is_some_and(|(n, _)| *n == v.n)).then_some("true")] { (when(v)) }
                                small {
                                    (v.who.join(", "))
                                    @if let Some(old) = v.restores.and_then(|n| versions.iter().find(|v| v.n == n)) { ". " (lang.say(w::shared_restores(when(old)))) }
                                }
                            }
                        }
                    }
                }
            }
            @if let Some((n, blocks)) = &shown {
                section aria-labelledby="version" data-testid="shared-version" {
                    h2 #version { (lang.t(w::SHARED_VERSION_HEAD)) }
                    div.prose.shared { (doc::shown(blocks)) }
                    @if writes {
                        (form(&me.who, &format!("{path}/restore"), None, html! {
                            input type="hidden" name="version" value=(n);
                            p.small { (lang.t(w::SHARED_RESTORE_HOW)) }
                            p.small.audience { (audience) }
                            div.actions { button.button.second data-testid="shared-restore" { (lang.t(w::SHARED_RESTORE)) } }
                        }))
                    }
                }
            }
        }
    };
    Ok(Page::new(Room::Communities, title, audience, body))
}
