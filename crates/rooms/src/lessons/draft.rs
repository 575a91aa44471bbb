//! Drafts a lesson from what a cycle holds, so that nobody writes twice. Takes only what all members of the community see: words
//! for peers alone never come into a lesson, nor figures that rest on few students.

use learning::shape::{FieldKind, StepKind};
use store::Conn;

use super::lesson::Text;
use crate::cycles::{self, Entry, Turn};
use crate::{Stop, Viewer, goals, library, w};

/// Figures that rest on fewer students than this don't go into a text that may be shared.
const FEWEST: i64 = 10;

/// The draft of a lesson.
pub fn draft_from(c: &mut Conn, me: &Viewer, turn: &Turn) -> Result<Text, Stop> {
    let all = cycles::entries(c, me, turn.cycle.id)?;
    let entries: Vec<&Entry> = all.iter().filter(|e| e.audience == turn.cycle.audience).collect();
    let strategy = match turn.cycle.links.strategy {
        Some(id) => library::find(c, me, id)?,
        None => None,
    };
    let figures = match turn.cycle.links.student_goal {
        Some(goal) => figures(me, &goals::measures_of(c, me, goal)?),
        None => Vec::new(),
    };
    let mut tried: Vec<String> = strategy.iter().map(|s| sentence(&s.name)).collect();
    tried.extend(said_at(turn, &entries, |k, evidence| k == StepKind::Apply && !evidence, false));
    Ok(Text {
        title: turn.cycle.title.clone(),
        tried: join(tried),
        found: join(found(me, turn, &entries, figures)),
        advice: join(advice(turn, &entries)),
    })
}

/// The required words of the steps that `at` picks, oldest first, each once.
fn said_at(turn: &Turn, entries: &[&Entry], at: impl Fn(StepKind, bool) -> bool, optional: bool) -> Vec<String> {
    let steps = turn.shape.steps.iter().filter(|s| at(s.kind, s.evidence));
    let mut said: Vec<String> = Vec::new();
    for step in steps {
        let words = |kind: FieldKind| matches!(kind, FieldKind::Longtext | FieldKind::Text);
        for field in step.fields.iter().filter(|f| f.required != optional && words(f.kind) && !f.prediction) {
            for text in entries.iter().filter(|e| e.step == step.key).filter_map(|e| e.fields.get(&field.key)) {
                let text = sentence(text);
                if !said.contains(&text) {
                    said.push(text);
                }
            }
        }
    }
    said
}

/// What was expected, what came, and the figures.
fn found(me: &Viewer, turn: &Turn, entries: &[&Entry], figures: Vec<String>) -> Vec<String> {
    let lang = me.lang();
    let predicting =
        turn.shape.steps.iter().flat_map(|s| s.fields.iter().filter(|f| f.prediction).map(move |f| (s, f)));
    let mut lines: Vec<String> = predicting
        .flat_map(|(s, f)| entries.iter().filter(move |e| e.step == s.key).filter_map(move |e| e.fields.get(&f.key)))
        .map(|text| lang.say(w::lesson_expected(sentence(text))))
        .collect();
    if lines.is_empty() {
        lines.push(lang.t(w::LESSON_NOT_EXPECTED).to_owned());
    }
    lines.extend(
        said_at(turn, entries, |_, evidence| evidence, false).iter().map(|t| lang.say(w::lesson_happened(t.as_str()))),
    );
    lines.extend(figures);
    lines
}

/// First and last value of each measure.
fn figures(me: &Viewer, watched: &[goals::Watched]) -> Vec<String> {
    let lang = me.lang();
    let line = |w: &goals::Watched| {
        let seen: Vec<_> = w.observations.iter().filter(|o| o.n.is_none_or(|n| n >= FEWEST)).collect();
        let (first, last) = (seen.first()?, seen.last()?);
        if first.on == last.on {
            return None;
        }
        let value = |v: f64| format!("{} {}", face::number(v, 1), w.measure.unit).trim().to_owned();
        let date = |d| face::date_short(lang, d, me.today());
        let from = format!("{} ({})", value(first.value), date(first.on));
        let to = format!("{} ({})", value(last.value), date(last.on));
        Some(lang.say(w::lesson_figure(seen.len(), from, w.measure.name.as_str(), to)))
    };
    watched.iter().filter_map(line).collect()
}

/// What they would tell a colleague: what stands beside the results, then why it ended so.
fn advice(turn: &Turn, entries: &[&Entry]) -> Vec<String> {
    let mut lines = said_at(turn, entries, |kind, evidence| evidence || kind == StepKind::Decide, true);
    if let Some(why) = turn.moved.last().filter(|m| m.kind == "close" && !m.why.is_empty()) {
        let why = sentence(&why.why);
        if !lines.contains(&why) {
            lines.push(why);
        }
    }
    lines
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '?', '!', '…', ':', ';', '”', '»']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// Lines as one text, cut to what a lesson's part may hold.
fn join(lines: Vec<String>) -> String {
    lines.join("\n").chars().take(super::pages::PART).collect()
}
