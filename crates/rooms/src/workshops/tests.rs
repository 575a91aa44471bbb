//! Workshops, as those tell it who hold them.

use axum::http::StatusCode;
use store::{args, sql};

use crate::Role;
use crate::communities::Part;
use crate::testing::{Actor, Answer, World, on_each};

sql! {
    AUTHORS = "select count(*) from slip where by is not null";
    BALLOTS = "select count(*) from workshop_ballot";
    DOTS = "select cast(coalesce(sum(dots), 0) as bigint) from workshop_ballot where person = $1";
}

/// Begins a workshop and gives its path.
async fn begin(who: &Actor, place: &str, tool: &str) -> String {
    who.post("/workshops/new", &[("tool", tool), ("place", place), ("title", "Our sky")]).await.leads_to()
}

/// Goes on from one stage to another.
async fn go(who: &Actor, at: &str, from: usize, to: usize) {
    let (from, to) = (from.to_string(), to.to_string());
    who.post(&format!("{at}/stage"), &[("from", &from), ("to", &to)]).await.leads_to();
}

async fn slip(who: &Actor, at: &str, text: &str) -> Answer {
    who.post(&format!("{at}/slips"), &[("stage", "write"), ("see", text)]).await
}

/// The value of the box before a text on a page.
fn boxed(page: &Answer, name: &str, text: &str) -> String {
    let end = page.body.find(&format!("<span>{text}")).unwrap_or_else(|| panic!("no {text} in {}", page.body));
    let mark = format!("{name}=\"");
    let at = page.body[..end].rfind(&mark).expect("a box before it") + mark.len();
    page.body[at..].split('"').next().unwrap_or_default().to_owned()
}

/// The code a leader's page shows.
fn code(page: &Answer) -> String {
    let at = page.body.find("with the code ").expect("a code") + "with the code ".len();
    page.body[at..at + 7].to_owned()
}

fn count(world: &World, sql: store::Sql) -> i64 {
    world.write(move |tx| Ok(tx.count(sql, args![])?))
}

#[test]
fn a_group_goes_from_blue_sky_to_a_vision() {
    on_each(|world| async move {
        let may = world.person("May", Role::Principal, world.cedar);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        ana.get("/workshops").await.ok().shows("What do we want to see in five years?").hides("/workshops/new");
        may.get("/workshops/new").await.ok().shows("Blue sky").shows("47 minutes");
        let at = begin(&may, &world.cedar.to_string(), "blue-sky").await;
        ana.get("/workshops").await.ok().shows("One workshop is under way.");
        ana.get(&at).await.ok().shows("Imagine (1 of 6)").shows("It is an ordinary Tuesday").hides("next-stage");
        go(&may, &at, 0, 1).await;
        // In silence: each sees their own, the screen sees how many.
        for (who, text) in
            [(&ana, "Zq doors stand open"), (&tom, "Zq every child reads"), (&tom, "Zq children read to us")]
        {
            slip(who, &at, text).await.leads_to();
        }
        ana.get(&at).await.ok().shows("Zq doors").hides("Zq every").shows("Your slip");
        may.get(&at).await.ok().hides("Zq").shows("3 slips so far, from 2.");
        may.get(&format!("{at}/screen")).await.ok().hides("Zq").shows("3 slips so far, from 2.").shows("3 take part.");
        // One's own can be taken back; nobody else's.
        slip(&ana, &at, "Zq a slip to go").await.leads_to();
        let page = ana.get(&at).await.ok();
        let to = page.body.find("Take back: Zq a slip to go").expect("a way to take it back");
        let from = page.body[..to].rfind("value=\"").unwrap() + 7;
        let gone = page.body[from..from + 36].to_owned();
        assert_eq!(tom.post(&format!("{at}/back"), &[("slip", &gone)]).await.status, StatusCode::NOT_FOUND);
        ana.post(&format!("{at}/back"), &[("slip", &gone)]).await.leads_to();
        ana.get(&at).await.ok().hides("a slip to go");
        // Shown: by all, without a name.
        go(&may, &at, 1, 2).await;
        let shown = ana.get(&at).await.ok().shows("Zq doors").shows("Zq every child reads").shows("Look together");
        shown.shows("Slips stand without a name");
        // Too late for the silence: the words stay, and go in when all may see them at once.
        let late = slip(&ana, &at, "Zq come late").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        late.shows("The silence is over").shows("Zq come late").shows("name=\"late\"");
        tom.get(&at).await.ok().hides("Zq come late");
        let fields = [("stage", "write"), ("see", "Zq come late"), ("late", "yes")];
        ana.post(&format!("{at}/slips"), &fields).await.leads_to();
        tom.get(&at).await.ok().shows("Zq come late");
        // Sorted by anybody.
        go(&may, &at, 2, 3).await;
        let page = tom.get(&at).await.ok().shows("4 slips stand alone");
        let (one, two) =
            (boxed(&page, "value", "Zq every child reads"), boxed(&page, "value", "Zq children read to us"));
        let none = tom.post(&format!("{at}/headings"), &[("stage", "write"), ("name", "Reading")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        none.shows("Tick the slips first.");
        let put = [("stage", "write"), ("slip", one.as_str()), ("slip", two.as_str()), ("name", "They read")];
        tom.post(&format!("{at}/headings"), &put).await.leads_to();
        ana.get(&at).await.ok().shows("They read").shows("2 slips stand alone");
        // Three dots each, and no more.
        go(&may, &at, 3, 4).await;
        let page = ana.get(&at).await.ok().shows("You have 3 dots");
        let (read, doors, come) =
            (boxed(&page, "name", "They read"), boxed(&page, "name", "Zq doors"), boxed(&page, "name", "Zq come late"));
        let dots = format!("{at}/dots");
        ana.post(&dots, &[("stage", "vote"), (&read, "1"), (&doors, "1")]).await.leads_to();
        tom.post(&dots, &[("stage", "vote"), (&read, "1"), (&come, "0")]).await.leads_to();
        let many = tom.post(&dots, &[("stage", "vote"), (&read, "4")]).await;
        assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
        many.shows("Those are more dots than you have.");
        may.get(&at).await.ok().shows("2 have given dots.").hides("data-testid=\"ranking\"");
        // The draft begins with what got most; two tabs keep both texts.
        go(&may, &at, 4, 5).await;
        tom.get(&at).await.ok().shows("They read").shows("These lines got most dots.");
        let draft = format!("{at}/draft");
        let words = [("stage", "draft"), ("_rev", "1"), ("text", "Every child reads.\nOur doors stand open.")];
        tom.post(&draft, &words).await.leads_to();
        let both = ana.post(&draft, &[("stage", "draft"), ("_rev", "1"), ("text", "From the other tab.")]).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("From the other tab.").shows("Our doors stand open.").shows("name=\"_rev\" value=\"2\"");
        may.get(&format!("{at}/screen")).await.ok().shows("Our doors stand open.");
        // It becomes a draft of the school's vision, once.
        let make = [("stage", "draft"), ("_once", "m1")];
        assert_eq!(tom.post(&format!("{at}/statement"), &make).await.status, StatusCode::FORBIDDEN);
        let made = may.post(&format!("{at}/statement"), &make).await.leads_to();
        assert_eq!(may.post(&format!("{at}/statement"), &make).await.leads_to(), made);
        assert_eq!(may.post(&format!("{at}/statement"), &[("stage", "draft")]).await.status, StatusCode::NOT_FOUND);
        ana.get(&made).await.ok().shows("Our doors stand open.").shows("From the workshop “Our sky”");
        // Lines go on as barriers, openings, questions.
        let page = may.get(&at).await.ok();
        let line = boxed_select(&page, "Zq doors");
        may.post(&format!("{at}/outcomes"), &[(&line, "opportunity")]).await.leads_to();
        // The end: what was said stays, who said it is gone.
        assert!(count(&world, AUTHORS) == 4 && count(&world, BALLOTS) == 3);
        may.get(&format!("{at}/end")).await.ok().shows("deleted for good");
        assert_eq!(tom.post(&format!("{at}/end"), &[]).await.status, StatusCode::FORBIDDEN);
        may.post(&format!("{at}/end"), &[]).await.leads_to();
        assert!(count(&world, AUTHORS) == 0 && count(&world, BALLOTS) == 0);
        let kept = tom.get(&at).await.ok().shows("3 people held “Our sky”.").shows("Ana Test, May Test, Tom Test");
        let kept = kept.shows("They read").shows("<strong>2</strong>").shows("Our doors stand open.").shows(&made);
        kept.shows("opening").shows("Zq every child reads").hides("Take back");
        tom.get("/workshops").await.ok().shows("One workshop has been held.");
        // Whoever was still writing keeps their words.
        let after = slip(&ana, &at, "Zq after the end").await;
        assert_eq!(after.status, StatusCode::UNPROCESSABLE_ENTITY);
        after.shows("Zq after the end").shows("What you wrote is still here");
    });
}

/// The name of the choice beside a text.
fn boxed_select(page: &Answer, text: &str) -> String {
    let end = page.body.rfind(&format!(">{text}")).expect("the line");
    let at = page.body[..end].rfind("for=\"").expect("its label") + 5;
    page.body[at..].split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn who_is_asked_who_leads_and_who_comes_in_by_the_code() {
    on_each(|world| async move {
        let fay = world.person("Fay", Role::Teacher, world.cedar);
        let mia = world.person("Mia", Role::Teacher, world.cedar);
        let cal = world.person("Cal", Role::Teacher, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let lil = world.person("Lil", Role::Teacher, world.lake);
        let lee = world.person("Lee", Role::Principal, world.lake);
        let may = world.person("May", Role::Principal, world.cedar);
        let team = world.community(world.cedar, "Readers", &[(fay.id, Part::Facilitator), (mia.id, Part::Member)]);
        let place = team.to_string();
        // Who facilitates nothing and leads nothing begins none; nobody begins one elsewhere.
        for (who, place) in [(&cal, &place), (&mia, &place), (&gus, &place)] {
            let no = who.post("/workshops/new", &[("tool", "blue-sky"), ("place", place), ("title", "x")]).await;
            assert_eq!(no.status, StatusCode::FORBIDDEN);
        }
        for (who, place) in [(&may, &place), (&lee, &world.cedar.to_string()), (&fay, &world.cedar.to_string())] {
            let no = who.post("/workshops/new", &[("tool", "blue-sky"), ("place", place), ("title", "x")]).await;
            assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", who.name);
        }
        let at = begin(&fay, &place, "blue-sky").await;
        mia.get(&at).await.ok();
        mia.get("/").await.ok().shows("Our sky");
        for who in [&cal, &oda, &gus, &lil, &may] {
            assert_eq!(who.get(&at).await.status, StatusCode::NOT_FOUND, "{}", who.name);
            assert_eq!(slip(who, &at, "no").await.status, StatusCode::NOT_FOUND, "{}", who.name);
        }
        // Leading is for who leads.
        for way in ["stage", "statement", "outcomes", "end"] {
            assert_eq!(mia.post(&format!("{at}/{way}"), &[]).await.status, StatusCode::FORBIDDEN, "{way}");
        }
        assert_eq!(mia.get(&format!("{at}/screen")).await.status, StatusCode::FORBIDDEN);
        // The code opens it in this district, for who works here; a wrong one says nothing.
        let code = code(&fay.get(&at).await.ok());
        for (who, typed) in [(&lil, code.as_str()), (&oda, "AAAAAA")] {
            let wrong = who.post("/workshops/join", &[("code", typed)]).await.leads_to();
            who.get(&wrong).await.ok().shows("No workshop under way has this code.");
        }
        assert_eq!(gus.post("/workshops/join", &[("code", &code)]).await.status, StatusCode::FORBIDDEN);
        let typed = code.to_lowercase();
        assert_eq!(oda.post("/workshops/join", &[("code", &typed)]).await.leads_to(), at);
        go(&fay, &at, 0, 1).await;
        slip(&oda, &at, "from Oak Hill").await.leads_to();
        oda.get(&at).await.ok().shows("And by one person who came in by the code.");
        assert_eq!(oda.get(&format!("/communities/{team}/members")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(cal.get(&at).await.status, StatusCode::NOT_FOUND);
        fay.post(&format!("{at}/end"), &[]).await.leads_to();
        oda.get(&at).await.ok().shows("Oda Test");
        let late = cal.post("/workshops/join", &[("code", &code)]).await.leads_to();
        assert!(late.ends_with("again=1"), "a code that is over opens nothing");
        // Guesses are counted.
        let mut last = StatusCode::OK;
        for _ in 0..21 {
            last = cal.post("/workshops/join", &[("code", "QQQQQQ")]).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    });
}

#[test]
fn it_moves_once_rests_and_goes_on_with_the_time_it_had() {
    on_each(|world| async move {
        let may = world.person("May", Role::Principal, world.cedar);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let at = begin(&may, &world.cedar.to_string(), "blue-sky").await;
        let stage = format!("{at}/stage");
        go(&may, &at, 0, 1).await;
        go(&may, &at, 0, 1).await;
        go(&may, &at, 0, 2).await;
        ana.get(&at).await.ok().shows("Write in silence (2 of 6)").shows(">8:00<");
        world.t.clock.travel(world.t.db.now().plus_seconds(180));
        may.post(&stage, &[("from", "1"), ("to", "more")]).await.leads_to();
        ana.get(&at).await.ok().shows(">7:00<");
        may.post(&stage, &[("from", "1"), ("to", "pause")]).await.leads_to();
        ana.get(&at).await.ok().shows("This workshop rests.").hides("send-slip");
        let rests = slip(&ana, &at, "in the pause").await;
        assert_eq!(rests.status, StatusCode::UNPROCESSABLE_ENTITY);
        rests.shows("in the pause");
        world.t.clock.travel(world.t.db.now().plus_days(3));
        may.get("/workshops").await.ok().shows("rests");
        may.post(&stage, &[("from", "1"), ("to", "resume")]).await.leads_to();
        ana.get(&at).await.ok().shows(">7:00<").shows("send-slip");
        // Back after it was shown: words go on being taken, and are seen at once; nothing hides again.
        slip(&ana, &at, "Zq first").await.leads_to();
        go(&may, &at, 1, 2).await;
        go(&may, &at, 2, 1).await;
        ana.get(&at).await.ok().shows("All see it at once, without your name:").shows("Zq first");
        // A vote that was left is over.
        for n in [(1, 3), (3, 4)] {
            go(&may, &at, n.0, n.1).await;
        }
        let page = ana.get(&at).await.ok();
        let line = boxed(&page, "name", "Zq first");
        go(&may, &at, 4, 5).await;
        go(&may, &at, 5, 4).await;
        ana.get(&at).await.ok().shows("This vote is over.");
        assert_eq!(ana.post(&format!("{at}/dots"), &[("stage", "vote"), (&line, "1")]).await.status, 422);
        assert_eq!(may.post(&stage, &[("from", "4"), ("to", "99")]).await.status, StatusCode::NOT_FOUND);
        let words = ana.post(&format!("{at}/draft"), &[("stage", "draft"), ("text", "Zq too late")]).await;
        assert_eq!(words.status, StatusCode::UNPROCESSABLE_ENTITY);
        words.shows("Zq too late");
    });
}

#[test]
fn ways_to_work_are_compared_and_given_elements_are_weighed() {
    on_each(|world| async move {
        let may = world.person("May", Role::Principal, world.cedar);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let cedar = world.cedar.to_string();
        let new = [("tool", "forecasting"), ("place", cedar.as_str()), ("title", "Ahead"), ("options", "Today")];
        let one = may.post("/workshops/new", &new).await;
        assert_eq!(one.status, StatusCode::UNPROCESSABLE_ENTITY);
        one.shows("Write two to five, one a line.");
        let mut new = new;
        new[3].1 = "What we do today\nZq teams each day\n";
        let at = may.post("/workshops/new", &new).await.leads_to();
        ana.get(&format!("{at}?lang=es")).await.ok().shows("Lo que hacemos hoy").shows("Zq teams each day");
        go(&may, &at, 0, 1).await;
        let fields =
            [("stage", "write"), ("students.0", "Zq quiet"), ("students.1", "Zq joy"), ("way.1", "Zq the bus")];
        ana.post(&format!("{at}/slips"), &fields).await.leads_to();
        go(&may, &at, 1, 2).await;
        may.get(&at).await.ok().shows("data-testid=\"compared\"").shows("Zq joy").shows("What stands in the way?");
        go(&may, &at, 2, 4).await;
        ana.get(&at).await.ok().shows("Which way deserves a closer look?").shows("Zq teams each day");
        go(&may, &at, 4, 5).await;
        // What was never shown isn't: not even after the end.
        let ask = [("stage", "questions"), ("question", "Zq who pays?")];
        ana.post(&format!("{at}/slips"), &ask).await.leads_to();
        may.post(&format!("{at}/end"), &[]).await.leads_to();
        may.get(&at).await.ok().hides("Zq who pays?").shows("Zq the bus");
        // Elements that come with it lie there for all, in each reader's language.
        let at = begin(&may, &cedar, "key-elements").await;
        go(&may, &at, 0, 1).await;
        let own = [("stage", "elements"), ("element", "Zq we laugh")];
        ana.post(&format!("{at}/slips"), &own).await.leads_to();
        ana.get(&at).await.ok().hides("We say openly");
        go(&may, &at, 1, 2).await;
        ana.get(&at).await.ok().shows("We say openly").shows("Zq we laugh");
        ana.get(&format!("{at}?lang=es")).await.ok().shows("Decimos abiertamente");
        go(&may, &at, 2, 4).await;
        let page = ana.get(&at).await.ok();
        let (open, laugh) = (boxed(&page, "name", "We say openly"), boxed(&page, "name", "Zq we laugh"));
        ana.post(&format!("{at}/dots"), &[("stage", "vote"), (&open, "1"), (&laugh, "1")]).await.leads_to();
        go(&may, &at, 4, 5).await;
        may.get(&at).await.ok().shows("Zq we laugh").shows("We say openly what doesn’t work");
        let words = [("stage", "describe"), ("_rev", "1"), ("text", "Zq people who laugh")];
        ana.post(&format!("{at}/draft"), &words).await.leads_to();
        go(&may, &at, 5, 6).await;
        ana.get(&at).await.ok().shows("Zq people who laugh").shows("Nothing is worded yet.");
        let words = [("stage", "vision"), ("_rev", "0"), ("text", "Zq every child laughs")];
        ana.post(&format!("{at}/draft"), &words).await.leads_to();
        for (stage, said) in [("describe", "Zq people who laugh"), ("vision", "Zq every child laughs")] {
            let made = may.post(&format!("{at}/statement"), &[("stage", stage)]).await.leads_to();
            ana.get(&made).await.ok().shows(said);
        }
    });
}

#[test]
fn dots_given_at_the_same_moment_are_never_more_than_one_has() {
    on_each(|world| async move {
        let may = world.person("May", Role::Principal, world.cedar);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let at = begin(&may, &world.cedar.to_string(), "key-elements").await;
        go(&may, &at, 0, 4).await;
        let page = ana.get(&at).await.ok();
        let names: Vec<String> = page.body.split("name=\"d-").skip(1).map(|p| format!("d-{}", &p[..36])).collect();
        assert_eq!(names.len(), 9);
        let mut all = Vec::new();
        for from in 0..5 {
            let (ana, dots) = (ana.clone(), format!("{at}/dots"));
            let mine: Vec<String> = names[from..from + 4].to_vec();
            all.push(tokio::spawn(async move {
                let mut fields = vec![("stage", "vote")];
                fields.extend(mine.iter().map(|n| (n.as_str(), "1")));
                ana.post(&dots, &fields).await.leads_to();
            }));
        }
        for one in all {
            one.await.unwrap();
        }
        let id = ana.id;
        assert_eq!(world.write(move |tx| Ok(tx.count(DOTS, args![id])?)), 4);
        may.get(&at).await.ok().shows("One has given dots.");
    });
}

#[test]
fn a_study_group_reads_a_text_of_its_own_and_takes_questions_along() {
    on_each(|world| async move {
        let may = world.person("May", Role::Principal, world.cedar);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let cedar = world.cedar.to_string();
        let new = |text: &'static str, link: &'static str| {
            [("tool", "shared-vision"), ("title", "Reading"), ("text", text), ("link", link)].to_vec()
        };
        let mut wrong = new("", "javascript:alert(1)");
        wrong.push(("place", &cedar));
        let again = may.post("/workshops/new", &wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again.shows("Begin the address with https://");
        let mut own = new("Zq our own words.\n\nZq in two parts.", "https://example.org/text");
        own.push(("place", &cedar));
        let at = may.post("/workshops/new", &own).await.leads_to();
        let read = ana.get(&at).await.ok().shows("Zq in two parts.").shows("https://example.org/text");
        read.hides("A vision that hangs on a wall");
        let ours = begin(&may, &cedar, "shared-vision").await;
        ana.get(&ours).await.ok().shows("A vision that hangs on a wall");
        go(&may, &at, 0, 1).await;
        let notes = [("stage", "notes"), ("strikes", "Zq it hurts a little"), ("here", "Zq in grade three")];
        ana.post(&format!("{at}/slips"), &notes).await.leads_to();
        go(&may, &at, 1, 2).await;
        may.get(&at).await.ok().shows("What strikes you?").shows("Zq it hurts").shows("Zq in grade three");
        go(&may, &at, 2, 4).await;
        let ask = [("stage", "take"), ("question", "Zq who reads to us?")];
        ana.post(&format!("{at}/slips"), &ask).await.leads_to();
        for (from, to) in [(4, 5), (5, 6)] {
            go(&may, &at, from, to).await;
        }
        let page = ana.get(&at).await.ok();
        let line = boxed(&page, "name", "Zq who reads to us?");
        ana.post(&format!("{at}/dots"), &[("stage", "choose"), (&line, "1")]).await.leads_to();
        may.post(&format!("{at}/end"), &[]).await.leads_to();
        let page = may.get(&at).await.ok().shows("<strong>1</strong>");
        let keep = format!("{at}/outcomes");
        let line = boxed_select(&page, "Zq who reads to us?");
        assert_eq!(ana.post(&keep, &[(&line, "question")]).await.status, StatusCode::FORBIDDEN);
        may.post(&keep, &[(&line, "question")]).await.leads_to();
        // Kept once, and nothing else than what it can be.
        may.post(&keep, &[(&line, "barrier"), ("as-x", "barrier")]).await.leads_to();
        let kept = ana.get(&at).await.ok().shows("What came of it").shows("href=\"/questions/");
        assert_eq!(kept.body.matches("href=\"/questions/").count(), 1);
    });
}

#[test]
fn a_report_is_read_by_those_who_may_read_it() {
    on_each(|world| async move {
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let may = world.person("May", Role::Principal, world.cedar);
        let leo = world.person("Leo", Role::DistrictAdministrator, store::OrgId(world.elsewhere.0));
        let mut waves = Vec::new();
        for (org, district, by) in [
            (world.cedar, world.district, may.id),
            (world.oak, world.district, lou.id),
            (world.lake, world.elsewhere, leo.id),
        ] {
            for given in ["Ada", "Bea", "Cy", "Dee", "Eve", "Fay"] {
                world.person(given, Role::Teacher, org);
            }
            let wave = world.write(move |tx| {
                let mut instrument = learning::instrument::Instrument::built_in().remove(0);
                instrument.threshold = learning::instrument::LEAST_THRESHOLD;
                let until = tx.now().plus_days(7);
                let asking = crate::surveys::Asking { instrument: &instrument, org, only: &[], wide: false, until, by };
                let wave = crate::surveys::begin(tx, district, &asking)?.expect("enough people");
                crate::surveys::conclude(tx, wave, |_| None)?;
                Ok(wave)
            });
            waves.push(wave.to_string());
        }
        let (cedar, oak, office) = (world.cedar.to_string(), world.oak.to_string(), world.office().to_string());
        let ask = |place: &str, wave: &str| {
            let all = [("tool", "leadership-report"), ("title", "Where we are"), ("place", place), ("wave", wave)];
            all.map(|(k, v)| (k.to_owned(), v.to_owned()))
        };
        let send = async |who: &Actor, fields: [(String, String); 4]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            who.post("/workshops/new", &fields).await
        };
        may.get("/workshops/new?tool=leadership-report").await.ok().shows(&waves[0]).hides(&waves[1]).hides(&waves[2]);
        assert_eq!(send(&may, ask(&cedar, &waves[1])).await.status, StatusCode::NOT_FOUND);
        assert_eq!(send(&lou, ask(&office, &waves[2])).await.status, StatusCode::NOT_FOUND);
        // Who works in the whole district may not all read one school's report.
        let no = send(&lou, ask(&office, &waves[1])).await;
        assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
        no.shows("Not all who are asked could read that report.");
        assert_eq!(send(&may, ask(&oak, &waves[0])).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let at = send(&may, ask(&cedar, &waves[0])).await.leads_to();
        may.get(&at).await.ok().shows(&format!("href=\"/surveys/{}\"", waves[0])).shows("Open the report");
    });
}
