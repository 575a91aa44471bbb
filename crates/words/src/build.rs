//! The build-time half: reads message files, checks them against each other, writes Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, PatternElement};

/// Finds every `words/en.ftl` under `src`, checks it against its `es.ftl`, and writes one Rust module to `out`.
///
/// # Panics
/// With a message that names file and key when a key or a variable is missing in one language, or stands in two files: the build
/// stops there.
pub fn compile(src: &Path, out: &Path) {
    println!("cargo:rerun-if-changed={}", src.display());
    let mut folders = Vec::new();
    find(src, &mut folders);
    folders.sort();
    let mut all = [String::new(), String::new()];
    let mut known: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut code = String::from("// Written by the build from the message files.\n\n");
    let mut body = String::new();
    for folder in &folders {
        let texts = ["en", "es"].map(|tag| {
            let file = folder.join(format!("{tag}.ftl"));
            println!("cargo:rerun-if-changed={}", file.display());
            std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
        });
        let [en, es] = [parse(folder, "en", &texts[0]), parse(folder, "es", &texts[1])];
        for key in en.keys().chain(es.keys()) {
            assert!(en.contains_key(key), "{}: {key} is in es.ftl but not in en.ftl", folder.display());
            assert!(es.contains_key(key), "{}: {key} is in en.ftl but not in es.ftl", folder.display());
        }
        for (key, english) in &en {
            let spanish = &es[key];
            assert_eq!(
                english.vars,
                spanish.vars,
                "{}: the variables of {key} differ between the languages",
                folder.display()
            );
            if let Some(other) = known.insert(key.clone(), folder.clone()) {
                panic!("{key} stands in {} and in {}", other.display(), folder.display());
            }
            write_one(&mut body, key, english, spanish);
        }
        all[0] += &texts[0];
        all[0].push('\n');
        all[1] += &texts[1];
        all[1].push('\n');
    }
    let _ = writeln!(code, "static FILES: [&str; 2] = [{:?}, {:?}];\n", all[0], all[1]);
    code += &body;
    std::fs::write(out, code).expect("the build's own folder can be written");
}

struct Message {
    /// The text, when it has no variables.
    plain: Option<String>,
    /// Text and variables one after the other; none when more than that has to be decided to say it.
    pieces: Option<Vec<Piece>>,
    vars: BTreeSet<String>,
}

enum Piece {
    Text(String),
    Value(String),
}

impl Piece {
    fn text(&self) -> Option<&str> {
        match self {
            Piece::Text(text) => Some(text),
            Piece::Value(_) => None,
        }
    }
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|e| e.path()).filter(|p| p.is_dir()) {
        if path.join("en.ftl").exists() || path.join("es.ftl").exists() {
            found.push(path);
        } else {
            find(&path, found);
        }
    }
}

fn parse(folder: &Path, tag: &str, text: &str) -> BTreeMap<String, Message> {
    let resource = fluent_syntax::parser::parse(text)
        .unwrap_or_else(|(_, problems)| panic!("{}/{tag}.ftl: {:?}", folder.display(), problems.first()));
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        if let Entry::Message(ast::Message { id, value: Some(pattern), .. }) = entry {
            let mut vars = BTreeSet::new();
            for element in &pattern.elements {
                if let PatternElement::Placeable { expression } = element {
                    collect(expression, &mut vars);
                }
            }
            let pieces: Option<Vec<Piece>> = pattern.elements.iter().map(piece).collect();
            let plain = pieces.as_ref().and_then(|all| all.iter().map(Piece::text).collect());
            let name = id.name.to_string();
            let twice = messages.insert(name.clone(), Message { plain, pieces, vars }).is_some();
            assert!(!twice, "{}/{tag}.ftl: {name} stands there twice", folder.display());
        }
    }
    messages
}

/// What needs no deciding: a text as it stands, or a variable.
fn piece(element: &PatternElement<&str>) -> Option<Piece> {
    match element {
        PatternElement::TextElement { value } => Some(Piece::Text((*value).to_owned())),
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
            Some(Piece::Text((*value).to_owned()))
        }
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
            Some(Piece::Value(id.name.to_owned()))
        }
        PatternElement::Placeable { .. } => None,
    }
}

fn collect(expression: &Expression<&str>, vars: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, vars),
        Expression::Select { selector, variants } => {
            collect_inline(selector, vars);
            for variant in variants {
                for element in &variant.value.elements {
                    if let PatternElement::Placeable { expression } = element {
                        collect(expression, vars);
                    }
                }
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, vars: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            vars.insert(id.name.to_string());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                collect_inline(argument, vars);
            }
        }
        InlineExpression::Placeable { expression } => collect(expression, vars),
        _ => {}
    }
}

fn write_one(body: &mut String, key: &str, en: &Message, es: &Message) {
    if en.vars.is_empty() {
        let texts = [en, es].map(|m| m.plain.as_deref().unwrap_or(key));
        let name = key.replace('-', "_").to_ascii_uppercase();
        let _ = writeln!(
            body,
            "/// {}\npub const {name}: words::Word = words::Word {{ key: {key:?}, text: [{:?}, {:?}] }};",
            texts[0].lines().next().unwrap_or(""),
            texts[0],
            texts[1]
        );
        return;
    }
    let name = key.replace('-', "_");
    let params = en.vars.iter().map(|v| format!("{}: impl Into<words::FluentValue<'a>>", v.replace('-', "_")));
    let withs = en.vars.iter().map(|v| format!(".with({v:?}, {})", v.replace('-', "_")));
    let pieces = [en, es].map(|m| {
        let all = m.pieces.iter().flatten().map(|p| match p {
            Piece::Text(text) => format!("words::Piece::Text({text:?})"),
            Piece::Value(name) => format!("words::Piece::Value({name:?})"),
        });
        all.collect::<Vec<_>>().join(", ")
    });
    let _ = writeln!(
        body,
        "pub fn {name}<'a>({}) -> words::Said<'a> {{ words::Said::new({key:?}, &FILES, [&[{}], &[{}]]){} }}",
        params.collect::<Vec<_>>().join(", "),
        pieces[0],
        pieces[1],
        withs.collect::<String>()
    );
}
