//! Durable writes: many at once against one flush each.

use std::time::{Duration, Instant};

use store::{Chance, Clock, Db, Options, args, sql};

use crate::Plan;
use crate::database::{self, Kind};
use crate::table::{Bound, Table};

sql! { WRITE = "insert into setting (district, name, value, by, at) values ($1, $2, 'x', null, 0)"; }

/// The rate of acknowledged writes from 32 writers, against that of one writer, which flushes once for each.
pub fn measure(plan: &Plan, kind: Kind, table: &mut Table) {
    if !plan.wants("durable writes") {
        return;
    }
    let database = database::fresh(plan, kind, "writes");
    let db = Db::open(&Options { url: database.url.clone(), threads: 32 }, Clock::system(), Chance::system())
        .expect("the database");
    let alone = rate(&db, 1, plan.seconds);
    let many = rate(&db, 32, plan.seconds);
    let what = format!("{}: durable writes, 32 writers", kind.name());
    // PostgreSQL groups its own commits; the bound is for the engine whose commits we group.
    let bound = if kind == Kind::Sqlite { Bound::AtLeast(8.0) } else { Bound::None };
    table.add(what, format!("{many:.0}/s"), format!("{alone:.0}/s"), many / alone, bound);
}

fn rate(db: &Db, writers: usize, seconds: f64) -> f64 {
    let begun = Instant::now();
    let until = begun + Duration::from_secs_f64(seconds);
    let written: usize = std::thread::scope(|s| {
        let threads: Vec<_> = (0..writers)
            .map(|_| {
                s.spawn(|| {
                    let mut n = 0;
                    while Instant::now() < until {
                        db.write_now(|tx| {
                            let (id, name) = (tx.fresh_id(), tx.secret());
                            tx.exec(WRITE, args![id, name])
                        })
                        .expect("a write");
                        n += 1;
                    }
                    n
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().expect("a writer")).sum()
    });
    written as f64 / begun.elapsed().as_secs_f64()
}
