//! The line to a PostgreSQL server: signing in, what goes over it at once, and what comes of it when it breaks.

use std::future::{Future as _, poll_fn};
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::task::Poll;

use store::testing::{TestDb, engines};
use store::{Chance, Clock, Conn, Db, Engine, Error, Options, args, sql};

sql! {
    PUT = "insert into attempt (what, window_start, count) values ($1, $2, $3)";
    COUNT = "select count from attempt where what = $1";
    ALL = "select what, count from attempt where count >= $1 order by what";
    ECHO = "select cast($1 as text)";
    DIVIDED = "select 1 / count from attempt where what = $1";
}

/// A way to the test server that counts what goes there and can be cut.
struct Way {
    url: String,
    sent: Arc<AtomicUsize>,
    /// The answer in which this stands is cut in two, and the line with it.
    cut: Arc<Mutex<Option<&'static str>>>,
}

impl Way {
    fn to(t: &TestDb) -> Way {
        let url = t.url();
        let (before, host) = url.split_once('@').expect("a user");
        let (host, name) = host.split_once('/').expect("a database");
        let (host, before, name) = (host.to_owned(), before.to_owned(), name.to_owned());
        let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("{before}@{}/{name}", socket.local_addr().expect("an address"));
        let (sent, cut) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(None::<&'static str>)));
        let way = Way { url, sent: sent.clone(), cut: cut.clone() };
        std::thread::spawn(move || {
            for near in socket.incoming() {
                let (mut near, mut far) = (near.expect("a caller"), TcpStream::connect(&host).expect("the server"));
                let (mut back, mut answers) =
                    (near.try_clone().expect("the other end"), far.try_clone().expect("the other end"));
                let (sent, cut) = (sent.clone(), cut.clone());
                std::thread::spawn(move || {
                    let mut space = vec![0; 1 << 20];
                    while let Ok(n @ 1..) = near.read(&mut space) {
                        sent.fetch_add(1, Ordering::Relaxed);
                        if far.write_all(&space[..n]).is_err() {
                            break;
                        }
                    }
                    drop(far.shutdown(Shutdown::Both));
                });
                std::thread::spawn(move || {
                    let mut space = vec![0; 4096];
                    while let Ok(n @ 1..) = answers.read(&mut space) {
                        let said = String::from_utf8_lossy(&space[..n]).into_owned();
                        let broken = cut.lock().expect("nobody panics").take_if(|what| said.contains(*what)).is_some();
                        if back.write_all(&space[..if broken { n / 2 } else { n }]).is_err() || broken {
                            break;
                        }
                    }
                    drop(back.shutdown(Shutdown::Both));
                });
            }
        });
        way
    }

    /// A view ends a moment after it has answered: counted is what was sent when nothing more comes.
    fn sent_so_far(&self) -> usize {
        let mut last = usize::MAX;
        loop {
            let now = self.sent.load(Ordering::Relaxed);
            if now == last {
                return now;
            }
            last = now;
            std::thread::sleep(std::time::Duration::from_millis(400));
        }
    }

    fn open(&self) -> Db {
        let options = Options { threads: 1, ..Options::new(&self.url) };
        Db::open(&options, Clock::system(), Chance::seeded(1)).expect("the database")
    }
}

fn server() -> Option<TestDb> {
    engines().contains(&Engine::Postgres).then(|| TestDb::new(Engine::Postgres))
}

fn fill(db: &Db, rows: i64) {
    db.write_now(move |tx| (0..rows).try_for_each(|n| tx.exec(PUT, args![format!("a{n:04}"), 1_i64, n]).map(drop)))
        .expect("rows");
}

#[test]
fn what_is_asked_together_goes_out_together() {
    let Some(t) = server() else { return };
    let way = Way::to(&t);
    let db = way.open();
    fill(&db, 40);
    let look = |db: &Db| {
        db.read_now(|c| {
            let (sum, questions) = c.together(|c| {
                let first: Vec<_> = (0..20)
                    .map(|n| c.one(COUNT, args![format!("a{n:04}")], |r| r.get::<i64>(0)))
                    .collect::<Result<_, Error>>()?;
                let sum: i64 = first.into_iter().flatten().sum();
                // What depends on an answer is asked with the next.
                let more = if sum > 0 { c.count(COUNT, args!["a0030"])? + c.count(COUNT, args!["a0031"])? } else { 0 };
                Ok::<_, Error>((sum + more, 22))
            })?;
            assert_eq!(c.statements(), questions);
            Ok::<_, Error>(sum)
        })
        .unwrap()
    };
    let expected = (0..20).sum::<i64>() + 30 + 31;
    assert_eq!(look(&db), expected);
    // Prepared by now: twenty, then two, then the end of the view.
    let before = way.sent_so_far();
    assert_eq!(look(&db), expected);
    assert_eq!(way.sent_so_far() - before, 3);
}

#[test]
fn a_view_ends_with_what_the_next_asks_or_when_nothing_waits() {
    let Some(t) = server() else { return };
    let way = Way::to(&t);
    let db = way.open();
    fill(&db, 3);
    let count = |c: &mut Conn| c.count(COUNT, args!["a0002"]);
    at_once(&db, vec![Box::new(count)]);
    // Prepared by now.
    let before = way.sent_so_far();
    let all = at_once(&db, vec![Box::new(count), Box::new(count), Box::new(count), Box::new(count)]);
    assert_eq!(all.into_iter().map(Result::unwrap).collect::<Vec<_>>(), [2; 4]);
    // One for each, and the end of the last.
    assert_eq!(way.sent_so_far() - before, 5);
    let mut other = postgres::Client::connect(&t.url(), postgres::NoTls).unwrap();
    let open = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null";
    assert_eq!(other.query_one(open, &[]).unwrap().get::<_, i64>(0), 0);
    // After one that failed, one that asks what was never asked.
    let failed = |c: &mut Conn| c.count(DIVIDED, args!["a0000"]);
    let new = |c: &mut Conn| Ok(c.rows(ALL, args![1_i64], |r| r.get::<String>(0))?.len() as i64);
    let all = at_once(&db, vec![Box::new(failed), Box::new(new)]);
    assert!(matches!(&all[0], Err(Error::Ours(text)) if text.contains("22012")), "{all:?}");
    assert!(matches!(&all[1], Ok(2)), "{all:?}");
}

type Ask = Box<dyn FnOnce(&mut Conn) -> Result<i64, Error> + Send>;

/// Asks all of these before the first may answer.
fn at_once(db: &Db, asked: Vec<Ask>) -> Vec<Result<i64, Error>> {
    let (hold, held) = mpsc::channel::<()>();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        let wait: Ask = Box::new(move |_| {
            held.recv().expect("it is let go");
            Ok(0)
        });
        let mut all: Vec<_> = std::iter::once(wait).chain(asked).map(|ask| Box::pin(db.read(ask))).collect();
        poll_fn(|cx| {
            assert!(all.iter_mut().all(|asked| asked.as_mut().poll(cx).is_pending()), "the first waits");
            Poll::Ready(())
        })
        .await;
        hold.send(()).expect("the first waits");
        let mut answers = Vec::new();
        for asked in all {
            answers.push(asked.await);
        }
        answers.split_off(1)
    })
}

#[test]
fn much_can_be_asked_and_answered_at_once() {
    let Some(t) = server() else { return };
    fill(&t.db, 1);
    let long = "ä".repeat(200_000);
    let heard = t.db.read_now(move |c| {
        c.together(|c| {
            (0..60)
                .map(|n| c.one(ECHO, args![format!("{n}{long}")], |r| r.get::<String>(0)))
                .collect::<Result<Vec<_>, Error>>()
        })
    });
    let heard = heard.unwrap();
    assert_eq!(heard.len(), 60);
    for (n, text) in heard.iter().enumerate() {
        let text = text.as_ref().unwrap();
        assert_eq!((text.len(), text.starts_with(&n.to_string())), (400_000 + n.to_string().len(), true));
    }
}

#[test]
fn what_fails_takes_with_it_what_was_asked_after_it_and_nothing_else() {
    let Some(t) = server() else { return };
    fill(&t.db, 3);
    let asked = t.db.read_now(|c| {
        c.together(|c| {
            let one = c.count(COUNT, args!["a0002"])?;
            let failed = c.count(DIVIDED, args!["a0000"]);
            let after = c.count(COUNT, args!["a0001"]);
            Ok::<_, Error>((one, failed.err(), after.err()))
        })
    });
    let (one, failed, after) = asked.unwrap();
    assert_eq!(one, 2);
    for e in [failed, after] {
        assert!(matches!(&e, Some(Error::Ours(text)) if text.contains("22012")), "{e:?}");
    }
    // The same thread and the same session.
    for _ in 0..8 {
        assert_eq!(t.db.read_now(|c| c.count(COUNT, args!["a0002"])).unwrap(), 2);
    }
}

#[test]
fn who_breaks_off_while_asking_leaves_nothing_noted() {
    let Some(t) = server() else { return };
    fill(&t.db, 2);
    for _ in 0..8 {
        let broke: Result<(), Error> = t.db.write_now(|tx| {
            tx.together(|c| {
                c.count(COUNT, args!["a0001"])?;
                panic!("on purpose");
            })
        });
        assert!(broke.is_err());
        assert_eq!(t.db.read_now(|c| c.count(COUNT, args!["a0001"])).unwrap(), 1);
        assert_eq!(t.db.write_now(|tx| tx.count(COUNT, args!["a0001"])).unwrap(), 1);
    }
}

#[test]
fn a_parameter_that_cannot_be_sent_spoils_nothing() {
    let Some(t) = server() else { return };
    fill(&t.db, 2);
    for _ in 0..8 {
        // Of another type, which the server finds; and none at all, which we do.
        let wrong = t.db.read_now(|c| {
            c.together(|c| Ok::<_, Error>((c.count(COUNT, args!["a0001"])?, c.count(ALL, args!["many"])?)))
        });
        assert!(matches!(&wrong, Err(Error::Ours(text)) if text.contains("08P01")), "{wrong:?}");
        let few = t.db.read_now(|c| c.count(COUNT, &[]));
        assert!(matches!(&few, Err(Error::Ours(text)) if text.contains("takes 1")), "{few:?}");
        assert_eq!(t.db.read_now(|c| c.count(COUNT, args!["a0001"])).unwrap(), 1);
    }
}

#[test]
fn a_line_that_breaks_in_the_middle_of_an_answer_is_told_and_replaced() {
    let Some(t) = server() else { return };
    let way = Way::to(&t);
    let db = way.open();
    fill(&db, 2000);
    for _ in 0..5 {
        let all = || db.read_now(|c| c.rows(ALL, args![0_i64], |r| r.get::<String>(0)));
        assert_eq!(all().unwrap().len(), 2000);
        *way.cut.lock().unwrap() = Some("a15");
        assert!(matches!(all(), Err(Error::Away(_))));
        assert_eq!(all().unwrap().len(), 2000);
        *way.cut.lock().unwrap() = Some("INSERT 0 1");
        let lost = db.write_now(|tx| tx.exec(PUT, args!["lost", 1_i64, 1_i64]));
        assert!(matches!(lost, Err(Error::Away(_))), "{lost:?}");
    }
    assert_eq!(db.read_now(|c| c.count(COUNT, args!["lost"])).unwrap(), 0);
}

#[test]
fn who_signs_in_shows_the_password_in_each_way_the_server_may_ask_for_it() {
    let Some(t) = server() else { return };
    let mut admin = postgres::Client::connect(&t.url(), postgres::NoTls).unwrap();
    let here = t.url();
    let (_, there) = here.split_once('@').unwrap();
    for (user, stored) in [("by_scram", "scram-sha-256"), ("by_md5", "md5"), ("by_clear", "scram-sha-256")] {
        let orders = format!(
            "set client_min_messages = error; set password_encryption = '{stored}'; drop role if exists {user}; \
             create role {user} login password 'cafés & 100 %'"
        );
        admin.batch_execute(&orders).unwrap();
        let open = |sign: &str| {
            let url = format!("postgres://{user}{sign}@{there}");
            Db::open(&Options { threads: 1, ..Options::new(url) }, Clock::system(), Chance::seeded(1)).map(drop)
        };
        // It gets in, and what is there belongs to somebody else.
        let entered = open(":caf%C3%A9s%20%26%20100%20%25").unwrap_err();
        assert!(entered.to_string().contains("42501"), "{user}: {entered}");
        let wrong = open(":cafe").expect_err("a wrong password").to_string();
        assert!(
            wrong.contains("28P01"),
            "{user}: the server lets in whoever comes; its pg_hba.conf lacks the lines that ./test writes. {wrong}"
        );
        let none = open("").expect_err("no password").to_string();
        assert!(none.contains("wants a password"), "{user}: {none}");
    }
}

#[test]
fn a_url_that_cannot_be_served_says_why() {
    let opened = |url: &str| {
        Db::open(&Options::new(url), Clock::system(), Chance::seeded(1)).err().expect("a refusal").to_string()
    };
    assert!(opened("postgres://a@127.0.0.1:1/b").contains("can't be reached"));
    assert!(opened("postgres://a@127.0.0.1:1/b?sslmode=require").contains("encrypted"));
    assert!(opened("postgres:///b?user=a").contains("host"));
}
