//! Results in by hand: send a file, see what would happen, say what is what, then import. Nothing is written before the last step.

use std::path::{Path as FilePath, PathBuf};

use axum::extract::Path;
use axum::response::Response;
use face::{
    Field, Fields, Lang, Markup, Page, Room, form, heading, html, notice, number, problems, since, submit, upload_form,
};
use store::{Conn, OrgId, Time, Tx};
use uuid::Uuid;

use crate::data::import::{self, Failed, Given, Import, Mapping, Report, Score};
use crate::data::queries::{self, Run, Wish};
use crate::data::saying::{capital, period_name};
use crate::{App, Cx, Go, Sent, Stop, Viewer, w};

/// As many refused cells are shown on the page.
const SHOWN: usize = 50;
/// A file that nobody decided about is thrown away after so long.
const KEPT_SECONDS: i64 = 86_400;

/// The form to send a file.
pub(in crate::data) async fn page(cx: Cx) -> Response {
    cx.page(|c, me| {
        let sources = queries::sources(c, me.district)?;
        let source = sources.first().cloned().unwrap_or_else(|| "results".into());
        start_page(c, me, &Fields::prefilled([("source", source)]))
    })
    .await
}

fn start_page(c: &mut Conn, me: &Viewer, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let mut runs = queries::runs(c, me.district)?;
    runs.retain(|run| may_look(me, run));
    let title = lang.t(w::IMPORT_TITLE);
    let body = html! {
        (heading(html! { a href="/data" { (lang.t(face::w::ROOM_DATA)) } }, title, html! { (lang.t(w::IMPORT_LEAD)) }))
        (steps(lang, 1))
        (problems(lang, fields))
        div.narrow {
            (upload_form(&me.who, "/data/import", html! {
                div.field {
                    label for="f-file" { (lang.t(w::IMPORT_FILE)) }
                    p.hint #h-file { (lang.t(w::IMPORT_FILE_HINT)) }
                    input #f-file type="file" name="file" accept=".csv,.txt,.tsv,.gz,text/csv" required aria-describedby="h-file";
                }
                (Field::new("source", lang.t(w::IMPORT_SOURCE)).hint(lang.t(w::IMPORT_SOURCE_HINT)).needed().input(lang, fields, "text"))
                div.actions { (submit(lang.t(w::IMPORT_SEND))) }
                p { span.audience { (lang.t(w::IMPORT_AUDIENCE)) } }
            }))
        }
        @if !runs.is_empty() {
            section aria-labelledby="runs" {
                h2 #runs { (lang.t(w::IMPORT_RUNS)) }
                ul.list { @for run in &runs {
                    li {
                        a href={ "/data/import/" (run.id) } { (run.wish().file) }
                        span.when { (since(lang, run.ended.unwrap_or(run.began), me.now, &me.zone)) }
                        small { (lang.t(if run.state == "applied" { w::IMPORT_STATE_DONE } else { w::IMPORT_STATE_OPEN })) }
                    }
                } }
            }
        }
    };
    Ok(Page::new(Room::Data, title, lang.t(w::IMPORT_AUDIENCE), body))
}

fn steps(lang: Lang, at: usize) -> Markup {
    html! {
        ol.steps {
            @for (n, word) in [w::IMPORT_STEP_1, w::IMPORT_STEP_2, w::IMPORT_STEP_3].into_iter().enumerate() {
                li.done[n + 1 < at] aria-current=[(n + 1 == at).then_some("step")] { (lang.t(word)) }
            }
        }
    }
}

fn folder(app: &App) -> PathBuf {
    app.options.data.join("imports")
}

/// Takes the file, guesses what is what.
pub(in crate::data) async fn send(cx: Cx, sent: Sent) -> Response {
    let folder = folder(&cx.app);
    let files = sent.files;
    cx.act(sent.fields, move |tx, me, f| {
        let source = f.needed("source", 60);
        let Some(upload) = files.into_iter().find(|u| u.field == "file") else {
            f.wrong("file", face::w::ERROR_NEEDED);
            return Err(Stop::again(start_page(tx, me, f)?));
        };
        if f.refused() {
            return Err(Stop::again(start_page(tx, me, f)?));
        }
        let guess = open(upload.path()).and_then(import::headers).map(|h| Mapping::guess(&h));
        let Ok(mapping) = guess else { return Err(Stop::Refused(w::IMPORT_NOT_A_TABLE)) };
        let id = tx.fresh_id();
        let kept = std::fs::create_dir_all(&folder).and_then(|()| {
            sweep(&folder, tx.now());
            std::fs::rename(upload.path(), folder.join(id.simple().to_string()))
        });
        if kept.is_err() {
            return Err(Stop::Refused(w::IMPORT_NO_ROOM));
        }
        let wish = Wish { file: upload.name.chars().take(120).collect(), mapping: mapping.write() };
        queries::begin_run(tx, me, id, &source, &wish)?;
        Ok(Go::to(format!("/data/import/{id}")))
    })
    .await
}

/// Throws away files that nobody decided about.
fn sweep(folder: &FilePath, now: Time) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry.metadata().and_then(|m| m.modified()).ok().and_then(|m| {
            let at = m.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs();
            Some(now.seconds() - i64::try_from(at).ok()?)
        });
        if age.is_some_and(|seconds| seconds > KEPT_SECONDS) {
            drop(std::fs::remove_file(entry.path()));
        }
    }
}

fn open(path: &FilePath) -> Result<Box<dyn std::io::Read + Send>, Failed> {
    match std::fs::File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(e) => Err(Failed::File(e.to_string())),
    }
}

/// The schools this person may write results for: all, or those they lead.
fn allowed(me: &Viewer) -> Option<Vec<OrgId>> {
    let office = |h: &crate::Hat| h.org_kind != "school" && h.role.evaluates();
    if me.is_admin() || me.hats.iter().any(office) {
        return None;
    }
    Some(me.hats.iter().filter(|h| h.role.evaluates()).map(|h| h.org).collect())
}

fn wanted(me: &Viewer, run: &Run, mapping: Mapping) -> Import {
    Import {
        district: me.district,
        source: run.source.clone(),
        file: run.wish().file,
        mapping,
        dry_run: true,
        skip_refused: false,
        schools: allowed(me),
        by: Some(me.person),
        run: Some(run.id),
    }
}

/// A run of the viewer's, or any of the district for who leads it.
fn run(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<Run, Stop> {
    let run = queries::run(c, me.district, id)?.ok_or(Stop::Nothing)?;
    if may_look(me, &run) { Ok(run) } else { Err(Stop::Nothing) }
}

fn may_look(me: &Viewer, run: &Run) -> bool {
    run.by == Some(me.person) || me.leads_district() || me.is_admin()
}

/// What would happen, or what did.
pub(in crate::data) async fn one(cx: Cx, Path(id): Path<Uuid>) -> Response {
    let path = folder(&cx.app).join(id.simple().to_string());
    cx.page(move |c, me| {
        let run = run(c, me, id)?;
        let lang = me.lang();
        if run.state == "applied" {
            return Ok(done_page(lang, &run));
        }
        let mapping = Mapping::parse(&run.wish().mapping);
        let looked = match &mapping {
            Ok(mapping) => {
                let import = wanted(me, &run, mapping.clone());
                open(&path).and_then(|reader| import::preview(c, &import, reader)).map_err(|e| e.say(lang))
            }
            Err(what) => Err(lang.say(w::import_not_a_mapping(what.clone()))),
        };
        let headers = open(&path).and_then(import::headers).unwrap_or_default();
        Ok(look_page(me, &run, &headers, mapping.ok().as_ref(), &looked))
    })
    .await
}

fn done_page(lang: Lang, run: &Run) -> Page {
    let report = run.report();
    let counts = report.results();
    let moved = counts.new + counts.changed;
    let title = lang.say(w::import_done(number(moved as f64, 0)));
    let body = html! {
        (heading(html! { a href="/data/import" { (lang.t(w::IMPORT_TITLE)) } }, &title, html! { (run.wish().file) }))
        (steps(lang, 4))
        (notice(lang.t(w::IMPORT_STATE_DONE)))
        (counted(lang, &report))
        div.actions { a.button href="/data" { (lang.t(w::IMPORT_SEE)) } }
    };
    Page::new(Room::Data, title, lang.t(w::IMPORT_AUDIENCE), body)
}

fn look_page(
    me: &Viewer,
    run: &Run,
    headers: &[String],
    mapping: Option<&Mapping>,
    looked: &Result<Report, String>,
) -> Page {
    let lang = me.lang();
    let title = match looked {
        Ok(r) if r.results().refused > 0 => lang.say(w::import_look_refused(number(r.results().refused as f64, 0))),
        Ok(r) => lang.say(w::import_look(number((r.results().new + r.results().changed) as f64, 0))),
        Err(_) => lang.t(w::IMPORT_LOOK_UNCLEAR).to_owned(),
    };
    let action = |tail: &str| format!("/data/import/{}/{tail}", run.id);
    let fine = looked.as_ref().is_ok_and(|r| r.results().new + r.results().changed > 0);
    let refused = looked.as_ref().map_or(0, |r| r.results().refused);
    let body = html! {
        (heading(html! { a href="/data/import" { (lang.t(w::IMPORT_TITLE)) } }, &title, html! { (run.wish().file) }))
        (steps(lang, 2))
        @match looked {
            Ok(report) => {
                (counted(lang, report))
                @if !report.refused.is_empty() {
                    section aria-labelledby="refused" {
                        h2 #refused { (lang.t(w::IMPORT_REFUSED)) }
                        ul.list.tight data-testid="refused" {
                            @for r in report.refused.iter().take(SHOWN) {
                                li { span { (capital(&r.why.say(lang))) } span.when { (lang.say(w::import_at(i64::try_from(r.column).unwrap_or(0), i64::try_from(r.line).unwrap_or(0)))) } }
                            }
                        }
                        @if report.refused.len() > SHOWN { p.small { (lang.t(w::IMPORT_MORE)) } }
                    }
                }
            }
            Err(why) => { div.notice.error role="alert" data-testid="unclear" { p { (why) } } }
        }
        @if fine {
            (form(&me.who, &action("apply"), None, html! {
                @if refused > 0 {
                    label.check { input type="checkbox" name="skip" value="yes" required; span { (lang.t(w::IMPORT_SKIP)) } }
                }
                div.actions { button.button data-testid="apply" { (lang.t(w::IMPORT_APPLY)) } }
                p { span.audience { (lang.t(w::IMPORT_THEN)) } }
            }))
        }
        (mapping_form(me, run, headers, mapping, &action("mapping")))
    };
    Page::new(Room::Data, title, lang.t(w::IMPORT_AUDIENCE), body)
}

fn counted(lang: Lang, report: &Report) -> Markup {
    let kinds =
        [("results", w::IMPORT_KIND_RESULTS), ("students", w::IMPORT_KIND_STUDENTS), ("tests", w::IMPORT_KIND_TESTS)];
    html! {
        div.scroll tabindex="0" role="region" aria-label=(lang.t(w::IMPORT_COUNTS)) {
            table.figures data-testid="counts" {
                caption { (lang.t(w::IMPORT_COUNTS)) }
                thead { tr { th scope="col" { (lang.t(w::IMPORT_KIND)) } th scope="col" { (lang.t(w::IMPORT_NEW)) } th scope="col" { (lang.t(w::IMPORT_CHANGED)) } th scope="col" { (lang.t(w::IMPORT_UNCHANGED)) } th scope="col" { (lang.t(w::IMPORT_REFUSED_SHORT)) } } }
                tbody {
                    @for (kind, word) in kinds {
                        @let n = report.kinds.get(kind).copied().unwrap_or_default();
                        tr { th scope="row" { (lang.t(word)) } @for n in [n.new, n.changed, n.unchanged, n.refused] { td { (number(n as f64, 0)) } } }
                    }
                }
            }
        }
        @if report.without_class > 0 { p.small { (lang.say(w::import_without_class(number(report.without_class as f64, 0)))) } }
        @if !report.sittings.is_empty() {
            ul.list.tight {
                @for (test, period, grade, count) in report.sittings.iter().take(24) {
                    li { span { (test) ", " (face::grade(lang, grade)) ", " (period_name(lang, period)) } span.when { (number(*count as f64, 0)) } }
                }
            }
        }
    }
}

/// What a part of the mapping comes from, for the form: its column, its fixed value.
fn of(given: Option<&Given>) -> (String, String) {
    let given = given.cloned().unwrap_or_default();
    (given.column.unwrap_or_default(), given.value.unwrap_or_default())
}

fn mapping_form(me: &Viewer, run: &Run, headers: &[String], mapping: Option<&Mapping>, action: &str) -> Markup {
    let lang = me.lang();
    let text = run.wish().mapping;
    let simple = mapping.filter(|m| m.scores.len() <= 1);
    let columns: Vec<(String, String)> = std::iter::once((String::new(), lang.t(w::IMPORT_COLUMN_NONE).to_owned()))
        .chain(headers.iter().filter(|h| !h.is_empty()).map(|h| (h.clone(), h.clone())))
        .collect();
    html! {
        section aria-labelledby="mapping" {
            h2 #mapping { (lang.t(w::IMPORT_MAPPING)) }
            p { (lang.t(w::IMPORT_MAPPING_LEAD)) }
            @if let Some(m) = simple {
                @let score = m.scores.first().map(|s| s.column.clone()).unwrap_or_default();
                @let parts = [("test", of(m.test.as_ref()), w::IMPORT_PART_TEST, "text"), ("subject", of(m.subject.as_ref()), w::IMPORT_PART_SUBJECT, "text"),
                    ("period", of(m.period.as_ref()), w::IMPORT_PART_PERIOD, "date"), ("grade", of(m.grade.as_ref()), w::IMPORT_PART_GRADE, "text"),
                    ("school", of(m.school.as_ref()), w::IMPORT_PART_SCHOOL, "text")];
                @let fields = Fields::prefilled([("c_student", m.student.id.clone()), ("c_score", score), ("unit", m.unit.clone())]);
                (form(&me.who, action, None, html! {
                    input type="hidden" name="how" value="parts";
                    div.row {
                        (Field::new("c_student", lang.t(w::IMPORT_PART_STUDENT)).needed().select(lang, &fields, &columns))
                        (Field::new("c_score", lang.t(w::IMPORT_PART_SCORE)).needed().select(lang, &fields, &columns))
                        (Field::new("unit", lang.t(w::IMPORT_PART_UNIT)).input(lang, &fields, "text"))
                    }
                    @for (name, (column, value), word, kind) in &parts {
                        @let (c, v) = (format!("c_{name}"), format!("v_{name}"));
                        @let fields = Fields::prefilled([(c.as_str(), column.clone()), (v.as_str(), value.clone())]);
                        div.row {
                            (Field::new(&c, lang.t(*word)).main().select(lang, &fields, &columns))
                            (Field::new(&v, lang.t(w::IMPORT_FIXED)).main().input(lang, &fields, kind))
                        }
                    }
                    div.actions { button.button.second data-testid="try-mapping" { (lang.t(w::IMPORT_TRY)) } }
                }))
            }
            details.more open[simple.is_none()] {
                summary { (lang.t(w::IMPORT_WHOLE)) }
                @let fields = Fields::prefilled([("toml", text)]);
                (form(&me.who, action, None, html! {
                    input type="hidden" name="how" value="toml";
                    (Field::new("toml", lang.t(w::IMPORT_TOML)).hint(lang.t(w::IMPORT_TOML_HINT)).needed().area(lang, &fields, 16))
                    div.actions { button.button.second { (lang.t(w::IMPORT_TRY)) } }
                }))
            }
        }
    }
}

/// Takes another mapping; the page then shows what would happen with it.
pub(in crate::data) async fn map(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let run = run(tx, me, id)?;
        if run.state == "applied" {
            return Err(Stop::Nothing);
        }
        let mut wish = run.wish();
        wish.mapping = match f.choice("how", &["parts", "toml"]) {
            "parts" => {
                let was = Mapping::parse(&wish.mapping).unwrap_or_else(|_| Mapping::guess(&[]));
                from_parts(was, f).write()
            }
            _ => f.raw("toml").chars().take(100_000).collect(),
        };
        queries::change_run(tx, me, id, &wish)?;
        Ok(Go::to(format!("/data/import/{id}")))
    })
    .await
}

fn from_parts(mut mapping: Mapping, f: &mut Fields) -> Mapping {
    mapping.student.id = f.raw("c_student").to_owned();
    mapping.unit = f.text("unit", 60);
    let mut part = |name: &str, was: Option<Given>| {
        let (column, value) = (f.text(&format!("c_{name}"), 200), f.text(&format!("v_{name}"), 200));
        let given = Given {
            column: Some(column).filter(|c| !c.is_empty()),
            value: Some(value).filter(|v| !v.is_empty()),
            ..was.unwrap_or_default()
        };
        Some(given).filter(|g| g.column.is_some() || g.value.is_some())
    };
    mapping.test = part("test", mapping.test);
    mapping.subject = part("subject", mapping.subject);
    mapping.period = part("period", mapping.period);
    mapping.grade = part("grade", mapping.grade);
    mapping.school = part("school", mapping.school);
    let column = f.raw("c_score").to_owned();
    match mapping.scores.first_mut() {
        Some(score) => score.column = column,
        None => mapping.scores.push(Score::of(column)),
    }
    mapping
}

/// Imports.
pub(in crate::data) async fn apply(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    let path = folder(&cx.app).join(id.simple().to_string());
    let gone = path.clone();
    let answer = cx
        .act(sent.fields, move |tx, me, f| {
            let run = run(tx, me, id)?;
            if run.state == "applied" {
                return Ok(Go::to(format!("/data/import/{id}")));
            }
            let mapping =
                Mapping::parse(&run.wish().mapping).map_err(|_| Stop::Refused(w::IMPORT_CHANGED_MEANWHILE))?;
            let import = Import { dry_run: false, skip_refused: f.has("skip"), ..wanted(me, &run, mapping) };
            let report = take(tx, &import, &path)?;
            if !report.applied {
                return Err(Stop::Refused(w::IMPORT_CHANGED_MEANWHILE));
            }
            Ok(Go::to(format!("/data/import/{id}")))
        })
        .await;
    if answer.status() == axum::http::StatusCode::SEE_OTHER {
        drop(std::fs::remove_file(gone));
    }
    answer
}

fn take(tx: &mut Tx<'_>, import: &Import, path: &FilePath) -> Result<Report, Stop> {
    let taken = open(path).and_then(|reader| import::load_results(tx, import, reader));
    taken.map_err(|e| match e {
        Failed::Store(e) => Stop::Broken(e),
        _ => Stop::Refused(w::IMPORT_CHANGED_MEANWHILE),
    })
}
