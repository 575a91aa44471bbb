//! T20, oracles and guessing: whoever tries addresses, passwords, links and codes is told the same by what there is and by what
//! there isn't, in the same time, and is stopped after a few misses. Opening something takes what nobody guesses.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use jiff::civil::time;
use store::{Engine, MeetingId, PersonId, args, sql};

use crate::communities::{self, Part};
use crate::meetings::{self, NewMeeting};
use crate::testing::{Actor, Answer, World, on_each, on_engine};
use crate::{Role, Stop, people, record, telling, viewer};

sql! {
    EMAIL = "update person set email = $2 where id = $1";
    CODE = "select code from certificate where person = $1";
}

/// The password of those who have one.
const PASSWORD: &str = "a long enough one";
/// How many tries of each kind are timed, and by how much their medians may differ.
const TRIES: usize = 500;
const NEAR: Duration = Duration::from_millis(10);

/// One try.
#[derive(Clone)]
struct Try {
    path: String,
    fields: Option<Vec<(&'static str, String)>>,
    /// What was typed for this one: it may come back in the answer.
    typed: String,
}

impl Try {
    fn opening(path: impl Into<String>) -> Try {
        let path = path.into();
        let typed = path.rsplit('/').next().unwrap_or_default().to_owned();
        Try { path, fields: None, typed }
    }

    fn password(email: &str, password: &str) -> Try {
        let fields = vec![("email", email.to_owned()), ("password", password.to_owned())];
        Try { path: "/sign-in".into(), fields: Some(fields), typed: email.into() }
    }

    fn link(email: &str) -> Try {
        Try { path: "/sign-in/link".into(), fields: Some(vec![("email", email.to_owned())]), typed: email.into() }
    }

    fn taking(path: String, password: &str) -> Try {
        Try { fields: Some(vec![("password", password.to_owned())]), ..Try::opening(path) }
    }

    fn code(meeting: &str, code: &str) -> Try {
        let typed = meeting.rsplit('/').next().unwrap_or_default().to_owned();
        Try { path: format!("{meeting}/present"), fields: Some(vec![("code", code.to_owned())]), typed }
    }

    async fn by(&self, who: &Actor) -> Answer {
        match &self.fields {
            Some(fields) => {
                let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                who.post(&self.path, &fields).await
            }
            None => who.get(&self.path).await,
        }
    }

    /// All that an answer says, but for what was typed and the mark of each form, which is new on every page.
    fn told(&self, answer: &Answer) -> (StatusCode, Vec<(String, String)>, String) {
        let plain = |text: &str| if self.typed.is_empty() { text.to_owned() } else { text.replace(&self.typed, "") };
        // How long a page is follows from the page.
        let headers = answer.headers.iter().filter(|(n, _)| *n != "content-length");
        let headers = headers.map(|(n, v)| (n.to_string(), plain(v.to_str().unwrap_or_default())));
        let mut body = String::new();
        for (n, part) in plain(&answer.body).split("name=\"_once\" value=\"").enumerate() {
            body += if n == 0 { part } else { part.split_once('"').map_or("", |(_, rest)| rest) };
        }
        (answer.status, headers.collect(), body)
    }
}

/// Ana has a password, Tom has none, Zoe has left, and Lil is of another district.
struct Scene {
    ana: Actor,
    tom: Actor,
    /// Meetings that run: one whose room shows codes, one whose room shows none, one of another community, one that never was.
    shown: String,
    silent: String,
    closed: String,
    never: String,
    /// A certificate's code.
    code: String,
}

const ANA: &str = "ana@school.test";
const TOM: &str = "tom@school.test";
const ZOE: &str = "zoe@school.test";
const LIL: &str = "lil@school.test";
const NOBODY: &str = "nobody@school.test";

fn called(world: &World, id: PersonId, email: &'static str, password: bool) {
    world.write(move |tx| {
        tx.exec(EMAIL, args![id, email])?;
        if password {
            people::set_password_hash(tx, id, &people::hash_password(PASSWORD, &[3; 16]))?;
        }
        Ok(())
    });
}

/// A meeting of a community runs; its members are there.
fn runs(world: &World, by: &Actor, community: store::CommunityId, others: Vec<PersonId>) -> (String, MeetingId) {
    let (lead, session) = (by.id, store::hash_secret(by.session().unwrap()));
    let id = world.write(move |tx| {
        let me = viewer::find(tx, &viewer::Proof::Session(session), None, "/")?.ok_or(Stop::Nothing)?.0;
        let team = communities::find(tx, &me, community)?.ok_or(Stop::Nothing)?;
        let at = time(8, 0, 0, 0);
        let new = NewMeeting { title: "Team meeting", on: me.today(), at, minutes: 45, place: "", every: None };
        let id = meetings::plan(tx, lead, &team, &me.zone, &new)?;
        let planned = meetings::known(tx, id)?.ok_or(Stop::Nothing)?;
        meetings::begin(tx, &team, &planned)?;
        for person in others {
            meetings::attend(tx, lead, &team, id, person, "here")?;
        }
        Ok(id)
    });
    (format!("/meetings/{id}"), id)
}

async fn scene(world: &World) -> Scene {
    let ana = world.person("Ana", Role::Teacher, world.cedar);
    let tom = world.person("Tom", Role::Teacher, world.cedar);
    let zoe = world.person("Zoe", Role::Teacher, world.cedar);
    let lil = world.person("Lil", Role::Teacher, world.lake);
    for (who, email, password) in [(&ana, ANA, true), (&tom, TOM, false), (&zoe, ZOE, true), (&lil, LIL, true)] {
        called(world, who.id, email, password);
    }
    let gone = zoe.id;
    world.write(move |tx| Ok(people::leave(tx, gone)?));
    let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator), (tom.id, Part::Member)]);
    let other = world.community(world.cedar, "Grade 3 Writers", &[(ana.id, Part::Facilitator)]);
    // Tom was at a meeting and has a certificate for it.
    let (_, held) = runs(world, &ana, team, vec![tom.id]);
    let (by, holder, district) = (ana.id, tom.id, world.district);
    let code = world.write(move |tx| {
        let team = communities::known(tx, team)?.ok_or(Stop::Nothing)?;
        let running = meetings::known(tx, held)?.ok_or(Stop::Nothing)?;
        meetings::end(tx, by, &team, &running)?;
        let terms = learning::hours::Terms { at_least: 50, least_minutes: 0 };
        let new = record::NewAward {
            title: "Reading",
            cycle: None,
            from: running.on,
            until: running.on,
            terms,
            expires: None,
            renews: None,
            letter: false,
        };
        let award = record::decide(tx, by, district, Some(&team), &new)?;
        record::give(tx, "", award)?;
        tx.one(CODE, args![holder], |r| r.get::<String>(0))?.ok_or(Stop::Nothing)
    });
    let (shown, _) = runs(world, &ana, team, Vec::new());
    ana.post(&format!("{shown}/code"), &[("to", "show")]).await.leads_to();
    let (silent, _) = runs(world, &ana, team, Vec::new());
    let (closed, _) = runs(world, &ana, other, Vec::new());
    let never = format!("/meetings/{}", world.t.db.chance().id(world.t.db.now()));
    Scene { ana, tom, shown, silent, closed, never, code }
}

/// The six digits on the screen of a meeting's room.
async fn digits(by: &Actor, meeting: &str) -> String {
    let page = by.get(&format!("{meeting}/code")).await.ok();
    let (_, rest) = page.body.split_once("data-testid=\"code\" aria-label=\"").expect("a code on the screen");
    rest[..6].to_owned()
}

/// As many digits that are not these.
fn wrong(right: &str) -> &'static str {
    if right == "123456" { "654321" } else { "123456" }
}

fn pass(world: &World, person: PersonId, kind: &'static str, seconds: i64) -> String {
    let district = world.district;
    world.write(move |tx| Ok(people::make_pass(tx, district, person, kind, seconds)?))
}

#[test]
fn t20_known_and_unknown_are_told_the_same_in_every_word() {
    on_each(|world| async move {
        let s = scene(&world).await;
        let nobody = world.stranger();
        let with = |secret: &str| format!("/sign-in/with/{secret}");
        // Passes that open nothing any more: used, run out, of somebody who left, and what never was one.
        let used = pass(&world, s.ana.id, "invite", 3600);
        nobody.post(&with(&used), &[]).await.leads_to();
        let old = pass(&world, s.ana.id, "invite", 60);
        let ben = world.person("Ben", Role::Teacher, world.cedar).id;
        let gone = pass(&world, ben, "invite", 3600);
        world.write(move |tx| Ok(people::leave(tx, ben)?));
        let live = pass(&world, s.ana.id, "invite", 3600);
        world.t.clock.travel(world.t.db.now().plus_seconds(60));
        nobody.get(&with(&live)).await.ok();
        let passes =
            [used, old, gone, store::hash_secret(&live), live[..63].to_owned(), "a".repeat(64), "nonsense".into()];
        let right = digits(&s.ana, &s.shown).await;
        let almost = |code: &str| {
            let (rest, last) = code.split_at(code.len() - 1);
            format!("{rest}{}", if last == "A" { "B" } else { "A" })
        };
        let check = |code: &str| Try::opening(format!("/check/{code}"));
        let emails = [NOBODY, ANA, TOM, ZOE, LIL, "ANA@school.test"];
        let groups: Vec<(&str, &Actor, StatusCode, Vec<Try>)> = vec![
            (
                "a password",
                &nobody,
                StatusCode::UNPROCESSABLE_ENTITY,
                emails.iter().map(|e| Try::password(&e.to_lowercase(), "not the right one")).collect(),
            ),
            (
                "the password of somebody who left",
                &nobody,
                StatusCode::UNPROCESSABLE_ENTITY,
                vec![Try::password(NOBODY, PASSWORD), Try::password(ZOE, PASSWORD), Try::password(TOM, PASSWORD)],
            ),
            ("a link", &nobody, StatusCode::SEE_OTHER, emails.iter().map(|e| Try::link(e)).collect()),
            (
                "opening an invitation",
                &nobody,
                StatusCode::NOT_FOUND,
                passes.iter().map(|p| Try::opening(with(p))).collect(),
            ),
            (
                "taking an invitation",
                &nobody,
                StatusCode::UNPROCESSABLE_ENTITY,
                passes.iter().map(|p| Try::taking(with(p), "")).collect(),
            ),
            (
                "taking an invitation with a password",
                &nobody,
                StatusCode::UNPROCESSABLE_ENTITY,
                passes.iter().flat_map(|p| [PASSWORD, "short"].map(|word| Try::taking(with(p), word))).collect(),
            ),
            (
                "the code of a room",
                &s.tom,
                StatusCode::SEE_OTHER,
                vec![
                    Try::code(&s.shown, wrong(&right)),
                    Try::code(&s.silent, &right),
                    Try::code(&s.silent, wrong(&right)),
                    Try::code(&s.shown, "letters"),
                    Try::code(&s.shown, ""),
                ],
            ),
            (
                "the code of a room one isn't in",
                &s.tom,
                StatusCode::NOT_FOUND,
                vec![Try::code(&s.never, &right), Try::code(&s.closed, &right), Try::code(&s.closed, "letters")],
            ),
            (
                "the number of a certificate",
                &nobody,
                StatusCode::NOT_FOUND,
                ["AAAAA-AAAAA-AAAAA-AAAAA", &almost(&s.code), &s.code[..19], "nonsense", "%25"].map(check).into(),
            ),
        ];
        for (what, who, status, tries) in groups {
            let mut first = None;
            for one in tries {
                let told = one.told(&one.by(who).await);
                assert_eq!(told.0, status, "{what}: {}", told.2);
                assert_eq!(*first.get_or_insert_with(|| told.clone()), told, "{what}: {}, {:?}", one.path, one.fields);
            }
        }
        // What opens still opens: none of this was told because nothing works.
        nobody.get(&format!("/check/{}", s.code)).await.ok().shows("Tom Test is valid");
        assert_eq!(Try::password(ANA, PASSWORD).by(&nobody).await.leads_to(), "/");
        assert_eq!(Try::code(&s.shown, &right).by(&s.tom).await.leads_to(), format!("{}/present", s.shown));
        assert_eq!(Try::taking(with(&live), PASSWORD).by(&nobody).await.leads_to(), "/");
    });
}

/// After so many misses not even what is right is looked at, until the quarter of an hour is over.
async fn stops_after(world: &World, who: &Actor, most: usize, miss: &Try, right: &Try) {
    // A quarter of an hour of its own.
    let quarter = people::WINDOW_SECONDS;
    let begins = world.t.db.now().seconds().div_euclid(quarter) * quarter + quarter;
    world.t.clock.travel(store::Time(0).plus_seconds(begins));
    for nth in 0..most {
        assert_ne!(miss.by(who).await.status, StatusCode::TOO_MANY_REQUESTS, "{}: {nth}", miss.path);
    }
    for one in [miss, right, miss] {
        let answer = one.by(who).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{}", one.path);
        assert!(answer.headers.contains_key("retry-after") && !answer.headers.contains_key("set-cookie"));
    }
    world.t.clock.travel(store::Time(0).plus_seconds(begins + quarter - 1));
    assert_eq!(right.by(who).await.status, StatusCode::TOO_MANY_REQUESTS, "{}", right.path);
    world.t.clock.travel(store::Time(0).plus_seconds(begins + quarter));
    let after = right.by(who).await.status;
    assert!(after.is_success() || after.is_redirection(), "{}: {after}", right.path);
}

#[test]
fn t20_who_guesses_is_stopped_after_a_few_misses() {
    on_each(|world| async move {
        let s = scene(&world).await;
        let nobody = world.stranger();
        let bad = "not the right one";
        stops_after(&world, &nobody, 10, &Try::password(ANA, bad), &Try::password(ANA, PASSWORD)).await;
        stops_after(&world, &nobody, 10, &Try::link(ANA), &Try::link(ANA)).await;
        // Of an address that isn't there one hears it as soon.
        stops_after(&world, &nobody, 10, &Try::link(NOBODY), &Try::link(NOBODY)).await;
        for nth in 0..12 {
            let status = Try::password(NOBODY, bad).by(&nobody).await.status;
            let expected = if nth < 10 { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::TOO_MANY_REQUESTS };
            assert_eq!(status, expected, "{nth}");
        }
        // Misses at the number of a certificate; whoever checks real ones all day isn't held up.
        let real = Try::opening(format!("/check/{}", s.code));
        for _ in 0..40 {
            real.by(&nobody).await.ok();
        }
        stops_after(&world, &nobody, 20, &Try::opening("/check/AAAAA-AAAAA-AAAAA-AAAAB"), &real).await;
        let next = world.t.db.now().plus_seconds(people::WINDOW_SECONDS);
        world.t.clock.travel(next);
        // Guesses that come all at once are counted one by one.
        let miss = Try::opening("/check/nonsense");
        let at_once = futures_util::future::join_all((0..40).map(|_| miss.by(&nobody))).await;
        assert_eq!(at_once.iter().filter(|a| a.status == StatusCode::NOT_FOUND).count(), 20);
        // Codes of a room, over all meetings together. The right one is another each minute: its place is looked at alone.
        world.t.clock.travel(next.plus_seconds(people::WINDOW_SECONDS));
        let right = digits(&s.ana, &s.shown).await;
        for nth in 0..10 {
            let meeting = if nth % 2 == 0 { &s.shown } else { &s.silent };
            Try::code(meeting, wrong(&right)).by(&s.tom).await.leads_to();
        }
        for meeting in [&s.shown, &s.silent] {
            let status = Try::code(meeting, &right).by(&s.tom).await.status;
            assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
        }
        s.tom.get(&format!("{}/present", s.shown)).await.ok().hides("You are here");
        world.t.clock.travel(next.plus_seconds(2 * people::WINDOW_SECONDS));
        let right = digits(&s.ana, &s.shown).await;
        Try::code(&s.shown, &right).by(&s.tom).await.leads_to();
        s.tom.get(&format!("{}/present", s.shown)).await.ok().shows("You are here");
    });
}

/// Tries one and the other in turn, so that whatever else the machine does hits both, with `pace` seconds of the world's clock
/// between so that nobody is told to wait; the middle of how long each took must be about the same.
async fn take_as_long(world: &World, who: &Actor, pace: i64, what: &str, one: &Try, other: &Try) {
    let mut took = [Vec::with_capacity(TRIES), Vec::with_capacity(TRIES)];
    // The first few of each open connections and fill caches.
    for nth in 0..TRIES + 10 {
        world.t.clock.travel(world.t.db.now().plus_seconds(pace));
        // Neither always comes first.
        for which in [nth % 2, 1 - nth % 2] {
            let begun = Instant::now();
            let status = [one, other][which].by(who).await.status;
            let passed = begun.elapsed();
            assert_ne!(status, StatusCode::TOO_MANY_REQUESTS, "{what}: the {nth}th was not looked at");
            if nth >= 10 {
                took[which].push(passed);
            }
        }
    }
    let [one, other] = took.map(|mut all| {
        all.sort();
        all[TRIES / 2]
    });
    println!("{what}: {one:?} and {other:?}");
    assert!(one.abs_diff(other) < NEAR, "{what}: {one:?} and {other:?}");
}

/// What a password costs is the same on both databases, and most of the time it takes.
#[test]
fn t20_a_wrong_password_takes_as_long_as_an_unknown_address() {
    on_engine(Engine::Sqlite, |world| async move {
        scene(&world).await;
        let (known, unknown) = (Try::password(ANA, "not the right one"), Try::password(NOBODY, "not the right one"));
        take_as_long(&world, &world.stranger(), 100, "a password", &known, &unknown).await;
    });
}

#[test]
fn t20_what_is_there_takes_as_long_as_what_is_not() {
    on_each(|world| async move {
        let s = scene(&world).await;
        let nobody = world.stranger();
        take_as_long(&world, &nobody, 100, "a link", &Try::link(ANA), &Try::link(NOBODY)).await;
        let secret = pass(&world, s.ana.id, "invite", 3600);
        let used = format!("/sign-in/with/{secret}");
        nobody.post(&used, &[]).await.leads_to();
        let never = format!("/sign-in/with/{}", "a".repeat(64));
        take_as_long(&world, &nobody, 1, "an invitation", &Try::opening(&used), &Try::opening(&never)).await;
        let (real, none) = (format!("/check/{}", s.code), "/check/AAAAA-AAAAA-AAAAA-AAAAA");
        take_as_long(&world, &nobody, 60, "a certificate", &Try::opening(real), &Try::opening(none)).await;
        let right = digits(&s.ana, &s.shown).await;
        let (shown, silent) = (Try::code(&s.shown, wrong(&right)), Try::code(&s.silent, wrong(&right)));
        take_as_long(&world, &s.tom, 200, "the code of a room", &shown, &silent).await;
        let (closed, never) = (Try::code(&s.closed, &right), Try::code(&s.never, &right));
        take_as_long(&world, &s.tom, 1, "a room one isn't in", &closed, &never).await;
    });
}

/// A new calendar address of somebody.
fn address(world: &World, who: &Actor) -> String {
    let (district, id) = (world.district, who.id);
    format!("/calendar/{}.ics", world.write(move |tx| Ok(telling::make_feed(tx, district, id)?)))
}

/// What opens something answers alike for what never was, what has ended and what is somebody else's.
#[test]
fn t20_addresses_that_open_something_say_nothing_to_who_guesses() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let nobody = world.stranger();
        let dead = address(&world, &tom);
        let live = address(&world, &tom);
        let gone = address(&world, &ana);
        let ana_id = ana.id;
        let stop = world.write(move |tx| telling::stop_link(tx, "", ana_id));
        world.write(move |tx| Ok(crate::people::leave(tx, ana_id)?));
        let secret = live.trim_start_matches("/calendar/").trim_end_matches(".ics");
        let never = nobody.get(&format!("/calendar/{}.ics", "a".repeat(64))).await;
        let guesses = [
            dead.clone(),
            gone,
            format!("/calendar/{}.ics", tom.id),
            format!("/calendar/{secret}"),
            format!("/calendar/{}.ics", &secret[..63]),
            format!("/calendar/{}.ics", secret.to_uppercase()),
            format!("/calendar/{}.ics", store::hash_secret(secret)),
            "/calendar/.ics".to_owned(),
            "/calendar/%25.ics".to_owned(),
            stop.clone(),
            stop.replace(".digest.", ".meetings."),
            "/telling/stop/..".to_owned(),
        ];
        for path in guesses {
            let got = nobody.get(&path).await;
            assert_eq!((got.status, got.gist()), (never.status, never.gist()), "{path}");
            assert!(got.headers.get("etag").is_none() && got.headers["cache-control"] == "private, no-store", "{path}");
        }
        nobody.get(&live).await.ok();
        // What ends letters answers a guess as it answers one who opens it.
        let post = nobody.post(&stop, &[("List-Unsubscribe", "One-Click")]).await;
        assert_eq!((post.status, post.gist()), (never.status, never.gist()));
    });
}
