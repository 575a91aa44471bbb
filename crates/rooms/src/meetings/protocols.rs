//! Protocols: those that come with the product, and the copies that a community or the district made its own.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, RwLock};

use learning::protocol::{Capture, CaptureKind, Protocol, Step, Who};
use learning::shape::Text;
use store::{
    Audience, AudienceId, CommunityId, Conn, DistrictId, Error, PersonId, Principal, ProtocolId, Row, Tx, args,
    audience, events, sees, sql,
};
use uuid::Uuid;

use crate::communities::{self, Community};
use crate::{Stop, Viewer};

/// A protocol that can be taken.
#[derive(Clone, Debug)]
pub struct Known {
    /// What stands in its address: its key, or its id when it is somebody's own.
    pub at: String,
    /// None: it comes with the product.
    pub own: Option<Own>,
    pub protocol: Protocol,
}

/// Whose a copy is, and who may see it.
#[derive(Clone, Debug)]
pub struct Own {
    pub id: ProtocolId,
    pub district: DistrictId,
    /// None: it is the district's.
    pub community: Option<(CommunityId, String)>,
    pub audience: AudienceId,
    pub made_by: PersonId,
    /// Who changed it last.
    pub by_name: String,
    pub rev: i64,
}

sql! {
    OWN = "select p.id, p.district, p.community, c.name, p.body, p.audience, p.made_by, b.name, p.rev from protocol p \
           join person b on b.id = p.by left join community c on c.id = p.community where p.district = $3 and ", sees!("p"),
          " order by p.at desc, p.id limit 200";
    ONE = "select p.id, p.district, p.community, c.name, p.body, p.audience, p.made_by, b.name, p.rev from protocol p \
           join person b on b.id = p.by left join community c on c.id = p.community where p.id = $3 and ", sees!("p");
    INSERT = "insert into protocol (id, district, community, body, audience, made_by, by, at, rev) values ($1, $2, $3, $4, $5, $6, $6, $7, 1)";
    SAVE = "update protocol set body = $3, audience = $4, by = $5, at = $6, rev = rev + 1 where id = $1 and rev = $2";
    KEEP_TEXT = "insert into protocol_text (id, district, key, version, body) values ($1, $2, $3, $4, $5) \
                 on conflict (district, key, version) do nothing";
    BODY = "select body from protocol_text where id = $1";
    TEXT = "select id from protocol_text where district = $1 and key = $2 and version = $3";
}

/// Those that come with the product, read once.
pub(super) fn built_in() -> &'static [Protocol] {
    static ALL: LazyLock<Vec<Protocol>> = LazyLock::new(Protocol::built_in);
    &ALL
}

/// The copies in the viewer's district that they can see, the newest first.
pub(super) fn own(c: &mut Conn, me: &Viewer) -> Result<Vec<Known>, Error> {
    c.rows(OWN, args![me.person, me.now, me.district], read)
}

/// Everything the viewer can take: what comes with the product, then what they can see of their district's own.
pub(super) fn offered(c: &mut Conn, me: &Viewer) -> Result<Vec<Known>, Error> {
    let ours = built_in().iter().map(|p| Known { at: p.key.clone(), own: None, protocol: p.clone() });
    Ok(ours.chain(own(c, me)?).collect())
}

/// The protocol at this address, if the viewer can see it.
pub fn find(c: &mut Conn, me: &Viewer, at: &str) -> Result<Option<Known>, Error> {
    if let Some(protocol) = built_in().iter().find(|p| p.key == at) {
        return Ok(Some(Known { at: at.to_owned(), own: None, protocol: protocol.clone() }));
    }
    let Ok(id) = at.parse::<ProtocolId>() else { return Ok(None) };
    c.one(ONE, args![me.person, me.now, id], read)
}

fn read(r: &Row<'_>) -> Result<Known, Error> {
    let id: ProtocolId = r.get(0)?;
    let (community, name): (Option<CommunityId>, Option<String>) = (r.maybe(2)?, r.get(3)?);
    let own = Own {
        id,
        district: r.get(1)?,
        community: community.zip(name),
        audience: r.get(5)?,
        made_by: r.get(6)?,
        by_name: r.get(7)?,
        rev: r.get(8)?,
    };
    Ok(Known { at: id.to_string(), protocol: parse(&r.get::<String>(4)?)?, own: Some(own) })
}

/// The protocol in a stored text. A text never changes, so each is read and parsed once.
pub(super) fn of_text(c: &mut Conn, id: Uuid) -> Result<Arc<Protocol>, Error> {
    static READ: RwLock<BTreeMap<Uuid, Arc<Protocol>>> = RwLock::new(BTreeMap::new());
    if let Some(protocol) = READ.read().unwrap_or_else(|p| p.into_inner()).get(&id) {
        return Ok(protocol.clone());
    }
    let body: Option<String> = c.one(BODY, args![id], |r| r.get(0))?;
    let protocol = Arc::new(parse(&body.ok_or_else(|| Error::Ours("a point held by no protocol".into()))?)?);
    READ.write().unwrap_or_else(|p| p.into_inner()).insert(id, protocol.clone());
    Ok(protocol)
}

/// A protocol as it is stored.
fn parse(body: &str) -> Result<Protocol, Error> {
    Protocol::from_json(body).map_err(|e| Error::Ours(format!("a stored protocol can't be read: {e}")))
}

fn body(protocol: &Protocol) -> Result<String, Error> {
    serde_json::to_string(protocol).map_err(|e| Error::Ours(e.to_string()))
}

impl Known {
    /// Whether the viewer may change it: who works in the community whose it is; a district's, whoever made it and who leads the
    /// district.
    pub(super) fn may_change(&self, c: &mut Conn, me: &Viewer) -> Result<bool, Stop> {
        let Some(own) = &self.own else { return Ok(false) };
        Ok(match &own.community {
            Some((id, _)) => communities::find(c, me, *id)?.is_some_and(|c| c.works_here()),
            None => me.works_here() && (own.made_by == me.person || me.leads_district()),
        })
    }
}

/// Who may see a copy: the members of the community whose it is, or everyone in the district.
pub(super) fn seen_by(
    tx: &mut Tx<'_>,
    district: DistrictId,
    community: Option<&Community>,
    wide: bool,
) -> Result<AudienceId, Error> {
    match community {
        Some(community) if !wide => Ok(community.inside),
        _ => audience::store(tx, district, &Audience::of([Principal::District(district)])),
    }
}

/// Makes a copy that can be changed: a community's, or, without one, the district's. It remembers what it was made from.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn copy(
    tx: &mut Tx<'_>,
    by: PersonId,
    from: &Protocol,
    name: (&str, &str),
    district: DistrictId,
    community: Option<&Community>,
    wide: bool,
) -> Result<ProtocolId, Stop> {
    let (id, now) = (ProtocolId(tx.fresh_id()), tx.now());
    let mut protocol = from.copied(&id.to_string()).map_err(|e| Error::Ours(e.to_string()))?;
    say(&mut protocol.name, name.0, name.1);
    let seen = seen_by(tx, district, community, wide)?;
    tx.exec(INSERT, args![id, district, community.map(|c| c.id), body(&protocol)?, seen, by, now])?;
    tell(tx, district, community.map(|c| c.id), (id, seen), by, ("protocol.copied", name.1))?;
    Ok(id)
}

/// Keeps the next version of a copy that was read at `was.rev`; false when somebody saved first.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn change(tx: &mut Tx<'_>, by: PersonId, was: &Own, next: &Protocol, seen: AudienceId) -> Result<bool, Stop> {
    let now = tx.now();
    let mut next = next.clone();
    next.key = was.id.to_string();
    next.version = u32::try_from(was.rev + 1).unwrap_or(u32::MAX);
    let name = next.name.0.values().next().cloned().unwrap_or_default();
    let done = tx.exec(SAVE, args![was.id, was.rev, body(&next)?, seen, by, now])? == 1;
    if done {
        let community = was.community.as_ref().map(|(id, _)| *id);
        tell(tx, was.district, community, (was.id, seen), by, ("protocol.changed", &name))?;
    }
    Ok(done)
}

fn tell(
    tx: &mut Tx<'_>,
    district: DistrictId,
    community: Option<CommunityId>,
    (id, audience): (ProtocolId, AudienceId),
    by: PersonId,
    (verb, about): (&'static str, &str),
) -> Result<(), Stop> {
    let event = events::Event {
        district,
        actor: Some(by),
        verb,
        thing: ("protocol", id.0),
        community,
        org: None,
        audience,
        about,
    };
    Ok(events::write(tx, &event)?)
}

/// The stored text of a protocol as it is now, for an agenda to keep.
pub(super) fn text(tx: &mut Tx<'_>, district: DistrictId, protocol: &Protocol) -> Result<Uuid, Error> {
    let (id, version) = (tx.fresh_id(), i64::from(protocol.version));
    tx.exec(KEEP_TEXT, args![id, district, &protocol.key, version, body(protocol)?])?;
    tx.one(TEXT, args![district, &protocol.key, version], |r| r.get(0))?
        .ok_or_else(|| Error::Ours("a protocol's text came and went".into()))
}

/// Puts words into a text in one language. Other words than before no longer say what the other languages say, so these go, and
/// whoever reads in them reads the new words. Where a language had none yet it is a translation, and the others stay.
pub(super) fn say(text: &mut Text, lang: &str, words: &str) {
    if text.get(lang) == words {
        return;
    }
    if text.has(lang) {
        text.0.clear();
    }
    text.0.insert(lang.to_owned(), words.to_owned());
}

/// A step as a form gives it.
pub(super) struct Given {
    /// The key of the step it was; none for a new one.
    pub key: Option<String>,
    pub name: String,
    pub prompt: String,
    pub minutes: u32,
    pub who: Who,
    /// What is to be written down, a line each.
    pub capture: String,
}

/// The steps with what a form gives for them, in the form's order, in one language.
pub(super) fn with_steps(was: &Protocol, lang: &str, given: &[Given]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for given in given {
        let old = given.key.as_deref().and_then(|k| was.step(k)).map(|(_, s)| s.clone());
        let mut step = old.unwrap_or_else(|| {
            let taken = |key: &String| was.step(key).is_some() || steps.iter().any(|s| s.key == *key);
            let free = (1..).map(|n| format!("step-{n}")).find(|key| !taken(key));
            Step {
                key: free.unwrap_or_default(),
                name: Text::default(),
                minutes: 1,
                who: Who::Everyone,
                prompt: Text::default(),
                capture: Vec::new(),
            }
        });
        say(&mut step.name, lang, &given.name);
        say(&mut step.prompt, lang, &given.prompt);
        (step.minutes, step.who) = (given.minutes, given.who);
        step.capture = captures(&step.capture, lang, &given.capture);
        steps.push(step);
    }
    steps
}

/// What is to be written down, a line each: a line that was there keeps its key.
fn captures(was: &[Capture], lang: &str, lines: &str) -> Vec<Capture> {
    let mut made: Vec<Capture> = Vec::new();
    for line in lines.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let known = was.iter().find(|c| c.label.get(lang) == line && !made.contains(c)).cloned();
        let new = known.unwrap_or_else(|| {
            let taken = |key: &String| was.iter().chain(&made).any(|c| c.key == *key);
            let key = (1..).map(|n| format!("note-{n}")).find(|key| !taken(key)).unwrap_or_default();
            let mut label = Text::default();
            say(&mut label, lang, line);
            Capture { key, label, kind: CaptureKind::Longtext }
        });
        made.push(new);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_something_else_take_the_old_translation_with_them() {
        let mut text = Text::default();
        say(&mut text, "en", "Pause");
        say(&mut text, "es", "Pausa");
        assert_eq!((text.get("en"), text.get("es")), ("Pause", "Pausa"), "a translation stands beside");
        say(&mut text, "en", "Silence");
        assert_eq!(text.get("es"), "Silence", "rather the new words than old ones that say something else");
        say(&mut text, "es", "Silencio");
        assert_eq!((text.get("en"), text.get("es")), ("Silence", "Silencio"));
    }

    #[test]
    fn an_edited_protocol_keeps_the_keys_that_notes_were_made_under() {
        let tuning = &built_in()[0];
        let given = |key: Option<&str>, name: &str, capture: &str| Given {
            key: key.map(str::to_owned),
            name: name.into(),
            prompt: "Do it.".into(),
            minutes: 4,
            who: Who::Everyone,
            capture: capture.into(),
        };
        let form = [
            given(Some("feedback"), "Feedback", "Cool feedback\nQuestions"),
            given(None, "Stretch", ""),
            given(None, "Walk", ""),
        ];
        let steps = with_steps(tuning, "en", &form);
        assert_eq!(steps.iter().map(|s| s.key.as_str()).collect::<Vec<_>>(), ["feedback", "step-1", "step-2"]);
        assert_eq!(steps[0].capture.iter().map(|c| c.key.as_str()).collect::<Vec<_>>(), ["cool", "note-1"]);
    }
}
