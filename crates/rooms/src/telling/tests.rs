//! What reaches people, and what doesn't.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{date, time};
use jiff::tz::TimeZone;
use mail_parser::{Message, MessageParser, MimeHeaders as _};
use store::{CommunityId, MeetingId, PersonId, Time, args, sql};

use super::post_office::{Arrived, PostOffice};
use super::{digest, feed};
use crate::communities::{self, NewCommunity, Part, add, join};
use crate::meetings::{self, NewMeeting};
use crate::testing::{Actor, World, on_each};
use crate::{App, Options, Role, jobs};

fn chicago() -> TimeZone {
    TimeZone::get("America/Chicago").unwrap()
}

/// A community at Cedar Street with `lead` and the others in it.
fn team(world: &World, name: &'static str, lead: PersonId, others: &[PersonId]) -> CommunityId {
    let others = others.iter().map(|id| (*id, Part::Member));
    let people: Vec<_> = std::iter::once((lead, Part::Facilitator)).chain(others).collect();
    world.community(world.cedar, name, &people)
}

/// A meeting, or a row of them, at 15:15 from a Tuesday on.
fn planned(
    world: &World,
    id: CommunityId,
    by: PersonId,
    on: jiff::civil::Date,
    every: Option<(i64, jiff::civil::Date)>,
) -> store::MeetingId {
    world.write(move |tx| {
        let community = communities::known(tx, id)?.unwrap();
        let new = NewMeeting {
            title: "Team meeting",
            on,
            at: time(15, 15, 0, 0),
            minutes: 45,
            place: "Room 12; left, upstairs",
            every,
        };
        meetings::plan(tx, by, &community, &chicago(), &new)
    })
}

/// A node that hands its mail to `office`.
fn node(world: &World, office: &PostOffice) -> Arc<App> {
    let old = &world.app.options;
    let options = Options {
        smtp: Some(office.settings()),
        data: old.data.clone(),
        address: old.address.clone(),
        ..Options::default()
    };
    App::new(world.t.db.clone(), options)
}

/// What a node does in its background, once.
async fn work(app: &Arc<App>) {
    digest::promise_due(app).await.unwrap();
    jobs::all_due(app).await;
}

/// A moment on Riverbend's clocks.
fn at(day: jiff::civil::Date, hour: i8, minute: i8) -> Time {
    meetings::moment(day, time(hour, minute, 0, 0), &chicago())
}

sql! {
    MAIL_OF = "select email from person where id = $1";
    SET_ZONE = "update org set zone = $2 where id = $1";
}

fn email(world: &World, id: PersonId) -> String {
    world.write(move |tx| Ok(tx.one(MAIL_OF, args![id], |r| r.get(0))?.unwrap()))
}

/// The letters to somebody, read as a mail program reads them.
fn letters<'a>(arrived: &'a [Arrived], to: &str) -> Vec<Message<'a>> {
    arrived.iter().filter(|a| a.to == to).map(|a| MessageParser::default().parse(&a.bytes).unwrap()).collect()
}

/// The calendar part of a letter, with its folded lines made whole, and the method its header names.
fn calendar(letter: &Message<'_>) -> (String, String) {
    let part = letter
        .parts
        .iter()
        .find(|p| p.content_type().is_some_and(|t| t.subtype() == Some("calendar")))
        .expect("a calendar");
    let method = part.content_type().unwrap().attribute("method").unwrap().to_owned();
    (method, part.text_contents().unwrap().replace("\r\n", "\n").replace("\n ", ""))
}

/// The address of RFC 8058 in a letter, as a path.
fn stop_path(letter: &Message<'_>) -> String {
    let raw = letter.header_raw("List-Unsubscribe").unwrap().trim().to_owned();
    raw.trim_matches(['<', '>']).strip_prefix("http://perennial.test").unwrap().to_owned()
}

/// The form of `/telling`.
async fn choose(who: &Actor, fields: &[(&str, &str)]) {
    let mut all = vec![("digest", "none"), ("hour", "7"), ("quiet_from", "18"), ("quiet_to", "7")];
    all.retain(|(name, _)| !fields.iter().any(|(n, _)| n == name));
    all.extend(fields);
    assert_eq!(who.post("/telling", &all).await.leads_to(), "/telling");
}

/// A new calendar address, as the page shows it once.
async fn address(who: &Actor) -> String {
    let answer = who.post("/telling/feed", &[]).await;
    let cookie = answer.headers.get("set-cookie").unwrap().to_str().unwrap().to_owned();
    let secret = cookie.split(['=', ';']).nth(1).unwrap();
    format!("/calendar/{secret}.ics")
}

#[test]
fn a_calendar_address_tells_ones_meetings_until_it_is_replaced_or_its_person_leaves() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let team = team(&world, "Grade 3 Readers", ana.id, &[tom.id]);
        let meeting = planned(&world, team, ana.id, date(2026, 9, 22), None);
        let other = self::team(&world, "Grade 3 Writers", tom.id, &[]);
        planned(&world, other, tom.id, date(2026, 9, 23), None);
        let nobody = world.stranger();
        let first = address(&tom).await;
        let got = nobody.get(&first).await.ok();
        assert_eq!(got.headers["content-type"], "text/calendar; charset=utf-8");
        let got = got
            .shows("SUMMARY:Grade 3 Readers: Team meeting")
            .shows("DTSTART:20260922T201500Z")
            .shows("STATUS:CONFIRMED");
        assert!(got.body.contains("LOCATION:Room 12\\; left\\, upstairs\r\n"), "{}", got.body);
        // What was fetched before isn't fetched again until something changes.
        let tag = got.headers["etag"].clone();
        let again = || {
            axum::http::Request::get(&first)
                .header("if-none-match", tag.clone())
                .body(axum::body::Body::empty())
                .unwrap()
        };
        assert_eq!(nobody.send(again()).await.status, 304);
        nobody.get(&first).await.ok().shows("SUMMARY:Grade 3 Writers: Team meeting");
        ana.post(&format!("/meetings/{meeting}/cancel"), &[]).await.leads_to();
        nobody.send(again()).await.ok().shows("STATUS:CANCELLED").shows("SEQUENCE:2");
        // A new address ends the old one; an address that never was answers the same.
        let second = address(&tom).await;
        assert_ne!(first, second);
        let gone = nobody.get(&first).await;
        let never = nobody.get(&format!("/calendar/{}.ics", "0".repeat(64))).await;
        assert_eq!((gone.status.as_u16(), never.status.as_u16()), (404, 404));
        assert_eq!(gone.gist(), never.gist());
        nobody.get(&second).await.ok().shows("SUMMARY");
        // Out of the community, out of its meetings; out of the district, no calendar.
        let tom_id = tom.id;
        world.write(move |tx| Ok(communities::depart(tx, team, tom_id)?));
        nobody.get(&second).await.ok().hides("Readers").shows("SUMMARY:Grade 3 Writers: Team meeting");
        world.write(move |tx| Ok(crate::people::leave(tx, tom_id)?));
        assert_eq!(nobody.get(&second).await.status, 404);
        // One's own page shows an address once, and never somebody else's.
        let third = address(&ana).await;
        let secret = third.trim_start_matches("/calendar/").trim_end_matches(".ics").to_owned();
        ana.get("/telling").await.ok().hides(&secret);
        ana.post("/telling/feed/end", &[]).await.leads_to();
        assert_eq!(nobody.get(&third).await.status, 404);
    });
}

#[test]
fn a_digest_comes_once_a_week_with_what_its_reader_may_see_then_and_never_empty() {
    on_each(|world| async move {
        let mut office = PostOffice::open().await;
        let (one, two) = (node(&world, &office), node(&world, &office));
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let una = world.person("Una", Role::Teacher, world.cedar);
        let readers = team(&world, "Grade 3 Readers", ana.id, &[tom.id, una.id]);
        let writers = team(&world, "Grade 3 Writers", ana.id, &[tom.id]);
        digest::greet(&one).await.unwrap();
        digest::greet(&two).await.unwrap();
        world.t.clock.travel(at(date(2026, 9, 16), 12, 0));
        planned(&world, readers, ana.id, date(2026, 9, 22), None);
        planned(&world, writers, ana.id, date(2026, 9, 24), None);
        // What stays among peers isn't told to who evaluates by the time it would be.
        world.write(move |tx| {
            let community = communities::known(tx, readers)?.unwrap();
            let event = store::Event {
                district: community.district,
                actor: Some(tx.one(LEAD, args![readers], |r| r.get(0))?.unwrap()),
                verb: "try.made",
                thing: ("cycle", tx.fresh_id()),
                community: Some(readers),
                org: None,
                audience: community.peers,
                about: "Among peers only",
            };
            Ok(store::events::write(tx, &event)?)
        });
        // The real preview, before it is sent.
        world.t.clock.travel(at(date(2026, 9, 16), 12, 1));
        tom.get("/telling").await.ok().shows("Your next letter comes on Monday, September 21, at 7:00 AM.");
        tom.get("/telling/next").await.ok().shows("Grade 3 Readers").shows("Among peers only");
        let (tom_id, una_id, district) = (tom.id, una.id, world.district);
        let cedar = world.cedar;
        world.write(move |tx| {
            communities::depart(tx, writers, tom_id)?;
            crate::people::give_role(tx, district, una_id, cedar, Role::Principal, "", "")?;
            Ok(())
        });
        // Sunday is quiet; on Monday at seven two nodes look at once.
        world.t.clock.travel(at(date(2026, 9, 20), 12, 0));
        work(&one).await;
        assert_eq!(office.fetch().len(), 0);
        world.t.clock.travel(at(date(2026, 9, 21), 7, 0));
        tokio::join!(work(&one), work(&two), work(&one));
        let arrived = office.fetch();
        let (to_ana, to_tom, to_una) = (email(&world, ana.id), email(&world, tom.id), email(&world, una.id));
        assert_eq!(letters(&arrived, &to_ana).len(), 1, "Ana is told that Tom left");
        let got = letters(&arrived, &to_tom);
        assert_eq!(got.len(), 1, "one letter, however many look");
        let letter = &got[0];
        assert_eq!(letter.subject(), Some("Your communities this week"));
        let text = letter.body_text(0).unwrap();
        assert!(text.contains("Hello Tom,"), "{text}");
        assert!(text.contains("Ana Test planned a meeting: Team meeting (September 16)"), "{text}");
        assert!(text.contains("Among peers only") && text.contains("Tuesday, September 22, 3:15 PM"), "{text}");
        assert!(!text.contains("Writers"), "what he may not see any more isn't told: {text}");
        let html = letter.body_html(0).unwrap();
        assert!(html.contains("Grade 3 Readers") && !html.contains("<script") && !html.contains("Writers"));
        let una_text = letters(&arrived, &to_una)[0].body_text(0).unwrap().into_owned();
        assert!(una_text.contains("Grade 3 Readers") && !una_text.contains("Among peers only"), "{una_text}");
        // Nothing happened since: nothing comes, and the page says what would.
        world.t.clock.travel(at(date(2026, 9, 28), 7, 5));
        work(&one).await;
        assert_eq!(office.fetch().len(), 0);
        tom.get("/telling/next").await.ok().shows("There is nothing to tell yet");
        // Who has left is told nothing, whatever is due.
        world.write(move |tx| Ok(crate::people::leave(tx, tom_id)?));
        planned(&world, readers, ana.id, date(2026, 10, 20), None);
        world.t.clock.travel(at(date(2026, 10, 5), 7, 5));
        work(&one).await;
        let arrived = office.fetch();
        assert_eq!((letters(&arrived, &to_tom).len(), letters(&arrived, &to_una).len()), (0, 1));
        office.close().await;
    });
}

sql! { LEAD = "select person from membership where community = $1 and part = 'facilitator'"; }

#[test]
fn days_without_a_mail_server_become_one_letter_later_and_nothing_is_lost_or_told_twice() {
    on_each(|world| async move {
        let mut office = PostOffice::open().await;
        let app = node(&world, &office);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let team = team(&world, "Grade 3 Readers", ana.id, &[tom.id]);
        choose(&tom, &[("digest", "daily"), ("at_once", "planned"), ("at_once", "cancelled")]).await;
        office.close().await;
        let monday = date(2026, 9, 14);
        let mut meetings = Vec::new();
        // Three school days on which something happens and nobody takes mail: a node looks every half hour.
        for half_hours in 3..(3 * 48) {
            world.t.clock.travel(at(monday, 11, 0).plus_seconds(half_hours * 1800));
            if half_hours % 48 == 4 {
                meetings.push(planned(
                    &world,
                    team,
                    ana.id,
                    date(2026, 10, 6).saturating_add(jiff::Span::new().days(half_hours)),
                    None,
                ));
            }
            work(&app).await;
        }
        assert_eq!(meetings.len(), 3);
        ana.post(&format!("/meetings/{}/cancel", meetings[0]), &[]).await.leads_to();
        world.t.clock.travel(at(date(2026, 9, 17), 14, 0));
        office.reopen().await;
        for minutes in 0..90 {
            world.t.clock.travel(at(date(2026, 9, 17), 14, 0).plus_seconds(minutes * 60));
            work(&app).await;
        }
        let to_tom = email(&world, tom.id);
        let arrived = office.fetch();
        let got = letters(&arrived, &to_tom);
        let digests: Vec<_> = got.iter().filter(|l| l.subject() == Some("Your communities today")).collect();
        assert_eq!(digests.len(), 1, "one digest about all three days");
        let text = digests[0].body_text(0).unwrap();
        assert_eq!(text.matches("Ana Test planned a meeting: Team meeting").count(), 3, "{text}");
        assert!(text.contains("Ana Test called a meeting off: Team meeting"), "{text}");
        // Two meetings are to be told; the third was planned and called off while nobody listened.
        let mut subjects: Vec<_> = got.iter().filter_map(|l| l.subject()).filter(|s| s.contains("planned")).collect();
        subjects.sort_unstable();
        assert_eq!(subjects.len(), 2, "{subjects:?}");
        assert_eq!(got.len(), 3);
        world.t.clock.travel(at(date(2026, 9, 18), 14, 0));
        work(&app).await;
        assert_eq!(office.fetch().len(), 0, "nothing twice");
        office.close().await;
    });
}

#[test]
fn what_one_took_on_is_reminded_once_before_it_is_due_and_to_nobody_else() {
    on_each(|world| async move {
        let office = PostOffice::open().await;
        let app = node(&world, &office);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let team = team(&world, "Grade 3 Readers", ana.id, &[tom.id]);
        let meeting = planned(&world, team, ana.id, date(2026, 9, 15), None);
        world.t.clock.travel(at(date(2026, 9, 14), 12, 0));
        for who in [&ana, &tom] {
            choose(who, &[("digest", "daily")]).await;
        }
        let tom_id = tom.id;
        world.write(move |tx| {
            let community = communities::known(tx, team)?.unwrap();
            meetings::commit(
                tx,
                tom_id,
                &community,
                Some(meeting),
                tom_id,
                "Copy the sheets",
                Some(date(2026, 9, 17)),
            )?;
            Ok(())
        });
        let (to_ana, to_tom) = (email(&world, ana.id), email(&world, tom.id));
        let mut got = Vec::new();
        for day in 15..25 {
            world.t.clock.travel(at(date(2026, 9, day), 7, 0));
            work(&app).await;
            let arrived = office.fetch();
            for letter in letters(&arrived, &to_tom) {
                got.push((day, letter.body_text(0).unwrap().contains("Copy the sheets, Grade 3 Readers, today")));
            }
            // What he did is news to her, and his to do isn't hers.
            assert!(
                letters(&arrived, &to_ana)
                    .iter()
                    .all(|l| day == 15 && !l.body_text(0).unwrap().contains("What you took on"))
            );
        }
        assert_eq!(got, [(17, true)]);
    });
}

#[test]
fn letters_are_ended_from_any_letter_without_signing_in_and_by_nothing_else() {
    on_each(|world| async move {
        let mut office = PostOffice::open().await;
        let app = node(&world, &office);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let una = world.person("Una", Role::Teacher, world.cedar);
        let team = team(&world, "Grade 3 Readers", ana.id, &[tom.id, una.id]);
        choose(&tom, &[("digest", "daily"), ("at_once", "planned")]).await;
        choose(&una, &[("digest", "daily")]).await;
        world.t.clock.travel(at(date(2026, 9, 14), 13, 0));
        planned(&world, team, ana.id, date(2026, 9, 22), None);
        work(&app).await;
        world.t.clock.travel(at(date(2026, 9, 15), 7, 30));
        work(&app).await;
        let arrived = office.fetch();
        let (to_tom, to_una) = (email(&world, tom.id), email(&world, una.id));
        let got = letters(&arrived, &to_tom);
        assert_eq!(got.len(), 2);
        for letter in &got {
            assert_eq!(letter.header_raw("List-Unsubscribe-Post").map(str::trim), Some("List-Unsubscribe=One-Click"));
            assert_eq!(letter.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
        }
        let daily = got.iter().find(|l| l.subject() == Some("Your communities today")).unwrap();
        let path = stop_path(daily);
        assert!(daily.body_text(0).unwrap().contains(&path), "the address stands in the letter too");
        let nobody = world.stranger();
        // A program that opens every address in a mail ends nothing.
        for _ in 0..3 {
            nobody.get(&path).await.ok().shows("Nothing has changed yet");
        }
        tom.get("/telling").await.ok().shows("Your next letter comes on");
        // An address that was changed anywhere is nothing, as is one for somebody else or something else.
        let mac = path.rsplit('.').next().unwrap().to_owned();
        let first = if mac.starts_with('0') { "1" } else { "0" };
        let una_hex = una.id.0.simple().to_string();
        for wrong in [
            path.replace(&mac, &format!("{first}{}", &mac[1..])),
            path.replace(&mac, &mac[..62]),
            path.replace(&mac, ""),
            path.replace(".digest.", ".meetings."),
            path.replace(&tom.id.0.simple().to_string(), &una_hex),
            "/telling/stop/x".to_owned(),
        ] {
            let (get, post) =
                (nobody.get(&wrong).await, nobody.post(&wrong, &[("List-Unsubscribe", "One-Click")]).await);
            assert_eq!((get.status.as_u16(), post.status.as_u16()), (404, 404), "{wrong}");
        }
        // The one request of a mail program: without a session, without an origin, and it is done.
        let one_click = nobody.post(&path, &[("List-Unsubscribe", "One-Click")]).await.ok();
        one_click.shows("No more of these letters come to you.").shows("Mail and calendar");
        // It ends what it stands in, and nothing else: his meeting letters still come, and Una's digest.
        tom.get("/telling").await.ok().shows("Only mail about your meetings comes to you.");
        planned(&world, team, ana.id, date(2026, 9, 29), None);
        work(&app).await;
        world.t.clock.travel(at(date(2026, 9, 16), 7, 30));
        work(&app).await;
        let arrived = office.fetch();
        assert_eq!(letters(&arrived, &to_una).len(), 1);
        let got = letters(&arrived, &to_tom);
        assert_eq!(got.len(), 1);
        assert!(got[0].subject().unwrap().starts_with("A meeting was planned for"));
        nobody.post(&stop_path(&got[0]), &[]).await.ok();
        tom.get("/telling").await.ok().shows("No mail comes to you.");
        // And it can be had back.
        choose(&tom, &[("digest", "daily")]).await;
        tom.get("/telling").await.ok().shows("Your next letter comes on");
        office.close().await;
    });
}

#[test]
fn what_comes_at_once_is_the_difference_held_back_in_quiet_hours_and_taken_over_by_calendars() {
    on_each(|world| async move {
        let mut office = PostOffice::open().await;
        let app = node(&world, &office);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let una = world.person("Una", Role::Teacher, world.cedar);
        let team = team(&world, "Grade 3 \"Readers\", mornings", ana.id, &[tom.id, una.id]);
        choose(&tom, &[("at_once", "planned"), ("at_once", "changed"), ("at_once", "cancelled")]).await;
        let to_tom = email(&world, tom.id);
        world.t.clock.travel(at(date(2026, 9, 14), 12, 0));
        let meeting = planned(&world, team, ana.id, date(2026, 9, 22), None);
        work(&app).await;
        work(&app).await;
        let arrived = office.fetch();
        assert_eq!(arrived.len(), 1, "only who chose it is told, and once");
        let got = letters(&arrived, &to_tom);
        assert_eq!(got[0].subject(), Some("A meeting was planned for Tuesday, September 22"));
        let (method, text) = calendar(&got[0]);
        assert_eq!(method, "REQUEST");
        for line in [
            "METHOD:REQUEST",
            "DTSTART:20260922T201500Z",
            "SEQUENCE:1",
            &format!("UID:meeting-{meeting}@perennial.test"),
            "ORGANIZER;CN=\"Grade 3 ^'Readers^', mornings\":mailto:perennial@district.test",
            &format!(":mailto:{to_tom}"),
            "LOCATION:Room 12\\; left\\, upstairs",
        ] {
            assert!(text.contains(line), "{line} isn't in\n{text}");
        }
        // In the evening it is moved twice: told once, in the morning, as the difference.
        world.t.clock.travel(at(date(2026, 9, 15), 19, 0));
        for (rev, day) in [("1", "2026-09-23"), ("2", "2026-09-24")] {
            let fields = [
                ("title", "Team meeting"),
                ("on", day),
                ("at", "16:00"),
                ("length", "45"),
                ("place", "Library"),
                ("_rev", rev),
            ];
            ana.post(&format!("/meetings/{meeting}/edit"), &fields).await.leads_to();
            work(&app).await;
        }
        assert_eq!(office.fetch().len(), 0, "it is quiet");
        world.t.clock.travel(at(date(2026, 9, 16), 7, 0));
        work(&app).await;
        let arrived = office.fetch();
        let got = letters(&arrived, &to_tom);
        assert_eq!(got.len(), 1);
        let body = got[0].body_text(0).unwrap();
        assert!(body.contains("Thursday, September 24, 4:00 PM, 45 minutes, Library (was: Tuesday, September 22, 3:15 PM, 45 minutes, Room 12; left, upstairs)"), "{body}");
        let (_, text) = calendar(&got[0]);
        assert!(text.contains("SEQUENCE:3") && text.contains("DTSTART:20260924T210000Z"), "{text}");
        // A change that was taken back before anybody was told is none.
        world.t.clock.travel(at(date(2026, 9, 16), 20, 0));
        for (rev, place) in [("3", "Gym"), ("4", "Library")] {
            let fields = [
                ("title", "Team meeting"),
                ("on", "2026-09-24"),
                ("at", "16:00"),
                ("length", "45"),
                ("place", place),
                ("_rev", rev),
            ];
            ana.post(&format!("/meetings/{meeting}/edit"), &fields).await.leads_to();
        }
        world.t.clock.travel(at(date(2026, 9, 17), 9, 0));
        work(&app).await;
        assert_eq!(office.fetch().len(), 0);
        // What begins before the quiet is over is told at once: the meeting at 6:30 tomorrow is off.
        let early = world.write(move |tx| {
            let community = communities::known(tx, team)?.unwrap();
            let lead = tx.one(LEAD, args![team], |r| r.get(0))?.unwrap();
            let new = NewMeeting {
                title: "Early",
                on: date(2026, 9, 18),
                at: time(6, 30, 0, 0),
                minutes: 30,
                place: "",
                every: None,
            };
            meetings::plan(tx, lead, &community, &chicago(), &new)
        });
        work(&app).await;
        office.fetch();
        world.t.clock.travel(at(date(2026, 9, 17), 21, 0));
        ana.post(&format!("/meetings/{early}/cancel"), &[]).await.leads_to();
        ana.post(&format!("/meetings/{meeting}/cancel"), &[]).await.leads_to();
        work(&app).await;
        let arrived = office.fetch();
        let got = letters(&arrived, &to_tom);
        assert_eq!(
            got.iter().map(|l| l.subject().unwrap()).collect::<Vec<_>>(),
            ["The meeting on Friday, September 18 is called off"]
        );
        let (method, text) = calendar(&got[0]);
        assert_eq!(method, "CANCEL");
        assert!(text.contains("STATUS:CANCELLED") && text.contains(&format!("UID:meeting-{early}@")), "{text}");
        // Who leaves the community before it is time is not told of what happened there.
        let tom_id = tom.id;
        world.write(move |tx| Ok(communities::depart(tx, team, tom_id)?));
        world.t.clock.travel(at(date(2026, 9, 18), 9, 0));
        work(&app).await;
        assert_eq!(office.fetch().len(), 0);
        office.close().await;
    });
}

#[test]
fn a_row_is_changed_and_called_off_from_one_meeting_on_and_what_was_held_stays() {
    on_each(|world| async move {
        let mut office = PostOffice::open().await;
        let app = node(&world, &office);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let zoe = world.person("Zoe", Role::Teacher, world.oak);
        let team = team(&world, "Grade 3 Readers", ana.id, &[tom.id]);
        choose(&tom, &[("at_once", "planned"), ("at_once", "changed"), ("at_once", "cancelled")]).await;
        let to_tom = email(&world, tom.id);
        world.t.clock.travel(at(date(2026, 9, 15), 12, 0));
        let first = planned(&world, team, ana.id, date(2026, 9, 22), Some((1, date(2026, 10, 27))));
        let row = |world: &World| {
            world.write(move |tx| {
                Ok(tx.rows(ROW, args![team], |r| {
                    Ok((r.get::<MeetingId>(0)?, r.get::<String>(1)?, r.get::<String>(2)?, r.get::<String>(3)?))
                })?)
            })
        };
        let was = row(&world);
        assert_eq!(was.len(), 6);
        work(&app).await;
        let arrived = office.fetch();
        let got = letters(&arrived, &to_tom);
        assert_eq!(got.len(), 1, "a row is one letter");
        assert_eq!(got[0].subject(), Some("6 meetings were planned, from Tuesday, September 22 on"));
        let (_, text) = calendar(&got[0]);
        for line in [
            "BEGIN:VTIMEZONE",
            "DTSTART;TZID=America/Chicago:20260922T151500",
            "RRULE:FREQ=WEEKLY;INTERVAL=1;UNTIL=20261027T201500Z",
            "DURATION:PT45M",
        ] {
            assert!(text.contains(line), "{line} isn't in\n{text}");
        }
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        // The first is held. From the third on the row moves to Thursdays at eight.
        world.t.clock.travel(at(date(2026, 9, 22), 15, 15));
        ana.post(&format!("/meetings/{first}/begin"), &[]).await.leads_to();
        ana.post(&format!("/meetings/{first}/end"), &[]).await.leads_to();
        world.t.clock.travel(at(date(2026, 9, 30), 12, 0));
        let third = was[2].0;
        let page = ana.get(&format!("/meetings/{third}/edit")).await.ok();
        page.shows("This one and all after it in the row");
        let mut fields = vec![
            ("title", "Team meeting"),
            ("on", "2026-10-08"),
            ("at", "08:00"),
            ("length", "45"),
            ("place", "Library"),
            ("which", "following"),
            ("_rev", "1"),
        ];
        assert_eq!(zoe.post(&format!("/meetings/{third}/edit"), &fields).await.status.as_u16(), 404);
        ana.post(&format!("/meetings/{third}/edit"), &fields).await.leads_to();
        let now = row(&world);
        let days: Vec<_> = now.iter().map(|(_, on, at, _)| format!("{on} {at}")).collect();
        assert_eq!(
            days,
            [
                "2026-09-22 15:15",
                "2026-09-29 15:15",
                "2026-10-08 08:00",
                "2026-10-15 08:00",
                "2026-10-22 08:00",
                "2026-10-29 08:00"
            ]
        );
        work(&app).await;
        let arrived = office.fetch();
        let got = letters(&arrived, &to_tom);
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].subject(), Some("4 meetings from Tuesday, October 6 on were changed"));
        let (method, text) = calendar(&got[0]);
        assert_eq!((method.as_str(), text.matches("BEGIN:VEVENT").count()), ("REQUEST", 5));
        assert!(
            text.contains(
                "RECURRENCE-ID;TZID=America/Chicago:20261006T151500\nDTSTART;TZID=America/Chicago:20261008T080000"
            ),
            "{text}"
        );
        // Somebody saved first: nothing of the row changes, and both texts stay.
        fields[1].1 = "2026-10-09";
        assert_eq!(ana.post(&format!("/meetings/{third}/edit"), &fields).await.status.as_u16(), 409);
        assert_eq!(row(&world), now);
        // One is called off, then it and all that follow.
        ana.post(&format!("/meetings/{}/cancel", now[3].0), &[("which", "one")]).await.leads_to();
        work(&app).await;
        let arrived = office.fetch();
        let (method, text) = calendar(&letters(&arrived, &to_tom)[0]);
        assert_eq!((method.as_str(), text.matches("BEGIN:VEVENT").count()), ("CANCEL", 1));
        assert!(text.contains("RECURRENCE-ID;TZID=America/Chicago:20261013T151500"), "{text}");
        ana.post(&format!("/meetings/{third}/cancel"), &[("which", "following")]).await.leads_to();
        let states: Vec<_> = row(&world).into_iter().map(|(.., state)| state).collect();
        assert_eq!(states, ["closed", "planned", "cancelled", "cancelled", "cancelled", "cancelled"]);
        work(&app).await;
        let arrived = office.fetch();
        let got = letters(&arrived, &to_tom);
        assert_eq!(got[0].subject(), Some("3 meetings from Thursday, October 8 on are called off"));
        assert_eq!(calendar(&got[0]).1.matches("STATUS:CANCELLED").count(), 3);
        office.close().await;
    });
}

sql! { ROW = "select id, on_date, at, state from meeting where community = $1 order by starts"; }

/// T30: what is planned for 15:15 is at 15:15 on both sides of each change of clocks, in the page, the feed and the letter.
#[test]
fn t30_a_row_at_a_quarter_past_three_stays_there_through_every_change_of_clocks() {
    on_each(|world| async move {
        let mut office = PostOffice::open().await;
        let app = node(&world, &office);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let team = team(&world, "Grade 3 Readers", ana.id, &[tom.id]);
        choose(&tom, &[("at_once", "planned"), ("quiet_from", "0"), ("quiet_to", "0"), ("weekends", "yes")]).await;
        let feed_path = address(&tom).await;
        let to_tom = email(&world, tom.id);
        let (district, cedar) = (world.district, world.cedar);
        for (zone_name, offsets) in
            [("America/Chicago", 2), ("America/Phoenix", 1), ("Europe/Berlin", 2), ("Australia/Sydney", 2)]
        {
            let zone = TimeZone::get(zone_name).unwrap();
            world.write(move |tx| {
                tx.exec(SET_ZONE, args![district, zone_name])?;
                tx.exec(SET_ZONE, args![cedar, zone_name]).map_err(Into::into)
            });
            let noon = |day: jiff::civil::Date| meetings::moment(day, time(12, 0, 0, 0), &zone);
            world.t.clock.travel(noon(date(2026, 9, 20)));
            // Planned on the page, by what somebody types: every other week through both changes, into next summer.
            let fields = [
                ("title", "Team meeting"),
                ("on", "2026-09-22"),
                ("at", "15:15"),
                ("length", "45"),
                ("place", ""),
                ("every", "2"),
                ("until", "2027-06-30"),
                ("agenda", "empty"),
            ];
            let first = ana.post(&format!("/communities/{team}/meetings/new"), &fields).await.leads_to();
            let text = world.stranger().get(&feed_path).await.ok().body;
            let mut starts = Vec::new();
            for line in text.lines().filter_map(|l| l.strip_prefix("DTSTART:")) {
                let at = jiff::fmt::strtime::parse("%Y%m%dT%H%M%SZ", line).unwrap().to_datetime().unwrap();
                starts.push(at.to_zoned(TimeZone::UTC).unwrap().timestamp());
            }
            assert_eq!(starts.len(), 21, "{zone_name}");
            let mut seen = std::collections::BTreeSet::new();
            for (nth, at) in starts.iter().enumerate() {
                let local = zone.to_datetime(*at);
                let day = date(2026, 9, 22).saturating_add(jiff::Span::new().weeks(2 * nth as i64));
                assert_eq!((local.date(), local.time()), (day, time(15, 15, 0, 0)), "{zone_name}");
                seen.insert(zone.to_offset(*at));
                // On its day it is today's at home, at that time; the day before and after it isn't.
                if nth % 5 == 0 {
                    let today = |day| meetings::moment(day, time(0, 5, 0, 0), &zone);
                    world.t.clock.travel(today(day));
                    fresh(&world, &ana).get("/").await.ok().shows("3:15 PM").shows("todays-meeting");
                    world.t.clock.travel(today(day.yesterday().unwrap()));
                    fresh(&world, &ana).get("/").await.ok().hides("todays-meeting");
                    world.t.clock.travel(meetings::moment(day, time(23, 55, 0, 0), &zone).plus_seconds(600));
                    fresh(&world, &ana).get("/").await.ok().hides("todays-meeting");
                }
            }
            assert_eq!(seen.len(), offsets, "{zone_name} was at as many offsets as it has");
            world.t.clock.travel(noon(date(2026, 9, 20)));
            ana.get(&first).await.ok().shows("3:15 PM");
            work(&app).await;
            let arrived = office.fetch();
            let got = letters(&arrived, &to_tom);
            let body = got[0].body_text(0).unwrap();
            assert_eq!(body.matches("3:15 PM").count(), 12, "{zone_name}: {body}");
            let (_, text) = calendar(&got[0]);
            assert!(text.contains(&format!("DTSTART;TZID={zone_name}:20260922T151500")), "{text}");
            // The next zone begins with an empty calendar.
            ana.post(&format!("{first}/cancel"), &[("which", "following")]).await.leads_to();
            world.write(move |tx| Ok(tx.exec(CLEAR, args![team])?));
            office.fetch();
        }
        // The feed stops when its person leaves.
        let tom_id = tom.id;
        world.write(move |tx| Ok(crate::people::leave(tx, tom_id)?));
        assert_eq!(world.stranger().get(&feed_path).await.status.as_u16(), 404);
        office.close().await;
    });
}

sql! { CLEAR = "delete from meeting where community = $1"; }

/// The same person with a session of this moment: a school year is longer than a session.
fn fresh(world: &World, who: &Actor) -> Actor {
    let (id, district) = (who.id, world.district);
    let secret = world.write(move |tx| Ok(crate::people::begin_session(tx, district, id, "later")?));
    let mut now = who.clone();
    now.sign_in(id, &secret);
    now
}

/// T22: sixty people fetch their calendars and get their letters at once; each gets what is theirs and nothing else.
#[test]
fn t22_everybodys_calendar_and_letter_at_once_and_each_gets_exactly_their_own() {
    on_each(|world| async move {
        let mut office = PostOffice::open().await;
        let (one, two) = (node(&world, &office), node(&world, &office));
        const PEOPLE: usize = 60;
        let (district, cedar) = (world.district, world.cedar);
        let lead = world.person("Lead", Role::Teacher, world.cedar).id;
        // Names that are parts of each other, so that a mix-up would show.
        let (people, teams) = world.write(move |tx| {
            let (mut people, mut teams) = (Vec::new(), Vec::new());
            for n in 0..PEOPLE {
                let (given, family) = (format!("P{n}"), "X".repeat(1 + n % 7));
                let email = format!("p{n}@school.test");
                let new = crate::people::NewPerson {
                    district,
                    given: &given,
                    family: &family,
                    email: Some(&email),
                    source: "",
                    sourced_id: "",
                };
                let id = crate::people::add_person(tx, &new)?;
                crate::people::give_role(tx, district, id, cedar, Role::Teacher, "", "")?;
                let name = format!("zq{n}team");
                let team = NewCommunity {
                    district,
                    org: cedar,
                    name: &name,
                    purpose: "",
                    basis: "students",
                    composition: "horizontal",
                    mode: "blended",
                    grades: "",
                    subjects: "",
                };
                let community = add(tx, &team, Some(lead))?;
                join(tx, community, id, Part::Member, Some(lead))?;
                teams.push(community);
                people.push((id, email, feed::make(tx, district, id)?));
            }
            Ok((people, teams))
        });
        // Told from now on; then something happens in every community.
        digest::greet(&one).await.unwrap();
        world.t.clock.travel(at(date(2026, 9, 14), 13, 0));
        world.write(move |tx| {
            for (n, team) in teams.into_iter().enumerate() {
                let community = communities::known(tx, team)?.unwrap();
                let title = format!("zq{n}meeting");
                let new = NewMeeting {
                    title: &title,
                    on: date(2026, 9, 22),
                    at: time(15, 15, 0, 0),
                    minutes: 45,
                    place: "",
                    every: None,
                };
                meetings::plan(tx, lead, &community, &chicago(), &new)?;
            }
            Ok(())
        });
        let fetched = futures_util::future::join_all(people.iter().map(|(_, _, secret)| {
            let (nobody, path) = (world.stranger(), format!("/calendar/{secret}.ics"));
            async move { nobody.get(&path).await.ok().body }
        }))
        .await;
        for (n, text) in fetched.iter().enumerate() {
            assert_eq!(tokens(text), [format!("zq{n}meeting"), format!("zq{n}team")]);
        }
        // On Monday two nodes tell it at once.
        world.t.clock.travel(at(date(2026, 9, 21), 7, 0));
        tokio::join!(work(&one), work(&two));
        let arrived = office.fetch();
        let mut by: BTreeMap<&str, usize> = BTreeMap::new();
        for letter in &arrived {
            *by.entry(&letter.to).or_default() += 1;
        }
        for (n, (id, email, secret)) in people.iter().enumerate() {
            assert_eq!(by.get(email.as_str()), Some(&1), "{email}");
            let (id, secret): (&PersonId, &String) = (id, secret);
            let raw = String::from_utf8_lossy(&arrived.iter().find(|a| a.to == *email).unwrap().bytes).into_owned();
            assert!(
                tokens(&letters(&arrived, email)[0].body_text(0).unwrap())
                    == [format!("zq{n}meeting"), format!("zq{n}team")],
                "{email}"
            );
            assert!(raw.contains(&id.0.simple().to_string()) && !raw.contains(secret.as_str()));
        }
        office.close().await;
    });
}

/// The made-up words in a text, each once.
fn tokens(text: &str) -> Vec<String> {
    let found = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| p.starts_with("zq")).map(str::to_owned);
    found.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}
