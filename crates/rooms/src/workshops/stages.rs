//! What is done in each kind of stage, on the phone of who takes part.

use std::collections::BTreeMap;

use face::{Field, Fields, Markup, form, html};
use learning::deciding::{Dots, Rank, best};
use learning::workshop::{Question, Stage, Words, Work};
use store::Conn;
use uuid::Uuid;

use super::page::{Desk, sort};
use super::queries;
use super::workshop::{Choice, Line, Slip, State, Table, Workshop};
use crate::{Stop, Viewer, w};

/// So many lines begin a draft, at most.
const BEST: usize = 5;

/// The ids of what the vote at a place is about.
fn ids(choices: &[Choice]) -> Vec<Uuid> {
    choices.iter().map(|c| c.id).collect()
}

/// What the vote at a place is about.
pub(super) fn choices(w: &Workshop, me: &Viewer, table: &Table, at: usize) -> Vec<Choice> {
    match w.shape.stage(at).map(|s| &s.work) {
        Some(Work::Vote { of, .. }) => table.choices(w, me.lang().tag(), of.as_deref()),
        _ => Vec::new(),
    }
}

/// How the vote at a place came out; nothing while the group is still at it.
pub(super) fn counted(
    c: &mut Conn,
    me: &Viewer,
    w: &Workshop,
    table: &Table,
    at: usize,
) -> Result<Option<Vec<Rank<Uuid>>>, Stop> {
    let choices = choices(w, me, table, at);
    Ok(queries::tally(c, w, at, &ids(&choices))?)
}

/// What got most dots, as lines with which a draft begins: ties at the line are all in, because nobody broke them.
pub(super) fn begins_with(choices: &[Choice], ranks: &[Rank<Uuid>]) -> String {
    let found = best(ranks, BEST);
    let text = |id: &Uuid| choices.iter().find(|c| c.id == *id).map(|c| c.text.as_str());
    let lines: Vec<&str> = found.chosen.iter().chain(&found.tied).filter_map(text).collect();
    lines.join("\n")
}

/// The part of the page one works in.
pub(super) fn work(d: &Desk<'_>, f: &Fields, audience: &str) -> Markup {
    let (me, w) = (d.me, d.w);
    let Some(stage) = w.stage() else { return html! {} };
    // Who sorts or words together sees what others do; who writes or gives dots isn't disturbed.
    let together = matches!(stage.work, Work::Cluster { .. } | Work::Draft { .. });
    let on = if together { format!("{} {}", d.topic(), d.table_topic()) } else { d.topic() };
    let body = match &stage.work {
        Work::Read { text } => read(d, text.get(me.lang().tag())),
        Work::Write { .. } => write(d, stage, f, audience),
        Work::Reveal { of } => html! { (late(d, of, f, audience)) (slips(d, of)) },
        Work::Cluster { of } => cluster(d, of, f, audience),
        Work::Vote { dots, .. } => vote(d, stage, *dots, f, audience),
        Work::Draft { .. } => draft(d, stage, f, audience),
        Work::Talk => html! { (talk(d)) },
    };
    html! {
        div.work #workshop-work data-sort=(sort(&stage.work)) data-live-on=(on) data-live-get=(w.path()) {
            @if w.state == State::Running { (body) } @else { (me.lang().t(w::WORKSHOP_RESTS_WHY)) }
        }
    }
}

/// A text in paragraphs.
pub(super) fn paragraphs(text: &str) -> Markup {
    html! { @for part in text.split("\n\n").filter(|p| !p.trim().is_empty()) { p.lines { (part) } } }
}

/// What is read: what the group brought, else ours.
pub(super) fn reading(w: &Workshop, lang: face::Lang, ours: &str, report: Option<&str>) -> Markup {
    html! {
        @if let (Some(wave), Some(name)) = (w.wave, report) { p { a.button.second href={ "/surveys/" (wave) } data-testid="report" { (lang.say(w::workshop_open_report(name))) } } }
        @if !w.link.is_empty() { p { a href=(w.link) rel="noreferrer" { (w.link) } } }
        @if !w.text.is_empty() { div.prose.said { (paragraphs(&w.text)) } }
        @else if !ours.is_empty() && w.link.is_empty() { div.prose.said { (paragraphs(ours)) } }
    }
}

fn read(d: &Desk<'_>, ours: &str) -> Markup {
    let lang = d.me.lang();
    html! {
        (reading(d.w, lang, ours, d.report.as_deref()))
        @if d.table.options().next().is_some() {
            ol.plain-options data-testid="options" { @for line in d.table.options() { li { (d.w.line_text(lang.tag(), line)) } } }
        }
    }
}

/// The name of the field of a question, asked of an option.
pub(super) fn field_name(question: &str, option: Option<usize>) -> String {
    match option {
        Some(n) => format!("{question}.{n}"),
        None => question.to_owned(),
    }
}

/// Every field of a writing: its name, the question, the option it is asked of.
pub(super) fn fields<'a>(stage: &'a Stage, table: &'a Table) -> Vec<(String, &'a Question, Option<&'a Line>)> {
    let Work::Write { questions, each_option } = &stage.work else { return Vec::new() };
    if !each_option {
        return questions.iter().map(|q| (field_name(&q.key, None), q, None)).collect();
    }
    let options = table.options().enumerate();
    options.flat_map(|(n, o)| questions.iter().map(move |q| (field_name(&q.key, Some(n)), q, Some(o)))).collect()
}

/// A form of a writing with all its fields.
fn write_form(d: &Desk<'_>, stage: &Stage, f: &Fields, audience: &str, late: bool) -> Markup {
    let (me, w) = (d.me, d.w);
    let lang = me.lang();
    let tag = lang.tag();
    let all = fields(stage, &d.table);
    let rows = if all.len() == 1 { 4 } else { 2 };
    form(
        &me.who,
        &format!("{}/slips", w.path()),
        None,
        html! {
            input type="hidden" name="stage" value=(stage.key);
            @if late { input type="hidden" name="late" value="yes"; }
            p.behind role="status" { (lang.t(w::WORKSHOP_BEHIND)) }
            @for (n, (name, question, option)) in all.iter().enumerate() {
                @if let Some(option) = option.filter(|o| n == 0 || all[n - 1].2.is_none_or(|was| was.id != o.id)) { h2 { (w.line_text(tag, option)) } }
                (Field::new(name, question.label.get(tag)).main().area(lang, f, rows))
            }
            div.actions { button.button data-testid="send-slip" { (lang.t(if late { w::WORKSHOP_SEND_LATE } else { w::WORKSHOP_SEND })) } }
            p.small { (lang.t(if late { w::WORKSHOP_SEEN_AT_ONCE } else { w::WORKSHOP_UNSEEN })) }
            p { span.audience { (audience) } }
        },
    )
}

fn write(d: &Desk<'_>, stage: &Stage, f: &Fields, audience: &str) -> Markup {
    let lang = d.me.lang();
    let seen = d.w.shape.takes_words(&stage.key, d.w.at, d.w.reached);
    html! {
        div.narrow {
            @match seen {
                Words::Closed => p { (lang.t(w::WORKSHOP_WRITING_OVER)) },
                seen => (write_form(d, stage, f, audience, seen == Words::Seen)),
            }
            (own(d, &stage.key, seen != Words::Closed))
        }
        @if seen != Words::Silent { (slips(d, &stage.key)) }
    }
}

/// One's own slips, each to be taken back while words are taken.
fn own(d: &Desk<'_>, stage: &str, open: bool) -> Markup {
    let (me, w) = (d.me, d.w);
    let lang = me.lang();
    let mine: Vec<&Slip> = d.table.of(stage).filter(|s| s.mine).collect();
    html! {
        @if !mine.is_empty() {
            section #mine aria-labelledby="mine-head" data-testid="my-slips" {
                h2 #mine-head { (lang.say(w::workshop_my_slips(mine.len()))) }
                (form(&me.who, &format!("{}/back", w.path()), None, html! {
                    ul.list.tight {
                        @for slip in &mine {
                            li {
                                div { span.said { (slip.text) } @if let Some(of) = of_option(d, slip) { small { (of) } } }
                                @if open { button.link name="slip" value=(slip.id) aria-label=(lang.say(w::workshop_take_back_this(slip.text.as_str()))) { (lang.t(w::WORKSHOP_TAKE_BACK)) } }
                            }
                        }
                    }
                }))
            }
        }
    }
}

fn of_option<'a>(d: &'a Desk<'_>, slip: &Slip) -> Option<&'a str> {
    let line = d.table.options().find(|o| Some(o.id) == slip.option)?;
    Some(d.w.line_text(d.me.lang().tag(), line))
}

/// What came too late for the silence: it can still be laid beside the others, where all see it at once.
fn late(d: &Desk<'_>, of: &str, f: &Fields, audience: &str) -> Markup {
    let w = d.w;
    let open = w.shape.takes_words(of, w.at, w.reached) == Words::Seen;
    let stage = w.shape.place(of).and_then(|n| w.shape.stage(n));
    html! {
        @if let Some(stage) = stage.filter(|_| open) {
            details.more open[f.has("late") || f.refused()] {
                summary data-testid="one-more" { (d.me.lang().t(w::WORKSHOP_ONE_MORE)) }
                div.narrow { (write_form(d, stage, f, audience, true)) }
            }
        }
    }
}

/// All slips of a writing that was shown: by question, and where options are compared, side by side.
pub(super) fn slips(d: &Desk<'_>, of: &str) -> Markup {
    shown(d.me, d.w, &d.table, of)
}

/// The same for pages without a desk.
pub(super) fn shown(me: &Viewer, w: &Workshop, table: &Table, of: &str) -> Markup {
    let lang = me.lang();
    let tag = lang.tag();
    let questions = w.shape.questions(of);
    let compared = table.of(of).any(|s| s.option.is_some());
    let empty = table.of(of).next().is_none();
    html! {
        @if empty { p { (lang.t(w::WORKSHOP_NO_SLIPS)) } }
        @else if compared {
            div.scroll tabindex="0" role="region" aria-label=(lang.t(w::WORKSHOP_SIDE_BY_SIDE)) {
                table.side.compared data-testid="compared" {
                    thead { tr { td {} @for option in table.options() { th scope="col" { (w.line_text(tag, option)) } } } }
                    tbody {
                        @for q in questions {
                            tr {
                                th scope="row" { (q.label.get(tag)) }
                                @for option in table.options() {
                                    td { ul { @for s in table.of(of).filter(|s| s.question == q.key && s.option == Some(option.id)) { li { (s.text) } } } }
                                }
                            }
                        }
                    }
                }
            }
        } @else {
            @for q in questions {
                @let of_this: Vec<&Slip> = table.of(of).filter(|s| s.question == q.key).collect();
                @if !of_this.is_empty() {
                    section {
                        @if questions.len() > 1 { h2 { (q.label.get(tag)) } }
                        ul.slips data-testid="slips" { @for s in &of_this { li.mine[s.mine] { (w.slip_text(tag, s)) } } }
                    }
                }
            }
        }
    }
}

/// Headings with their slips, what stands alone, and the form that puts slips under a heading.
fn cluster(d: &Desk<'_>, of: &str, f: &Fields, audience: &str) -> Markup {
    let (me, w) = (d.me, d.w);
    let lang = me.lang();
    let tag = lang.tag();
    let open = super::acts::sorting(w, of);
    let headings: Vec<&Line> = d.table.headings(of).collect();
    let alone: Vec<&Slip> = d.table.of(of).filter(|s| s.heading.is_none()).collect();
    let to: Vec<(String, String)> = std::iter::once((String::new(), lang.t(w::WORKSHOP_NEW_HEADING).to_owned()))
        .chain(headings.iter().map(|h| (h.id.to_string(), h.text.clone())))
        .chain((!headings.is_empty()).then(|| ("none".to_owned(), lang.t(w::WORKSHOP_NO_HEADING).to_owned())))
        .collect();
    html! {
        @if open {
            (form(&me.who, &format!("{}/headings", w.path()), None, html! {
                input type="hidden" name="stage" value=(of);
                (clusters(me, w, &d.table, of, true))
                @if !alone.is_empty() {
                    section aria-labelledby="alone" {
                        h2 #alone { (lang.say(w::workshop_alone(alone.len()))) }
                        ul.slips.pick data-testid="alone" { @for s in &alone { li { (tick(s, w.slip_text(tag, s))) } } }
                    }
                }
                fieldset.put.field {
                    legend { (lang.t(w::WORKSHOP_PUT_TICKED)) }
                    div.row {
                    @if !headings.is_empty() { (Field::new("under", lang.t(w::WORKSHOP_UNDER)).main().select(lang, f, &to)) }
                    (Field::new("name", lang.t(w::WORKSHOP_HEADING_NAME)).hint(lang.t(w::WORKSHOP_HEADING_HINT)).main().input(lang, f, "text"))
                    }
                    div.actions { button.button.second data-testid="put-under" { (lang.t(w::WORKSHOP_PUT)) } }
                    p { span.audience { (audience) } }
                }
            }))
        } @else { (clusters(me, w, &d.table, of, false)) (slips_alone(me, w, &alone)) }
        (late(d, of, f, audience))
    }
}

fn slips_alone(me: &Viewer, w: &Workshop, alone: &[&Slip]) -> Markup {
    html! { @if !alone.is_empty() { ul.slips { @for s in alone { li { (w.slip_text(me.lang().tag(), s)) } } } } }
}

fn tick(slip: &Slip, text: &str) -> Markup {
    html! { label.check { input type="checkbox" name="slip" value=(slip.id); span { (text) } } }
}

/// The headings of a writing, each with its slips.
pub(super) fn clusters(me: &Viewer, w: &Workshop, table: &Table, of: &str, ticks: bool) -> Markup {
    let tag = me.lang().tag();
    html! {
        @for line in table.headings(of) {
            @let under: Vec<&Slip> = table.of(of).filter(|s| s.heading == Some(line.id)).collect();
            @if !under.is_empty() {
                section.cluster data-testid="cluster" {
                    h2 { (line.text) }
                    ul.slips.pick[ticks] { @for s in &under { li { @if ticks { (tick(s, w.slip_text(tag, s))) } @else { (w.slip_text(tag, s)) } } } }
                }
            }
        }
    }
}

/// The field of the dots on a line.
pub(super) fn dots_name(id: Uuid) -> String {
    format!("d-{id}")
}

fn vote(d: &Desk<'_>, stage: &Stage, rule: Dots, f: &Fields, audience: &str) -> Markup {
    let (me, w) = (d.me, d.w);
    let lang = me.lang();
    let choices = choices(w, me, &d.table, w.at);
    if w.at < w.reached {
        return html! {
            p { (lang.t(w::WORKSHOP_VOTE_OVER)) }
            @if let Some((_, ranks)) = &d.tally { (ranking(me, &choices, ranks)) }
        };
    }
    let given = |id: Uuid| -> u32 {
        if f.refused() { f.raw(&dots_name(id)).parse().unwrap_or(0) } else { d.own.get(&id).copied().unwrap_or(0) }
    };
    let problem = f.problem_of("dots");
    html! {
        (form(&me.who, &format!("{}/dots", w.path()), None, html! {
            input type="hidden" name="stage" value=(stage.key);
            p #f-dots { strong { (lang.say(w::workshop_dots_have(rule.per_person))) } }
            @if let Some(problem) = problem { p.error { (problem.say(lang)) } }
            @if !d.own.is_empty() && !f.refused() { p.notice.done role="status" data-testid="dots-given" { span { (lang.t(w::WORKSHOP_DOTS_GIVEN)) } } }
            ul.slips.pick data-testid="ballot" {
                @for choice in &choices {
                    li {
                        @if rule.per_option == 1 {
                            label.check {
                                input type="checkbox" name=(dots_name(choice.id)) value="1" checked[given(choice.id) > 0];
                                span { (choice.text) @if choice.slips > 1 { small { (lang.say(w::workshop_slips(choice.slips))) } } }
                            }
                        } @else {
                            div.field {
                                label for=(dots_name(choice.id)) { (choice.text) }
                                select id=(dots_name(choice.id)) name=(dots_name(choice.id)) {
                                    @for n in 0..=rule.per_option { option value=(n) selected[given(choice.id) == n] { (n) } }
                                }
                            }
                        }
                    }
                }
            }
            @if choices.is_empty() { p { (lang.t(w::WORKSHOP_NO_SLIPS)) } }
            @else {
                div.actions.stays { button.button data-testid="give-dots" { (lang.t(w::WORKSHOP_GIVE_DOTS)) } }
                p.small { (lang.t(w::WORKSHOP_DOTS_NAMELESS)) }
                p { span.audience { (audience) } }
            }
        }))
    }
}

/// A vote that is over, best first; what is level stays level.
pub(super) fn ranking(me: &Viewer, choices: &[Choice], ranks: &[Rank<Uuid>]) -> Markup {
    let lang = me.lang();
    let most = ranks.first().map_or(1, |r| r.dots.max(1));
    let names: BTreeMap<Uuid, &str> = choices.iter().map(|c| (c.id, c.text.as_str())).collect();
    html! {
        ol.fingers.dots data-testid="ranking" {
            @for rank in ranks.iter().filter(|r| r.dots > 0) {
                @for id in &rank.options {
                    li {
                        strong { (rank.dots) }
                        div { (names.get(id).copied().unwrap_or_default()) @if rank.options.len() > 1 { small { (lang.t(w::VOTE_LEVEL)) } } meter min="0" max=(most) value=(rank.dots) aria-hidden="true" {} }
                    }
                }
            }
        }
        @if ranks.iter().all(|r| r.dots == 0) { p { (lang.t(w::WORKSHOP_NO_DOTS)) } }
    }
}

fn last_vote(d: &Desk<'_>) -> Markup {
    let lang = d.me.lang();
    html! {
        @if let Some((at, ranks)) = &d.tally {
            details.more open[d.leads] {
                summary { (lang.t(w::WORKSHOP_HOW_VOTED)) }
                (ranking(d.me, &choices(d.w, d.me, &d.table, *at), ranks))
            }
        }
    }
}

/// The words that are put together: read by all, worded by anybody; beside them what the dots said and what holds now.
fn draft(d: &Desk<'_>, stage: &Stage, f: &Fields, audience: &str) -> Markup {
    let (me, w) = (d.me, d.w);
    let lang = me.lang();
    let kept = d.table.draft(&stage.key);
    let text = kept.map_or("", |k| k.text.as_str());
    let mut fields = f.clone();
    if !f.has("text") {
        fields.set("text", text);
    }
    let writing = form(
        &me.who,
        &format!("{}/draft", w.path()),
        Some(kept.map_or(0, |k| k.rev)),
        html! {
            input type="hidden" name="stage" value=(stage.key);
            (Field::new("text", lang.t(w::WORKSHOP_DRAFT_TEXT)).hint(lang.t(w::WORKSHOP_DRAFT_HINT)).main().area(lang, &fields, 8))
            div.actions { button.button data-testid="save-draft" { (lang.t(face::w::SAVE)) } }
            p { span.audience { (audience) } }
        },
    );
    html! {
        @if text.is_empty() { p { (lang.t(w::WORKSHOP_DRAFT_EMPTY)) } }
        @else { section.poster { blockquote data-testid="draft" { @for line in text.lines().filter(|l| !l.trim().is_empty()) { p { (line) } } } @if let Some(by) = kept.and_then(|k| k.by.as_deref()) { p.small { (lang.say(w::workshop_worded_by(by))) } } @else { p.small { (lang.t(w::WORKSHOP_FROM_DOTS)) } } } }
        div.narrow {
            @if d.leads || f.refused() { (writing) }
            @else { details.more { summary data-testid="word-it" { (lang.t(w::WORKSHOP_WORD_IT)) } (writing) } }
        }
        @let before: Vec<&str> = d.table.drafts.iter().filter(|k| k.stage != stage.key && !k.text.is_empty()).map(|k| k.stage.as_str()).collect();
        @for key in &before {
            @if let (Some(other), Some(n)) = (d.table.draft(key), w.shape.place(key)) {
                section { h2 { (w.shape.stages[n].name.get(lang.tag())) } p.said.lines { (other.text) } }
            }
        }
        (last_vote(d))
        @if !d.says.is_empty() {
            details.more {
                summary { (lang.t(w::WORKSHOP_HOLDS_NOW)) }
                @for (kind, text) in &d.says { p { strong { (lang.t(kind.word())) } ": " span.said { (text) } } }
            }
        }
        (super::outcomes::ways(d))
    }
}

fn talk(d: &Desk<'_>) -> Markup {
    html! {
        (last_vote(d))
        @if d.tally.is_none() { @if let Some(of) = written_before(d.w) { (slips(d, of)) } }
        (super::outcomes::ways(d))
    }
}

/// The writing that was shown last.
pub(super) fn written_before(w: &Workshop) -> Option<&str> {
    let shown = |s: &&Stage| matches!(s.work, Work::Write { .. }) && w.shape.shown(&s.key, w.reached);
    w.shape.stages.iter().take(w.at + 1).rev().find(shown).map(|s| s.key.as_str())
}
