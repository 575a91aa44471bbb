//! What the room asks the database about questions and answers.

use jiff::civil::Date;
use learning::reflection::Question as BuiltIn;
use store::{
    Audience, AudienceId, CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Principal, QuestionId, ReflectionId,
    Row, Tx, args, audience, sees, sql,
};

use super::questions::{self, Answer, Due, Kept, Question, Whose};
use super::told;
use crate::Viewer;
use crate::vision::{self, Place};

/// The columns [`read_question`] reads, of alias `q`.
macro_rules! question {
    () => {
        "select q.id, q.org, q.community, q.person, q.text, q.source, q.source_label, p.name from question q \
         join person p on p.id = q.by "
    };
}

/// The columns [`read_answer`] reads, of alias `a`.
macro_rules! answer {
    () => {
        "select a.id, a.question, a.org, a.community, a.person, coalesce(w.name, k.name, o.name), a.shared, s.name, a.text, a.again_on, \
         a.audience, p.name, a.made, x.name, a.rev, u.text from reflection a left join question u on u.id = a.asked left join org o on o.id = a.org left join community k on k.id = a.community \
         left join person w on w.id = a.person left join community s on s.id = a.shared join person p on p.id = a.by \
         join person x on x.id = a.changed_by "
    };
}

/// Answers to be looked at again by day $4: those the viewer gave, those of communities they facilitate, and `$led`.
macro_rules! due {
    ($led:literal) => {
        concat!(
            "select a.question, a.org, a.community, a.person, coalesce((select w.name from person w where w.id = a.person), \
             (select k.name from community k where k.id = a.community), (select o.name from org o where o.id = a.org)), u.text \
             from reflection a left join question u on u.id = a.asked where a.district = $3 and a.again_on <= $4 and (a.by = $1 or ",
            $led,
            "a.community in (select m.community from membership m where m.person = $1 and m.part = 'facilitator' \
             and m.since <= $2 and m.until > $2)) \
             and not exists (select 1 from reflection l where l.district = a.district and l.question = a.question and l.made > a.made \
             and (l.person = a.person or (l.person is null and a.person is null and l.org = a.org \
             and (l.community = a.community or (l.community is null and a.community is null))))) and ",
            sees!("a"),
            " order by a.again_on, a.id limit 20"
        )
    };
}

sql! {
    QUESTION = question!(), "where q.id = $4 and q.district = $3 and ", sees!("q");
    QUESTIONS_OF_ORG = question!(), "where q.org = $4 and q.community is null and q.district = $3 and ", sees!("q"), " order by q.made desc, q.id limit 100";
    QUESTIONS_OF_COMMUNITY = question!(), "where q.community = $4 and q.district = $3 and ", sees!("q"), " order by q.made desc, q.id limit 100";
    QUESTIONS_OF_PERSON = question!(), "where q.person = $1 and q.district = $3 and ", sees!("q"), " order by q.made desc, q.id limit 100";
    ANSWER = answer!(), "where a.id = $4 and a.district = $3 and ", sees!("a");
    ANSWERS_OF_ORG = answer!(), "where a.org = $4 and a.community is null and a.district = $3 and ", sees!("a"), " order by a.made desc, a.id limit 400";
    ANSWERS_OF_COMMUNITY = answer!(), "where a.community = $4 and a.district = $3 and ", sees!("a"), " order by a.made desc, a.id limit 400";
    ANSWERS_OF_PERSON = answer!(), "where a.person = $1 and a.district = $3 and ", sees!("a"), " order by a.made desc, a.id limit 400";
    ANSWERS_TO = answer!(), "where a.question = $4 and a.district = $3 and ", sees!("a"), " order by a.made desc, a.id limit 200";
    WORDINGS = "select v.text, p.name, v.at from reflection_wording v join reflection a on a.id = v.reflection join person p on p.id = v.by \
                where v.reflection = $3 and v.n < a.rev and ", sees!("a"), " order by v.n desc limit 50";
    DUE = due!("a.org in (select r.org from role r where r.person = $1 and r.since <= $2 and r.until > $2 \
          and r.role in ('principal', 'siteAdministrator', 'districtAdministrator') and a.community is null) or ");
    DUE_TO_MEMBER = due!("");
    ADD_QUESTION = "insert into question (id, district, org, community, person, text, source, source_label, audience, by, made) \
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    ADD_ANSWER = "insert into reflection (id, district, question, org, community, person, shared, text, again_on, audience, by, made, changed_by, rev, asked) \
                  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, 1, $13)";
    KEEP_WORDING = "insert into reflection_wording (reflection, n, district, text, by, at) \
                    select a.id, a.rev, a.district, a.text, a.changed_by, $2 from reflection a where a.id = $1";
    SAVE_ANSWER = "update reflection set text = $2, shared = $3, again_on = $4, audience = $5, changed_by = $6, rev = rev + 1 where id = $1";
}

fn read_question(r: &Row<'_>) -> Result<Kept, Error> {
    Ok(Kept {
        id: r.get(0)?,
        org: r.maybe(1)?,
        community: r.maybe(2)?,
        person: r.maybe(3)?,
        text: r.get(4)?,
        source: (r.get(5)?, r.get(6)?),
        by_name: r.get(7)?,
    })
}

fn read_answer(r: &Row<'_>) -> Result<Answer, Error> {
    let shared = r.maybe::<CommunityId>(6)?;
    let name: Option<String> = r.get(7)?;
    Ok(Answer {
        id: r.get(0)?,
        question: r.get(1)?,
        org: r.maybe(2)?,
        community: r.maybe(3)?,
        person: r.maybe(4)?,
        whose: r.get::<Option<String>>(5)?.unwrap_or_default(),
        shared: shared.zip(name),
        text: r.get(8)?,
        again_on: r.maybe(9)?,
        audience: r.get(10)?,
        by_name: r.get(11)?,
        made: r.get(12)?,
        changed_by: r.get(13)?,
        rev: r.get(14)?,
        asked: r.get(15)?,
    })
}

/// The question behind a key, when the viewer may read it.
pub(super) fn question(c: &mut Conn, me: &Viewer, key: &str) -> Result<Option<Question>, Error> {
    if !me.works_here() {
        return Ok(None);
    }
    let Ok(id) = key.parse::<QuestionId>() else {
        return Ok(BuiltIn::built_in().iter().find(|q| q.key == key).cloned().map(Question::BuiltIn));
    };
    Ok(c.one(QUESTION, args![me.person, me.now, me.district, id], read_question)?.map(Question::Kept))
}

/// What is asked of somebody: their own questions, the newest first, then those that come along.
pub(super) fn questions_of(c: &mut Conn, me: &Viewer, whose: &Whose) -> Result<Vec<Question>, Error> {
    let kept = match whose {
        Whose::Me => c.rows(QUESTIONS_OF_PERSON, args![me.person, me.now, me.district], read_question)?,
        Whose::Place(here) => kept_of(c, me, &here.place)?,
    };
    let along = BuiltIn::built_in().iter().filter(|q| q.is_for(whose.asked())).cloned();
    Ok(kept.into_iter().map(Question::Kept).chain(along.map(Question::BuiltIn)).collect())
}

fn kept_of(c: &mut Conn, me: &Viewer, place: &Place) -> Result<Vec<Kept>, Error> {
    match place.community {
        Some(id) => c.rows(QUESTIONS_OF_COMMUNITY, args![me.person, me.now, me.district, id], read_question),
        None => c.rows(QUESTIONS_OF_ORG, args![me.person, me.now, me.district, place.org], read_question),
    }
}

/// Somebody's answers to all questions, the newest first.
pub(super) fn answers_of(c: &mut Conn, me: &Viewer, whose: &Whose) -> Result<Vec<Answer>, Error> {
    match whose {
        Whose::Me => c.rows(ANSWERS_OF_PERSON, args![me.person, me.now, me.district], read_answer),
        Whose::Place(here) => answers_at(c, me, here.place.org, here.place.community),
    }
}

/// What a place or a community answered, as far as the viewer may read it, the newest first.
pub(super) fn answers_at(
    c: &mut Conn,
    me: &Viewer,
    org: OrgId,
    community: Option<CommunityId>,
) -> Result<Vec<Answer>, Error> {
    match community {
        Some(id) => c.rows(ANSWERS_OF_COMMUNITY, args![me.person, me.now, me.district, id], read_answer),
        None => c.rows(ANSWERS_OF_ORG, args![me.person, me.now, me.district, org], read_answer),
    }
}

/// Every answer to a question that the viewer may read, the newest first.
pub(super) fn answers_to(c: &mut Conn, me: &Viewer, key: &str) -> Result<Vec<Answer>, Error> {
    c.rows(ANSWERS_TO, args![me.person, me.now, me.district, key], read_answer)
}

/// An answer the viewer may read.
pub(super) fn answer(c: &mut Conn, me: &Viewer, id: ReflectionId) -> Result<Option<Answer>, Error> {
    if !me.works_here() {
        return Ok(None);
    }
    c.one(ANSWER, args![me.person, me.now, me.district, id], read_answer)
}

/// The earlier wordings of an answer: words, who, when; the newest first.
pub(super) fn wordings(
    c: &mut Conn,
    me: &Viewer,
    id: ReflectionId,
) -> Result<Vec<(String, String, store::Time)>, Error> {
    c.rows(WORDINGS, args![me.person, me.now, id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// The viewer's answers whose day to be looked at again has come, and those of what they lead or facilitate.
pub(super) fn due(c: &mut Conn, me: &Viewer, today: Date) -> Result<Vec<Due>, Error> {
    if !me.works_here() {
        return Ok(Vec::new());
    }
    // A role at a place that is closed counts for nothing.
    let sql = if me.leads() { DUE } else { DUE_TO_MEMBER };
    c.rows(sql, args![me.person, me.now, me.district, today.to_string()], |r| {
        let question: String = r.get(0)?;
        Ok(Due {
            value: questions::value(r.maybe(3)?, r.maybe(2)?, r.maybe(1)?),
            whose: r.get::<Option<String>>(4)?.unwrap_or_default(),
            text: questions::text(&question, r.get(5)?, me.lang()),
            question,
        })
    })
}

/// A question about to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewQuestion<'a> {
    pub text: &'a str,
    /// The page it comes from, a path, and what that is called; or nothing.
    pub source: (&'a str, &'a str),
}

/// Keeps a question for a place or a community, or with none for the person alone.
///
/// # Errors
/// When the database fails.
pub fn ask(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    place: Option<&Place>,
    new: &NewQuestion<'_>,
) -> Result<QuestionId, Error> {
    let (id, now) = (QuestionId(tx.fresh_id()), tx.now());
    let seen = seen_by(tx, by, district, place, None)?;
    let (org, community) = (place.map(|p| p.org), place.and_then(|p| p.community));
    let person = place.is_none().then_some(by);
    tx.exec(
        ADD_QUESTION,
        args![id, district, org, community, person, new.text, new.source.0, new.source.1, seen, by, now],
    )?;
    let about = place.map_or("", |p| p.name.as_str());
    told::say(tx, by, district, ("question.asked", "question", id.0), (org, community), (seen, about))?;
    Ok(id)
}

/// Who sees what is answered: the place or the community; for one's own, oneself and, where it is shared, the members of a
/// community who evaluate nobody in it.
fn seen_by(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    place: Option<&Place>,
    shared: Option<CommunityId>,
) -> Result<AudienceId, Error> {
    let who = match place {
        Some(place) => vision::drafting(tx, district, place)?,
        None => Audience::of([Principal::Person(by)].into_iter().chain(shared.map(Principal::Peers))),
    };
    audience::store(tx, district, &who)
}

/// An answer about to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewAnswer<'a> {
    /// The key of its question.
    pub question: &'a str,
    pub text: &'a str,
    /// A person's own: with which community it is shared, and what that is called.
    pub shared: Option<(CommunityId, &'a str)>,
    /// The day on which it is looked at again.
    pub again_on: Option<Date>,
}

/// Keeps what a place or a community answered, or with none what the person answered for themself.
///
/// # Errors
/// When the database fails.
pub fn reflect(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    place: Option<&Place>,
    new: &NewAnswer<'_>,
) -> Result<ReflectionId, Error> {
    let (id, now) = (ReflectionId(tx.fresh_id()), tx.now());
    let seen = seen_by(tx, by, district, place, new.shared.map(|s| s.0))?;
    let (org, community) = (place.map(|p| p.org), place.and_then(|p| p.community));
    let person = place.is_none().then_some(by);
    let (shared, again) = (new.shared.map(|s| s.0), new.again_on.map(|d| d.to_string()));
    let asked = new.question.parse::<QuestionId>().ok();
    tx.exec(
        ADD_ANSWER,
        args![id, district, new.question, org, community, person, shared, new.text, again, seen, by, now, asked],
    )?;
    let about = place.map_or(new.shared.map_or("", |s| s.1), |p| p.name.as_str());
    told::say(
        tx,
        by,
        district,
        ("reflection.written", "reflection", id.0),
        (org, community.or(shared)),
        (seen, about),
    )?;
    Ok(id)
}

/// Words an answer anew, shares it otherwise or moves the day; the wording before stays.
pub(super) fn save(tx: &mut Tx<'_>, me: &Viewer, answer: &Answer, new: &NewAnswer<'_>) -> Result<(), Error> {
    let now = tx.now();
    let seen = match answer.person {
        Some(person) => seen_by(tx, person, me.district, None, new.shared.map(|s| s.0))?,
        None => answer.audience,
    };
    let (shared, again) = (new.shared.map(|s| s.0), new.again_on.map(|d| d.to_string()));
    tx.exec(KEEP_WORDING, args![answer.id, now])?;
    tx.exec(SAVE_ANSWER, args![answer.id, new.text, shared, again, seen, me.person])?;
    let about = match answer.person {
        Some(_) => new.shared.map_or("", |s| s.1),
        None => answer.whose.as_str(),
    };
    let thing = ("reflection.reworded", "reflection", answer.id.0);
    told::say(tx, me.person, me.district, thing, (answer.org, answer.community.or(shared)), (seen, about))
}
