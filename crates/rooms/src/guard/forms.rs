//! The forms that stand on pages, read as a browser reads them, and filled in as a person might.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use super::scene::{Ids, Play, Scene, fill};
use crate::testing::{Actor, Answer};
use crate::{Method, Route, routes};

/// A form on a page.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// The page it stands on.
    pub page: String,
    pub action: String,
    pub post: bool,
    pub multipart: bool,
    /// In the order of the page.
    pub fields: Vec<Field>,
}

/// A field as a person meets it.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub name: String,
    pub kind: Kind,
    /// What is filled in or chosen already.
    pub value: String,
    /// What can be chosen.
    pub options: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Hidden,
    Text,
    Area,
    Number,
    Date,
    Email,
    Address,
    Password,
    Choice,
    Check,
    File,
    Button,
}

impl Form {
    /// The form filled in with values that fit: what stands there stays, empty fields get something of their kind, the first
    /// choice is taken where none is made, and the first button with a name is pressed.
    pub fn filled(&self) -> Vec<(String, String)> {
        let mut pressed = false;
        let mut out = Vec::new();
        for field in &self.fields {
            let value = match field.kind {
                Kind::File | Kind::Check => continue,
                Kind::Button if pressed => continue,
                Kind::Button => {
                    pressed = true;
                    field.value.clone()
                }
                _ if !field.value.is_empty() => field.value.clone(),
                Kind::Hidden => String::new(),
                Kind::Choice => field.options.iter().find(|o| !o.is_empty()).cloned().unwrap_or_default(),
                Kind::Text | Kind::Area => "zqfilled".into(),
                Kind::Number => "12".into(),
                Kind::Date => "2026-09-10".into(),
                Kind::Address => "https://example.org/zqfilled".into(),
                Kind::Email => "zq@school.test".into(),
                Kind::Password => "a long enough password 7".into(),
            };
            out.push((field.name.clone(), value));
        }
        out
    }
}

/// What is tried, in this order, in a field that a page sends back.
const OTHERWISE: [&str; 6] =
    ["12", "2026-09-10 12", "2026-09-10", "https://example.org/zqfilled", "zq@school.test", ""];

/// Sends the form and, as a person would, changes the fields that come back for another look, until it goes through or there is
/// nothing more to try. The form keeps what was sent last.
pub(super) async fn send(actor: &Actor, route: &Route, form: &mut Form) -> Answer {
    let mut answer = super::routes::call(actor, route, &form.action, Some(form), &Ids::new()).await;
    for other in OTHERWISE {
        if answer.status != 422 {
            break;
        }
        let again: Vec<String> = {
            let page = Html::parse_document(&answer.body);
            let wrong = Selector::parse("[aria-invalid=true]").unwrap();
            page.select(&wrong).filter_map(|e| e.attr("name")).map(str::to_owned).collect()
        };
        let refused = form.fields.iter_mut().filter(|f| again.contains(&f.name) && f.kind != Kind::Choice);
        for field in refused {
            // Nothing at all is also an answer; a field that is filled with nothing stays so.
            field.value = other.to_owned();
            field.kind = Kind::Hidden;
        }
        answer = super::routes::call(actor, route, &form.action, Some(form), &Ids::new()).await;
    }
    answer
}

/// The forms of a page at `path`.
pub(super) fn read(path: &str, html: &str) -> Vec<Form> {
    let page = Html::parse_document(html);
    let forms = Selector::parse("form").unwrap();
    let outside = Selector::parse("[form]").unwrap();
    let inside = Selector::parse("input, select, textarea, button").unwrap();
    let mut found = Vec::new();
    for form in page.select(&forms) {
        let id = form.attr("id");
        let own = form.select(&inside).filter(|e| e.attr("form").is_none());
        let joined = page.select(&outside).filter(|e| id.is_some() && e.attr("form") == id);
        let mut fields: Vec<Field> = Vec::new();
        for element in own.chain(joined) {
            take(&mut fields, element);
        }
        let action = form.attr("action").filter(|a| !a.is_empty()).unwrap_or(path).to_owned();
        found.push(Form {
            page: path.to_owned(),
            action,
            post: form.attr("method").is_some_and(|m| m.eq_ignore_ascii_case("post")),
            multipart: form.attr("enctype") == Some("multipart/form-data"),
            fields,
        });
    }
    found
}

fn take(fields: &mut Vec<Field>, element: ElementRef<'_>) {
    let Some(name) = element.attr("name").filter(|n| !n.is_empty()).map(str::to_owned) else { return };
    let value = element.attr("value").unwrap_or_default().to_owned();
    let field = |kind, value, options| Field { name: name.clone(), kind, value, options };
    let new = match (element.value().name(), element.attr("type").unwrap_or("")) {
        ("textarea", _) => field(Kind::Area, element.text().collect::<String>(), vec![]),
        ("select", _) => {
            let options = Selector::parse("option").unwrap();
            let all: Vec<_> = element.select(&options).collect();
            let text = |o: &ElementRef<'_>| o.attr("value").map_or_else(|| o.text().collect(), str::to_owned);
            let chosen =
                all.iter().find(|o| o.attr("selected").is_some()).or(all.first()).map(text).unwrap_or_default();
            field(Kind::Choice, chosen, all.iter().map(text).collect())
        }
        ("button", kind) if kind != "button" => field(Kind::Button, value, vec![]),
        ("input", "submit") => field(Kind::Button, value, vec![]),
        ("input", "radio") => {
            let checked = element.attr("checked").is_some();
            if let Some(group) = fields.iter_mut().find(|f| f.name == name && f.kind == Kind::Choice) {
                if checked {
                    group.value.clone_from(&value);
                }
                group.options.push(value);
                return;
            }
            field(Kind::Choice, if checked { value.clone() } else { String::new() }, vec![value])
        }
        ("input", "checkbox") => field(Kind::Check, value, vec![]),
        ("input", "hidden") => field(Kind::Hidden, value, vec![]),
        ("input", "url") => field(Kind::Address, value, vec![]),
        ("input", _) if element.attr("inputmode") == Some("url") => field(Kind::Address, value, vec![]),
        ("input", _) if element.attr("inputmode").is_some_and(|m| m == "decimal" || m == "numeric") => {
            field(Kind::Number, value, vec![])
        }
        ("input", "number") => field(Kind::Number, value, vec![]),
        ("input", "date") => field(Kind::Date, value, vec![]),
        ("input", "email") => field(Kind::Email, value, vec![]),
        ("input", "password") => field(Kind::Password, value, vec![]),
        ("input", "file") => field(Kind::File, value, vec![]),
        ("input", _) => field(Kind::Text, value, vec![]),
        _ => return,
    };
    fields.push(new);
}

/// The marks that are drawn anew for every page: they make a double click one action.
pub(super) fn marks(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let marks = Selector::parse("input[name=_once]").unwrap();
    page.select(&marks).filter_map(|m| m.attr("value")).map(str::to_owned).collect()
}

/// The local addresses a page points to, without the part after `#`.
pub(super) fn links(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let anchors = Selector::parse("a[href]").unwrap();
    let local = page.select(&anchors).filter_map(|a| a.attr("href")).filter(|h| h.starts_with('/'));
    local.map(|h| h.split('#').next().unwrap_or(h).to_owned()).collect()
}

/// The route a request for `path` is for, if there is one: literal parts win over ids, as in the router.
pub(super) fn route_of(method: Method, path: &str) -> Option<Route> {
    let path = path.split('?').next().unwrap_or(path);
    let parts: Vec<&str> = path.split('/').collect();
    // Building the register builds the server's router with it: too much for every form on every page.
    static ALL: LazyLock<Vec<Route>> = LazyLock::new(|| routes().list().to_vec());
    let fits = ALL.iter().filter(|route| {
        let pattern: Vec<&str> = route.path.split('/').collect();
        let open = pattern.last().is_some_and(|last| last.starts_with("{*"));
        (pattern.len() == parts.len() || (open && parts.len() > pattern.len()))
            && pattern.iter().zip(&parts).all(|(p, part)| p.starts_with('{') || p == part)
    });
    let fits = fits.filter(|route| route.method == method);
    fits.copied().max_by_key(|route| route.path.split('/').filter(|p| !p.starts_with('{')).count())
}

/// A page that somebody saw.
pub(super) struct Seen {
    pub by: &'static str,
    pub path: String,
    pub body: String,
    /// What the page lets run.
    pub policy: String,
}

/// Every page each of `who` comes to, from the register's own paths and then from link to link, at most `most` each.
pub(super) async fn walk(play: &Play, ids: &Ids, who: &[&'static str], most: usize) -> Vec<Seen> {
    let mut seen = Vec::new();
    let all = routes();
    for by in who {
        let actor = play.actor(by);
        let begin = all.list().iter().filter(|r| r.method == Method::Get).map(|r| fill(r.path, ids));
        let mut waiting: VecDeque<String> = begin.collect();
        let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
        // The register's own are never cut off, however many ways in there are.
        let most = most.max(waiting.len() + 20);
        let mut pages = 0;
        while let Some(path) = waiting.pop_front() {
            if pages == most || path.starts_with("/assets/") || path.starts_with("/live") {
                continue;
            }
            pages += 1;
            let Some(page) = page(actor, by, &path).await else { continue };
            for link in links(&page.body) {
                // The same page in another language is the same page.
                if !link.contains("lang=") && known.insert(link.clone()) {
                    waiting.push_back(link);
                }
            }
            seen.push(page);
        }
    }
    seen
}

/// These pages, each as who saw it, as they stand now.
pub(super) async fn look(play: &Play, pages: &[(&'static str, String)]) -> Vec<Seen> {
    let mut seen = Vec::new();
    for (by, path) in pages {
        seen.extend(page(play.actor(by), by, path).await);
    }
    seen
}

/// A page, if there is one at `path` for `actor`.
async fn page(actor: &Actor, by: &'static str, path: &str) -> Option<Seen> {
    let answer = actor.get(path).await;
    let header = |name| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    let policy = header("content-security-policy");
    header("content-type").starts_with("text/html").then(|| Seen {
        by,
        path: path.to_owned(),
        body: answer.body,
        policy,
    })
}

/// A form that leads to a way in, who saw it, and whether it goes through when it is filled in by rote.
pub(super) type Found = BTreeMap<(Method, &'static str), (&'static str, Form, bool)>;

/// For every way in that changes something, all the forms that lead there, in the order they were seen; those on the scene's own
/// things come first.
pub(super) fn all(seen: &[Seen], ids: &Ids) -> BTreeMap<(Method, &'static str), Vec<(&'static str, Form)>> {
    let mut found: BTreeMap<_, Vec<(&'static str, Form)>> = BTreeMap::new();
    for page in seen {
        for form in read(&page.path, &page.body).into_iter().filter(|f| f.post) {
            let Some(route) = route_of(Method::Post, &form.action) else {
                panic!("a form on {} leads to {}, and nothing is there", page.path, form.action)
            };
            found.entry((route.method, route.path)).or_default().push((page.by, form));
        }
    }
    for ((_, path), forms) in &mut found {
        let own = fill(path, ids);
        forms.sort_by_key(|(_, form)| form.action != own);
    }
    found
}

/// How many forms are tried until one of them goes through.
const TRIED: usize = 12;

/// For every way in that changes something, the first form that goes through for who saw it, or else the first of all.
pub(super) async fn of_all(scene: &Scene, ids: &Ids) -> Found {
    let names: Vec<&'static str> = scene.actors.iter().map(|(name, _)| *name).collect();
    let mut play = scene.play();
    let seen = walk(&play, ids, &names, 100).await;
    let mut found = Found::new();
    for (key, forms) in all(&seen, ids) {
        let route = Route { method: key.0, path: key.1, rule: crate::Rule::Public };
        let mut chosen = forms.first().cloned().map(|(by, form)| (by, form, false));
        for (by, mut form) in forms.into_iter().take(TRIED) {
            let answer = send(play.actor(by), &route, &mut form).await;
            if answer.status.is_redirection() {
                play = scene.play();
                chosen = Some((by, form, true));
                break;
            }
            if std::env::var("GUARD_SHOW").is_ok() {
                println!("{by} {:?} {:?}\n   {}", form.action, form.filled(), answer.gist());
            }
        }
        found.extend(chosen.map(|chosen| (key, chosen)));
    }
    found
}
