//! T30, clock and calendar: a day begins and ends at the district's midnight, whatever the day is: the last of a year, a leap day,
//! one that is an hour shorter or longer. What is due, what is kept, what counts for which year and when one meets follow it.
//! That a row stays at 15:15 in page, letter and feed is told in `telling`.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use jiff::civil::{Date, Time as Clock, date, time};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan as _};
use store::{CertificateId, CommunityId, CycleId, PersonId, Time, args, sql};

use crate::communities::{self, Part, Proposal};
use crate::cycles::{self, Links, NewCycle, NewEntry, NewEvidence};
use crate::meetings::{self, NewMeeting};
use crate::testing::{Actor, World, on_each};
use crate::{Role, Stop, people, record};

sql! {
    ZONE = "update org set zone = $2 where district = $1";
    EMPTY = "delete from hours where person = $1";
    DAYS = "select on_date, cast(sum(minutes) as bigint) from hours where person = $1 group by on_date order by on_date";
    CODE = "select id, code from certificate where award = $1";
    REMINDED = "select due from job where kind = $1 and what = $2";
}

/// A place on earth, and the days of 2028 on which its clocks go on and back.
struct Place {
    name: &'static str,
    zone: TimeZone,
    on: Date,
    back: Date,
}

/// West of Greenwich, east of it, and on the southern half of the earth. The days by the rules of 2026: the second Sunday of March
/// and the first of November, the last of March and of October, the first of October and of April.
fn places() -> [Place; 3] {
    let place = |name, on, back| Place { name, zone: TimeZone::get(name).unwrap(), on, back };
    [
        place("America/Chicago", date(2028, 3, 12), date(2028, 11, 5)),
        place("Europe/Berlin", date(2028, 3, 26), date(2028, 10, 29)),
        place("Australia/Sydney", date(2028, 10, 1), date(2028, 4, 2)),
    ]
}

impl Place {
    /// The days on which a calendar goes wrong, in order.
    fn days(&self) -> Vec<Date> {
        let mut days =
            vec![date(2027, 12, 31), date(2028, 1, 1), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)];
        days.extend([self.on, self.back]);
        days.sort();
        days
    }

    fn moment(&self, day: Date, at: Clock) -> Time {
        meetings::moment(day, at, &self.zone)
    }

    /// The first moment of a day.
    fn begin(&self, day: Date) -> Time {
        self.moment(day, Clock::midnight())
    }

    /// The last second of a day.
    fn end(&self, day: Date) -> Time {
        self.begin(after(day, 1)).plus_seconds(-1)
    }
}

fn after(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days)).unwrap()
}

/// The district is at this place from now on, and it is the summer before.
fn moves(world: &World, place: &Place) {
    let (district, name) = (world.district, place.name);
    world.write(move |tx| Ok(tx.exec(ZONE, args![district, name])?));
    world.t.clock.travel(place.begin(date(2027, 6, 1)));
    // What the test says of its clocks is so.
    let hours = |day: Date| (place.end(day).seconds() + 1 - place.begin(day).seconds()) / 3600;
    assert_eq!((hours(place.on), hours(place.back), hours(date(2028, 2, 29))), (23, 25, 24), "{name}");
}

/// The same person at a moment, with a session of then: a year is longer than a session.
fn at(world: &World, who: &Actor, moment: Time) -> Actor {
    world.t.clock.travel(moment);
    let (id, district) = (who.id, world.district);
    let secret = world.write(move |tx| Ok(people::begin_session(tx, district, id, "later")?));
    let mut now = who.clone();
    now.sign_in(id, &secret);
    now
}

fn team(world: &World, ana: &Actor, others: &[PersonId]) -> CommunityId {
    let others = others.iter().map(|id| (*id, Part::Member));
    let all: Vec<_> = std::iter::once((ana.id, Part::Facilitator)).chain(others).collect();
    world.community(world.cedar, "Grade 3 Readers", &all)
}

fn cycle(world: &World, by: PersonId, community: CommunityId) -> CycleId {
    world.write(move |tx| {
        let new = NewCycle {
            community,
            shape: "pdsa",
            title: "zqcycle",
            links: Links::default(),
            grew_from: None,
            due: None,
        };
        cycles::begin(tx, by, &new)
    })
}

/// The item of a list in which a text stands.
fn item<'a>(body: &'a str, text: &str) -> &'a str {
    let at = body.find(text).unwrap_or_else(|| panic!("{text} isn't there"));
    let begins = body[..at].rfind("<li").expect("the beginning of an item");
    let ends = body[at..].find("</li>").expect("the end of an item");
    &body[begins..at + ends]
}

/// What is due on a day is due until the district's midnight, and late from then on.
#[test]
fn t30_what_is_due_is_late_from_the_next_midnight_of_the_district() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let (by, home) = (ana.id, team(&world, &ana, &[]));
        let cycle = cycle(&world, by, home);
        for place in places() {
            moves(&world, &place);
            for day in place.days() {
                at(&world, &ana, place.moment(after(day, -3), time(12, 0, 0, 0)));
                let text = format!("zq{day}");
                let todo = text.clone();
                let taken = world.write(move |tx| {
                    let me = crate::viewer::of(tx, by)?.ok_or(Stop::Nothing)?;
                    let was = cycles::find(tx, &me, cycle)?.ok_or(Stop::Nothing)?;
                    cycles::rename(tx, by, &was, "zqcycle", Some(day))?;
                    let community = communities::known(tx, home)?.ok_or(Stop::Nothing)?;
                    // Looked at again on this day, too.
                    let lines = ["We begin on time.".to_owned()];
                    let new = Proposal { lines: &lines, changed: "", look_again: Some(day) };
                    let kept = communities::norms(tx, &me, home)?;
                    communities::propose_norms(tx, by, &community, &kept, &new)?;
                    meetings::commit(tx, by, &community, None, by, &todo, Some(day))
                });
                for (now, near, late) in [
                    (place.end(after(day, -2)), "in 2 days", false),
                    (place.begin(after(day, -1)), "tomorrow", false),
                    (place.end(after(day, -1)), "tomorrow", false),
                    (place.begin(day), "today", false),
                    (place.end(day), "today", false),
                    (place.begin(after(day, 1)), "yesterday", true),
                ] {
                    let what = format!("{} {}: {near}", place.name, place.zone.to_datetime(now.stamp()));
                    let ana = at(&world, &ana, now);
                    let (page, list) = (ana.get("/").await.ok().body, ana.get("/commitments").await.ok().body);
                    for shown in [item(&page, &text), item(&page, &format!("/cycles/{cycle}#now")), item(&list, &text)]
                    {
                        assert!(shown.contains(near), "{what}: {shown}");
                        let red = shown.contains("class=\"when now\"") || shown.contains("class=\"now\"");
                        assert_eq!(red, late, "{what}: {shown}");
                    }
                    let norms = ana.get(&format!("/communities/{home}/norms")).await.ok();
                    let due = now >= place.begin(day);
                    assert_eq!(norms.body.contains("Time to look at your norms again"), due, "{what}");
                }
                world.write(move |tx| {
                    let community = communities::known(tx, home)?.ok_or(Stop::Nothing)?;
                    meetings::done(tx, by, &community, taken, None, "zq")
                });
            }
        }
    });
}

fn plan(
    world: &World,
    by: PersonId,
    community: CommunityId,
    (on, at): (Date, Clock),
    every: Option<(i64, Date)>,
) -> store::MeetingId {
    world.write(move |tx| {
        let team = communities::known(tx, community)?.ok_or(Stop::Nothing)?;
        let zone = crate::viewer::of(tx, by)?.ok_or(Stop::Nothing)?.zone;
        let title = format!("zq{on}");
        let new = NewMeeting { title: &title, on, at, minutes: 45, place: "", every };
        meetings::plan(tx, by, &team, &zone, &new)
    })
}

/// Rows meet on a leap day as on any other, and today's meetings are those between two midnights: also on a day of 25 hours.
#[test]
fn t30_a_row_meets_on_a_leap_day_and_a_day_has_as_many_hours_as_it_has() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        for place in places() {
            moves(&world, &place);
            // A community for each place, so that each begins with an empty calendar.
            let home = team(&world, &ana, &[]);
            at(&world, &ana, place.moment(date(2028, 2, 1), time(12, 0, 0, 0)));
            // Every week, and every fourth, as it is typed; the fourth week's row begins on the leap day itself.
            let days = |from: Date, weeks: i64, count: i64| (0..count).map(move |n| after(from, 7 * weeks * n));
            for (weeks, from, count) in [(1, date(2028, 2, 15), 8), (4, date(2028, 2, 29), 10)] {
                let (until, every) = (after(from, 7 * weeks * (count - 1)).to_string(), weeks.to_string());
                let from_text = from.to_string();
                let fields = [
                    ("title", "zqrow"),
                    ("on", from_text.as_str()),
                    ("at", "15:15"),
                    ("length", "45"),
                    ("every", &every),
                    ("until", &until),
                    ("agenda", "empty"),
                ];
                let noon = place.moment(date(2028, 2, 1), time(12, 0, 0, 0));
                let first =
                    at(&world, &ana, noon).post(&format!("/communities/{home}/meetings/new"), &fields).await.leads_to();
                let feed = format!("/communities/{home}/meetings");
                let list = at(&world, &ana, noon).get(&feed).await.ok();
                assert!(list.body.contains("Tuesday, February 29"), "{}", place.name);
                let leap = date(2028, 2, 29);
                for day in days(from, weeks, count).filter(|d| *d == leap || *d == from) {
                    let quarter_past = place.moment(day, time(15, 15, 0, 0));
                    for (now, today) in [
                        (place.end(after(day, -1)), false),
                        (place.begin(day), true),
                        (quarter_past, true),
                        (place.end(day), true),
                        (place.begin(after(day, 1)), false),
                    ] {
                        let page = at(&world, &ana, now).get("/").await.ok();
                        let what = format!("{} {}", place.name, place.zone.to_datetime(now.stamp()));
                        assert_eq!(page.body.contains("todays-meeting"), today, "{what}");
                        assert!(!today || page.body.contains("3:15 PM"), "{what}");
                    }
                }
                // All of them are at 15:15, also after the clocks have changed.
                let mut starts = Vec::new();
                let upcoming = at(&world, &ana, noon).get(&feed).await.ok().body;
                for day in days(from, weeks, count) {
                    starts.push(place.moment(day, time(15, 15, 0, 0)));
                    assert!(upcoming.contains(&face::date_long(face::Lang::En, day)), "{} {day}", place.name);
                }
                assert_eq!(upcoming.matches("3:15 PM").count(), starts.len(), "{}", place.name);
                at(&world, &ana, noon).post(&format!("{first}/cancel"), &[("which", "following")]).await.leads_to();
            }
            // On the long day and on the short one: late in the evening is today from the first minute on, and the first minute
            // is today until the last.
            for day in [place.on, place.back] {
                let (early, late) = (time(0, 5, 0, 0), time(23, 50, 0, 0));
                plan(&world, ana.id, home, (after(day, -1), late), None);
                plan(&world, ana.id, home, (after(day, 1), early), None);
                for (clock, now) in [(late, place.begin(day)), (early, place.end(day))] {
                    let meeting = plan(&world, ana.id, home, (day, clock), None);
                    let page = at(&world, &ana, now).get("/").await.ok();
                    let what = format!("{} {day} {clock}", place.name);
                    assert_eq!(page.body.matches("data-testid=\"todays-meeting\"").count(), 1, "{what}");
                    assert!(page.body.contains(&format!("/meetings/{meeting}")), "{what}");
                    page.hides(&format!("zq{}", after(day, -1))).hides(&format!("zq{}", after(day, 1)));
                    at(&world, &ana, now).post(&format!("/meetings/{meeting}/cancel"), &[]).await.leads_to();
                }
            }
        }
    });
}

/// The letter of a week names the meetings of a week: to the same time of day, whatever the clocks do in between.
#[test]
fn t30_the_week_of_a_letter_is_a_week_on_the_wall() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        for place in places() {
            moves(&world, &place);
            let home = team(&world, &ana, &[tom.id]);
            let mut sundays = [place.on, place.back];
            sundays.sort();
            for sunday in sundays {
                let (monday, next) = (after(sunday, -6), after(sunday, 1));
                let seven = place.moment(monday, time(7, 0, 0, 0));
                at(&world, &ana, seven.plus_seconds(-600));
                plan(&world, ana.id, home, (after(next, -1), time(12, 0, 0, 0)), None);
                let before = plan(&world, ana.id, home, (next, time(6, 55, 0, 0)), None);
                let later = plan(&world, ana.id, home, (next, time(7, 5, 0, 0)), None);
                let letter = at(&world, &tom, seven).get("/telling/next").await.ok().body;
                let what = format!("{} {sunday}", place.name);
                assert!(letter.contains("12:00 PM") && letter.contains("6:55 AM"), "{what}: {letter}");
                assert!(!letter.contains("7:05 AM"), "{what}");
                for meeting in [before, later] {
                    let ana = at(&world, &ana, seven);
                    ana.post(&format!("/meetings/{meeting}/cancel"), &[]).await.leads_to();
                }
            }
        }
    });
}

/// What is kept until a day is kept to the end of it; what is kept for so many hours or days is kept exactly as long.
#[test]
fn t30_what_is_kept_until_a_day_is_kept_to_its_midnight() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let nobody = world.stranger();
        for place in places() {
            moves(&world, &place);
            let home = team(&world, &ana, &[]);
            let (page, archive) = (format!("/communities/{home}"), format!("/communities/{home}/archive"));
            // Put to rest in the first and in the last minute of a day: thirty days on is the same day, across leap day, the end
            // of a year and both changes of clocks.
            for rested in [date(2027, 12, 31), date(2028, 1, 30), after(place.on, -3), after(place.back, -3)] {
                for now in [place.begin(rested), place.end(rested)] {
                    at(&world, &ana, now).post(&archive, &[("to", "archive")]).await.leads_to();
                    let last = after(rested, 30);
                    let what = format!("{} {rested} to {last}", place.name);
                    let told = format!("Until {} whoever", face::date_long(face::Lang::En, last));
                    let note = at(&world, &ana, place.end(last)).get(&page).await.ok().shows(&told).body;
                    assert!(note.contains("Take it up again"), "{what}");
                    at(&world, &ana, place.begin(after(last, 1)))
                        .get(&page)
                        .await
                        .ok()
                        .hides("Take it up again")
                        .shows("more than thirty days");
                    let late = at(&world, &ana, place.begin(after(last, 1))).post(&archive, &[("to", "open")]).await;
                    assert_eq!(late.status, StatusCode::FORBIDDEN, "{what}");
                    at(&world, &ana, place.end(last)).post(&archive, &[("to", "open")]).await.leads_to();
                }
            }
            // A token of a year, made so that its last day is a leap day, and one of thirty days across a change of clocks.
            for (made, days) in [(date(2027, 3, 1), 365), (after(place.on, -7), 30), (after(place.back, -7), 30)] {
                let (last, now) = (after(made, days), place.moment(made, time(18, 0, 0, 0)));
                let fields = [("name", "zqexport"), ("days", &*days.to_string())];
                let answer = at(&world, &ana, now).post("/account/tokens", &fields).await;
                let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
                let secret = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
                let told = format!("works until {}", face::date_short(face::Lang::En, last, made));
                at(&world, &ana, now).get("/account/tokens").await.ok().shows(&told);
                for (now, status) in
                    [(place.end(last), StatusCode::OK), (place.begin(after(last, 1)), StatusCode::UNAUTHORIZED)]
                {
                    world.t.clock.travel(now);
                    let ask = Request::get("/api/v1/communities").header("authorization", format!("Bearer {secret}"));
                    let got = nobody.send(ask.body(Body::empty()).unwrap()).await;
                    assert_eq!(got.status, status, "{} made {made}, asked {now:?}", place.name);
                }
            }
            // What lasts a number of minutes or days of 24 hours lasts as long when the wall's clock jumps.
            for day in place.days() {
                let made = place.begin(day).plus_seconds(-600);
                at(&world, &ana, made);
                let (district, id) = (world.district, ana.id);
                let link = world.write(move |tx| Ok(people::make_pass(tx, district, id, "link", 1200)?));
                let link = format!("/sign-in/with/{link}");
                world.t.clock.travel(made.plus_seconds(1199));
                nobody.get(&link).await.ok();
                world.t.clock.travel(made.plus_seconds(1200));
                assert_eq!(nobody.get(&link).await.status, StatusCode::NOT_FOUND, "{} {day}", place.name);
                let session = at(&world, &ana, made);
                world.t.clock.travel(made.plus_days(30).plus_seconds(-1));
                session.get("/account").await.ok();
                world.t.clock.travel(made.plus_days(30));
                assert!(session.get("/account").await.leads_to().starts_with("/sign-in"), "{} {day}", place.name);
            }
        }
    });
}

/// Somebody records evidence on a cycle, which counts for fifteen minutes.
fn records(world: &World, by: PersonId, cycle: CycleId) {
    world.write(move |tx| {
        let me = crate::viewer::of(tx, by)?.ok_or(Stop::Nothing)?;
        let step = cycles::find(tx, &me, cycle)?.ok_or(Stop::Nothing)?.step;
        let evidence = vec![NewEvidence {
            kind: cycles::Kind::Link,
            text: "zqevidence".into(),
            value: None,
            link: Some("https://example.org/evidence".into()),
            file: None,
            observation: None,
        }];
        let new = NewEntry { cycle, step: &step, fields: cycles::Written::default(), peers: false, evidence };
        cycles::write_entry(tx, by, &new).map(drop)
    });
}

/// Hours count for the day, the school year and the licence period in which they were in the district, and for no other.
#[test]
fn t30_hours_count_for_the_day_and_the_year_of_the_district() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.office());
        let (by, home) = (ana.id, team(&world, &ana, &[]));
        let cycle = cycle(&world, by, home);
        let rules = [
            ("rule", "il-pd"),
            ("note", "10"),
            ("prediction", "10"),
            ("try", "30"),
            ("evidence", "15"),
            ("result", "20"),
            ("most_a_day", "60"),
            ("over", "30"),
        ];
        lea.post("/record/rules", &rules).await.leads_to();
        for place in places() {
            moves(&world, &place);
            world.write(move |tx| Ok(tx.exec(EMPTY, args![by])?));
            // An hour is the most of a day. A minute before midnight it is full; at midnight another day begins.
            let mut expected = Vec::new();
            let mut days = place.days();
            days.extend([date(2028, 6, 30), date(2028, 7, 1)]);
            days.sort();
            for day in days {
                at(&world, &ana, place.begin(day));
                records(&world, by, cycle);
                at(&world, &ana, place.end(day));
                for _ in 0..5 {
                    records(&world, by, cycle);
                }
                expected.push((day.to_string(), 60));
            }
            let counted = world.write(move |tx| Ok(tx.rows(DAYS, args![by], |r| Ok((r.get(0)?, r.get(1)?)))?));
            assert_eq!(counted, expected, "{}", place.name);
            // The school year turns with the midnight before the first of July.
            let hours = |from: Date, until: Date| {
                expected.iter().filter(|(d, _)| *d >= from.to_string() && *d < until.to_string()).count()
            };
            let (before, since) =
                (hours(date(2027, 7, 1), date(2028, 7, 1)), hours(date(2028, 7, 1), date(2029, 7, 1)));
            let last = at(&world, &ana, place.end(date(2028, 6, 30)));
            last.get("/record").await.ok().shows(&format!("You have learned for {before} hours this school year"));
            let first = at(&world, &ana, place.begin(date(2028, 7, 1)));
            first.get("/record").await.ok().shows(&format!("You have learned for {since} hours this school year"));
            first.get("/record?year=2027").await.ok().shows(&format!("You learned for {before} hours in 2027–28"));
            // What one reports oneself may be of today, which is the district's, and not of tomorrow.
            for day in place.days() {
                let report = |on: Date| {
                    let on = on.to_string();
                    [
                        ("what", "zqcourse".to_owned()),
                        ("on", on),
                        ("minutes", "1".into()),
                        ("level", "knowledge".into()),
                    ]
                };
                for (now, on, fits) in [
                    (place.end(after(day, -1)), day, false),
                    (place.begin(day), day, true),
                    (place.end(day), day, true),
                ] {
                    let fields = report(on);
                    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    let got = at(&world, &ana, now).post("/record/own", &fields).await;
                    let status = if fits { StatusCode::SEE_OTHER } else { StatusCode::UNPROCESSABLE_ENTITY };
                    assert_eq!(got.status, status, "{} {day}: {}", place.name, got.gist());
                }
            }
            // Five years from a leap day are five whole years: to the end of a February without one.
            for (began, ends) in [
                (date(2023, 2, 28), date(2028, 2, 27)),
                (date(2023, 3, 1), date(2028, 2, 29)),
                (date(2024, 2, 29), date(2029, 2, 28)),
                (date(2023, 7, 1), date(2028, 6, 30)),
                (date(2023, 1, 1), date(2027, 12, 31)),
            ] {
                let until =
                    |day: Date| format!("The period ends on {}", face::date_short(face::Lang::En, day, Date::MIN));
                let next = |day: Date| {
                    // The one after it, from the day on which the first began: five years after a 28 February 2029 lies one that
                    // ends before the same day of 2034.
                    let turned = began.checked_add(10.years()).unwrap();
                    assert!(turned > day);
                    let turned = if turned.day() < began.day() { turned.tomorrow().unwrap() } else { turned };
                    turned.yesterday().unwrap()
                };
                let begins = began.to_string();
                at(&world, &ana, place.end(ends)).post("/record/licence", &[("begins", &begins)]).await.leads_to();
                at(&world, &ana, place.end(ends)).get("/record").await.ok().shows(&until(ends));
                at(&world, &ana, place.begin(after(ends, 1))).get("/record").await.ok().shows(&until(next(ends)));
            }
            // Of a day and the next, one lies in the period that ends between them.
            let session = at(&world, &ana, place.end(date(2028, 2, 29)));
            session.post("/record/licence", &[("begins", "2023-03-01")]).await.leads_to();
            let inside = session.get("/record?period=1").await.ok();
            inside.shows("February 29").hides("March 1,").shows("December 31, 2027");
            let next = at(&world, &ana, place.begin(date(2028, 3, 1))).get("/record?period=1").await.ok();
            next.shows("March 1,").hides("February 29");
        }
    });
}

/// A certificate holds to the end of its last day in the district, wherever it is looked at; who has it is told thirty days before.
#[test]
fn t30_a_certificate_holds_to_the_midnight_of_its_last_day() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let nobody = world.stranger();
        for place in places() {
            moves(&world, &place);
            let home = team(&world, &ana, &[tom.id]);
            for last in place.days().into_iter().chain([after(place.on, 14), after(place.back, 14)]) {
                // Given in the last minute of a day: that day it was given on, also where Greenwich has another.
                let day = after(last, -40);
                at(&world, &ana, place.end(day));
                let (by, holder, district) = (ana.id, tom.id, world.district);
                let meeting = plan(&world, by, home, (day, time(15, 15, 0, 0)), None);
                let (code, reminded): (String, Time) = world.write(move |tx| {
                    let team = communities::known(tx, home)?.ok_or(Stop::Nothing)?;
                    let planned = meetings::known(tx, meeting)?.ok_or(Stop::Nothing)?;
                    meetings::begin(tx, &team, &planned)?;
                    meetings::attend(tx, by, &team, meeting, holder, "here")?;
                    let running = meetings::known(tx, meeting)?.ok_or(Stop::Nothing)?;
                    meetings::end(tx, by, &team, &running)?;
                    let terms = learning::hours::Terms { at_least: 1, least_minutes: 0 };
                    let new = record::NewAward {
                        title: "Reading",
                        cycle: None,
                        from: day,
                        until: day,
                        terms,
                        expires: Some(last),
                        renews: None,
                        letter: false,
                    };
                    let award = record::decide(tx, by, district, Some(&team), &new)?;
                    record::give(tx, "", award)?;
                    let (id, code): (CertificateId, String) =
                        tx.one(CODE, args![award], |r| Ok((r.get(0)?, r.get(1)?)))?.ok_or(Stop::Nothing)?;
                    let due = tx.one(REMINDED, args![record::REMINDING, id.to_string()], |r| r.get(0))?;
                    Ok((code, due.ok_or(Stop::Nothing)?))
                });
                let what = format!("{} {last}", place.name);
                assert_eq!(reminded, place.begin(after(last, -30)), "{what}");
                let check = format!("/check/{code}");
                let full = |day| face::date_short(face::Lang::En, day, Date::MIN);
                nobody.get(&check).await.ok().shows(&full(day)).shows(&full(last)).hides(&full(after(day, 1)));
                world.t.clock.travel(place.end(last));
                nobody.get(&check).await.ok().shows("Tom Test is valid");
                world.t.clock.travel(place.begin(after(last, 1)));
                nobody.get(&check).await.ok().shows("has expired");
            }
        }
    });
}
