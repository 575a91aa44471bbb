//! The page of one goal: where it leads, what is watched, what serves it, what happened.

use axum::extract::Path;
use axum::response::Response;
use face::{Drawing, Markup, Page, Room, Word, empty, form, heading, html};
use learning::alignment::End;
use store::events::{self, Past};
use store::{Conn, GoalId, PersonId};

use super::{about, chart, ending_word, kind_word, level_word, link, owner_said, tree};
use crate::goals::align::{self, Answer, Link};
use crate::goals::goal::{Goal, Kind, Level};
use crate::goals::measure::Watched;
use crate::goals::queries;
use crate::people::{self, Names};
use crate::{Cx, Stop, Viewer, w};

pub(crate) async fn show(cx: Cx, Path(id): Path<GoalId>) -> Response {
    cx.page(move |c, me| goal_page(c, me, id)).await
}

/// What the page asks, of several rooms at once.
struct Asked {
    goal: Goal,
    around: Around,
    watched: Vec<Watched>,
    happened: Vec<Past>,
    names: Names,
    audience: String,
    sections: Vec<Markup>,
}

fn ask(c: &mut Conn, me: &Viewer, id: GoalId) -> Result<Asked, Stop> {
    // What only needs its id goes out with the question whether the viewer sees it.
    let happened = events::of_thing(c, me.person, id.0)?;
    let (near, goal) = (Near::of(c, me, id)?, queries::find(c, me, id)?);
    let goal = goal.ok_or(Stop::Nothing)?;
    let mut around = Around::of(&goal, near);
    let told = around.people().chain(happened.iter().filter_map(|e| e.actor));
    let names = people::names(c, [], told)?;
    around.name(c, &names)?;
    let sections = crate::GOAL_SECTIONS.iter().map(|section| section(c, me, &goal)).collect::<Result<Vec<_>, _>>()?;
    let watched = queries::measures(c, me, &goal)?;
    let audience = people::audience_line(c, me, goal.audience)?;
    Ok(Asked { goal, around, watched, happened, names, audience, sections })
}

pub(crate) fn goal_page(c: &mut Conn, me: &Viewer, id: GoalId) -> Result<Page, Stop> {
    let lang = me.lang();
    let Asked { goal, around, watched, happened, names, audience, sections } = c.together(|c| ask(c, me, id))?;
    let goal = &goal;
    let lead = match (&goal.ended, watched.first()) {
        (Some((at, ending)), _) => {
            lang.say(w::goals_ended(lang.t(ending_word(*ending)), face::since(lang, *at, me.now, &me.zone)))
        }
        (None, Some(_)) if chart::kept_from(goal) => lang.say(w::goals_values_stay(goal.owner_name.as_str())),
        (None, Some(first)) => chart::gist(me, first),
        (None, None) => lang.t(w::GOALS_NOTHING_WATCHED).into(),
    };
    let kicker = html! {
        a href="/goals" { (lang.t(level_word(goal.level))) } ": " (owner_said(me, goal)) ", " (lang.t(kind_word(goal.kind)))
    };
    let topic = format!("goal:{}", goal.id);
    // Where it leads changes with every goal on the way.
    let mut way: Vec<String> = std::iter::once(topic.clone())
        .chain(
            around
                .served
                .iter()
                .map(|g| g.id)
                .chain(around.way.iter().map(|s| s.goal.id))
                .map(|id| format!("goal:{id}")),
        )
        .collect();
    way.dedup();
    let path = format!("/goals/{}", goal.id);
    let body = html! {
        (heading(kicker, &goal.text, html! { (lead) }))
        section #leads aria-labelledby="leads-on" data-live-on=(way.join(" ")) data-live-get=(path) data-live-say=(lang.t(w::GOALS_LIVE_ALIGNED)) {
            h2 #leads-on { (lang.t(w::GOALS_WHERE)) }
            (around.leads(me, goal))
        }
        @for section in &sections { (section) }
        section #watched aria-labelledby="watch" data-live-on=(topic) data-live-get=(path) {
            h2 #watch { (lang.t(w::GOALS_WATCHED)) }
            (measures(me, goal, &watched))
        }
        section #serves aria-labelledby="served" data-live-on=(topic) data-live-get=(path) {
            h2 #served { (around.served_title(me, goal)) }
            (around.served(me, goal))
        }
        section #happened aria-labelledby="history" data-live-on=(topic) data-live-get=(path) {
            h2 #history { (lang.t(w::GOALS_HISTORY)) }
            (history(me, &happened, &names))
        }
        @if goal.ours {
            p.actions { a.button.quiet href={ (path) "/edit" } data-testid="edit-goal" { (lang.t(w::GOALS_EDIT)) } }
        }
    };
    Ok(Page::new(Room::Goals, goal.short(), audience, body).live(way))
}

/// The goals around one, as the database gives them.
struct Near {
    links: Vec<(Link, Goal)>,
    serving: Vec<Goal>,
    /// Those above it, and the links that lead there.
    above: (Vec<Goal>, Vec<Link>),
}

impl Near {
    fn of(c: &mut Conn, me: &Viewer, id: GoalId) -> Result<Near, Stop> {
        let (links, serving) = (queries::linked(c, me, id)?, queries::serving(c, me, id)?);
        Ok(Near { links, serving, above: queries::above(c, me, id)? })
    }
}

/// What a goal is linked to.
struct Around {
    links: Vec<(Link, Goal)>,
    way: Vec<align::Step>,
    /// The student goal it serves, if the viewer sees it.
    served: Option<Goal>,
    /// The educator goals that serve it.
    serving: Vec<Goal>,
}

impl Around {
    fn of(goal: &Goal, near: Near) -> Around {
        let Near { links, serving, above: (above, ways) } = near;
        let (served, way) = align::way_up(goal, above, &ways);
        Around { links, way, served, serving }
    }

    /// Those whose names are shown: who offers, and whose own goals these are.
    fn people(&self) -> impl Iterator<Item = PersonId> {
        let ways = self.way.iter().map(|step| &step.goal).chain(&self.served).chain(&self.serving);
        let owners = ways.chain(self.links.iter().map(|(_, goal)| goal)).filter_map(Goal::person);
        owners.chain(self.links.iter().map(|(link, _)| link.offered_by))
    }

    /// Fills in what owners are called, and who offered.
    fn name(&mut self, c: &mut Conn, names: &Names) -> Result<(), Stop> {
        for (link, _) in &mut self.links {
            names.of(link.offered_by).clone_into(&mut link.offered_by_name);
        }
        let ways = self.way.iter_mut().map(|step| &mut step.goal).chain(&mut self.served).chain(&mut self.serving);
        Ok(queries::name_owners(c, names, ways.chain(self.links.iter_mut().map(|(_, goal)| goal)))?)
    }

    /// The links up from this goal, or down to it, with the goal at the other end.
    fn ends<'a>(&'a self, goal: &'a Goal, up: bool) -> impl Iterator<Item = (&'a Link, &'a Goal)> {
        let here = move |l: &Link| if up { l.below } else { l.above };
        self.links.iter().filter(move |(l, _)| here(l) == goal.id).map(|(l, other)| (l, other))
    }

    fn leads(&self, me: &Viewer, goal: &Goal) -> Markup {
        let lang = me.lang();
        let links: Vec<_> = self.ends(goal, true).collect();
        html! {
            @if self.way.is_empty() && self.served.is_none() {
                @if goal.level < Level::National {
                    p { (lang.t(if goal.ours { w::GOALS_NO_WAY_OURS } else { w::GOALS_NO_WAY })) }
                } @else { p { (lang.t(w::GOALS_TOP)) } }
            } @else { (tree::way(me, goal, self.served.as_ref(), &self.way)) }
            @let (agreed, open): (Vec<_>, Vec<_>) = links.iter().partition(|(l, _)| l.accepted());
            @if !open.is_empty() { ul.list { @for (l, other) in &open { (self.link_row(me, goal, l, other)) } } }
            @if !agreed.is_empty() {
                details.more open[agreed.len() > 1] {
                    summary { (lang.say(w::goals_agreed(agreed.len()))) }
                    ul.list { @for (l, other) in &agreed { (self.link_row(me, goal, l, other)) } }
                }
            }
            @if goal.ours && goal.ended.is_none() {
                p.actions { a.button.second href={ "/goals/" (goal.id) "/align" } data-testid="align" { (lang.t(w::GOALS_ALIGN)) } }
            }
        }
    }

    /// One link with how it stands, and what the viewer can do about it.
    fn link_row(&self, me: &Viewer, goal: &Goal, l: &Link, other: &Goal) -> Markup {
        let lang = me.lang();
        let from_here = (l.offered_from == End::Child) == (l.below == goal.id);
        let (mine, theirs) = if from_here { (goal.ours, other.ours) } else { (other.ours, goal.ours) };
        let when = face::since(lang, l.at, me.now, &me.zone);
        let action = format!("/goals/{}/alignments/{}", goal.id, l.id);
        let undo = |label: Word| {
            form(
                &me.who,
                &action,
                None,
                html! {
                    button.link name="answer" value=(Answer::Withdrawn.stored()) data-testid="withdraw" { (lang.t(label)) }
                },
            )
        };
        html! {
            li {
                div {
                    (link(other))
                    small {
                        (about(me, other)) ". "
                        @if l.accepted() { (lang.say(w::goals_accepted_when(when))) }
                        @else if l.offered_by == me.person { (lang.say(w::goals_you_offered(when))) }
                        @else { (lang.say(w::goals_somebody_offered(l.offered_by_name.as_str(), when))) }
                    }
                    @if !l.accepted() && theirs && l.offered_by != me.person { (tree::answer_form(me, goal.id, l.id)) }
                    @else if !l.accepted() && theirs && mine { small { (lang.t(w::GOALS_SOMEBODY_ELSE)) } }
                }
                span.when {
                    @if l.accepted() && (mine || theirs) { (undo(w::GOALS_UNLINK)) }
                    @else if !l.accepted() && mine { (undo(w::GOALS_WITHDRAW)) }
                }
            }
        }
    }

    fn served_title(&self, me: &Viewer, goal: &Goal) -> String {
        let accepted = self.ends(goal, false).filter(|(l, _)| l.accepted()).count();
        me.lang().say(w::goals_served_by(accepted + self.serving.len()))
    }

    fn served(&self, me: &Viewer, goal: &Goal) -> Markup {
        let lang = me.lang();
        let mut below: Vec<_> = self.ends(goal, false).collect();
        // What waits for an answer comes first.
        below.sort_by_key(|(l, _)| l.accepted());
        let rows: Vec<Markup> = (below.iter().map(|(l, other)| self.link_row(me, goal, l, other)))
            .chain(self.serving.iter().map(|other| {
                html! { li { div { (link(other)) small { (about(me, other)) } } span.when { (lang.t(w::GOALS_LEARNING_FOR)) } } }
            }))
            .collect();
        html! {
            @if below.is_empty() && self.serving.is_empty() {
                p { (lang.t(w::GOALS_NOTHING_SERVES)) }
            }
            (face::folded(lang, "serving", &rows, 8))
            @if goal.ours && goal.kind == Kind::Student && goal.ended.is_none() {
                p.actions {
                    a.button.quiet href={ "/goals/new?kind=educator&serves=" (goal.id) @if let Some(c) = goal.community() { "&community=" (c) } } {
                        (lang.t(w::GOALS_SET_EDUCATOR))
                    }
                }
            }
        }
    }
}

fn measures(me: &Viewer, goal: &Goal, watched: &[Watched]) -> Markup {
    let lang = me.lang();
    let add = format!("/goals/{}/measures/new", goal.id);
    html! {
        @if watched.is_empty() {
            @if goal.ours && goal.ended.is_none() {
                (empty(Drawing::WateringCan, lang.t(w::GOALS_WATCH_EMPTY), lang.t(w::GOALS_WATCH_EMPTY_WHY), Some((&add, lang.t(w::GOALS_WATCH_ADD)))))
            } @else { p { (lang.t(w::GOALS_NOTHING_WATCHED)) } }
        }
        @for one in watched {
            div data-testid="measure" {
                h3 { a href={ "/goals/" (goal.id) "/measures/" (one.measure.id) } { (one.measure.name) } }
                @if chart::kept_from(goal) { p { (lang.say(w::goals_values_stay(goal.owner_name.as_str()))) } }
                @else if one.observations.is_empty() {
                    p { (chart::gist(me, one)) @if one.withheld > 0 { " " (lang.say(w::goals_withheld(one.withheld))) } }
                } @else { (chart::figure(me, one)) }
                @if goal.ours && goal.ended.is_none() {
                    p.actions {
                        a.button.small.second href={ "/goals/" (goal.id) "/measures/" (one.measure.id) "#note" } data-testid="note-value" { (lang.t(w::GOALS_NOTE_VALUE)) }
                    }
                }
            }
        }
        @if goal.ours && goal.ended.is_none() && !watched.is_empty() {
            p.actions { a.button.quiet href=(add) { (lang.t(w::GOALS_WATCH_MORE)) } }
        }
    }
}

/// So much of what happened is in sight; the rest opens.
const RECENT: usize = 8;

fn history(me: &Viewer, happened: &[Past], names: &Names) -> Markup {
    let lang = me.lang();
    let (recent, older) = happened.split_at(happened.len().min(RECENT));
    html! {
        ul.days data-testid="history" { @for event in recent { (line(me, event, names)) } }
        @if !older.is_empty() {
            details.more {
                summary { (lang.t(face::w::SEE_MORE)) }
                ul.days { @for event in older { (line(me, event, names)) } }
            }
        }
    }
}

fn line(me: &Viewer, event: &Past, names: &Names) -> Markup {
    let lang = me.lang();
    let tells = ["goal.changed", "observation.corrected", "observation.noted", "measure.added", "measure.changed"];
    html! {
        li {
            time { (face::since(lang, event.at, me.now, &me.zone)) }
            div {
                p { (lang.t(verb_word(&event.verb))) @if let Some(actor) = event.actor { ", " (names.of(actor)) } }
                @if tells.contains(&event.verb.as_str()) { small { (event.about) } }
            }
        }
    }
}

/// What happened to a goal, in words.
fn verb_word(verb: &str) -> Word {
    match verb {
        "goal.set" => w::GOALS_EVENT_SET,
        "goal.changed" => w::GOALS_EVENT_CHANGED,
        "goal.opened" => w::GOALS_EVENT_OPENED,
        "goal.reached" => w::GOALS_EVENT_REACHED,
        "goal.partly" => w::GOALS_EVENT_PARTLY,
        "goal.let-go" => w::GOALS_EVENT_LET_GO,
        "goal.resumed" => w::GOALS_EVENT_RESUMED,
        "measure.added" => w::GOALS_EVENT_MEASURE,
        "measure.changed" => w::GOALS_EVENT_MEASURE_CHANGED,
        "observation.noted" => w::GOALS_EVENT_NOTED,
        "observation.corrected" => w::GOALS_EVENT_CORRECTED,
        "alignment.offered" => w::GOALS_EVENT_OFFERED,
        "alignment.accepted" => w::GOALS_EVENT_ACCEPTED,
        "alignment.declined" => w::GOALS_EVENT_DECLINED,
        "alignment.withdrawn" => w::GOALS_EVENT_WITHDRAWN,
        "alignment.ended" => w::GOALS_EVENT_UNLINKED,
        _ => w::GOALS_EVENT_OTHER,
    }
}
