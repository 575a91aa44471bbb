//! Who can see a row is the same whether a page looks it up once or a transaction joins it for every row.

use store::audience::{self, Audience, Principal};
use store::testing::{TestDb, engines};
use store::{AudienceId, CommunityId, Conn, DistrictId, Error, Event, PersonId, Time, args, events, sees, sql};
use uuid::Uuid;

sql! {
    HOLD = "insert into holding (person, kind, who, since, until, district) values ($1, 2, $2, $3, $4, $5)";
    HOLD_EVERYONE = "insert into holding (person, kind, who, since, until, district) values ($1, 0, $2, $3, $4, $5)";
    LET_GO = "delete from holding where person = $1 and who = $2";
    IN_SIGHT = "select e.about from event e where ", sees!("e"), " and e.district = $3 order by e.about";
    AUDIENCES = "select e.audience from event e where e.district = $1 order by e.about";
    // Every row, with what is seen of it: an audience that nobody knows of is as good as none.
    ALL = "select e.about, case when ", sees!("e"), " then 1 else 0 end from event e where e.district = $3 order by e.about";
    // It asks who sees twice, and uses a person's number for nothing else.
    PAIRS = "select count(*) from event e cross join event f where ", sees!("e"), " and not ", sees!("f"), " and e.district = $3 and f.district = $3";
}

/// Always.
const BEFORE: i64 = 0;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// `n` events, each for the community of its number.
fn world(t: &TestDb, n: u128) -> DistrictId {
    let district = DistrictId(id(1 << 100));
    t.db.write_now(move |tx| {
        for at in 0..n {
            let seen =
                audience::store(tx, district, &Audience::of([Principal::Community(CommunityId(id(1000 + at)))]))?;
            events::write(
                tx,
                &Event {
                    district,
                    actor: None,
                    verb: "try.made",
                    thing: ("cycle", id(9000 + at)),
                    community: None,
                    org: None,
                    audience: seen,
                    about: &format!("{at:04}"),
                },
            )?;
        }
        Ok::<_, Error>(())
    })
    .expect("the database answers");
    district
}

fn hold(t: &TestDb, person: Uuid, communities: impl Iterator<Item = u128>, since: impl Into<store::Val>, until: Time) {
    let (communities, since): (Vec<u128>, store::Val) = (communities.collect(), since.into());
    t.db.write_now(move |tx| {
        for at in communities {
            tx.exec(HOLD, args![person, id(1000 + at), since.clone(), until, id(1 << 100)])?;
        }
        Ok::<_, Error>(())
    })
    .expect("the database answers");
}

/// Has this person hold what anyone at all holds.
fn hold_everyone(t: &TestDb, person: Uuid) {
    t.db.write_now(move |tx| tx.exec(HOLD_EVERYONE, args![person, Uuid::nil(), BEFORE, Time::NEVER, id(1 << 100)]))
        .expect("the database answers");
}

/// `n` districts with an audience each that anyone at all sees, and an event in the first for each of them.
fn open_world(t: &TestDb, n: u128, district: DistrictId) {
    t.db.write_now(move |tx| {
        for at in 0..n {
            let anyone = audience::store(tx, DistrictId(id((1 << 101) + at)), &Audience::of([Principal::Everyone]))?;
            let event = Event {
                district,
                actor: None,
                verb: "try.made",
                thing: ("cycle", id(8000 + at)),
                community: None,
                org: None,
                audience: anyone,
                about: &format!("open {at:04}"),
            };
            events::write(tx, &event)?;
        }
        Ok::<_, Error>(())
    })
    .expect("the database answers");
}

type Seen = (Vec<String>, Vec<(String, i64)>, i64);

fn seen(c: &mut Conn, person: Uuid, now: Time, district: DistrictId) -> Result<Seen, Error> {
    let about = args![person, now, district];
    let rows = c.rows(IN_SIGHT, about, |r| r.get(0))?;
    Ok((rows, c.rows(ALL, about, |r| Ok((r.get(0)?, r.get(1)?)))?, c.count(PAIRS, about)?))
}

/// What a page and a transaction say; they must agree.
fn both(t: &TestDb, person: Uuid, district: DistrictId) -> Vec<String> {
    let page =
        t.db.read_now(move |c| {
            let now = c.now();
            seen(c, person, now, district)
        })
        .expect("the database answers");
    let transaction =
        t.db.write_now(move |tx| {
            let now = tx.now();
            seen(tx, person, now, district)
        })
        .expect("the database answers");
    assert_eq!(page, transaction);
    page.0
}

#[test]
fn a_page_sees_what_a_transaction_sees() {
    for engine in engines() {
        let t = TestDb::new(engine);
        let district = world(&t, 260);
        let now = t.db.now();
        let (none, few, edge, many) = (id(11), id(12), id(13), id(14));
        hold(&t, few, [3, 5, 8].into_iter(), BEFORE, Time::NEVER);
        hold(&t, edge, 0..200, BEFORE, Time::NEVER);
        hold(&t, many, 0..250, BEFORE, Time::NEVER);
        // What began later or is over counts for nothing, in either.
        hold(&t, few, [9].into_iter(), now.plus_days(1), Time::NEVER);
        hold(&t, few, [10].into_iter(), BEFORE, now.plus_days(-1));
        assert!(both(&t, none, district).is_empty());
        assert_eq!(both(&t, few, district), ["0003", "0005", "0008"]);
        assert_eq!(both(&t, edge, district).len(), 200);
        assert_eq!(both(&t, many, district).len(), 250);
        // Asked again, when it is known that they see many.
        assert_eq!(both(&t, many, district).len(), 250);
    }
}

#[test]
fn however_much_anyone_may_see_each_sees_it_and_their_own() {
    for engine in engines() {
        for open in [50, 51, 300] {
            let t = TestDb::new(engine);
            let district = world(&t, 230);
            open_world(&t, open, district);
            let (none, few, edge, many, alone) = (id(11), id(12), id(13), id(14), id(15));
            hold(&t, few, [3, 5].into_iter(), BEFORE, Time::NEVER);
            hold(&t, edge, 0..200, BEFORE, Time::NEVER);
            hold(&t, many, 0..230, BEFORE, Time::NEVER);
            hold(&t, alone, [7].into_iter(), BEFORE, Time::NEVER);
            for person in [few, edge, many, id(16)] {
                hold_everyone(&t, person);
            }
            let open = open as usize;
            assert!(both(&t, none, district).is_empty(), "who holds nothing sees nothing, not even what is open");
            assert_eq!(both(&t, alone, district), ["0007"]);
            let seen = both(&t, few, district);
            assert_eq!(
                (seen.len(), &seen[..3]),
                (open + 2, &["0003".into(), "0005".into(), "open 0000".to_owned()][..])
            );
            assert_eq!(both(&t, id(16), district).len(), open);
            assert_eq!(both(&t, edge, district).len(), open + 200);
            assert_eq!(both(&t, many, district).len(), open + 230);
        }
    }
}

#[test]
fn one_audience_is_seen_in_a_view_that_knows_ones_sight_as_in_one_that_does_not() {
    for engine in engines() {
        let t = TestDb::new(engine);
        let district = world(&t, 3);
        open_world(&t, 60, district);
        let person = id(12);
        hold(&t, person, [1].into_iter(), BEFORE, Time::NEVER);
        hold_everyone(&t, person);
        let looked = move |c: &mut Conn, first: bool| {
            let now = c.now();
            if first {
                c.rows(IN_SIGHT, args![person, now, district], |r| r.get::<String>(0))?;
            }
            let all: Vec<Uuid> = c.rows(AUDIENCES, args![district], |r| r.get(0))?;
            all.into_iter()
                .map(|a| audience::can_see(c, PersonId(person), AudienceId(a)))
                .collect::<Result<Vec<_>, Error>>()
        };
        let knowing = t.db.read_now(move |c| looked(c, true)).expect("the database answers");
        assert_eq!(knowing, t.db.read_now(move |c| looked(c, false)).expect("the database answers"));
        assert_eq!((knowing.len(), knowing.iter().filter(|seen| **seen).count()), (63, 61));
    }
}

#[test]
fn what_was_taken_away_is_gone_with_the_next_view_and_several_may_look_in_one() {
    for engine in engines() {
        let t = TestDb::new(engine);
        let district = world(&t, 12);
        let (ana, ben) = (id(21), id(22));
        hold(&t, ana, [1, 2].into_iter(), BEFORE, Time::NEVER);
        hold(&t, ben, [2, 7].into_iter(), BEFORE, Time::NEVER);
        let look = move |c: &mut Conn| {
            let now = c.now();
            let of = |c: &mut Conn, person| c.rows(IN_SIGHT, args![person, now, district], |r| r.get::<String>(0));
            // In turn, and in one go where questions are noted beforehand.
            let turns = (of(c, ana)?, of(c, ben)?, of(c, ana)?);
            assert_eq!(c.together(|c| Ok::<_, Error>((of(c, ana)?, of(c, ben)?, of(c, ana)?)))?, turns);
            assert_eq!(turns.0, turns.2);
            Ok::<_, Error>((turns.0, turns.1))
        };
        let says = |a: &[&str], b: &[&str]| {
            let (of_ana, of_ben) = t.db.read_now(look).expect("the database answers");
            assert_eq!(
                (of_ana, of_ben),
                (a.iter().map(|s| s.to_string()).collect(), b.iter().map(|s| s.to_string()).collect())
            );
        };
        says(&["0001", "0002"], &["0002", "0007"]);
        t.db.write_now(move |tx| tx.exec(LET_GO, args![ana, id(1002)])).expect("the database answers");
        says(&["0001"], &["0002", "0007"]);
        t.db.write_now(move |tx| audience::refresh(tx, PersonId(ben))).expect("the database answers");
        says(&["0001"], &[]);
    }
}
