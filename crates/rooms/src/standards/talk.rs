//! What people say of a standard: in the order in which they say it, an answer below what it answers. Each remark is seen by
//! whom its writer chose: the district, their school, or one of their communities. One's own can be changed and taken back.

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use learning::standards::{Set, Standard};
use store::{
    Audience, AudienceId, CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Principal, Row, Time, Tx, args,
    audience, sees, sql,
};
use uuid::Uuid;

use super::queries::tell_of;
use super::set::{said, standard_path};
use super::standard_page::{self, Known};
use crate::{Cx, Go, Sent, Stop, Viewer, communities, people, w};

const TEXT: usize = 2_000;

/// A remark as its reader may know it.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    pub id: Uuid,
    pub set: String,
    pub standard: String,
    pub element: String,
    pub answers: Option<Uuid>,
    pub text: String,
    pub audience: AudienceId,
    pub by: PersonId,
    pub by_name: String,
    pub at: Time,
    pub changed: bool,
    pub gone: bool,
    pub rev: i64,
}

/// The columns [`read`] reads, of alias `r`.
macro_rules! remark {
    () => {
        "select r.id, r.set_key, r.standard, r.element, r.answers, r.text, r.audience, r.by, p.name, r.at, \
         r.changed_at is not null, r.gone_at is not null, r.rev from standard_remark r join person p on p.id = r.by "
    };
}

sql! {
    OF = remark!(), "where r.district = $3 and r.set_key = $4 and r.standard = $5 and ", sees!("r"), " order by r.at, r.id limit 1000";
    ONE = remark!(), "where r.id = $3 and r.district = $4 and ", sees!("r");
    SPOKEN = "select r.standard, count(*) from standard_remark r where r.district = $3 and r.set_key = $4 and r.gone_at is null and ",
             sees!("r"), " group by r.standard";
    ADD = "insert into standard_remark (id, district, set_key, standard, element, answers, text, audience, by, at, rev) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    CHANGE = "update standard_remark set text = $2, changed_at = $3, rev = rev + 1 where id = $1";
    TAKE_BACK = "update standard_remark set text = '', gone_at = $2, rev = rev + 1 where id = $1";
}

fn read(r: &Row<'_>) -> Result<Remark, Error> {
    Ok(Remark {
        id: r.get(0)?,
        set: r.get(1)?,
        standard: r.get(2)?,
        element: r.get(3)?,
        answers: r.maybe(4)?,
        text: r.get(5)?,
        audience: r.get(6)?,
        by: r.get(7)?,
        by_name: r.get(8)?,
        at: r.get(9)?,
        changed: r.get(10)?,
        gone: r.get(11)?,
        rev: r.get(12)?,
    })
}

/// What is said of a standard, for who works here.
pub(super) fn of(c: &mut Conn, me: &Viewer, set: &Set, standard: &Standard) -> Result<Vec<Remark>, Error> {
    if !me.works_here() {
        return Ok(Vec::new());
    }
    c.rows(OF, args![me.person, me.now, me.district, set.key.as_str(), standard.key.as_str()], read)
}

/// How often each standard of a set was spoken of, as far as the viewer may know.
pub(super) fn spoken(c: &mut Conn, me: &Viewer, set: &Set) -> Result<std::collections::HashMap<String, i64>, Error> {
    if !me.works_here() {
        return Ok(std::collections::HashMap::new());
    }
    let found =
        c.rows(SPOKEN, args![me.person, me.now, me.district, set.key.as_str()], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(found.into_iter().collect())
}

/// Whom a remark is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    District,
    School(OrgId),
    Community(CommunityId),
}

impl Reach {
    /// How a form names it.
    fn value(self) -> String {
        match self {
            Reach::District => "district".into(),
            Reach::School(id) => format!("school:{id}"),
            Reach::Community(id) => format!("community:{id}"),
        }
    }

    /// The people it reaches.
    fn audience(self, district: DistrictId) -> Audience {
        Audience::of([match self {
            Reach::District => Principal::District(district),
            Reach::School(id) => Principal::Staff(id),
            Reach::Community(id) => Principal::Community(id),
        }])
    }
}

/// Whom the viewer can speak to: everyone in the district, those at their schools, their communities.
pub(super) fn reaches(c: &mut Conn, me: &Viewer) -> Result<Vec<(Reach, String)>, Stop> {
    let mut found = vec![(Reach::District, me.lang().say(w::standard_to_district(me.district_name.as_str())))];
    for hat in me.schools().filter(|h| h.role != crate::Role::Guest) {
        if found.iter().all(|(r, _)| *r != Reach::School(hat.org)) {
            found.push((Reach::School(hat.org), me.lang().say(w::standard_to_school(hat.org_name.as_str()))));
        }
    }
    let mine = communities::mine(c, me)?;
    let works = mine.into_iter().filter(|m| m.works_here() && m.district == me.district);
    found.extend(works.map(|m| (Reach::Community(m.id), m.name)));
    Ok(found)
}

/// What is about to be said.
pub struct NewRemark<'a> {
    /// The key of the element it is about, or nothing for the whole.
    pub element: &'a str,
    /// What it answers, which must be the first of its thread.
    pub answers: Option<Uuid>,
    pub text: &'a str,
}

/// Says something of a standard.
///
/// # Errors
/// When the database fails.
pub fn remark(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (set, standard): (&Set, &Standard),
    reach: Reach,
    new: &NewRemark<'_>,
) -> Result<Uuid, Error> {
    let seen = audience::store(tx, district, &reach.audience(district))?;
    add(tx, by, district, (set, standard), seen, new)
}

fn add(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (set, standard): (&Set, &Standard),
    seen: AudienceId,
    new: &NewRemark<'_>,
) -> Result<Uuid, Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let (set_key, key) = (set.key.as_str(), standard.key.as_str());
    tx.exec(ADD, args![id, district, set_key, key, new.element, new.answers, new.text, seen, by, now])?;
    tell_of(tx, by, district, (id, seen), ("standards.remarked", standard.name.get("en")))?;
    Ok(id)
}

/// The discussion on a standard's page.
pub(super) fn section(
    c: &mut Conn,
    me: &Viewer,
    known: &Known,
    remarks: &[Remark],
    sent: Option<&Fields>,
) -> Result<Markup, Stop> {
    if !me.works_here() {
        return Ok(html! {});
    }
    let lang = me.lang();
    let reaches = reaches(c, me)?;
    let blank = Fields::default();
    // What was sent comes back where it was written: below what it answers, or at the end.
    let of_thread =
        |id: Option<Uuid>| sent.filter(|f| f.raw("answers") == id.map(|i| i.to_string()).unwrap_or_default());
    let first: Vec<&Remark> =
        remarks.iter().filter(|r| r.answers.is_none_or(|a| remarks.iter().all(|o| o.id != a))).collect();
    Ok(html! {
        section #talk aria-labelledby="talk-head" {
            h2 #talk-head { (lang.say(w::standard_talk(remarks.iter().filter(|r| !r.gone).count()))) }
            @if first.is_empty() { p { (lang.t(w::STANDARD_TALK_NONE)) } }
            ul.thread data-testid="talk" {
                @for one in &first {
                    @let answers: Vec<&Remark> = remarks.iter().filter(|r| r.answers == Some(one.id) && !r.gone).collect();
                    @if !one.gone || !answers.is_empty() {
                        // The last of a thread carries the way to answer it.
                        @let way = html! {
                            details.more open[of_thread(Some(one.id)).is_some()] {
                                summary { (lang.t(w::STANDARD_ANSWER)) }
                                (say(me, known, of_thread(Some(one.id)).unwrap_or(&blank), Some(one.id), &[]))
                            }
                        };
                        (row(me, known, one, answers.is_empty().then_some(&way)))
                        @for (n, answer) in answers.iter().enumerate() { (row(me, known, answer, (n + 1 == answers.len()).then_some(&way))) }
                    }
                }
            }
            section.narrow aria-label=(lang.t(w::STANDARD_WHAT_YOU_SEE)) { (say(me, known, of_thread(None).unwrap_or(&blank), None, &reaches)) }
        }
    })
}

/// The first letters of a name's first and last word.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let ends = words.first().into_iter().chain(words.last().filter(|_| words.len() > 1));
    ends.filter_map(|w| w.chars().next()).collect()
}

/// A remark; below it what belongs to its end.
fn row(me: &Viewer, known: &Known, remark: &Remark, way: Option<&Markup>) -> Markup {
    let lang = me.lang();
    let about = known.standard.elements.iter().find(|e| e.key == remark.element);
    html! {
        li.answer[remark.answers.is_some()] id={ "r-" (remark.id) } {
            span.avatar aria-hidden="true" { @if !remark.gone { (initials(&remark.by_name)) } }
            div {
                @if remark.gone { p.soft { (lang.t(w::STANDARD_TAKEN_BACK)) } }
                @else {
                    strong { (remark.by_name) } " "
                    small {
                        (face::since(lang, remark.at, me.now, &me.zone)) @if remark.changed { ", " (lang.t(w::STANDARD_CHANGED)) }
                        @if let Some(about) = about.filter(|_| remark.answers.is_none()) { " · " (said(me, &about.text)) }
                    }
                    p.said.lines { (remark.text) }
                    @if remark.by == me.person {
                        div.actions {
                            a.button.quiet.small href={ "/standards/remarks/" (remark.id) "/edit" } { (lang.t(w::STANDARD_CHANGE)) }
                            (form(&me.who, &format!("/standards/remarks/{}/back", remark.id), None, html! { button.button.quiet.small { (lang.t(w::STANDARD_TAKE_BACK)) } }))
                        }
                    }
                }
                @if let Some(way) = way { (way) }
            }
        }
    }
}

/// The form to say something; without `reaches` an answer, which reaches whom the first reaches.
fn say(me: &Viewer, known: &Known, f: &Fields, answers: Option<Uuid>, reaches: &[(Reach, String)]) -> Markup {
    let lang = me.lang();
    let elements: Vec<(String, String)> = std::iter::once((String::new(), lang.t(w::STANDARDS_CITE_WHOLE).to_owned()))
        .chain(known.standard.elements.iter().map(|e| (e.key.clone(), said(me, &e.text).to_owned())))
        .collect();
    let to: Vec<(String, String)> = reaches.iter().map(|(r, name)| (r.value(), name.clone())).collect();
    html! {
        (problems(lang, f))
        (form(&me.who, &format!("{}/remarks", known.path()), None, html! {
            @if let Some(id) = answers { input type="hidden" name="answers" value=(id); }
            (text_field(me, f, answers))
            @if answers.is_none() {
                (Field::new("element", lang.t(w::STANDARD_ABOUT)).main().select(lang, f, &elements))
                (Field::new("seen", lang.t(w::STANDARD_SEEN_BY)).needed().select(lang, f, &to))
            } @else { p { span.audience { (lang.t(w::STANDARD_ANSWER_SEEN)) } } }
            div.actions { (submit(lang.t(if answers.is_some() { w::STANDARD_ANSWER } else { w::STANDARD_SAY }))) }
        }))
    }
}

/// The field of the words; each form of a page has an id of its own for it.
fn text_field(me: &Viewer, f: &Fields, answers: Option<Uuid>) -> Markup {
    let lang = me.lang();
    let problem = f.problem_of("text");
    let id = if problem.is_some() {
        "f-text".to_owned()
    } else {
        format!("f-text-{}", answers.map_or("new".into(), |a| a.to_string()))
    };
    html! {
        div.field.invalid[problem.is_some()] {
            label for=(id) { (lang.t(if answers.is_some() { w::STANDARD_YOUR_ANSWER } else { w::STANDARD_WHAT_YOU_SEE })) }
            textarea id=(id) name="text" rows="3" required aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| "e-text")] { (f.raw("text")) }
            @if let Some(problem) = problem { p.error #e-text { (problem.say(lang)) } }
        }
    }
}

pub(super) async fn create(cx: Cx, Path((key, standard)): Path<(String, String)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = standard_page::find(tx, me, &key, &standard)?;
        if !me.works_here() {
            return Err(Stop::NotYours(w::STANDARDS_WHO_WRITES));
        }
        let text = f.needed("text", TEXT);
        let answers = match f.pick::<Uuid>("answers") {
            Some(id) => Some(find(tx, me, id)?),
            None => None,
        };
        // An answer belongs to this standard, stands below the first of its thread, and reaches whom that reaches.
        let (element, seen, answered) = match &answers {
            Some(first) if first.set == known.set.key && first.standard == known.standard.key => {
                (first.element.clone(), Some(first.audience), Some(first.answers.unwrap_or(first.id)))
            }
            Some(_) => return Err(Stop::Nothing),
            None => (f.raw("element").to_owned(), None, None),
        };
        if !element.is_empty() && known.standard.elements.iter().all(|e| e.key != element) && answers.is_none() {
            f.wrong("element", face::w::ERROR_CHOICE);
        }
        let reaches = reaches(tx, me)?;
        let reach = reaches.iter().find(|(r, _)| r.value() == f.raw("seen")).map(|(r, _)| *r);
        if seen.is_none() && reach.is_none() {
            f.wrong("seen", face::w::ERROR_CHOICE);
        }
        if f.refused() {
            return Err(Stop::again(standard_page::page(tx, me, &known, standard_page::Again::Talk(f))?));
        }
        let seen = match (seen, reach) {
            (Some(seen), _) => seen,
            (None, Some(reach)) => audience::store(tx, me.district, &reach.audience(me.district))?,
            (None, None) => return Err(Stop::Nothing),
        };
        let new = NewRemark { element: &element, answers: answered, text: &text };
        let id = add(tx, me.person, me.district, (&known.set, &known.standard), seen, &new)?;
        Ok(Go::to(format!("{}#r-{id}", known.path())))
    })
    .await
}

/// A remark the viewer may see that was not taken back.
fn find(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<Remark, Stop> {
    let found = c.one(ONE, args![me.person, me.now, id, me.district], read)?;
    found.filter(|r| !r.gone && me.works_here()).ok_or(Stop::Nothing)
}

/// A remark of the viewer's own.
fn own(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<Remark, Stop> {
    let remark = find(c, me, id)?;
    if remark.by == me.person { Ok(remark) } else { Err(Stop::NotYours(w::STANDARD_OWN_WORDS)) }
}

pub(super) async fn edit(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.page(move |c, me| {
        let remark = own(c, me, id)?;
        let f = Fields::prefilled([("text", remark.text.clone())]);
        edit_page(c, me, &remark, &f)
    })
    .await
}

fn edit_page(c: &mut Conn, me: &Viewer, remark: &Remark, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let back = standard_path(&remark.set, &remark.standard);
    let title = lang.t(w::STANDARD_CHANGE_TITLE);
    let audience = people::audience_line(c, me, remark.audience)?;
    let body = html! {
        (heading(html! { a href=(back) { (lang.t(w::STANDARDS)) } }, title, html! {}))
        div.narrow {
            (problems(lang, f))
            (form(&me.who, &format!("/standards/remarks/{}/edit", remark.id), Some(remark.rev), html! {
                (Field::new("text", lang.t(w::STANDARD_WHAT_YOU_SEE)).needed().area(lang, f, 5))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(back) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Ok(Page::new(Room::Goals, title, audience, body))
}

pub(super) async fn save(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let remark = own(tx, me, id)?;
        let text = f.needed("text", TEXT);
        if f.refused() {
            return Err(Stop::again(edit_page(tx, me, &remark, f)?));
        }
        if f.rev() != remark.rev {
            let action = format!("/standards/remarks/{id}/edit");
            let label = me.lang().t(w::STANDARD_WHAT_YOU_SEE);
            let conflict = Conflict {
                action: &action,
                rev: remark.rev,
                by: &remark.by_name,
                fields: vec![("text", label, text, remark.text.clone())],
                hidden: Vec::new(),
            };
            let audience = people::audience_line(tx, me, remark.audience)?;
            let page = Page::new(Room::Goals, me.lang().t(w::STANDARD_CHANGE_TITLE), audience, conflict.view(&me.who));
            return Err(Stop::stale(page));
        }
        let now = tx.now();
        tx.exec(CHANGE, args![id, text, now])?;
        tell_of(tx, me.person, me.district, (id, remark.audience), ("standards.remark_changed", ""))?;
        Ok(Go::to(format!("{}#r-{id}", standard_path(&remark.set, &remark.standard))))
    })
    .await
}

pub(super) async fn take_back(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let remark = own(tx, me, id)?;
        let now = tx.now();
        tx.exec(TAKE_BACK, args![id, now])?;
        tell_of(tx, me.person, me.district, (id, remark.audience), ("standards.remark_taken_back", ""))?;
        Ok(Go::to(format!("{}#talk", standard_path(&remark.set, &remark.standard))))
    })
    .await
}
