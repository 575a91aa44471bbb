//! T13, script corpus: whatever is written into any field of any form, no page runs it, for whoever looks.
//!
//! The corpus is `browser/corpus.json`, which the browser tests share. Here pages are read by the parser browsers use; what a
//! payload tries is seen in the tree: an element, an attribute that runs, an address that runs.

use std::collections::BTreeSet;

use scraper::{Html, Selector};

use super::forms::{self, Kind, Seen};
use super::scene::{self, Play, Whose};
use crate::testing::on_each;

const CORPUS: &str = include_str!("../../../../browser/corpus.json");

/// The payloads, each with the mark `zqxss` by which it is recognized wherever it is shown.
fn corpus() -> Vec<String> {
    let corpus: serde_json::Value = serde_json::from_str(CORPUS).unwrap();
    let payloads = corpus["payloads"].as_array().unwrap().iter();
    payloads.map(|p| p["text"].as_str().unwrap().replace("{long}", &"zqxss ".repeat(1700))).collect()
}

/// What is wrong with a page: anything in its tree that could run and isn't ours.
fn runs(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut wrong = Vec::new();
    for element in page.select(&Selector::parse("*").unwrap()) {
        let name = element.value().name();
        if matches!(
            name,
            "zqx"
                | "iframe"
                | "object"
                | "embed"
                | "base"
                | "marquee"
                | "math"
                | "foreignobject"
                | "style"
                | "animate"
                | "set"
        ) {
            wrong.push(format!("<{name}>"));
        }
        if name == "script" && !element.attr("src").is_some_and(|src| src.starts_with("/assets/")) {
            wrong.push("a script of its own".into());
        }
        if name == "meta" && element.attr("http-equiv").is_some_and(|h| !h.eq_ignore_ascii_case("refresh")) {
            wrong.push("<meta http-equiv>".into());
        }
        for (attribute, value) in element.value().attrs() {
            let squeezed: String =
                value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
            let address = matches!(
                attribute,
                "href" | "src" | "action" | "formaction" | "xlink:href" | "data" | "poster" | "srcset"
            );
            if attribute.starts_with("on") || attribute == "style" || attribute == "srcdoc" {
                wrong.push(format!("<{name} {attribute}={value:.60}>"));
            }
            if address && ["javascript:", "vbscript:", "data:text", "file:"].iter().any(|s| squeezed.starts_with(s)) {
                wrong.push(format!("<{name} {attribute}={value:.60}>"));
            }
            if attribute.contains("zqx") || attribute.contains(['<', '"']) {
                wrong.push(format!("<{name} {attribute}>"));
            }
        }
    }
    wrong
}

/// Whether the policy of an answer lets nothing run but our own files.
fn strict(policy: &str) -> bool {
    let scripts = policy.split(';').map(str::trim).find(|p| p.starts_with("script-src"));
    let by_default = policy.split(';').map(str::trim).find(|p| p.starts_with("default-src"));
    let only = |p: Option<&str>, allowed: &[&str]| {
        p.is_some_and(|p| p.split_whitespace().skip(1).all(|s| allowed.contains(&s)))
    };
    (only(scripts, &["'self'", "'none'"]) || (scripts.is_none() && only(by_default, &["'none'"])))
        && (policy.contains("sandbox") || policy.contains("object-src 'none'") || policy.contains("default-src 'none'"))
}

/// How many forms that lead to the same way in are filled in.
const EACH: usize = 3;

/// Every page the actors come to.
async fn everywhere(play: &Play, ids: &scene::Ids) -> Vec<Seen> {
    forms::walk(play, ids, &["facilitator", "member", "principal", "admin"], 100).await
}

/// Of these pages those whose forms are filled in, each as who saw it.
fn with_forms(seen: &[Seen], ids: &scene::Ids) -> Vec<(&'static str, String)> {
    let forms = forms::all(seen, ids).into_values().flat_map(|found| found.into_iter().take(EACH));
    let pages: BTreeSet<(&'static str, String)> = forms.map(|(by, form)| (by, form.page)).collect();
    pages.into_iter().collect()
}

/// Writes a payload into every field of every form on these pages.
async fn write_everywhere(
    play: &Play,
    ids: &scene::Ids,
    seen: &[Seen],
    payload: &str,
    wrong: &mut BTreeSet<String>,
) -> usize {
    let mut taken = 0;
    for ((method, path), found) in forms::all(seen, ids) {
        // Signing out or ending somebody would end the test.
        if path.contains("sign-")
            || path.ends_with("/end")
            || path.ends_with("/leave")
            || path.ends_with("/archive")
            || path.ends_with("/close")
        {
            continue;
        }
        let route = crate::Route { method, path, rule: crate::Rule::SignedIn };
        for (by, mut form) in found.into_iter().take(EACH) {
            let mut any = false;
            for field in &mut form.fields {
                let open = matches!(
                    field.kind,
                    Kind::Text | Kind::Area | Kind::Address | Kind::Email | Kind::Number | Kind::Date
                ) || (field.kind == Kind::Hidden
                    && !field.name.starts_with('_')
                    && field.value.parse::<uuid::Uuid>().is_err());
                if open {
                    field.value = payload.to_owned();
                    any = true;
                }
            }
            if !any {
                continue;
            }
            // What is refused comes back in the form: that page is looked at as well.
            let first = super::routes::call(play.actor(by), &route, &form.action, Some(&form), ids).await;
            wrong.extend(runs(&first.body).into_iter().map(|w| format!("{} answers {by} with {w}", form.action)));
            assert!(!first.status.is_server_error(), "{} with {payload:?}: {}", form.action, first.gist());
            let answer = if first.status == 422 { forms::send(play.actor(by), &route, &mut form).await } else { first };
            assert!(!answer.status.is_server_error(), "{} with {payload:?}: {}", form.action, answer.gist());
            taken += usize::from(answer.status.is_redirection());
        }
    }
    taken
}

#[test]
fn nothing_that_is_written_ever_runs() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let ours = &scene.things[&Whose::Ours];
        let play = scene.play();
        let mut wrong = BTreeSet::new();
        let mut taken = 0;
        let mut pages = Vec::new();
        for (at, payload) in corpus().into_iter().enumerate() {
            // The forms lay in the world they were found in; the clock moves so that values of one day don't cover each other.
            play.world.t.clock.travel(play.world.t.db.now().plus_days(1));
            // What was written leads to pages and forms that weren't there before: they are all looked for again and again.
            let seen = if at % 7 == 0 { everywhere(&play, ours).await } else { forms::look(&play, &pages).await };
            if at % 7 == 0 {
                pages = with_forms(&seen, ours);
            }
            taken += write_everywhere(&play, ours, &seen, &payload, &mut wrong).await;
        }
        let who = ["nobody", "guest", "colleague", "member", "facilitator", "principal", "leader", "admin"];
        let mut shown = 0;
        for page in forms::walk(&play, ours, &who, 150).await {
            shown += usize::from(page.body.contains("zqxss"));
            wrong.extend(runs(&page.body).into_iter().map(|w| format!("{} shows {} {w}", page.path, page.by)));
            if !strict(&page.policy) {
                wrong.insert(format!("{} has the policy {:?}", page.path, page.policy));
            }
            for link in out(&page.body) {
                if !(link.starts_with("https://") || link.starts_with("http://") || link.starts_with("mailto:")) {
                    wrong.insert(format!("{} leads out to {link:?}", page.path));
                }
            }
        }
        assert!(taken > 100 && shown > 20, "only {taken} forms took a payload and {shown} pages showed one");
        assert!(wrong.is_empty(), "{} times:\n{}", wrong.len(), wrong.into_iter().collect::<Vec<_>>().join("\n"));
    });
}

/// Where a page's links lead that don't stay here.
fn out(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let anchors = Selector::parse("a[href]").unwrap();
    let all = page.select(&anchors).filter_map(|a| a.attr("href"));
    all.filter(|h| !h.starts_with('/') && !h.starts_with('#') && !h.starts_with('?')).map(str::to_owned).collect()
}

#[test]
fn the_eyes_of_this_test_are_open() {
    for bad in [
        "<p onclick=x>",
        "<script>1</script>",
        "<a href=' jAva\tscript:x'>",
        "<zqx>",
        "<svg><animate></svg>",
        "<form action=javascript:x>",
        "<p style='x'>",
    ] {
        assert!(!runs(bad).is_empty(), "{bad}");
    }
    assert!(runs("<p>&lt;script&gt; <a href=/x>x</a><script src=/assets/app.js></script>").is_empty());
    for payload in corpus().iter().filter(|p| ["<zqx ", "<script", "<img"].iter().any(|t| p.contains(t))) {
        assert!(!runs(payload).is_empty(), "{payload}");
    }
}
