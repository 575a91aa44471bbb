//! The door keeps its promises on both engines.

use store::testing::{TestDb, engines};
use store::{Engine, Error, args, sql};

sql! {
    PUT = "insert into attempt (what, window_start, count) values ($1, $2, $3)";
    HOW_MANY = "select count(*) from attempt";
    SWAPPED = "select count from attempt where window_start = $2 and what = $1";
    BUMP = "update attempt set count = count + 1 where what = $1";
}

fn on_each(test: impl Fn(TestDb)) {
    for engine in engines() {
        test(TestDb::new(engine));
    }
}

#[test]
fn a_write_that_fails_leaves_nothing() {
    on_each(|t| {
        let failed: Result<(), Error> = t.db.write_now(|tx| {
            tx.exec(PUT, args!["a", 1_i64, 1_i64])?;
            Err(Error::Ours("no".into()))
        });
        assert!(failed.is_err());
        assert_eq!(t.db.read_now(|c| c.count(HOW_MANY, &[])).unwrap(), 0);
    });
}

#[test]
fn a_panic_rolls_back_and_the_door_stays_open() {
    on_each(|t| {
        let failed: Result<(), Error> = t.db.write_now(|tx| {
            tx.exec(PUT, args!["a", 1_i64, 1_i64])?;
            panic!("on purpose");
        });
        assert!(failed.is_err());
        t.db.write_now(|tx| tx.exec(PUT, args!["b", 1_i64, 1_i64])).unwrap();
        assert_eq!(t.db.read_now(|c| c.count(HOW_MANY, &[])).unwrap(), 1);
    });
}

#[test]
fn parameters_mean_their_number_and_not_their_place() {
    on_each(|t| {
        t.db.write_now(|tx| tx.exec(PUT, args!["a", 5_i64, 9_i64])).unwrap();
        assert_eq!(t.db.read_now(|c| c.count(SWAPPED, args!["a", 5_i64])).unwrap(), 9);
    });
}

#[test]
fn a_failure_that_is_passed_over_is_a_failure() {
    on_each(|t| {
        t.db.write_now(|tx| tx.exec(PUT, args!["a", 1_i64, 1_i64])).unwrap();
        let passed_over: Result<(), Error> = t.db.write_now(|tx| {
            let _ = tx.exec(PUT, args!["a", 1_i64, 1_i64]);
            Ok(())
        });
        assert!(passed_over.is_err());
        let attempted = t.db.write_now(|tx| {
            assert!(matches!(tx.attempt(|tx| tx.exec(PUT, args!["a", 1_i64, 1_i64])), Err(Error::Taken(_))));
            tx.exec(PUT, args!["b", 1_i64, 1_i64])
        });
        assert_eq!(attempted.unwrap(), 1);
    });
}

#[test]
fn fifty_writers_lose_nothing() {
    on_each(|t| {
        t.db.write_now(|tx| tx.exec(PUT, args!["a", 1_i64, 0_i64])).unwrap();
        std::thread::scope(|s| {
            for _ in 0..50 {
                s.spawn(|| {
                    for _ in 0..20 {
                        t.db.write_now(|tx| tx.exec(BUMP, args!["a"])).unwrap();
                    }
                });
            }
        });
        assert_eq!(t.db.read_now(|c| c.count(SWAPPED, args!["a", 1_i64])).unwrap(), 1000);
    });
}

#[test]
fn a_newer_database_is_refused_with_a_clear_message() {
    on_each(|t| {
        sql! { FUTURE = "insert into migration (version, name, at) values (999, 'future', 0)"; }
        t.db.write_now(|tx| tx.exec(FUTURE, &[])).unwrap();
        let opened = store::Db::open(&store::Options::new(t.url()), t.clock.clone(), store::Chance::seeded(1));
        assert!(matches!(opened.err(), Some(Error::Newer { theirs: 999, .. })));
    });
}

#[test]
fn a_server_that_came_back_is_asked_on_without_a_refusal() {
    if !engines().contains(&Engine::Postgres) {
        return;
    }
    let t = TestDb::new(Engine::Postgres);
    t.db.write_now(|tx| tx.exec(PUT, args!["a", 1_i64, 1_i64])).unwrap();
    let ended = |t: &TestDb| {
        let mut other = postgres::Client::connect(&t.url(), postgres::NoTls).unwrap();
        let all = "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
        let ended: i64 = other.query_one(all, &[]).unwrap().get(0);
        // Ended is told to a session a moment later.
        std::thread::sleep(std::time::Duration::from_millis(300));
        ended
    };
    for _ in 0..3 {
        // Every session has been used, and every one is ended while nothing is asked.
        for _ in 0..8 {
            assert_eq!(t.db.read_now(|c| c.count(HOW_MANY, &[])).unwrap(), 1);
        }
        assert!(ended(&t) > 0);
        for _ in 0..8 {
            assert_eq!(t.db.read_now(|c| c.count(HOW_MANY, &[])).unwrap(), 1);
        }
        ended(&t);
        t.db.write_now(|tx| tx.exec(BUMP, args!["a"])).unwrap();
    }
    assert_eq!(t.db.read_now(|c| c.count(SWAPPED, args!["a", 1_i64])).unwrap(), 4);
}
