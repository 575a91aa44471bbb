//! The roster on a page: a set is sent, looked at, and then taken or not. Nothing is written before somebody has seen what it does.

use std::collections::BTreeMap;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, Mutex};

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use face::{Fields, Lang, Markup, Page, Room, form, heading, html, notice, problems, upload_form};
use oneroster::{OpenError, Source};
use serde_json::Value;
use store::{Conn, DistrictId, PersonId, Time, args, sql};
use uuid::Uuid;

use super::roster::{Progress, RosterError, RosterOptions, import_roster};
use crate::{App, Cx, Go, Sent, Stop, Viewer, w};

/// The source every roster belongs to, here and on the command line.
const SOURCE: &str = "oneroster";
/// A run that nobody works on for so long broke off with its server.
const BROKE_OFF_SECONDS: i64 = 3600;
/// A set that nobody took is deleted after so long: it is full of names.
const KEPT_SECONDS: u64 = 86_400;

sql! {
    RUNS = "select id, state, began, ended, report from import_run where district = $1 and kind = 'roster' order by began desc, id desc limit 12";
    RUN = "select id, state, began, ended, report from import_run where id = $1 and district = $2 and kind = 'roster'";
    MAKE = "insert into import_run (id, district, kind, source, by, began, ended, state, progress, report) \
            values ($1, $2, 'roster', 'oneroster', $3, $4, null, 'reading', '', '')";
    TAKE = "update import_run set state = 'applying', began = $2 where id = $1 and state = 'ready'";
    DROP = "update import_run set state = 'dropped', ended = $2 where id = $1 and state = 'ready'";
    SETTLE = "update import_run set state = $2, report = $3, ended = $4 where id = $1";
}

/// How far the runs of this server are.
static UNDER_WAY: Mutex<BTreeMap<Uuid, Progress>> = Mutex::new(BTreeMap::new());

fn under_way(run: Uuid) -> Option<Progress> {
    UNDER_WAY.lock().unwrap_or_else(|p| p.into_inner()).get(&run).copied()
}

struct Run {
    id: Uuid,
    state: String,
    began: Time,
    ended: Option<Time>,
    report: Value,
}

fn read(r: &store::Row<'_>) -> Result<Run, store::Error> {
    let report: String = r.get(4)?;
    Ok(Run {
        id: r.get(0)?,
        state: r.get(1)?,
        began: r.get(2)?,
        ended: r.maybe(3)?,
        report: serde_json::from_str(&report).unwrap_or(Value::Null),
    })
}

pub(super) async fn list(cx: Cx) -> Response {
    cx.page(|c, me| list_page(c, me, &Fields::default())).await
}

fn list_page(c: &mut Conn, me: &Viewer, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let runs = c.rows(RUNS, args![me.district], read)?;
    let last = runs.iter().find(|r| r.state == "applied");
    let title = match last {
        Some(run) => lang.say(w::roster_title(face::since(lang, run.ended.unwrap_or(run.began), me.now, &me.zone))),
        None => lang.t(w::ROSTER_TITLE_NONE).into(),
    };
    let body = html! {
        (heading(html! { a href="/admin" { (lang.t(face::w::ROOM_ADMIN)) } }, &title, html! { (lang.t(w::ROSTER_LEAD)) }))
        (problems(lang, fields))
        section aria-labelledby="send" {
            h2 #send { (lang.t(w::ROSTER_SEND)) }
            (upload_form(&me.who, "/admin/roster", html! {
                div.field {
                    label for="f-set" { (lang.t(w::ROSTER_FILE)) }
                    p.hint #h-set { (lang.t(w::ROSTER_FILE_HINT)) }
                    input #f-set type="file" name="set" accept=".zip,application/zip" required aria-describedby="h-set";
                }
                p { span.audience { (lang.t(w::ROSTER_AUDIENCE)) } }
                button.button data-testid="roster-send" { (lang.t(w::ROSTER_LOOK)) }
            }))
        }
        @if runs.is_empty() {
            section { p { (lang.t(w::ROSTER_NONE_WHY)) } }
        } @else {
            section aria-labelledby="runs" {
                h2 #runs { (lang.t(w::ROSTER_RUNS)) }
                ul.list data-testid="roster-runs" {
                    @for run in &runs {
                        li {
                            div { a href={ "/admin/roster/" (run.id) } { (state_word(lang, run)) } small { (sums(lang, &run.report)) } }
                            span.when { (face::since(lang, run.began, me.now, &me.zone)) }
                        }
                    }
                }
            }
        }
    };
    Ok(Page::new(Room::Admin, title, lang.t(w::ROSTER_AUDIENCE), body))
}

fn state_word(lang: Lang, run: &Run) -> &'static str {
    lang.t(match run.state.as_str() {
        "reading" | "applying" => w::ROSTER_STATE_READING,
        "ready" => w::ROSTER_STATE_READY,
        "applied" => w::ROSTER_STATE_APPLIED,
        "dropped" => w::ROSTER_STATE_DROPPED,
        "refused" => w::ROSTER_STATE_REFUSED,
        _ => w::ROSTER_STATE_FAILED,
    })
}

/// "+12, 3 changed, 1 left" over all kinds.
fn sums(lang: Lang, report: &Value) -> String {
    let sum = |what: &str| {
        let kinds = report["kinds"].as_object();
        kinds.map_or(0, |k| k.values().filter_map(|c| c[what].as_i64()).sum::<i64>())
    };
    if report["kinds"].is_null() {
        return String::new();
    }
    lang.say(w::roster_sums(sum("changed"), sum("new"), sum("refused"), sum("removed")))
}

pub(super) async fn send(cx: Cx, mut sent: Sent) -> Response {
    let app = cx.app.clone();
    let run = app.db.chance().blind_id();
    let upload = sent.files.iter().position(|f| f.field == "set").map(|at| sent.files.swap_remove(at));
    let there = upload.is_some();
    let made = Arc::new(Mutex::new(None));
    let keep = made.clone();
    let answer = cx
        .act(sent.fields, move |tx, me, f| {
            if !there {
                f.wrong("set", w::ROSTER_FILE_NEEDED);
                return Err(Stop::again(list_page(tx, me, f)?));
            }
            let now = tx.now();
            tx.exec(MAKE, args![run, me.district, me.person, now])?;
            *keep.lock().unwrap_or_else(|p| p.into_inner()) = Some((me.district, me.person));
            Ok(Go::to(format!("/admin/roster/{run}")))
        })
        .await;
    let made = made.lock().unwrap_or_else(|p| p.into_inner()).take();
    if let (Some((district, by)), Some(upload)) = (made, upload) {
        let kept = place(&app, run);
        match keep_set(upload.path(), &kept) {
            Ok(()) => start(app, Work { run, district, by, dry: true, confirm: false }),
            Err(e) => settle(&app, run, "failed", &failure(&e.to_string())),
        }
    }
    answer
}

fn place(app: &App, run: Uuid) -> PathBuf {
    app.options.data.join("imports").join(format!("{run}.zip"))
}

/// Keeps the set until it is taken or dropped, and deletes what nobody came back for.
fn keep_set(from: &FilePath, to: &FilePath) -> std::io::Result<()> {
    let folder = to.parent().unwrap_or(to);
    std::fs::create_dir_all(folder)?;
    for entry in std::fs::read_dir(folder)?.flatten() {
        let age = entry.metadata().and_then(|m| m.modified()).ok().and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age.as_secs() > KEPT_SECONDS) {
            drop(std::fs::remove_file(entry.path()));
        }
    }
    std::fs::rename(from, to)
}

#[derive(Clone, Copy)]
struct Work {
    run: Uuid,
    district: DistrictId,
    by: PersonId,
    dry: bool,
    confirm: bool,
}

/// Reads the set on a thread of its own; the page asks how far it is.
fn start(app: Arc<App>, work: Work) {
    let begun = Progress { step: "orgs", rows: 0 };
    UNDER_WAY.lock().unwrap_or_else(|p| p.into_inner()).insert(work.run, begun);
    drop(tokio::task::spawn_blocking(move || {
        let (state, report) = bring(&app, work);
        settle(&app, work.run, state, &report);
        if state != "ready" {
            drop(std::fs::remove_file(place(&app, work.run)));
        }
        UNDER_WAY.lock().unwrap_or_else(|p| p.into_inner()).remove(&work.run);
    }));
}

fn bring(app: &App, work: Work) -> (&'static str, String) {
    let set = match Source::open(place(app, work.run)) {
        Ok(set) => set,
        Err(OpenError::NotAZip(_)) => return ("failed", failure(NOT_A_ZIP)),
        Err(OpenError::NoRoster) => return ("failed", failure(NO_ROSTER)),
        Err(e) => return ("failed", failure(&e.to_string())),
    };
    let options = RosterOptions {
        dry_run: work.dry,
        confirm: work.confirm,
        by: Some(work.by),
        run: Some(work.run),
        ..RosterOptions::default()
    };
    let run = work.run;
    let outcome = import_roster(&app.db, work.district, SOURCE, set, options, move |progress| {
        UNDER_WAY.lock().unwrap_or_else(|p| p.into_inner()).insert(run, progress);
    });
    match outcome {
        Ok(report) if report.applied => ("applied", report.stored()),
        Ok(report) => ("ready", report.stored()),
        Err(RosterError::Stopped(report)) => ("ready", report.stored()),
        Err(e) => ("failed", failure(&e.to_string())),
    }
}

/// The two ways a set most often can't be opened, said in the reader's language when the run is shown.
const NOT_A_ZIP: &str = "not-a-zip";
const NO_ROSTER: &str = "no-roster";

fn failure(why: &str) -> String {
    serde_json::json!({ "failed": why }).to_string()
}

fn settle(app: &App, run: Uuid, state: &'static str, report: &str) {
    let report = report.to_owned();
    let settled = app.db.write_now(move |tx| {
        let now = tx.now();
        tx.exec(SETTLE, args![run, state, report, now])
    });
    if let Err(e) = settled {
        tracing::error!("could not note how a roster went: {e}");
    }
}

pub(super) async fn show(cx: Cx, Path(run): Path<Uuid>) -> Response {
    let waits = Arc::new(Mutex::new(false));
    let wait = waits.clone();
    let mut response = cx
        .page(move |c, me| {
            let run = c.one(RUN, args![run, me.district], read)?.ok_or(Stop::Nothing)?;
            let running = matches!(run.state.as_str(), "reading" | "applying")
                && (under_way(run.id).is_some() || me.now.seconds() - run.began.seconds() < BROKE_OFF_SECONDS);
            *wait.lock().unwrap_or_else(|p| p.into_inner()) = running;
            Ok(if running { running_page(me, &run) } else { run_page(me, &run) })
        })
        .await;
    if *waits.lock().unwrap_or_else(|p| p.into_inner()) {
        // The page looks again by itself, without script.
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    response
}

fn running_page(me: &Viewer, run: &Run) -> Page {
    let lang = me.lang();
    let title = lang.t(if run.state == "reading" { w::ROSTER_READING } else { w::ROSTER_APPLYING });
    let body = html! {
        (heading(kicker(lang), title, html! { (lang.t(w::ROSTER_READING_LEAD)) }))
        p role="status" data-testid="roster-progress" {
            @match under_way(run.id) {
                Some(Progress { step, rows }) => { (lang.say(w::roster_progress(rows, kind_word(lang, step)))) }
                None => { (lang.t(w::ROSTER_STATE_READING)) }
            }
        }
        progress aria-label=(title) {}
        p { a.button.quiet href={ "/admin/roster/" (run.id) } { (lang.t(w::ROSTER_LOOK_AGAIN)) } }
    };
    Page::new(Room::Admin, title, lang.t(w::ROSTER_AUDIENCE), body)
}

fn kicker(lang: Lang) -> Markup {
    html! { a href="/admin/roster" { (lang.t(w::ROSTER_KICKER)) } }
}

pub(super) fn kind_word(lang: Lang, kind: &str) -> &'static str {
    lang.t(match kind {
        "orgs" => w::ROSTER_ORGS,
        "users" => w::ROSTER_USERS,
        "staff" => w::ROSTER_STAFF,
        "students" => w::ROSTER_STUDENTS,
        "roles" => w::ROSTER_ROLES,
        "classes" => w::ROSTER_CLASSES,
        "enrollments" => w::ROSTER_ENROLLMENTS,
        _ => w::ROSTER_ACCESS,
    })
}

fn run_page(me: &Viewer, run: &Run) -> Page {
    let lang = me.lang();
    let report = &run.report;
    let brake = report["brake"].as_object();
    let failed = report["failed"].as_str();
    let title = match (run.state.as_str(), brake) {
        ("ready" | "refused", Some(b)) => lang.say(w::roster_brake_title(
            kind_word(lang, b["kind"].as_str().unwrap_or("")),
            b["leaving"].as_i64().unwrap_or(0),
            b["of"].as_i64().unwrap_or(0),
        )),
        ("ready", None) => lang.t(w::ROSTER_READY_TITLE).into(),
        ("applied", _) => lang.t(w::ROSTER_APPLIED_TITLE).into(),
        ("dropped", _) => lang.t(w::ROSTER_DROPPED_TITLE).into(),
        _ => lang.t(w::ROSTER_FAILED_TITLE).into(),
    };
    let lead = match run.state.as_str() {
        "ready" => lang.t(w::ROSTER_READY_LEAD),
        "applied" => lang.t(w::ROSTER_APPLIED_LEAD),
        "dropped" => lang.t(w::ROSTER_DROPPED_LEAD),
        "refused" => lang.t(w::ROSTER_REFUSED_RUN_LEAD),
        _ if failed.is_none() => lang.t(w::ROSTER_BROKE_OFF),
        _ => lang.t(w::ROSTER_FAILED_LEAD),
    };
    let body = html! {
        (heading(kicker(lang), &title, html! { (lead) }))
        @if run.state == "applied" { (notice(&sums(lang, report))) }
        @if let Some(why) = failed {
            @let why = match why { NOT_A_ZIP => lang.t(w::ROSTER_NOT_A_ZIP), NO_ROSTER => lang.t(w::ROSTER_NO_ROSTER), other => other };
            p.notice.error { (why) }
        }
        @if report["kinds"].is_object() { (counts(lang, report)) }
        @if run.state == "ready" {
            section aria-labelledby="take" {
                h2 #take { (lang.t(w::ROSTER_TAKE)) }
                (form(&me.who, &format!("/admin/roster/{}/apply", run.id), None, html! {
                    @if let Some(b) = brake {
                        label.check {
                            input type="checkbox" name="confirm" value="yes" required;
                            span { (lang.say(w::roster_confirm(kind_word(lang, b["kind"].as_str().unwrap_or("")), b["leaving"].as_i64().unwrap_or(0)))) }
                        }
                    }
                    p { span.audience { (lang.t(w::ROSTER_TAKE_AUDIENCE)) } }
                    button.button data-testid="roster-apply" { (lang.t(w::ROSTER_TAKE_GO)) }
                }))
                (form(&me.who, &format!("/admin/roster/{}/drop", run.id), None, html! {
                    button.button.quiet { (lang.t(w::ROSTER_DROP)) }
                }))
            }
        }
        (messages(lang, report))
    };
    Page::new(Room::Admin, title, lang.t(w::ROSTER_AUDIENCE), body)
}

fn counts(lang: Lang, report: &Value) -> Markup {
    let columns = [
        ("new", w::ROSTER_NEW),
        ("changed", w::ROSTER_CHANGED),
        ("unchanged", w::ROSTER_UNCHANGED),
        ("removed", w::ROSTER_REMOVED),
        ("refused", w::ROSTER_REFUSED),
    ];
    html! {
        section { div.scroll tabindex="0" role="region" aria-label=(lang.t(w::ROSTER_COUNTS)) {
            table.figures data-testid="roster-counts" {
                caption { (lang.t(w::ROSTER_COUNTS)) }
                thead { tr { td {} @for (_, word) in columns { th scope="col" { (lang.t(word)) } } } }
                tbody {
                    @for kind in ["orgs", "users", "roles", "classes", "enrollments"] {
                        tr {
                            th scope="row" { (kind_word(lang, kind)) }
                            @for (key, _) in columns { td { (report["kinds"][kind][key].as_i64().unwrap_or(0)) } }
                        }
                    }
                }
            }
        } }
    }
}

fn messages(lang: Lang, report: &Value) -> Markup {
    let list = |key: &str| report[key].as_array().cloned().unwrap_or_default();
    let (refused, notes) = (list("refused"), list("notes"));
    html! {
        @if !refused.is_empty() {
            section aria-labelledby="refused" {
                h2 #refused { (lang.say(w::roster_refused_title(refused.len()))) }
                p.small { (lang.t(w::ROSTER_REFUSED_LEAD)) }
                ul.list data-testid="roster-refused" {
                    @for r in &refused {
                        li { div {
                            (r["message"].as_str().unwrap_or(""))
                            small { (r["file"].as_str().unwrap_or("")) ":" (r["line"]) ":" (r["column"].as_str().unwrap_or("")) }
                        } }
                    }
                }
            }
        }
        @if !notes.is_empty() {
            details.more {
                summary { (lang.say(w::roster_notes(notes.len()))) }
                ul { @for note in &notes { li { (note.as_str().unwrap_or("")) } } }
            }
        }
    }
}

pub(super) async fn apply(cx: Cx, Path(run): Path<Uuid>, sent: Sent) -> Response {
    let app = cx.app.clone();
    let taken = Arc::new(Mutex::new(None));
    let keep = taken.clone();
    let answer = cx
        .act(sent.fields, move |tx, me, f| {
            let found = tx.one(RUN, args![run, me.district], read)?.ok_or(Stop::Nothing)?;
            let confirm = f.has("confirm");
            let now = tx.now();
            if (found.report["brake"].is_null() || confirm) && tx.exec(TAKE, args![run, now])? == 1 {
                *keep.lock().unwrap_or_else(|p| p.into_inner()) =
                    Some(Work { run, district: me.district, by: me.person, dry: false, confirm });
            }
            Ok(Go::to(format!("/admin/roster/{run}")))
        })
        .await;
    if let Some(work) = taken.lock().unwrap_or_else(|p| p.into_inner()).take() {
        start(app, work);
    }
    answer
}

pub(super) async fn discard(cx: Cx, Path(run): Path<Uuid>, sent: Sent) -> Response {
    let kept = place(&cx.app, run);
    cx.act(sent.fields, move |tx, me, _| {
        tx.one(RUN, args![run, me.district], read)?.ok_or(Stop::Nothing)?;
        let now = tx.now();
        if tx.exec(DROP, args![run, now])? == 1 {
            drop(std::fs::remove_file(&kept));
        }
        Ok(Go::to("/admin/roster"))
    })
    .await
}
