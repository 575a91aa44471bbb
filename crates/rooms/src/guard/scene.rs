//! One of each thing there is, made through the rooms' doors, and the people who may or may not come near it.
//!
//! Riverbend has the scene itself, at Cedar Street. Oak Hill, a school of the same district, and Lakeside, another district, have
//! one of each thing too: theirs are the ids that must not work. Every text carries a token by which it is recognized on a page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use store::testing::Dump;
use store::{
    Audience, CommunityId, DistrictId, GoalId, NeedId, OrgId, PersonId, Principal, StrategyId, args, audience, sql,
};

use super::forms;
use serde_json::{Value, json};

use crate::communities::{self, NewCommunity, Part};
use crate::cycles::{self, Links, NewCycle, NewEntry, NewEvidence};
use crate::goals::{self, Better, End, Kind, Level, NewGoal, NewMeasure, NewObservation, Owner, Sight};
use crate::lessons::{self, Reach, Text};
use crate::library::{self, NewStrategy};
use crate::meetings::{self, Lane, NewItem, NewMeeting};
use crate::telling;
use crate::testing::{Actor, KeptWorld, World};
use crate::viewer::{self, Proof};
use crate::vision::{self, Kind as Kinds};
use crate::{Method, Role, Route, Stop, people, reality, record, standards, surveys, workshops};

/// The kinds of things with the id of each, by the name the guard gives it: `goal`, `goal-own`, `cycle` …
pub(super) type Ids = BTreeMap<&'static str, String>;

/// Whose things they are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Whose {
    /// The scene's own, at Cedar Street in Riverbend.
    Ours,
    /// Of another school in Riverbend: closed to who isn't in its community.
    Oak,
    /// Of another district.
    Lake,
}

/// The scene, ready to be played as often as a test needs.
pub(super) struct Scene {
    kept: KeptWorld,
    pub actors: Vec<(&'static str, Actor)>,
    pub things: BTreeMap<Whose, Ids>,
}

/// A scene that is being played.
pub(super) struct Play {
    pub world: World,
    pub actors: Vec<(&'static str, Actor)>,
}

impl Play {
    /// The actor of that name.
    pub fn actor(&self, name: &str) -> &Actor {
        &self.actors.iter().find(|(n, _)| *n == name).expect("an actor of the scene").1
    }
}

impl Scene {
    /// The scene in a world of its own, as it was at first.
    pub fn play(&self) -> Play {
        let world = self.kept.open();
        let actors = self.actors.iter().map(|(name, actor)| (*name, actor.on(&world))).collect();
        Play { world, actors }
    }

    /// The id that stands for `{name}` after the literal part `after` of a path: `goals/{id}` is a goal.
    ///
    /// # Panics
    /// When a route has a kind of id the scene doesn't know: make one in the scene and name it here.
    pub fn key(after: &str, name: &str) -> &'static str {
        match (after, name) {
            ("communities", "id" | "community") => "community",
            ("goals", "id" | "goal") => "goal",
            ("meetings", "id") => "meeting",
            ("items", "id") => "item",
            ("own", "id") => "own-hours",
            ("awards", "id") => "award",
            ("certificates", "id") => "certificate",
            ("check", "secret") => "code",
            ("protocols", "key") => "protocol",
            ("votes", "id") => "vote",
            ("surveys", "id") => "wave",
            // Of a wave that has ended: `kind` sends the paths below it here.
            ("surveys ended", "id") => "wave-ended",
            ("items", "key") => "survey-item",
            ("words", "key") => "survey-words",
            ("words", "voice") => "survey-voice",
            ("tell", "note") => "survey-note",
            // Of a wave in which families were asked.
            ("surveys families", "id") => "wave-families",
            ("tell families", "note") => "families-note",
            ("heard", "key") => "heard",
            ("instruments", "id") => "instrument",
            ("commitments", "id") => "commitment",
            ("measures", "measure" | "id") => "measure",
            ("alignments", "link" | "id") => "alignment",
            ("cycles", "id" | "cycle") => "cycle",
            ("entries" | "entry", "entry" | "id") => "entry",
            ("strategies", "id") => "strategy",
            ("files", "id") => "file",
            ("public/lessons", "id") => "lesson-public",
            ("lessons", "id") => "lesson",
            ("roster", "run") => "run",
            ("data", "test") => "test",
            ("import", "id") => "import",
            ("needs", "id" | "need") => "need",
            ("public/vision", "id") => "statement-public",
            ("vision", "id") => "statement",
            ("reality", "id") => "reality",
            ("priorities", "id") => "priority",
            ("processes", "id") => "process",
            ("questions", "key") => "question",
            ("answers", "id") => "reflection",
            ("drafts", "id") => "draft",
            ("decisions", "id") => "decision",
            ("sets", "key") => "standard-set",
            ("standard", "standard") => "standard",
            ("materials", "id") => "material",
            ("adoptions", "id") => "adoption",
            ("workshops", "id") => "workshop",
            ("remarks", "id") => "standard-remark",
            ("look-fors", "id") => "look-list",
            ("continua", "id") => "continuum",
            ("study", "id") => "study",
            ("people", "id" | "person") => "person",
            ("with", "secret") => "pass",
            ("calendar", "secret") => "feed",
            ("stop", "secret") => "stop",
            ("as", "persona") => "persona",
            ("assets", "name") => "asset",
            other => {
                panic!("no route had {{{}}} after {:?} before: say in scene.rs what it stands for", other.1, other.0)
            }
        }
    }
}

/// What stands before an id; some of what is below a survey is there only when it has ended.
fn kind<'a>(path: &str, after: &'a str) -> &'a str {
    match after {
        "surveys" if path.ends_with("/families") => return "surveys families",
        "tell" if path.ends_with("/families") => return "tell families",
        _ => {}
    }
    let ended = ["/items/", "/words/", "/tell", "/report.csv"];
    if after == "surveys" && ended.iter().any(|part| path.contains(part)) { "surveys ended" } else { after }
}

/// A path with its ids filled in from `ids`.
pub(super) fn fill(path: &str, ids: &Ids) -> String {
    let mut after = String::new();
    let parts = path.split('/').map(|part| match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
        Some(name) => {
            let key = Scene::key(kind(path, &after), name.trim_start_matches('*'));
            ids.get(key).unwrap_or_else(|| panic!("the scene has no {key}")).clone()
        }
        None => {
            after = if after == "public" { format!("public/{part}") } else { part.to_owned() };
            part.to_owned()
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The kinds of the ids in a path, in order.
pub(super) fn slots(path: &str) -> Vec<&'static str> {
    let mut after = String::new();
    let mut found = Vec::new();
    for part in path.split('/') {
        match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
            Some(name) => found.push(Scene::key(kind(path, &after), name.trim_start_matches('*'))),
            None => after = if after == "public" { format!("public/{part}") } else { part.to_owned() },
        }
    }
    found
}

sql! {
    CERTIFICATE = "select id, code from certificate where award = $1";
    ADD_NEED = "insert into need (id, district, community, cycle, kind, text, finding, shown, audience, by, at, rev) \
                values ($1, $2, $3, null, $4, $5, null, null, $6, $7, $8, 1)";
}

/// Sets the scene.
pub(super) async fn set(world: World) -> Scene {
    let (cedar, oak, lake, office) = (world.cedar, world.oak, world.lake, world.office());
    let facilitator = world.person("Fay", Role::Teacher, cedar);
    let member = world.person("Mia", Role::Teacher, cedar);
    let invited = world.person("Ivo", Role::Teacher, cedar);
    let former = world.person("Flo", Role::Teacher, cedar);
    let guest = world.person("Gus", Role::Guest, cedar);
    let colleague = world.person("Cal", Role::Teacher, cedar);
    let other_teacher = world.person("Oda", Role::Teacher, oak);
    let principal = world.person("Pam", Role::Principal, cedar);
    let other_principal = world.person("Pio", Role::Principal, oak);
    let leader = world.person("Lou", Role::DistrictAdministrator, office);
    let admin = world.person("Ada", Role::SystemAdministrator, office);
    let lake_teacher = world.person("Lil", Role::Teacher, lake);
    let lake_leader = world.person("Leo", Role::DistrictAdministrator, OrgId(world.elsewhere.0));

    let ours =
        Cast { district: world.district, org: cedar, facilitator: &facilitator, member: &member, token: "zqours" };
    let at_oak = Cast {
        district: world.district,
        org: oak,
        facilitator: &other_teacher,
        member: &other_principal,
        token: "zqoak",
    };
    let at_lake = Cast {
        district: world.elsewhere,
        org: lake,
        facilitator: &lake_teacher,
        member: &lake_leader,
        token: "zqlake",
    };
    let lake_admin = world.person("Lea", Role::SystemAdministrator, OrgId(world.elsewhere.0));
    let mut things = BTreeMap::new();
    for (whose, cast, leads, runs) in [
        (Whose::Ours, &ours, &principal, &admin),
        (Whose::Oak, &at_oak, &other_principal, &admin),
        (Whose::Lake, &at_lake, &lake_leader, &lake_admin),
    ] {
        let mut ids = furnish(&world, cast, leads);
        attach(cast, &mut ids).await;
        certify(&world, cast, &mut ids);
        report(cast, &mut ids).await;
        ids.insert("run", roster(runs).await);
        results(cast, leads, &mut ids).await;
        ids.insert("wave", asks(&world, cast, leads));
        asked(&world, cast, leads, &mut ids);
        ids.insert("instrument", words(&world, cast, leads));
        things.insert(whose, ids);
    }
    let community = things[&Whose::Ours]["community"].parse::<CommunityId>().unwrap();
    let (ivo, flo, gus, by) = (invited.id, former.id, guest.id, facilitator.id);
    world.write(move |tx| {
        communities::join(tx, community, ivo, Part::Invited, Some(by))?;
        communities::join(tx, community, gus, Part::Guest, Some(by))?;
        communities::join(tx, community, flo, Part::Member, Some(by))?;
        communities::depart(tx, community, flo)?;
        Ok(())
    });
    // Somebody stands at the door.
    other_teacher.post(&format!("/communities/{community}/join"), &[("text", "zqdoor")]).await.leads_to();
    let actors = vec![
        ("nobody", world.stranger()),
        ("guest", guest),
        ("invited", invited),
        ("former", former),
        ("member", member),
        ("facilitator", facilitator),
        ("colleague", colleague),
        ("other-teacher", other_teacher),
        ("principal", principal),
        ("other-principal", other_principal),
        ("leader", leader),
        ("admin", admin),
        ("lake-teacher", lake_teacher),
        ("lake-leader", lake_leader),
    ];
    Scene { kept: world.keep(), actors, things }
}

/// Who makes the things of one place.
struct Cast<'a> {
    district: DistrictId,
    org: OrgId,
    facilitator: &'a Actor,
    member: &'a Actor,
    /// Stands in every text.
    token: &'static str,
}

/// Makes one of each thing, as its people would.
fn furnish(world: &World, cast: &Cast<'_>, leads: &Actor) -> Ids {
    let (district, org, token) = (cast.district, cast.org, cast.token);
    let (by, with, lead) = (cast.facilitator.id, cast.member.id, leads.id);
    let session = store::hash_secret(cast.facilitator.session().unwrap());
    let mut ids = world.write(move |tx| {
        let mut ids = Ids::new();
        let named = |what: &str| format!("{token}{what}");
        let name = named("team");
        let new = NewCommunity {
            district,
            org,
            name: &name,
            purpose: &named("purpose"),
            basis: "students",
            composition: "horizontal",
            mode: "face-to-face",
            grades: "3",
            subjects: "Reading",
        };
        let community = communities::add(tx, &new, Some(by))?;
        communities::join(tx, community, with, Part::Member, Some(by))?;
        let team = communities::known(tx, community)?.ok_or(Stop::Nothing)?;
        let norm = [named("norm")];
        let norms = communities::Proposal { lines: &norm, changed: &named("changed"), look_again: None };
        communities::propose_norms(tx, by, &team, &communities::Kept(Vec::new()), &norms)?;
        ids.insert("community", community.to_string());
        ids.insert("community-token", name);
        let strategy = NewStrategy {
            district,
            name: &named("strategy"),
            what: &named("practice"),
            evidence: library::Evidence::Strong,
            source: "https://example.org/study",
        };
        let strategy = library::add(tx, &strategy, Some(by))?;
        ids.insert("strategy", strategy.to_string());
        let need = need(tx, district, community, by, "student", &named("need"))?;
        ids.insert("need", need.to_string());
        let educator_need = self::need(tx, district, community, by, "educator", &named("educatorneed"))?;
        ids.insert("need-educator", educator_need.to_string());
        goals_of(tx, Setters { district, org, by, with, lead, token }, community, need, &mut ids)?;
        let goal: GoalId = ids["goal"].parse().unwrap();
        let me = viewer::find(tx, &Proof::Session(session), None, "/")?.ok_or(Stop::Nothing)?.0;
        let known = goals::find(tx, &me, goal)?.ok_or(Stop::Nothing)?;
        let new = NewMeasure {
            name: &named("measure"),
            unit: "words",
            baseline: Some(78.0),
            baseline_on: Some(date(2026, 8, 31)),
            target: Some(100.0),
            target_on: Some(date(2027, 5, 20)),
            better: Better::Higher,
            change_on: None,
            change: "",
        };
        let measure = goals::add_measure(tx, &known, &new, by)?;
        ids.insert("measure", measure.to_string());
        let value = NewObservation { on: date(2026, 9, 7), value: 79.0, n: Some(112), note: &named("note") };
        goals::observe(tx, by, measure, &value)?;
        cycles_of(tx, &me, community, strategy, (need, goal), token, &mut ids)?;
        meetings_of(tx, &me, community, with, token, &mut ids)?;
        statements_of(tx, &me, (org, with, lead), token, &mut ids)?;
        realities_of(tx, &me, (org, community), token, &mut ids)?;
        standards_of(tx, &me, lead, token, &mut ids)?;
        ids.insert("workshop", workshop(tx, &me, &team, with, token)?);
        Ok(ids)
    });
    ids.insert("person", cast.member.id.to_string());
    ids.insert("org", cast.org.to_string());
    ids.insert("persona", "nobody-of-that-name".into());
    ids.insert("asset", face::asset_url("app", "css").trim_start_matches("/assets/").to_owned());
    let person = cast.member.id;
    let pass = world.write(move |tx| Ok(people::make_pass(tx, district, person, "invite", 3600)?));
    ids.insert("pass", pass);
    let feed = world.write(move |tx| Ok(telling::make_feed(tx, district, person)?));
    ids.insert("feed", format!("{feed}.ics"));
    let stop = world.write(move |tx| telling::stop_link(tx, "", person));
    ids.insert("stop", stop.trim_start_matches("/telling/stop/").to_owned());
    ids
}

/// A place asks its people.
fn asks(world: &World, cast: &Cast<'_>, leads: &Actor) -> String {
    for given in ["Ada", "Bea", "Cy"] {
        world.person(given, Role::Teacher, cast.org);
    }
    let (district, org, lead, token) = (cast.district, cast.org, leads.id, cast.token);
    world.write(move |tx| {
        let mut instrument = learning::instrument::Instrument::built_in().remove(0);
        instrument.threshold = learning::instrument::LEAST_THRESHOLD;
        instrument.title =
            serde_json::from_value(json!({ "en": format!("{token}wave"), "es": format!("{token}wave") })).unwrap();
        let until = tx.now().plus_days(7);
        let asking = surveys::Asking { instrument: &instrument, org, only: &[], wide: false, until, by: lead };
        let wave = surveys::begin(tx, district, &asking)?;
        Ok(wave.expect("enough people").to_string())
    })
}

/// A leader makes an instrument their own.
fn words(world: &World, cast: &Cast<'_>, leads: &Actor) -> String {
    let (district, org, lead, token) = (cast.district, cast.org, leads.id, cast.token);
    world.write(move |tx| {
        let ours = learning::instrument::Instrument::built_in().remove(0);
        let mut own = ours.copied(&format!("scene-{org}")).expect("a free key");
        own.title =
            serde_json::from_value(json!({ "en": format!("{token}own"), "es": format!("{token}own") })).unwrap();
        Ok(surveys::add_instrument(tx, (district, org), lead, &own)?.to_string())
    })
}

/// A place asked its people, who said the same; it was told what came of it.
fn asked(world: &World, cast: &Cast<'_>, leads: &Actor, ids: &mut Ids) {
    let (district, org, lead, token) = (cast.district, cast.org, leads.id, cast.token);
    let (wave, note, voice) = world.write(move |tx| {
        let mut instrument = learning::instrument::Instrument::built_in().remove(0);
        instrument.key = "asked-before".to_owned();
        // Each district's items have keys of their own; other words, as the same questions are asked there now.
        for item in &mut instrument.items {
            item.key = format!("{token}-{}", item.key);
            item.text.0.values_mut().for_each(|words| words.push_str(" (before)"));
        }
        instrument.threshold = learning::instrument::LEAST_THRESHOLD;
        let until = tx.now().plus_days(7);
        let asking = surveys::Asking { instrument: &instrument, org, only: &[], wide: false, until, by: lead };
        let wave = surveys::begin(tx, district, &asking)?.expect("enough people");
        let codes: Vec<u8> = instrument.items.iter().filter(|i| i.answer.scale().is_some()).map(|_| 1).collect();
        let words = instrument.items.iter().find(|i| i.answer.scale().is_none()).expect("an open item").key.clone();
        surveys::conclude(tx, wave, |_| Some((codes.clone(), vec![(words.clone(), format!("{token}word"))])))?;
        let note = surveys::tell_of(tx, wave, lead, "heard", &format!("{token}note"))?;
        let answer = (lead, format!("{token}reply"), date(2026, 9, 7));
        let words = format!("{token}word");
        let talked = surveys::talked(tx, wave, &words, &[7; 32], (answer.0, &answer.1, answer.2), None)?;
        Ok((wave, note, talked.expect("somebody wrote it").0))
    });
    let instrument = learning::instrument::Instrument::built_in().remove(0);
    let item = |open: bool| instrument.items.iter().find(|i| i.answer.scale().is_none() == open).expect("such an item");
    ids.insert("wave-ended", wave.to_string());
    ids.insert("survey-item", format!("{token}-{}", item(false).key));
    ids.insert("survey-words", format!("{token}-{}", item(true).key));
    ids.insert("survey-note", note.to_string());
    ids.insert("survey-voice", voice.to_string());
    let (wave, note, at) = world.write(move |tx| {
        let mut instrument = learning::instrument::Instrument::built_in()
            .into_iter()
            .find(|i| i.key == "family-voice")
            .expect("it comes with the program");
        instrument.key = "families-before".to_owned();
        instrument.threshold = learning::instrument::LEAST_THRESHOLD;
        let until = tx.now().plus_days(7);
        let wave = surveys::ask_families(tx, (district, org), &instrument, until, lead, &[(org, 9)])?;
        let wave = wave.expect("enough families");
        let codes: Vec<u8> = instrument.items.iter().filter(|i| i.answer.scale().is_some()).map(|_| 1).collect();
        surveys::conclude_families(tx, wave, vec![(codes, Vec::new()); 5])?;
        // It stands on the page for everybody: no token of what must not be read.
        let note = surveys::tell_of(tx, wave, lead, "heard", "Heard by all")?;
        Ok((wave, note, surveys::open_to_families(tx, wave, note, &[])?))
    });
    ids.insert("wave-families", wave.to_string());
    ids.insert("families-note", note.to_string());
    ids.insert("heard", at);
}

/// A meeting was held, and the member got a certificate for having been there.
fn certify(world: &World, cast: &Cast<'_>, ids: &mut Ids) {
    let (by, holder, token) = (cast.facilitator.id, cast.member.id, cast.token);
    let community: CommunityId = ids["community"].parse().unwrap();
    let session = store::hash_secret(cast.facilitator.session().unwrap());
    let (award, (certificate, code)) = world.write(move |tx| {
        let me = viewer::find(tx, &Proof::Session(session), None, "/")?.ok_or(Stop::Nothing)?.0;
        let team = communities::find(tx, &me, community)?.ok_or(Stop::Nothing)?;
        let (title, on) = (format!("{token}held"), me.today());
        let at = jiff::civil::time(8, 0, 0, 0);
        let new = NewMeeting { title: &title, on, at, minutes: 45, place: "", every: None };
        let meeting = meetings::plan(tx, by, &team, &me.zone, &new)?;
        let planned = meetings::known(tx, meeting)?.ok_or(Stop::Nothing)?;
        meetings::begin(tx, &team, &planned)?;
        meetings::attend(tx, by, &team, meeting, holder, "here")?;
        let running = meetings::known(tx, meeting)?.ok_or(Stop::Nothing)?;
        meetings::end(tx, by, &team, &running)?;
        let title = format!("{token}award");
        let terms = learning::hours::Terms { at_least: 50, least_minutes: 0 };
        let new = record::NewAward {
            title: &title,
            cycle: None,
            from: on,
            until: on,
            terms,
            expires: None,
            renews: None,
            letter: false,
        };
        let award = record::decide(tx, by, team.district, Some(&team), &new)?;
        record::give(tx, "", award)?;
        let got = tx.one(CERTIFICATE, args![award], |r| Ok((r.get::<uuid::Uuid>(0)?, r.get::<String>(1)?)))?;
        Ok((award, got.expect("the member was there")))
    });
    ids.insert("award", award.to_string());
    ids.insert("certificate", certificate.to_string());
    ids.insert("code", code);
}

/// The member reports hours learned elsewhere and asks the facilitator to confirm them.
async fn report(cast: &Cast<'_>, ids: &mut Ids) {
    let (what, asked) = (format!("{}course", cast.token), cast.facilitator.id.to_string());
    let fields = [
        ("what", what.as_str()),
        ("on", "2026-09-10"),
        ("minutes", "60"),
        ("level", "knowledge"),
        ("reflection", &format!("{}reflection", cast.token)),
        ("asked", &asked),
    ];
    let page = cast.member.post("/record/own", &fields).await.leads_to();
    ids.insert("own-hours", page.rsplit('/').next().unwrap_or_default().to_owned());
}

/// Attaches a file on the page of the cycle, as a person does.
async fn attach(cast: &Cast<'_>, ids: &mut Ids) {
    let page = format!("/cycles/{}", ids["cycle"]);
    let shown = cast.facilitator.get(&page).await.ok();
    let found = forms::read(&page, &shown.body).into_iter().find(|f| f.multipart);
    let mut form = found.expect("a form for a file on the cycle's page");
    for field in form.fields.iter_mut().filter(|f| matches!(f.kind, forms::Kind::Area)) {
        field.value = format!("{}{}", cast.token, field.name);
    }
    let route = forms::route_of(Method::Post, &form.action).expect("the form leads somewhere");
    forms::send(cast.facilitator, &route, &mut form).await.leads_to();
    let shown = cast.facilitator.get(&page).await.ok();
    let link = forms::links(&shown.body).into_iter().find_map(|l| l.strip_prefix("/files/").map(str::to_owned));
    ids.insert("file", link.expect("the attached file on the page"));
}

/// Results of a test at the place, and a file of more that somebody who leads there has sent and not yet taken in.
async fn results(cast: &Cast<'_>, leads: &Actor, ids: &mut Ids) {
    let table = |test: &str| {
        let head = "student id,test,date,grade,school,score,gender\n".to_owned();
        (0..30).fold(head, |text, n| {
            let gender = if n % 2 == 0 { "female" } else { "male" };
            text + &format!("{}{n},{}{test},2026-05-12,3,{},{},{gender}\n", cast.token, cast.token, cast.org, 60 + n)
        })
    };
    let page = leads.upload("/data/import", &[("source", "zq")], ("file", "zq.csv", table("test").as_bytes())).await;
    let page = page.leads_to();
    leads.post(&format!("{page}/apply"), &[]).await.leads_to();
    ids.insert("test", format!("{}test", cast.token));
    let waits = leads.upload("/data/import", &[("source", "zq")], ("file", "zq.csv", table("later").as_bytes())).await;
    ids.insert("import", waits.leads_to().rsplit('/').next().unwrap_or_default().to_owned());
}

/// Sends a roster and waits until it was looked at; nobody has taken it in yet.
async fn roster(admin: &Actor) -> String {
    let set = oneroster::generate::District { people: 40, seed: 5, version: oneroster::Version::V1_2 };
    let zip = set.write_zip(std::io::Cursor::new(Vec::new())).unwrap().into_inner();
    let page = admin.upload("/admin/roster", &[], ("set", "set.zip", &zip)).await.leads_to();
    for _ in 0..600 {
        if admin.get(&page).await.ok().body.contains(&format!("{page}/apply")) {
            return page.rsplit('/').next().unwrap_or_default().to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the roster was not looked at");
}

/// Who sets goals: the facilitator for the team, the leader for the school.
struct Setters {
    district: DistrictId,
    org: OrgId,
    by: PersonId,
    with: PersonId,
    lead: PersonId,
    token: &'static str,
}

/// A team's goal that only its members see, one's own, the school's and the district's; one link that waits.
fn goals_of(
    tx: &mut store::Tx<'_>,
    who: Setters,
    community: CommunityId,
    need: NeedId,
    ids: &mut Ids,
) -> Result<(), Stop> {
    let Setters { district, org, by, with, lead, token } = who;
    let mut set = |level, kind, owner, serves, need, what: &str, sight, by: PersonId| {
        let text = format!("{token}{what}");
        goals::add(tx, &NewGoal { district, level, kind, owner, serves, need, text: &text, sight, by: Some(by) })
    };
    let team = Owner::Community(community);
    let goal = set(Level::Team, Kind::Student, team, None, Some(need), "teamgoal", Sight::Inside, by)?;
    let educator = set(Level::Team, Kind::Educator, team, Some(goal), None, "educatorgoal", Sight::Inside, by)?;
    let own = set(Level::Individual, Kind::Student, Owner::Person(with), None, None, "owngoal", Sight::Usual, with)?;
    let school = set(Level::School, Kind::Student, Owner::Org(org), None, None, "schoolgoal", Sight::Usual, lead)?;
    let top = Owner::Org(OrgId(district.0));
    let of_district = set(Level::District, Kind::Student, top, None, None, "districtgoal", Sight::Usual, lead)?;
    ids.insert("goal", goal.to_string());
    ids.insert("goal-educator", educator.to_string());
    let alone = set(Level::Individual, Kind::Student, Owner::Person(with), None, None, "alone", Sight::Usual, with)?;
    ids.insert("goal-offered", own.to_string());
    ids.insert("goal-own", alone.to_string());
    ids.insert("goal-school", school.to_string());
    ids.insert("goal-district", of_district.to_string());
    let link = goals::offer(tx, with, own, goal, End::Child).map_err(|_| Stop::Nothing)?;
    ids.insert("alignment", link.to_string());
    Ok(())
}

/// A meeting that is running with two things on its agenda, and what a member took on.
fn meetings_of(
    tx: &mut store::Tx<'_>,
    me: &crate::Viewer,
    community: CommunityId,
    with: PersonId,
    token: &'static str,
    ids: &mut Ids,
) -> Result<(), Stop> {
    let team = communities::find(tx, me, community)?.ok_or(Stop::Nothing)?;
    let (title, place) = (format!("{token}meeting"), format!("{token}room"));
    let new = NewMeeting {
        title: &title,
        on: date(2026, 9, 14),
        at: jiff::civil::time(15, 15, 0, 0),
        minutes: 45,
        place: &place,
        every: None,
    };
    let tuning = meetings::find_protocol(tx, me, "tuning")?.ok_or(Stop::Nothing)?.protocol;
    let meeting = meetings::plan(tx, me.person, &team, &me.zone, &new)?;
    ids.insert("meeting", meeting.to_string());
    for what in ["first", "item"] {
        let title = format!("{token}{what}");
        let new = NewItem { title: &title, purpose: "", lane: Lane::Learning, minutes: 10 };
        let item = meetings::add_item(tx, me.person, &team, Some(meeting), &new, None)?;
        meetings::hold_by(tx, team.district, item, &tuning, None)?;
        ids.insert("item", item.to_string());
    }
    let planned = meetings::find(tx, me, meeting)?.ok_or(Stop::Nothing)?;
    meetings::begin(tx, &team, &planned)?;
    let running = meetings::find(tx, me, meeting)?.ok_or(Stop::Nothing)?;
    let (text, why) = (format!("{token}proposal"), format!("{token}because"));
    let new = meetings::votes::NewVote {
        way: meetings::votes::Way::Fingers,
        text: &text,
        why: &why,
        goal: None,
        options: &[],
        dots: 0,
    };
    let vote = meetings::votes::propose(tx, me.person, &team, &running, &new)?.ok_or(Stop::Nothing)?;
    meetings::votes::say(tx, with, &team, &running, vote, ("question", &format!("{token}line")))?;
    ids.insert("vote", vote.to_string());
    let decided = format!("{token}decided");
    let decision = meetings::decide(tx, me.person, &team, &running, (&decided, ""), None)?;
    ids.insert("decision", decision.to_string());
    let named = format!("{token}protocol");
    let own = meetings::copy_protocol(tx, me.person, &tuning, ("en", &named), team.district, Some(&team), false)?;
    ids.insert("protocol", own.to_string());
    let text = format!("{token}commitment");
    let commitment = meetings::commit(tx, me.person, &team, Some(meeting), with, &text, None)?;
    ids.insert("commitment", commitment.to_string());
    Ok(())
}

/// A vision that holds, with a draft beside it that people talk about; and a mission that is open to everybody.
fn statements_of(
    tx: &mut store::Tx<'_>,
    me: &crate::Viewer,
    (org, with, lead): (OrgId, PersonId, PersonId),
    token: &'static str,
    ids: &mut Ids,
) -> Result<(), Stop> {
    let place = vision::Place { org, community: None, name: String::new() };
    let text = |what: &str| vision::NewDraft { passages: vec![format!("{token}{what}")], why: "", from: None };
    for (key, kind, open) in [("statement", Kinds::Vision, false), ("statement-public", Kinds::Mission, true)] {
        let first = text(if open { "statementpublic" } else { "passage" });
        let (id, draft) = vision::begin(tx, me.person, me.district, &place, (kind, ""), first)?;
        let statement = vision::find(tx, me, id)?.ok_or(Stop::Nothing)?.0;
        let review = Some(date(2027, 9, 14));
        vision::adopt(tx, lead, &statement, draft, &vision::NewAdoption { on: me.today(), review, heard: "", open })?;
        ids.insert(key, id.to_string());
        if !open {
            let draft = vision::beside(tx, me.person, &statement, text("draftpassage"))?;
            let kept = vision::find(tx, me, id)?.ok_or(Stop::Nothing)?.1;
            let clause = kept.find(draft).and_then(|d| d.clauses.first()).ok_or(Stop::Nothing)?.id;
            vision::remark(tx, with, &statement, draft, (clause, &format!("{token}remark")))?;
            vision::stand(tx, with, &statement, draft, (vision::How::NotYet, &format!("{token}notyet")))?;
            ids.insert("draft", draft.to_string());
            let held = kept.holding().and_then(|d| d.clauses.first()).ok_or(Stop::Nothing)?.id;
            let goal = ids["goal"].parse().map_err(|_| Stop::Nothing)?;
            vision::cite(tx, me.person, &statement, held, vision::Thing::Goal(goal))?;
        }
    }
    Ok(())
}

/// What stands in the way of the place, and of the community.
fn realities_of(
    tx: &mut store::Tx<'_>,
    me: &crate::Viewer,
    (org, community): (OrgId, CommunityId),
    token: &'static str,
    ids: &mut Ids,
) -> Result<(), Stop> {
    for (key, community) in [("reality-school", None), ("reality", Some(community))] {
        let place = vision::Place { org, community, name: String::new() };
        let (text, why) = (format!("{token}barrier"), format!("{token}workedon"));
        let new = reality::NewReality::of(reality::Side::Barrier, &text, me.today());
        let id = reality::add(tx, me.person, me.district, &place, &new)?;
        reality::step(tx, me.person, id, (reality::State::Worked, &why, me.today()))?;
        ids.insert(key, id.to_string());
    }
    // A question of the community, and what its facilitator answered for themself alone.
    let place = vision::Place { org, community: Some(community), name: String::new() };
    let (text, answer) = (format!("{token}question"), format!("{token}ownanswer"));
    let new = reality::NewQuestion { text: &text, source: ("", "") };
    let question = reality::ask(tx, me.person, me.district, Some(&place), &new)?.to_string();
    let new = reality::NewAnswer { question: &question, text: &answer, shared: None, again_on: Some(me.today()) };
    let own = reality::reflect(tx, me.person, me.district, None, &new)?;
    let (first, seen, carries) = (format!("{token}putfirst"), format!("{token}lookedback"), format!("{token}carries"));
    let (from, until) = (me.today(), me.in_days(365));
    let new = reality::NewPriority { text: &first, know: "", about: None, takes: &[], lead: None, from, until };
    let priority = reality::prefer(tx, me.person, me.district, &place, &new)?.ok_or(Stop::Nothing)?;
    reality::look(tx, me.person, me.district, priority, &seen)?;
    ids.insert("priority", priority.to_string());
    let kind = reality::Carrier::Process;
    let new = reality::NewProcess { kind, name: &carries, whom: "", well: "", verdict: None, owner: None, on: from };
    ids.insert("process", reality::carry(tx, me.person, me.district, &place, &new)?.to_string());
    ids.insert("question", question);
    ids.insert("reflection", own.to_string());
    Ok(())
}

/// A set of the district's own with something to understand its standard; and the adoption of another one, whose day is to come.
fn standards_of(
    tx: &mut store::Tx<'_>,
    me: &crate::Viewer,
    lead: PersonId,
    token: &'static str,
    ids: &mut Ids,
) -> Result<(), Stop> {
    let words = |what: &str| json!({ "en": format!("{token}{what}") });
    let key = format!("{token}-set");
    let set = json!({
        "key": key, "version": 1, "languages": ["en"], "title": words("standardset"), "published": "2026",
        "publisher": format!("{token}publisher"), "source": words("source"), "stem": words("stem"),
        "standards": [{ "key": format!("{token}-standard"), "name": words("standard"), "text": words("standardtext"),
            "elements": [{ "key": "one", "text": words("element") }] }],
    });
    let set = learning::standards::Set::parse(&set.to_string()).expect("a set of standards");
    standards::keep(tx, lead, me.district, &set, "")?;
    let title = format!("{token}material");
    let new = standards::NewMaterial {
        title: &title,
        link: Some("https://example.org/video"),
        file: None,
        captions: Some(standards::Captions::Beside("zqtranscript")),
        note: "",
    };
    let material = standards::add_material(tx, me.person, me.district, (&set, &set.standards[0]), &new)?;
    // What holds is what is cited, looked for and studied.
    standards::adopt(tx, lead, me.district, &set, (me.today(), ""))?;
    let published = learning::standards::Set::built_in().remove(2);
    let why = format!("{token}adoptedfor");
    let adoption = standards::adopt(tx, lead, me.district, &published, (me.in_days(30), &why))?;
    let text = format!("{token}standardremark");
    let new = standards::NewRemark { element: "one", answers: None, text: &text };
    let team = ids["community"].parse().map_err(|_| Stop::Nothing)?;
    let reach = standards::Reach::Community(team);
    let remark = standards::remark(tx, me.person, me.district, (&set, &set.standards[0]), reach, &new)?;
    ids.insert("standard-remark", remark.to_string());
    let goal = ids["goal"].parse().map_err(|_| Stop::Nothing)?;
    let at = (set.key.as_str(), set.standards[0].key.as_str(), "one");
    standards::cite(tx, me.person, me.district, at, standards::Thing::Goal(goal))?;
    let text = format!("{token}looklist");
    let new = standards::NewList {
        whose: standards::Whose::Community(team),
        standard: &set.standards[0].key,
        about: standards::About::Student,
        role: "",
        lines: &text,
    };
    let list = standards::begin_look_fors(tx, me.person, me.district, &set, &new)?;
    ids.insert("look-list", list.to_string());
    let rows = format!("{token}component\n{token}best\n{token}worst");
    let components = learning::continuum::Continuum::read(&rows).expect("a component");
    let continuum =
        learning::continuum::Continuum { title: format!("{token}continuum"), about: String::new(), components };
    let whose = standards::Whose::Community(team);
    let id = standards::begin_continuum(tx, me.person, me.district, whose, &continuum, None)?;
    let marks = vec![learning::continuum::Mark { component: 0, variation: 1, evidence: format!("{token}marked") }];
    let community = communities::known(tx, team)?.ok_or(Stop::Nothing)?;
    let (what, marks) = ((id, 1, continuum.title.as_str()), learning::continuum::Marks(marks));
    standards::mark_continuum(tx, me.person, &community, what, (me.today(), &marks), false)?;
    ids.insert("continuum", id.to_string());
    let (what, note) = ((&set, set.standards[0].key.as_str()), format!("{token}studynote"));
    let plan = standards::plan_study(tx, me.person, me.district, whose, what, (me.in_days(9), &note))?;
    ids.insert("study", plan.to_string());
    ids.insert("standard-set", key);
    ids.insert("standard", set.standards[0].key.clone());
    ids.insert("material", material.to_string());
    ids.insert("adoption", adoption.to_string());
    Ok(())
}

/// A team's workshop, where slips were shown and are put in order.
fn workshop(
    tx: &mut store::Tx<'_>,
    me: &crate::Viewer,
    team: &communities::Community,
    with: PersonId,
    token: &'static str,
) -> Result<String, Stop> {
    let shape =
        learning::workshop::Workshop::built_in().into_iter().find(|s| s.key == "blue-sky").ok_or(Stop::Nothing)?;
    let place = vision::Place { org: team.org, community: Some(team.id), name: team.name.clone() };
    let title = format!("{token}workshop");
    let new = workshops::NewWorkshop {
        district: team.district,
        place,
        shape,
        title: &title,
        text: "",
        link: "",
        wave: None,
        options: Vec::new(),
        lang: face::Lang::En,
    };
    let id = workshops::begin(tx, me.person, &new)?;
    for at in [1, 3] {
        let held = workshops::known(tx, id)?.ok_or(Stop::Nothing)?;
        workshops::go(tx, &held, at)?;
        if at == 1 {
            let held = workshops::known(tx, id)?.ok_or(Stop::Nothing)?;
            workshops::write(tx, with, &held, ("write", "see", None), &format!("{token}slip"))?;
        }
    }
    Ok(id.to_string())
}

/// A cycle with an entry, and one that is closed.
fn cycles_of(
    tx: &mut store::Tx<'_>,
    me: &crate::Viewer,
    community: CommunityId,
    strategy: StrategyId,
    (need, goal): (NeedId, GoalId),
    token: &'static str,
    ids: &mut Ids,
) -> Result<(), Stop> {
    let by = me.person;
    let links =
        Links { student_need: Some(need), student_goal: Some(goal), strategy: Some(strategy), ..Links::default() };
    let title = format!("{token}cycle");
    let new = NewCycle { community, shape: "pdsa", title: &title, links, grew_from: None, due: None };
    let cycle = cycles::begin(tx, by, &new)?;
    ids.insert("cycle", cycle.to_string());
    let begun = cycles::find(tx, me, cycle)?.ok_or(Stop::Nothing)?;
    let turn = cycles::turn_of(tx, begun)?;
    let (_, step) = turn.at().ok_or(Stop::Nothing)?;
    let fields = step.fields.iter().map(|f| (f.key.clone(), format!("{token}entry"))).collect();
    let evidence = vec![NewEvidence {
        kind: cycles::Kind::Link,
        text: format!("{token}evidence"),
        value: None,
        link: Some("https://example.org/evidence".into()),
        file: None,
        observation: None,
    }];
    let entry = NewEntry { cycle, step: &turn.cycle.step.clone(), fields, peers: false, evidence };
    ids.insert("entry", cycles::write_entry(tx, by, &entry)?.to_string());
    for (key, reach) in
        [("lesson", None), ("lesson-shared", Some(Reach::District)), ("lesson-public", Some(Reach::Everyone))]
    {
        let title = format!("{token}{}", key.replace('-', ""));
        let new = NewCycle { community, shape: "pdsa", title: &title, links, grew_from: None, due: None };
        let cycle = cycles::begin(tx, by, &new)?;
        cycles::close(tx, by, cycle, "abandon", &format!("{token}why"), &format!("{token}next"))?;
        let text = |what: &str| format!("{token}{}{what}", key.replace('-', ""));
        let text = Text { title, tried: text("tried"), found: text("found"), advice: text("advice") };
        let lesson = lessons::add(tx, by, cycle, &text)?;
        if let Some(reach) = reach {
            lessons::share(tx, by, lesson, reach)?;
        }
        ids.insert(key, lesson.to_string());
    }
    Ok(())
}

fn need(
    tx: &mut store::Tx<'_>,
    district: DistrictId,
    community: CommunityId,
    by: PersonId,
    kind: &'static str,
    text: &str,
) -> Result<NeedId, Stop> {
    let id = NeedId(tx.fresh_id());
    let now = tx.now();
    let inside = audience::store(tx, district, &Audience::of([Principal::Community(community)]))?;
    tx.exec(ADD_NEED, args![id, district, community, kind, text, inside, by, now])?;
    Ok(id)
}

/// The rows that differ, but for what only counts tries and marks.
pub(super) fn changed(before: &Dump, after: &Dump) -> Vec<String> {
    let mut out = Vec::new();
    // Nobody wrote: it is the same reading.
    if std::ptr::eq(before, after) {
        return out;
    }
    for (table, rows) in after {
        if matches!(table.as_str(), "attempt" | "once") {
            continue;
        }
        let was = before.get(table).map_or(&[][..], Vec::as_slice);
        if was == rows {
            continue;
        }
        let (old, new): (BTreeSet<&String>, BTreeSet<&String>) = (was.iter().collect(), rows.iter().collect());
        out.extend(old.difference(&new).map(|row| format!("- {table}: {row}")));
        out.extend(new.difference(&old).map(|row| format!("+ {table}: {row}")));
    }
    out
}

/// What a program sends to a way into the API, as the description asks for it.
pub(super) fn json_for(route: &Route, ids: &Ids) -> Value {
    match (route.method, route.path) {
        (Method::Post, "/api/v1/goals") => {
            json!({ "text": "zqfilled", "kind": "student", "ownerCommunity": ids["community"] })
        }
        (Method::Post, "/api/v1/measures/{id}/observations") => json!({ "date": "2026-09-10", "value": 12, "n": 112 }),
        (Method::Post, "/api/v1/alignments") => {
            json!({ "below": ids["goal"], "above": ids["goal-school"], "from": "below" })
        }
        (Method::Post, "/api/v1/alignments/{id}/answer") => json!({ "answer": "accepted" }),
        (Method::Post, "/api/v1/cycles/{id}/entries") => json!({ "step": "plan", "fields": { "change": "zqfilled" } }),
        (Method::Patch, "/api/v1/entries/{id}") => json!({ "fields": { "change": "zqchanged" } }),
        (method, path) => panic!("say in scene.rs what a program sends to {method:?} {path}"),
    }
}
