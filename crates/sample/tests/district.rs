//! The sample district as a visitor finds it, on both engines, and the same on both.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use store::testing::{MONDAY, TestDb, engines};
use store::{Conn, args, sql};

sql! {
    CYCLES = "select s.key, c.state, c.step, coalesce(c.outcome, ''), count(*) from cycle c join shape s on s.id = c.shape \
              group by s.key, c.state, c.step, c.outcome order by s.key, c.state, c.step, c.outcome";
    LEVELS = "select level, kind, count(*) from goal group by level, kind order by level, kind";
    ANSWERS = "select coalesce(answer, 'waiting'), count(*) from alignment group by answer order by 1";
    RESULTS = "select s.period, s.grade, cast(sum(s.results) as bigint) from sitting s group by s.period, s.grade order by s.period";
    LATER = "select count(*) from event where at > $1";
    EARLY = "select count(*) from entry e join cycle c on c.id = e.cycle where e.at < c.began";
    AFTER = "select count(*) from entry e join cycle c on c.id = e.cycle where c.closed is not null and e.at > c.closed";
    NAMED = "select count(*) from student where given <> 'Student'";
    LESSONS = "select state, count(*) from lesson group by state order by state";
    FOUND = "select n.at, n.finding from need n where n.finding is not null";
    OPEN_ENDS = "select count(*) from goal g join cycle c on c.student_goal = g.id where c.state = 'closed' and g.ended_at is null";
    TRIES = "select count(*) from entry where kind = 'try'";
    PERSONAS = "select p.name, x.name from persona p join person x on x.id = p.person order by p.name";
    WORDS = "select id, title from cycle order by id";
    TABLES = "select count(*) from person union all select count(*) from event union all select count(*) from observation \
              union all select count(*) from membership union all select count(*) from holding";
    STANDARDS = "select r.id, r.text from standard_remark r union all select l.list, l.lines from look_wording l \
                 union all select m.id, m.marks from continuum_marking m union all select s.id, s.note from standard_study s \
                 union all select c.id, c.standard || '/' || c.element from standard_citation c union all select a.id, a.why from standard_adoption a order by 1";
}

/// What one build is compared by.
fn look(c: &mut Conn) -> Result<BTreeMap<&'static str, Vec<String>>, store::Error> {
    let mut found = BTreeMap::new();
    let three = |c: &mut Conn, sql| {
        c.rows(sql, &[], |r| Ok(format!("{} {} {}", r.get::<String>(0)?, r.get::<String>(1)?, r.get::<i64>(2)?)))
    };
    let two = |c: &mut Conn, sql| c.rows(sql, &[], |r| Ok(format!("{} {}", r.get::<String>(0)?, r.get::<i64>(1)?)));
    found.insert("levels", three(c, LEVELS)?);
    found.insert("results", three(c, RESULTS)?);
    found.insert("answers", two(c, ANSWERS)?);
    found.insert("lessons", two(c, LESSONS)?);
    let cycles = c.rows(CYCLES, &[], |r| {
        let words: Vec<String> = vec![r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?];
        Ok(format!("{} {}", words.join(" "), r.get::<i64>(4)?))
    })?;
    found.insert("cycles", cycles);
    let words = c.rows(WORDS, &[], |r| Ok(format!("{} {}", r.get::<uuid::Uuid>(0)?, r.get::<String>(1)?)))?;
    found.insert("words", words);
    let standards = c.rows(STANDARDS, &[], |r| Ok(format!("{} {}", r.get::<uuid::Uuid>(0)?, r.get::<String>(1)?)))?;
    found.insert("standards", standards);
    found.insert("tables", c.rows(TABLES, &[], |r| Ok(r.get::<i64>(0)?.to_string()))?);
    found.insert(
        "personas",
        c.rows(PERSONAS, &[], |r| Ok(format!("{}: {}", r.get::<String>(0)?, r.get::<String>(1)?)))?,
    );
    Ok(found)
}

#[test]
fn the_same_seed_makes_the_same_believable_district_on_every_engine() {
    let mut first = None;
    for engine in engines() {
        let t = TestDb::new(engine);
        let built = sample::build(&t.db, sample::Options { seed: 3, ..sample::Options::default() }).unwrap();
        assert_eq!(built.districts.len(), 1);
        let found = t.db.read_now(look).unwrap();

        let roles: BTreeSet<_> = built.personas.iter().map(|p| p.name).collect();
        let asked = ["teacher", "facilitator", "principal", "coach", "district", "network", "family", "admin"];
        assert_eq!(roles, BTreeSet::from(asked));
        assert!(found["personas"].contains(&"teacher: Ana Ruiz".to_owned()), "{:?}", found["personas"]);

        // Project STAR whole: 5,789 readings and 5,871 in mathematics in kindergarten, and so on.
        let results: Vec<_> = found["results"].iter().map(|r| &r[5..]).collect();
        assert_eq!(results.len(), 4, "{results:?}");
        assert!(found["results"][0].ends_with("KG 11660"), "{results:?}");

        for shape in ["six-actions", "five-stage", "pdsa"] {
            for ending in ["adopt", "adapt", "abandon"] {
                let there =
                    found["cycles"].iter().any(|c| c.starts_with(&format!("{shape} closed")) && c.contains(ending));
                assert!(there, "{shape} {ending}: {:?}", found["cycles"]);
            }
        }
        for step in ["needs", "goals", "knowledge", "strategies", "apply", "evidence"] {
            let open = format!("six-actions open {step}");
            assert!(found["cycles"].iter().any(|c| c.starts_with(&open)), "{open}: {:?}", found["cycles"]);
        }
        for level in [
            "national student",
            "state student",
            "district educator",
            "school student",
            "team educator",
            "individual educator",
        ] {
            assert!(found["levels"].iter().any(|l| l.starts_with(level)), "{level}: {:?}", found["levels"]);
        }
        for answer in ["accepted", "declined", "waiting"] {
            assert!(found["answers"].iter().any(|a| a.starts_with(answer)), "{answer}: {:?}", found["answers"]);
        }
        for state in ["draft", "shared"] {
            assert!(found["lessons"].iter().any(|l| l.starts_with(state)), "{state}: {:?}", found["lessons"]);
        }
        // The district's standards are adopted, talked over, described, and seen in what people do.
        for said in [
            "it names families",
            "I was wrong, and that was the lesson",
            "Both visits since spring break",
            "a question of the host",
            "What would our students notice",
            "share-responsibility",
        ] {
            assert!(found["standards"].iter().any(|s| s.contains(said)), "{said}: {:?}", found["standards"]);
        }
        t.db.read_now(|c| {
            assert_eq!(c.count(LATER, args![MONDAY])?, 0, "nothing has happened that is still to come");
            assert_eq!(c.count(EARLY, &[])? + c.count(AFTER, &[])?, 0, "entries lie within their cycle");
            assert_eq!(c.count(NAMED, &[])?, 0, "students have no names");
            assert!(c.count(TRIES, &[])? > 500);
            assert_eq!(c.count(OPEN_ENDS, &[])?, 0, "a closed cycle's goal has ended");
            let found = c.rows(FOUND, &[], |r| Ok((r.get::<store::Time>(0)?, r.get::<String>(1)?)))?;
            assert!(found.len() > 200, "{}", found.len());
            for (at, finding) in found {
                let finding: serde_json::Value = serde_json::from_str(&finding).unwrap();
                let named = at.date_in(&jiff::tz::TimeZone::UTC).to_string();
                let tested = finding["period"].as_str().unwrap();
                assert!(tested < named.as_str(), "a need of {named} rests on tests of {tested}");
            }
            Ok::<_, store::Error>(())
        })
        .unwrap();
        match &first {
            None => first = Some(found),
            Some(first) => assert_eq!(first, &found, "the two engines hold the same"),
        }
    }
}
