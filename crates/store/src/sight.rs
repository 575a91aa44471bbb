//! Sight: the audiences somebody sees, looked up once for a view instead of once for every row.
//!
//! A statement with [`sees!`](crate::sees) joins audience and holdings for each row it looks at. In a view, where nothing changes,
//! whoever sees a few audiences has them looked up beforehand, and the statement is sent in a short form that only compares. Whoever
//! sees many (the leaders of a large district), and every transaction that writes, keeps the join. Both forms say the same.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};

use uuid::Uuid;

use crate::statement::{SEES_AFTER, SEES_BEFORE};
use crate::{Engine, Sql, sql};

/// Who sees more audiences than this has them joined.
pub(crate) const FEW: usize = 200;

sql! {
    pub(crate) SIGHT = "select am.audience from holding h cross join audience_member am where am.who = h.who and am.kind = h.kind \
                        and h.person = $1 and h.since <= $2 and h.until > $2 limit 201";
}

/// The audiences a person sees at a moment, sorted.
pub(crate) type Audiences = Arc<Vec<Uuid>>;

/// What a connection knows of the sight of whoever asks now.
#[derive(Default)]
pub(crate) struct Sight {
    of: Option<(Uuid, i64, Audiences)>,
    /// Those who see many. Only a hint: whoever sees few by now is served as well by the join.
    many: HashSet<Uuid>,
}

impl Sight {
    /// A view begins or ends: what was known holds no longer.
    pub fn close(&mut self) {
        self.of = None;
        if self.many.len() > 10_000 {
            self.many.clear();
        }
    }

    pub fn known(&self, person: Uuid, now: i64) -> Option<Audiences> {
        self.of.as_ref().filter(|(p, at, _)| *p == person && *at == now).map(|(.., all)| all.clone())
    }

    pub fn sees_many(&self, person: Uuid) -> bool {
        self.many.contains(&person)
    }

    /// Keeps what was looked up, unless it is much.
    pub fn keep(&mut self, person: Uuid, now: i64, mut found: Vec<Uuid>) -> Option<Audiences> {
        if found.len() > FEW {
            self.many.insert(person);
            return None;
        }
        found.sort_unstable();
        found.dedup();
        let found = Arc::new(found);
        self.of = Some((person, now, found.clone()));
        Some(found)
    }
}

/// A statement's short form on an engine; nothing when it doesn't ask who can see its rows.
pub(crate) fn short(sql: Sql, engine: Engine) -> Option<Sql> {
    type Forms = HashMap<(usize, usize, bool), Option<Sql>>;
    static FORMS: LazyLock<RwLock<Forms>> = LazyLock::new(RwLock::default);
    // A text of the program's own: where it lies tells it from every other.
    let key = (sql.text.as_ptr().addr(), sql.text.len(), engine == Engine::Sqlite);
    if let Some(known) = FORMS.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return *known;
    }
    // Made once for each statement of the program, and kept as long as it runs.
    let form = shortened(sql.text, engine).map(|text| Sql { text: Box::leak(text.into_boxed_str()) });
    FORMS.write().unwrap_or_else(PoisonError::into_inner).insert(key, form);
    form
}

/// The text with every join of [`sees!`](crate::sees) put as a comparison with the audiences that are known: those of the connection
/// on SQLite, those of one more parameter on PostgreSQL. There in a `case`, so that its planner doesn't take it for a rare thing.
fn shortened(text: &str, engine: Engine) -> Option<String> {
    let mut parts = text.split(SEES_BEFORE);
    let mut out = parts.next()?.to_owned();
    let more = highest(text) + 1;
    let mut any = false;
    for part in parts {
        let (alias, rest) = part.split_once(SEES_AFTER)?;
        out += &match engine {
            Engine::Sqlite => format!(" seen({alias}.audience) "),
            Engine::Postgres => format!(" case when {alias}.audience = any(${more}) then true else false end "),
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
        let short = shortened(text, Engine::Sqlite).expect("it asks who sees");
        assert_eq!(short, "select x from t where t.id = $3 and  seen(t.audience) and not ( seen(u.audience) )");
        let short = shortened(text, Engine::Postgres).expect("it asks who sees");
        assert_eq!(short.matches(".audience = any($4)").count(), 2, "{short}");
        assert!(!short.contains("holding"), "{short}");
        assert_eq!(shortened("select $1", Engine::Sqlite), None);
        assert_eq!(highest("a = $1 or b = $12 or c = '$' and d = $3"), 12);
    }
}
