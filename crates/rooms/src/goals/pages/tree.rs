//! The goals of the district as the viewer sees them: where theirs lead as a picture, all of them as a list, and what hangs in
//! the air.

use std::collections::{BTreeSet, HashSet};

use axum::extract::Query;
use axum::response::Response;
use face::{Drawing, Markup, Page, Room, empty, folded, form, heading, html, tabs};
use learning::alignment::{self, Line, everything_above, hangs_in_the_air, outline};
use serde::Deserialize;
use store::{CommunityId, Conn, GoalId, OrgId};

use super::setting::may_set;
use super::{about, level_word, link, map};
use crate::goals::align::{self, Answer, Link, Waiting};
use crate::goals::goal::{Goal, Kind, Level, Owner};
use crate::goals::queries;
use crate::{Cx, Stop, Viewer, w};

#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    /// `list` for the list.
    #[serde(default, rename = "as")]
    form: String,
    #[serde(default)]
    school: String,
    #[serde(default)]
    community: String,
    /// Everything, however long.
    #[serde(default)]
    all: String,
}

#[cfg(test)]
impl Asked {
    /// The plain list.
    pub(crate) fn list() -> Asked {
        Asked { form: "list".into(), ..Asked::default() }
    }
}

/// So many rows of a list, or goals under one goal, stand open.
const IN_SIGHT: usize = 6;

/// With more goals than this, the list begins with those of schools and above.
const LONG: usize = 150;

pub(crate) async fn page(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| if asked.form == "list" { list_page(c, me, &asked) } else { picture_page(c, me) }).await
}

pub(crate) fn picture_page(c: &mut Conn, me: &Viewer) -> Result<Page, Stop> {
    let lang = me.lang();
    let (goals, links) = queries::picture(c, me)?;
    let beneath = queries::beneath(c, me)?;
    let waiting = queries::waiting_for(c, me)?;
    let ours: Vec<&Goal> = goals.iter().filter(|g| g.ours).collect();
    // What the district and those above it aim at is where ways end.
    let on_the_way: Vec<&Goal> = ours.iter().copied().filter(|g| g.level < Level::District).collect();
    let up = on_the_way.iter().filter(|g| !in_the_air(g, &links)).count();
    let title = if ours.is_empty() {
        lang.t(w::GOALS_TITLE_NONE).to_owned()
    } else if on_the_way.is_empty() {
        lang.say(w::goals_title_top(ours.len()))
    } else if up == on_the_way.len() {
        lang.say(w::goals_title_all(up))
    } else {
        lang.say(w::goals_title_some(on_the_way.len(), up))
    };
    let shown: Vec<&Goal> = goals.iter().collect();
    let plain: Vec<_> = shown.iter().map(|g| g.to_align()).collect();
    let air: Vec<&Goal> = on_the_way.into_iter().filter(|g| in_the_air(g, &links)).collect();
    let set = may_set(c, me)?.then(|| ("/goals/new", lang.t(w::GOALS_SET)));
    let body = html! {
        (heading(html! { (me.district_name) }, &title, html! { (lang.t(w::GOALS_LEAD)) }))
        div #offers data-live-on="home" data-live-get="/goals" { (waiting_list(me, &waiting)) }
        (views(me, false))
        p.small { a href="/vision" data-testid="to-vision" { (lang.t(w::VISION)) } }
        @if goals.is_empty() {
            (empty(Drawing::Seed, lang.t(w::GOALS_EMPTY), lang.t(w::GOALS_EMPTY_WHY), set))
        } @else {
            section {
                h2 #map { (lang.t(w::GOALS_PICTURE)) }
                div.at-desk {
                    (map::map(me, &goals, &links, &beneath))
                    p.small { (lang.t(w::GOALS_PICTURE_KEY)) }
                }
                // On a phone, rows one can read instead of a picture that runs off the side.
                div.at-thumb { ul.tree { (branch(me, &shown, &links, &outline(&plain, &with_served(&shown, &links)), 0, None)) } }
                @if let Some((href, label)) = set { p.actions { a.button href=(href) data-testid="set-goal" { (label) } } }
            }
            @if !air.is_empty() {
                section aria-labelledby="air" data-testid="in-the-air" {
                    h2 #air { (lang.say(w::goals_air_mine(air.len()))) }
                    p.small { (lang.t(w::GOALS_AIR_WHY)) }
                    (folded(lang, "air-list", &air.iter().map(|goal| row(me, goal, html! {
                        a href={ "/goals/" (goal.id) "/align" } { (lang.t(w::GOALS_ALIGN)) }
                    })).collect::<Vec<_>>(), IN_SIGHT))
                }
            }
        }
    };
    Ok(page_of(me, title, body).live(["home".to_owned()]))
}

fn page_of(me: &Viewer, title: String, body: Markup) -> Page {
    Page::new(Room::Goals, title, me.lang().t(w::GOALS_LIST_AUDIENCE), body)
}

/// Whether no link that both sides agreed to leads on from it. What educators learn leads to the student goal it names.
fn in_the_air(goal: &Goal, links: &[Link]) -> bool {
    goal.kind == Kind::Student && !links.iter().any(|l| l.below == goal.id && l.accepted())
}

fn views(me: &Viewer, list: bool) -> Markup {
    let lang = me.lang();
    tabs(
        lang.t(w::GOALS_VIEWS),
        &[
            ("/goals".into(), lang.t(face::w::AS_PICTURE), !list),
            ("/goals?as=list".into(), lang.t(face::w::AS_LIST), list),
        ],
    )
}

fn row(me: &Viewer, goal: &Goal, aside: Markup) -> Markup {
    html! { li { div { (link(goal)) small { (about(me, goal)) } } span.when { (aside) } } }
}

/// The offers that wait for an answer the viewer can give.
pub(crate) fn waiting_list(me: &Viewer, waiting: &[Waiting]) -> Markup {
    let lang = me.lang();
    let (theirs, mine): (Vec<&Waiting>, Vec<&Waiting>) = waiting.iter().partition(|offer| offer.from_above);
    // A few can be answered at a glance; a wall of them would be answered by nobody.
    let rows: Vec<Markup> = mine.iter().map(|offer| waiting_row(me, offer)).collect();
    html! {
        @if !mine.is_empty() {
            section aria-labelledby="waiting" data-testid="waiting-offers" {
                h2 #waiting { (lang.say(w::goals_waiting(mine.len()))) }
                (folded(lang, "waiting-list", &rows, 3))
            }
        }
        @if !theirs.is_empty() {
            section data-testid="offers-from-above" {
                details.more {
                    summary { (lang.say(w::goals_waiting_above(theirs.len()))) }
                    ul.list { @for offer in &theirs { (waiting_row(me, offer)) } }
                }
            }
        }
    }
}

fn waiting_row(me: &Viewer, offer: &Waiting) -> Markup {
    let lang = me.lang();
    html! {
        li {
            div {
                @if offer.offered_from == learning::alignment::End::Child {
                    span { (lang.say(w::goals_offer_up(offer.below_owner.as_str()))) }
                    small { a href={ "/goals/" (offer.below) } { (offer.below_text) } }
                    small.points { "→" a href={ "/goals/" (offer.above) } { (offer.above_text) } }
                } @else {
                    span { (lang.say(w::goals_offer_down(offer.above_owner.as_str()))) }
                    small { a href={ "/goals/" (offer.above) } { (offer.above_text) } }
                    small.points { "←" a href={ "/goals/" (offer.below) } { (offer.below_text) } }
                }
                small { (offer.offered_by) ", " (face::since(lang, offer.at, me.now, &me.zone)) }
                (answer_form(me, offer.below, offer.id))
            }
        }
    }
}

/// Yes or no to an offer.
pub(crate) fn answer_form(me: &Viewer, goal: GoalId, offer: store::AlignmentId) -> Markup {
    let lang = me.lang();
    form(
        &me.who,
        &format!("/goals/{goal}/alignments/{offer}"),
        None,
        html! {
            div.actions {
                button.button.small name="answer" value=(Answer::Accepted.stored()) data-testid="accept" { (lang.t(w::GOALS_ACCEPT)) }
                button.button.small.quiet name="answer" value=(Answer::Declined.stored()) data-testid="decline" { (lang.t(w::GOALS_DECLINE)) }
            }
        },
    )
}

pub(crate) fn list_page(c: &mut Conn, me: &Viewer, asked: &Asked) -> Result<Page, Stop> {
    let lang = me.lang();
    let all = queries::of_district(c, me)?;
    let links = queries::links(c, me)?;
    let places = queries::places(c, me.district)?;
    let communities = queries::communities(c, me)?;
    let school: Option<OrgId> = asked.school.parse().ok();
    let community: Option<CommunityId> = asked.community.parse().ok();
    let filtered = school.is_some() || community.is_some();
    let short = !filtered && asked.all.is_empty() && all.len() > LONG;
    let shown = chosen(&all, &links, school, community, short);
    let schools = all.iter().filter(|g| g.level == Level::School).count();
    let title = lang.say(w::goals_list_title(all.len(), schools));
    let plain: Vec<_> = shown.iter().map(|g| g.to_align()).collect();
    let lines = with_served(&shown, &links);
    let mut tree = outline(&plain, &lines);
    if short {
        tree.truncate(LONG);
    }
    let set = may_set(c, me)?.then(|| ("/goals/new", lang.t(w::GOALS_SET)));
    let body = html! {
        (heading(html! { (me.district_name) }, &title, html! { (lang.t(w::GOALS_LIST_LEAD)) }))
        (views(me, true))
        form.filters method="get" action="/goals" data-testid="filters" {
            input type="hidden" name="as" value="list";
            div.field { label for="f-school" { (lang.t(w::GOALS_SCHOOL)) }
                select #f-school name="school" {
                    option value="" { (lang.t(w::GOALS_ANY)) }
                    @for place in places.iter().filter(|p| p.kind == "school") { option value=(place.id) selected[school == Some(place.id)] { (place.name) } }
                } }
            div.field { label for="f-community" { (lang.t(w::GOALS_LEVEL_TEAM)) }
                select #f-community name="community" {
                    option value="" { (lang.t(w::GOALS_ANY)) }
                    @for (id, name) in &communities { option value=(id) selected[community == Some(*id)] { (name) } }
                } }
            button.button.second { (lang.t(w::GOALS_SHOW)) }
        }
        @if shown.is_empty() {
            (empty(Drawing::Seed, lang.t(w::GOALS_EMPTY), lang.t(w::GOALS_EMPTY_WHY), set))
        } @else {
            section aria-label=(lang.t(face::w::AS_LIST)) {
                ul.tree data-testid="goal-tree" { (branch(me, &shown, &links, &tree, 0, None)) }
                @if short { p { a.button.quiet href="/goals?as=list&all=1" { (lang.say(w::goals_show_all(all.len()))) } } }
                @if let Some((href, label)) = set { p.actions { a.button href=(href) { (label) } } }
            }
            (air(me, &shown, &links))
        }
    };
    Ok(page_of(me, title, body))
}

/// The goals that fit the filter, with everything they lead to.
fn chosen<'a>(
    all: &'a [Goal],
    links: &[Link],
    school: Option<OrgId>,
    community: Option<CommunityId>,
    short: bool,
) -> Vec<&'a Goal> {
    if school.is_none() && community.is_none() {
        return all.iter().filter(|g| !short || g.level >= Level::School).collect();
    }
    let fits =
        |g: &&Goal| school.is_none_or(|s| g.org == Some(s)) && community.is_none_or(|c| g.owner == Owner::Community(c));
    let ways: Vec<_> = links.iter().map(Link::to_align).collect();
    let mut wanted: HashSet<GoalId> = HashSet::new();
    for goal in all.iter().filter(fits) {
        wanted.insert(goal.id);
        wanted.extend(goal.serves);
        wanted.extend(everything_above(&ways, &goal.id));
    }
    all.iter().filter(|g| wanted.contains(&g.id)).collect()
}

/// The links, and for what educators learn the student goal it serves, where both are shown.
fn with_served(shown: &[&Goal], links: &[Link]) -> Vec<alignment::Link<GoalId>> {
    let serves = shown.iter().filter_map(|g| Some((g.id, g.serves?)));
    let served = serves.map(|(child, parent)| alignment::Link {
        child,
        parent,
        offered_by: alignment::End::Child,
        accepted: true,
    });
    links.iter().map(Link::to_align).chain(served).collect()
}

/// The lines at `depth` and, inside each, those below it.
fn branch(
    me: &Viewer,
    goals: &[&Goal],
    links: &[Link],
    lines: &[Line<GoalId>],
    depth: usize,
    parent: Option<GoalId>,
) -> Markup {
    let mut at = 0;
    let mut items: Vec<(GoalId, bool, &[Line<GoalId>])> = Vec::new();
    while at < lines.len() {
        let end = lines[at + 1..].iter().position(|l| l.depth <= depth).map_or(lines.len(), |n| at + 1 + n);
        items.push((lines[at].id, lines[at].again, &lines[at + 1..end]));
        at = end;
    }
    // The viewer's own first, with what leads to them.
    let ours = |id: &GoalId| goals.iter().any(|g| g.id == *id && g.ours);
    items.sort_by_key(|(id, _, below)| !(ours(id) || below.iter().any(|line| ours(&line.id))));
    let cut = if items.len() > IN_SIGHT + 2 { IN_SIGHT } else { items.len() };
    let (first, rest) = items.split_at(cut);
    html! {
        (nodes(me, goals, links, first, depth, parent))
        @if !rest.is_empty() {
            li { details.more {
                summary { (me.lang().say(face::w::more_of(rest.len()))) }
                ul { (nodes(me, goals, links, rest, depth, parent)) }
            } }
        }
    }
}

/// Goals that stand under the same one, each with the lines below it.
fn nodes(
    me: &Viewer,
    goals: &[&Goal],
    links: &[Link],
    items: &[(GoalId, bool, &[Line<GoalId>])],
    depth: usize,
    parent: Option<GoalId>,
) -> Markup {
    html! {
        @for &(id, again, below) in items {
            @if let Some(goal) = goals.iter().find(|g| g.id == id) {
                @let offered = parent.is_some_and(|p| links.iter().any(|l| l.below == id && l.above == p && !l.accepted()));
                li.offered[offered] {
                    div.node {
                        (link(goal))
                        small {
                            (me.lang().t(level_word(goal.level))) ": " (about(me, goal))
                            @if offered { ", " (me.lang().t(w::GOALS_OFFERED)) }
                            @if again { ", " (me.lang().t(w::GOALS_AGAIN)) }
                        }
                    }
                    @if !below.is_empty() { ul { (branch(me, goals, links, below, depth + 1, Some(id))) } }
                }
            }
        }
    }
}

/// What hangs in the air among these goals.
fn air(me: &Viewer, shown: &[&Goal], links: &[Link]) -> Markup {
    const MOST: usize = 40;
    let lang = me.lang();
    let plain: Vec<_> = shown.iter().map(|g| g.to_align()).collect();
    let hanging = hangs_in_the_air(&plain, &with_served(shown, links));
    let find = |ids: &[GoalId], keep: &dyn Fn(&Goal) -> bool| -> Vec<&Goal> {
        let ids: BTreeSet<&GoalId> = ids.iter().collect();
        shown.iter().copied().filter(|g| ids.contains(&g.id) && keep(g)).collect()
    };
    let up = find(&hanging.no_way_up, &|g| g.kind == Kind::Student);
    let below = find(&hanging.nothing_below, &|g| g.level >= Level::School && g.kind == Kind::Student);
    html! {
        @for (id, goals, title, why, ask) in [
            ("no-way-up", &up, lang.say(w::goals_air_up(up.len())), w::GOALS_AIR_WHY, w::GOALS_ALIGN),
            ("nothing-below", &below, lang.say(w::goals_air_below(below.len())), w::GOALS_AIR_BELOW_WHY, w::GOALS_ASK_BELOW),
        ] {
            @if !goals.is_empty() {
                section aria-labelledby=(id) data-testid=(id) {
                    h2 id=(id) { (title) }
                    p.small { (lang.t(why)) }
                    (folded(lang, "air-list", &goals.iter().take(MOST).map(|goal| row(me, goal, html! {
                        @if goal.ours { a href={ "/goals/" (goal.id) "/align" } { (lang.t(ask)) } }
                    })).collect::<Vec<_>>(), IN_SIGHT))
                    @if goals.len() > MOST { p.small { (lang.say(w::goals_more(goals.len() - MOST))) } }
                }
            }
        }
    }
}

/// The way a goal leads as a picture one can walk: itself, then what it serves, step by step.
pub(crate) fn way(me: &Viewer, goal: &Goal, served: Option<&Goal>, steps: &[align::Step]) -> Markup {
    let lang = me.lang();
    html! {
        ol.way data-testid="way-up" {
            li.here { span { (goal.text) } small { (about(me, goal)) } }
            @if let Some(served) = served { li { (link(served)) small { (about(me, served)) } } }
            @for step in steps {
                li.offered[!step.accepted] {
                    (link(&step.goal))
                    small {
                        (super::owner_said(me, &step.goal))
                        @if !step.accepted { ", " (lang.say(w::goals_offered_when(face::since(lang, step.offered, me.now, &me.zone)))) }
                    }
                }
            }
        }
    }
}
