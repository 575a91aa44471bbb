//! What a district has to understand a standard: links, files, videos. Who cannot hear a video can read it: it has captions, or
//! what is said stands beside it.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, html, problems, submit, upload_form};
use learning::standards::{Set, Standard};
use store::{Conn, DistrictId, Error, FileId, PersonId, Tx, args, sees, sql};
use uuid::Uuid;

use super::queries::{everyone, tell_of};
use super::standard_page::{self, Again, Known};
use crate::{Cx, Go, Sent, Stop, Viewer, files, w};

const TITLE: usize = 160;
const LINK: usize = 500;
const NOTE: usize = 400;
const TRANSCRIPT: usize = 40_000;

/// How a video can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Captions<'a> {
    /// What is said can be read in it.
    InIt,
    /// What is said stands beside it.
    Beside(&'a str),
}

/// A material about to be added.
pub struct NewMaterial<'a> {
    pub title: &'a str,
    pub link: Option<&'a str>,
    pub file: Option<FileId>,
    /// For a video.
    pub captions: Option<Captions<'a>>,
    pub note: &'a str,
}

/// A material as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Material {
    id: Uuid,
    kind: String,
    title: String,
    href: String,
    captions: bool,
    transcript: String,
    note: String,
    by: PersonId,
    by_name: String,
}

sql! {
    OF = "select m.id, m.kind, m.title, m.link, m.file, m.captions, m.transcript, m.note, m.by, p.name from standard_material m \
          join person p on p.id = m.by where m.district = $3 and m.set_key = $4 and m.standard = $5 and m.gone_at is null and ", sees!("m"),
         " order by m.at, m.id limit 100";
    ADD = "insert into standard_material (id, district, set_key, standard, kind, title, link, file, captions, transcript, note, audience, by, at) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    ONE = "select m.set_key, m.standard, m.by, m.title from standard_material m where m.id = $3 and m.district = $4 and m.gone_at is null and ", sees!("m");
    REMOVE = "update standard_material set gone_at = $2 where id = $1";
}

/// What the viewer's district has for a standard.
pub(super) fn of(c: &mut Conn, me: &Viewer, set: &Set, standard: &Standard) -> Result<Vec<Material>, Error> {
    c.rows(OF, args![me.person, me.now, me.district, set.key.as_str(), standard.key.as_str()], |r| {
        let (link, file): (Option<String>, Option<FileId>) = (r.get(3)?, r.maybe(4)?);
        Ok(Material {
            id: r.get(0)?,
            kind: r.get(1)?,
            title: r.get(2)?,
            href: link.or_else(|| file.map(|f| format!("/files/{f}"))).unwrap_or_default(),
            captions: r.get::<Option<bool>>(5)?.unwrap_or(false),
            transcript: r.get(6)?,
            note: r.get(7)?,
            by: r.get(8)?,
            by_name: r.get(9)?,
        })
    })
}

/// Adds a material to a standard.
///
/// # Errors
/// When the database fails.
pub fn add(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (set, standard): (&Set, &Standard),
    new: &NewMaterial<'_>,
) -> Result<Uuid, Error> {
    let (id, now, seen) = (tx.fresh_id(), tx.now(), everyone(tx, district)?);
    let kind = match (new.captions, new.file) {
        (Some(_), _) => "video",
        (None, Some(_)) => "file",
        (None, None) => "link",
    };
    let captions = new.captions.map(|c| c == Captions::InIt);
    let transcript = if let Some(Captions::Beside(text)) = new.captions { text } else { "" };
    let (set_key, key) = (set.key.as_str(), standard.key.as_str());
    tx.exec(
        ADD,
        args![
            id, district, set_key, key, kind, new.title, new.link, new.file, captions, transcript, new.note, seen, by,
            now
        ],
    )?;
    tell_of(tx, by, district, (id, seen), ("standards.material_added", standard.name.get("en")))?;
    Ok(id)
}

/// The materials on a standard's page, and the form for another.
pub(super) fn section(me: &Viewer, known: &Known, found: &[Material], sent: Option<&Fields>) -> Markup {
    let lang = me.lang();
    let blank = Fields::prefilled([("kind", "link".to_owned())]);
    let f = sent.unwrap_or(&blank);
    html! {
        section aria-labelledby="materials" {
            h2 #materials { (lang.t(w::STANDARD_MATERIALS)) }
            @if found.is_empty() { p { (lang.t(w::STANDARD_MATERIALS_NONE)) } }
            @else { ul.list data-testid="materials" { @for material in found { (row(me, material)) } } }
            @if me.works_here() {
                details.more open[sent.is_some()] {
                    summary data-testid="add-material" { (lang.t(w::STANDARD_MATERIAL_ADD)) }
                    div.narrow {
                        (problems(lang, f))
                        (upload_form(&me.who, &format!("{}/materials", known.path()), html! {
                            (Field::new("title", lang.t(w::STANDARD_MATERIAL_TITLE)).needed().input(lang, f, "text"))
                            (Field::new("kind", lang.t(w::STANDARD_MATERIAL_KIND)).needed().choices(lang, f, &[
                                ("link", lang.t(w::STANDARD_KIND_LINK), ""),
                                ("file", lang.t(w::STANDARD_KIND_FILE), ""),
                                ("video", lang.t(w::STANDARD_KIND_VIDEO), lang.t(w::STANDARD_KIND_VIDEO_WHAT)),
                            ]))
                            (Field::new("link", lang.t(w::STANDARD_MATERIAL_LINK)).hint(lang.t(w::STANDARD_MATERIAL_LINK_HINT)).main().input(lang, f, "url"))
                            div.field.invalid[f.problem_of("file").is_some()] {
                                label for="f-file" { (lang.t(w::STANDARD_MATERIAL_FILE)) }
                                input #f-file type="file" name="file" aria-describedby=[f.problem_of("file").map(|_| "e-file")];
                                @if let Some(problem) = f.problem_of("file") { p.error #e-file { (problem.say(lang)) } }
                            }
                            fieldset.field {
                                legend { (lang.t(w::STANDARD_MATERIAL_READ)) }
                                label.check { input type="checkbox" name="captions" value="yes" checked[f.has("captions")]; span { (lang.t(w::STANDARD_CAPTIONS_IN)) } }
                            }
                            (Field::new("transcript", lang.t(w::STANDARD_TRANSCRIPT)).hint(lang.t(w::STANDARD_TRANSCRIPT_HINT)).main().area(lang, f, 3))
                            (Field::new("note", lang.t(w::STANDARD_MATERIAL_NOTE)).area(lang, f, 2))
                            p { span.audience { (lang.say(w::standards_audience(me.district_name.as_str()))) } }
                            div.actions { (submit(lang.t(w::STANDARD_MATERIAL_ADD))) }
                        }))
                    }
                }
            }
        }
    }
}

fn row(me: &Viewer, material: &Material) -> Markup {
    let lang = me.lang();
    let kind = match material.kind.as_str() {
        "video" => w::STANDARD_KIND_VIDEO,
        "file" => w::STANDARD_KIND_FILE,
        _ => w::STANDARD_KIND_LINK,
    };
    html! {
        li {
            div {
                a href=(material.href) rel="noopener noreferrer" { (material.title) }
                @if !material.note.is_empty() { p.said { (material.note) } }
                small {
                    (lang.t(kind)) ". "
                    @if material.kind == "video" { (lang.t(if material.captions { w::STANDARD_HAS_CAPTIONS } else { w::STANDARD_HAS_TRANSCRIPT })) " " }
                    @if me.works_here() { (lang.say(w::standard_material_by(material.by_name.as_str()))) }
                }
                @if !material.transcript.is_empty() { details.more { summary { (lang.t(w::STANDARD_TRANSCRIPT_READ)) } p.said.lines { (material.transcript) } } }
            }
            @if may_remove(me, material.by) {
                span.when { (face::form(&me.who, &format!("/standards/materials/{}/remove", material.id), None, html! { button.link { (lang.t(w::STANDARD_REMOVE)) } })) }
            }
        }
    }
}

/// Who put it there, and who leads the district.
fn may_remove(me: &Viewer, by: PersonId) -> bool {
    me.works_here() && (by == me.person || me.leads_district())
}

pub(super) async fn create(cx: Cx, Path((key, standard)): Path<(String, String)>, mut sent: Sent) -> Response {
    let looked = match sent.files.pop() {
        Some(upload) => files::look(upload).await.map(Some),
        None => Ok(None),
    };
    let data = cx.app.options.data.clone();
    cx.act(sent.fields, move |tx, me, f| {
        let known = standard_page::find(tx, me, &key, &standard)?;
        if !me.works_here() {
            return Err(Stop::NotYours(w::STANDARDS_WHO_WRITES));
        }
        let looked = match looked {
            Ok(looked) => looked,
            Err(Stop::Refused(why)) => {
                f.wrong("file", why);
                None
            }
            Err(other) => return Err(other),
        };
        let kind = f.choice("kind", &["link", "file", "video"]);
        let (title, note) = (f.needed("title", TITLE), f.text("note", NOTE));
        let link = f.text("link", LINK);
        let transcript = f.text("transcript", TRANSCRIPT);
        let web = link.starts_with("https://") || link.starts_with("http://");
        if (!link.is_empty() && (!web || link.contains(char::is_whitespace))) || (kind == "link" && link.is_empty()) {
            f.wrong("link", w::STANDARD_LINK_WRONG);
        }
        if kind != "link" && link.is_empty() && looked.is_none() && f.problem_of("file").is_none() {
            f.wrong("file", w::STANDARD_NOTHING_SENT);
        }
        let captions = match (kind, f.has("captions"), transcript.as_str()) {
            ("video", true, _) => Some(Captions::InIt),
            ("video", false, "") => {
                f.wrong("transcript", w::STANDARD_VIDEO_UNREAD);
                None
            }
            ("video", false, text) => Some(Captions::Beside(text)),
            _ => None,
        };
        if f.refused() {
            return Err(Stop::again(standard_page::page(tx, me, &known, Again::Material(f))?));
        }
        let file = match looked.as_ref().filter(|_| kind != "link") {
            Some(looked) => {
                let seen = everyone(tx, me.district)?;
                Some(files::keep(tx, &data, looked, me.district, seen, me.person)?)
            }
            None => None,
        };
        let link = if file.is_some() { None } else { Some(link.as_str()) };
        let new = NewMaterial { title: &title, link, file, captions, note: &note };
        add(tx, me.person, me.district, (&known.set, &known.standard), &new)?;
        Ok(Go::to(format!("{}#materials", known.path())))
    })
    .await
}

pub(super) async fn remove(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let found: Option<(String, String, PersonId, String)> =
            tx.one(ONE, args![me.person, me.now, id, me.district], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
            })?;
        let (set, standard, by, title) = found.ok_or(Stop::Nothing)?;
        if !may_remove(me, by) {
            return Err(Stop::NotYours(w::STANDARD_WHO_REMOVES));
        }
        let now = tx.now();
        tx.exec(REMOVE, args![id, now])?;
        let seen = everyone(tx, me.district)?;
        tell_of(tx, me.person, me.district, (id, seen), ("standards.material_removed", &title))?;
        Ok(Go::to(format!("{}#materials", super::set::standard_path(&set, &standard))))
    })
    .await
}
