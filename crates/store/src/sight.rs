//! Sight: the audiences somebody sees, looked up once for a view instead of once for every row.
//!
//! A statement with [`sees!`](crate::sees) joins audience and holdings for each row it looks at. In a view, where nothing changes,
//! whoever sees a few audiences has them looked up beforehand, and the statement is sent in a short form that only compares. Whoever
//! sees many (the leaders of a large district), and every transaction that writes, keeps the join. What anyone at all may see doesn't
//! count for that: where it is much, as on a server of many districts, the short form asks for it of the rows that nothing else lets
//! them see. All forms say the same.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};

use uuid::Uuid;

use crate::statement::{SEES_AFTER, SEES_BEFORE};
use crate::{Engine, Sql, sql};

/// Who sees so many audiences has them joined.
macro_rules! many {
    () => {
        201
    };
}

/// So many audiences that anyone at all sees are not looked up.
macro_rules! many_open {
    () => {
        51
    };
}

/// So many in all: with fewer, none is missing.
macro_rules! all {
    () => {
        252
    };
}
const _: () = assert!(all!() == many!() + many_open!());

sql! {
    // Each with 0 when anyone at all sees it.
    SIGHT = "select am.audience, h.kind from holding h cross join audience_member am where am.who = h.who and am.kind = h.kind \
        and h.person = $1 and h.since <= $2 and h.until > $2 limit ", all!();
    // For whoever sees more than that: of each kind as many as tell whether they are many.
    SIGHT_OF_EACH = "select * from (select am.audience, h.kind from holding h cross join audience_member am where am.who = h.who \
        and am.kind = h.kind and h.kind <> 0 and h.person = $1 and h.since <= $2 and h.until > $2 limit ", many!(), ") a \
        union all select * from (select am.audience, h.kind from holding h cross join audience_member am where am.who = h.who \
        and am.kind = h.kind and h.kind = 0 and h.person = $1 and h.since <= $2 and h.until > $2 limit ", many_open!(), ") b";
}

/// The audiences a person sees at a moment, sorted.
pub(crate) type Audiences = Arc<Vec<Uuid>>;

/// The sight of a person, looked up.
#[derive(Clone)]
pub(crate) struct Known {
    pub all: Audiences,
    /// Beside these they see what anyone at all sees.
    pub open: bool,
}

/// What a connection knows of the sight of whoever asks now.
#[derive(Default)]
pub(crate) struct Sight {
    of: Option<(Uuid, i64, Known)>,
    /// Those who see many. Only a hint: whoever sees few by now is served as well by the join.
    many: HashSet<Uuid>,
    /// Those for whom [`SIGHT`] doesn't give all; a hint too.
    cut: HashSet<Uuid>,
    /// Who showed which sign, hashed as it comes in; a hint too.
    met: HashMap<String, Uuid>,
}

impl Sight {
    /// A view begins: what was known holds no longer.
    pub fn close(&mut self) {
        self.of = None;
        for hints in [&mut self.many, &mut self.cut] {
            if hints.len() > 10_000 {
                hints.clear();
            }
        }
        if self.met.len() > 10_000 {
            self.met.clear();
        }
    }

    /// Who showed a sign, unless they see much.
    pub fn met(&self, sign: &str) -> Option<Uuid> {
        self.met.get(sign).copied().filter(|person| !self.sees_many(*person))
    }

    pub fn meet(&mut self, sign: &str, person: Uuid) {
        if self.met.get(sign) != Some(&person) {
            self.met.insert(sign.to_owned(), person);
        }
    }

    pub fn known(&self, person: Uuid, now: i64) -> Option<Known> {
        self.of.as_ref().filter(|(p, at, _)| *p == person && *at == now).map(|(.., known)| known.clone())
    }

    pub fn sees_many(&self, person: Uuid) -> bool {
        self.many.contains(&person)
    }

    /// What a person's sight is looked up with.
    pub fn question(&self, person: Uuid) -> Sql {
        if self.cut.contains(&person) { SIGHT_OF_EACH } else { SIGHT }
    }

    /// Whether what [`Sight::question`] gave isn't all that is needed: then it asks for more from now on.
    pub fn wants_more(&mut self, person: Uuid, found: usize) -> bool {
        found >= all!() && self.cut.insert(person)
    }

    /// Keeps what was looked up, unless it is much.
    pub fn keep(&mut self, person: Uuid, now: i64, found: Vec<(Uuid, i64)>) -> Option<Known> {
        let open = found.iter().filter(|(_, kind)| *kind == 0).count();
        if found.len() - open >= many!() {
            self.many.insert(person);
            return None;
        }
        let open = open >= many_open!();
        let mut all: Vec<Uuid> = found.into_iter().filter(|(_, kind)| *kind != 0 || !open).map(|(id, _)| id).collect();
        all.sort_unstable();
        all.dedup();
        let known = Known { all: Arc::new(all), open };
        self.of = Some((person, now, known.clone()));
        Some(known)
    }
}

/// A statement's short forms on an engine, the second for who sees what anyone at all sees beside the audiences that are known;
/// nothing when it doesn't ask who can see its rows.
pub(crate) fn short(sql: Sql, engine: Engine) -> Option<[Sql; 2]> {
    type Forms = HashMap<(usize, usize, bool), Option<[Sql; 2]>>;
    static FORMS: LazyLock<RwLock<Forms>> = LazyLock::new(RwLock::default);
    // A text of the program's own: where it lies tells it from every other.
    let key = (sql.text.as_ptr().addr(), sql.text.len(), engine == Engine::Sqlite);
    if let Some(known) = FORMS.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return *known;
    }
    // Made once for each statement of the program, and kept as long as it runs.
    let form = |open| shortened(sql.text, engine, open).map(|text| Sql { text: Box::leak(text.into_boxed_str()) });
    let forms = form(false).zip(form(true)).map(|(known, open)| [known, open]);
    FORMS.write().unwrap_or_else(PoisonError::into_inner).insert(key, forms);
    forms
}

/// The text with every join of [`sees!`](crate::sees) put as a comparison with the audiences that are known: those of the connection
/// on SQLite, those of one more parameter on PostgreSQL. There in a `case`, so that its planner doesn't take it for a rare thing.
fn shortened(text: &str, engine: Engine, open: bool) -> Option<String> {
    let mut parts = text.split(SEES_BEFORE);
    let mut out = parts.next()?.to_owned();
    let more = highest(text) + 1;
    let mut any = false;
    for part in parts {
        let (alias, rest) = part.split_once(SEES_AFTER)?;
        let anyone =
            format!("exists (select 1 from audience_member am where am.audience = {alias}.audience and am.kind = 0)");
        out += &match (engine, open) {
            (Engine::Sqlite, false) => format!(" seen({alias}.audience) "),
            (Engine::Sqlite, true) => format!(" (seen({alias}.audience) or {anyone}) "),
            (Engine::Postgres, false) => {
                format!(" case when {alias}.audience = any(${more}) then true else false end ")
            }
            (Engine::Postgres, true) => {
                format!(" case when {alias}.audience = any(${more}) then true else {anyone} end ")
            }
        };
        out += rest;
        any = true;
    }
    any.then_some(out)
}

/// The highest number of a parameter.
fn highest(text: &str) -> u32 {
    let numbers = text.split('$').skip(1).filter_map(|after| {
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        after[..end].parse().ok()
    });
    numbers.max().unwrap_or(0)
}

/// The audiences that `seen(audience)` goes by on an SQLite connection.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<Audiences>>);

impl Seen {
    pub fn set(&self, all: &Audiences) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&now, all) {
            *now = all.clone();
        }
    }

    /// Teaches a connection the function.
    pub fn teach(&self, c: &rusqlite::Connection) -> rusqlite::Result<()> {
        use rusqlite::functions::FunctionFlags as Flags;
        let all = self.0.clone();
        let flags = Flags::SQLITE_UTF8 | Flags::SQLITE_DIRECTONLY;
        c.create_scalar_function("seen", 1, flags, move |about| {
            let Some(id) = about.get_raw(0).as_blob().ok().and_then(|b| Uuid::from_slice(b).ok()) else {
                return Ok(false);
            };
            Ok(all.lock().unwrap_or_else(PoisonError::into_inner).binary_search(&id).is_ok())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{highest, shortened};
    use crate::{Engine, sees};

    #[test]
    fn the_short_form_compares_where_the_long_one_joins() {
        let text = concat!("select x from t where t.id = $3 and ", sees!("t"), "and not (", sees!("u"), ")");
        let short = shortened(text, Engine::Sqlite, false).expect("it asks who sees");
        assert_eq!(short, "select x from t where t.id = $3 and  seen(t.audience) and not ( seen(u.audience) )");
        for open in [false, true] {
            let short = shortened(text, Engine::Postgres, open).expect("it asks who sees");
            assert_eq!(short.matches(".audience = any($4)").count(), 2, "{short}");
            assert_eq!(short.matches("am.kind = 0").count(), if open { 2 } else { 0 }, "{short}");
            assert!(!short.contains("holding"), "{short}");
        }
        assert_eq!(shortened("select $1", Engine::Sqlite, false), None);
        assert_eq!(highest("a = $1 or b = $12 or c = '$' and d = $3"), 12);
    }
}
