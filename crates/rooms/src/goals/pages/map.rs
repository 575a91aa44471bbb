//! The goals as a picture: columns from one person's to the nation's, joined where one serves another.

use std::collections::HashMap;

use face::{Markup, html};
use learning::alignment::layers;
use store::GoalId;

use super::{level_word, owner_said};
use crate::Viewer;
use crate::goals::align::Link;
use crate::goals::goal::{Goal, Level, shorten};
use crate::w;

const NODE: f64 = 172.0;
const GAP: f64 = 38.0;
const LINE: f64 = 17.0;
const TOP: f64 = 34.0;
const BETWEEN: f64 = 22.0;
/// Characters that fit into a node's line, about.
const FIT: usize = 25;
/// Lines of a goal's text.
const LINES: usize = 4;
/// Goals a column shows; the rest is in the list.
const MOST: usize = 8;

struct Node<'a> {
    goal: &'a Goal,
    lines: Vec<String>,
    small: String,
    x: f64,
    y: f64,
    height: f64,
}

/// The picture of these goals and their links. `beneath` says how many goals serve each, seen or not in this picture.
pub(super) fn map(me: &Viewer, goals: &[Goal], links: &[Link], beneath: &HashMap<GoalId, i64>) -> Markup {
    let lang = me.lang();
    let known: HashMap<GoalId, &Goal> = goals.iter().map(|g| (g.id, g)).collect();
    let plain: Vec<_> = goals.iter().map(Goal::to_align).collect();
    let lines: Vec<_> = links.iter().map(Link::to_align).collect();
    let mut columns = layers(&plain, &lines);
    // What educators learn stands right under the student goal it is for, joined by a line that nobody has to accept.
    let serves: Vec<(GoalId, GoalId)> =
        goals.iter().filter_map(|g| Some((g.id, g.serves.filter(|s| known.contains_key(s))?))).collect();
    for (low, high) in &serves {
        let Some(column) = columns.iter_mut().find(|c| c.contains(low) && c.contains(high)) else { continue };
        column.retain(|id| id != low);
        let under = column.iter().position(|id| id == high).map_or(column.len(), |at| at + 1);
        column.insert(under, *low);
    }
    columns.reverse();
    let mut nodes: Vec<Node<'_>> = Vec::new();
    let mut heads: Vec<(f64, Level)> = Vec::new();
    let mut more: Vec<(f64, f64, usize)> = Vec::new();
    let mut height = TOP;
    for (at, column) in columns.iter().enumerate() {
        let x = at as f64 * (NODE + GAP);
        let mut y = TOP;
        for id in column.iter().take(MOST) {
            let goal = known[id];
            let lines = wrap(&goal.text);
            let own = lines.len() as f64 * LINE + 20.0;
            let count = beneath.get(id).copied().unwrap_or(0);
            let small = match count {
                0 => shorten(&owner_said(me, goal), FIT + 2),
                n => format!("{}, {}", shorten(&owner_said(me, goal), FIT - 10), lang.say(w::goals_beneath(n))),
            };
            nodes.push(Node { goal, lines, small, x, y, height: own });
            y += own + BETWEEN;
        }
        if column.len() > MOST {
            more.push((x, y + 4.0, column.len() - MOST));
            y += LINE + BETWEEN;
        }
        if let Some(first) = column.first() {
            heads.push((x, known[first].level));
        }
        height = height.max(y);
    }
    let place: HashMap<GoalId, &Node<'_>> = nodes.iter().map(|n| (n.goal.id, n)).collect();
    let width = columns.len() as f64 * (NODE + GAP) - GAP;
    let curve = |low: &GoalId, high: &GoalId| {
        let (a, b) = (place.get(low)?, place.get(high)?);
        let (y1, y2) = (a.y + a.height / 2.0, b.y + b.height / 2.0);
        if a.x == b.x {
            // In one column: along the dots.
            let x = a.x - 4.0;
            return Some(format!("M{x:.0} {:.0}V{:.0}", y1.min(y2) + 8.0, y1.max(y2) - 8.0));
        }
        let longest = a.lines.iter().map(|l| l.chars().count()).max().unwrap_or(0) as f64;
        let widest = (longest * 6.9).max(a.small.chars().count() as f64 * 6.2);
        let (from, to) = ((a.x + 14.0 + widest).min(a.x + NODE + 6.0), b.x - 12.0);
        let bend = ((to - from) * 0.5).min(60.0);
        Some(format!("M{from:.0} {y1:.0}C{:.0} {y1:.0} {:.0} {y2:.0} {to:.0} {y2:.0}", from + bend, to - bend))
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(lang.t(w::GOALS_PICTURE)) {
            svg.goalmap width=(format!("{width:.0}")) height=(format!("{height:.0}")) viewBox=(format!("-10 0 {:.0} {height:.0}", width + 10.0))
                role="group" aria-label=(lang.t(w::GOALS_PICTURE)) data-testid="goal-picture" {
                @for (x, level) in &heads { text.head x=(format!("{x:.0}")) y="14" { (lang.t(level_word(*level))) } }
                @for (low, high) in &serves { @if let Some(d) = curve(low, high) { path.serves d=(d) {} } }
                @for link in links {
                    @if let Some(d) = curve(&link.below, &link.above) { path.offered[!link.accepted()] d=(d) {} }
                }
                @for node in &nodes {
                    // Named by what is written in it: who speaks to the page says what they see.
                    a href={ "/goals/" (node.goal.id) } {
                        rect.hit x=(format!("{:.0}", node.x - 4.0)) y=(format!("{:.0}", node.y - 4.0)) width=(format!("{NODE:.0}")) height=(format!("{:.0}", node.height + 8.0)) rx="8" {}
                        circle.mine[node.goal.ours] cx=(format!("{:.0}", node.x - 4.0)) cy=(format!("{:.0}", node.y + node.height / 2.0)) r="5" {}
                        @for (i, line) in node.lines.iter().enumerate() {
                            text x=(format!("{:.0}", node.x + 8.0)) y=(format!("{:.0}", node.y + 12.0 + i as f64 * LINE)) { (line) " " }
                        }
                        text.small x=(format!("{:.0}", node.x + 8.0)) y=(format!("{:.0}", node.y + 13.0 + node.lines.len() as f64 * LINE)) { (node.small) }
                    }
                }
                @for (x, y, count) in &more {
                    a href="/goals?as=list" { text.small x=(format!("{:.0}", x + 8.0)) y=(format!("{:.0}", y + 8.0)) { (lang.say(w::goals_more_in_list(*count))) } }
                }
            }
        }
    }
}

/// A text in lines that fit a node, the last one cut when there is more.
fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() == LINES;
        match lines.last_mut() {
            Some(last) if last.chars().count() + word.chars().count() < FIT => {
                last.push(' ');
                last.push_str(word);
            }
            Some(last) if full => {
                last.push('…');
                return lines;
            }
            _ => lines.push(word.chars().take(FIT).collect()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        let lines = wrap(&"every third grader reads one hundred words a minute ".repeat(5));
        assert_eq!(lines.len(), LINES);
        assert!(lines.iter().all(|l| l.chars().count() <= FIT + 1) && lines[LINES - 1].ends_with('…'));
        assert_eq!(wrap("Every child reads"), ["Every child reads"]);
    }
}
