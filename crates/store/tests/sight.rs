//! Who can see a row is the same whether a page looks it up once or a transaction joins it for every row.

use store::audience::{self, Audience, Principal};
use store::testing::{TestDb, engines};
use store::{CommunityId, Conn, DistrictId, Error, Event, PersonId, Time, args, events, sees, sql};
use uuid::Uuid;

sql! {
    HOLD = "insert into holding (person, kind, who, since, until, district) values ($1, 2, $2, $3, $4, $5)";
    LET_GO = "delete from holding where person = $1 and who = $2";
    IN_SIGHT = "select e.about from event e where ", sees!("e"), " and e.district = $3 order by e.about";
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
