//! Letters that remind of a survey, handed to a mail server that speaks SMTP.

use mail_parser::MessageParser;
use store::{Time, args, sql};

use super::post_office::PostOffice;
use crate::testing::{Actor, World, on_each};
use crate::{App, Options, Role, jobs, surveys};

sql! {
    MAIL_OF = "select email from person where id = $1";
    TAKE = "update wave_asked set taken = 1, blinded = 'paper' where person = $1";
    JOBS = "select kind, what, coalesce(error, '') from job";
}

fn email(world: &World, who: &Actor) -> String {
    let id = who.id;
    world.write(move |tx| Ok(tx.one(MAIL_OF, args![id], |r| r.get(0))?.unwrap()))
}

/// A moment of September or October 2026 on the wall of the district.
fn at(month: i8, day: i8, hour: i8) -> Time {
    let local = jiff::civil::date(2026, month, day).at(hour, 0, 0, 0);
    local.in_tz("America/Chicago").unwrap().timestamp().into()
}

#[test]
fn who_has_not_answered_is_reminded_twice_and_nobody_learns_who_that_is() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let here: Vec<Actor> = ["Ana", "Tom", "Mia", "Wen", "Luis"]
            .into_iter()
            .map(|name| world.person(name, Role::Teacher, world.cedar))
            .collect();
        let mut office = PostOffice::open().await;
        let old = &world.app.options;
        let options = Options {
            smtp: Some(office.settings()),
            data: old.data.clone(),
            address: old.address.clone(),
            ..Options::default()
        };
        let app = App::new(world.t.db.clone(), options);
        world.t.clock.travel(at(9, 14, 12));
        let cedar = world.cedar.to_string();
        let asks = [("instrument", "where-are-we-now"), ("org", cedar.as_str()), ("until", "2026-09-30")];
        let wave = ruth.post("/surveys/new", &asks).await.leads_to();
        jobs::all_due(&app).await;
        assert!(office.fetch().is_empty(), "not at once");
        // Ana has taken her ballot; Tom wants no letters at all.
        let ana = here[0].id;
        world.write(move |tx| Ok(tx.exec(TAKE, args![ana])?));
        let none = [("digest", "none"), ("hour", "7"), ("quiet_from", "18"), ("quiet_to", "7")];
        here[1].post("/telling", &none).await.leads_to();
        let emails: Vec<String> = here.iter().chain([&ruth]).map(|who| email(&world, who)).collect();
        let expected = |but: &[usize]| {
            let mut all: Vec<String> =
                emails.iter().enumerate().filter(|(n, _)| !but.contains(n)).map(|(_, e)| e.clone()).collect();
            all.sort();
            all
        };
        let arrived = |office: &PostOffice| {
            let mut to: Vec<String> = office.fetch().into_iter().map(|a| a.to).collect();
            to.sort();
            to
        };
        // Halfway is a Tuesday; in the night nothing goes out, and while the mail server is away everything waits.
        world.t.clock.travel(at(9, 22, 23));
        jobs::all_due(&app).await;
        assert!(office.fetch().is_empty(), "quiet hours");
        office.close().await;
        world.t.clock.travel(at(9, 23, 8));
        jobs::all_due(&app).await;
        office.reopen().await;
        world.t.clock.travel(at(9, 23, 10));
        jobs::all_due(&app).await;
        let letters = office.fetch();
        let mut to: Vec<String> = letters.iter().map(|a| a.to.clone()).collect();
        to.sort();
        assert_eq!(to, expected(&[0, 1]));
        let read = MessageParser::default().parse(&letters[0].bytes).unwrap();
        assert_eq!(read.subject(), Some("You can still answer until Wednesday, September 30"));
        let text = read.body_text(0).unwrap();
        assert!(
            text.contains(&wave) && text.contains("Where are we now?") && text.contains("Nobody is told"),
            "{text}"
        );
        jobs::all_due(&app).await;
        world.t.clock.travel(at(9, 24, 10));
        jobs::all_due(&app).await;
        assert!(office.fetch().is_empty(), "once");
        // Two days before the end: Mia has answered meanwhile.
        let mia = here[2].id;
        world.write(move |tx| Ok(tx.exec(TAKE, args![mia])?));
        world.t.clock.travel(at(9, 29, 10));
        jobs::all_due(&app).await;
        assert_eq!(arrived(&office), expected(&[0, 1, 2]));
        // Nothing of it is told or kept: no event, no letter, no job, and at the end not even the mark.
        let dump = world.t.dump();
        assert!(dump["event"].iter().all(|e| !e.contains("remind")));
        assert!(dump["mail"].is_empty());
        ruth.get(&wave).await.ok().hides("remind");
        let left: Vec<(String, String, String)> =
            world.write(|tx| Ok(tx.rows(JOBS, &[], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?));
        assert!(left.iter().all(|(kind, ..)| kind != surveys::REMIND), "{left:?}");
        world.t.clock.travel(at(10, 1, 9));
        surveys::tend(&app).await.unwrap();
        assert!(world.t.dump()["wave_asked"].is_empty());
        jobs::all_due(&app).await;
        assert!(office.fetch().is_empty());
    });
}

#[test]
fn a_wave_that_ended_early_reminds_nobody() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        for name in ["Ana", "Tom", "Mia", "Wen", "Luis"] {
            world.person(name, Role::Teacher, world.cedar);
        }
        let office = PostOffice::open().await;
        let options =
            Options { smtp: Some(office.settings()), data: world.app.options.data.clone(), ..Options::default() };
        let app = App::new(world.t.db.clone(), options);
        world.t.clock.travel(at(9, 14, 12));
        let cedar = world.cedar.to_string();
        let asks = [("instrument", "where-are-we-now"), ("org", cedar.as_str()), ("until", "2026-09-30")];
        let wave = ruth.post("/surveys/new", &asks).await.leads_to();
        world.t.clock.travel(at(9, 20, 10));
        ruth.post(&format!("{wave}/end"), &[]).await.leads_to();
        for day in [23, 29] {
            world.t.clock.travel(at(9, day, 11));
            jobs::all_due(&app).await;
        }
        assert!(office.fetch().is_empty());
    });
}
