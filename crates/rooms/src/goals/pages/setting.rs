//! Setting a goal, changing it, and saying how it ended.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Conflict, Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use serde::Deserialize;
use store::{CommunityId, Conn, GoalId, NeedId, OrgId};

use super::{about, ending_word, level_word};
use crate::communities;
use crate::data::{self, Need};
use crate::goals::goal::{self, Ending, Goal, Kind, Level, NewGoal, Owner, Sight, level_named};
use crate::goals::queries;
use crate::{Cx, Go, Role, Sent, Stop, Viewer, people, w};

#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    level: String,
    #[serde(default)]
    community: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    need: String,
    #[serde(default)]
    serves: String,
}

/// Somebody for whom the viewer may set goals.
struct For {
    /// What the form sends.
    key: String,
    owner: Owner,
    level: Level,
    name: String,
}

/// For whom the viewer may set goals: themselves, the communities they work in, the organizations they lead; who leads the
/// district also notes what the state and the nation aim at.
fn owners(c: &mut Conn, me: &Viewer) -> Result<Vec<For>, Stop> {
    let lang = me.lang();
    let mut all = Vec::new();
    if me.hats.iter().any(|h| h.role != Role::Guest) {
        all.push(For {
            key: "me".into(),
            owner: Owner::Person(me.person),
            level: Level::Individual,
            name: lang.t(w::GOALS_FOR_ME).into(),
        });
    }
    for community in communities::mine(c, me)?.into_iter().filter(communities::Community::works_here) {
        all.push(For {
            key: format!("community:{}", community.id),
            owner: Owner::Community(community.id),
            level: Level::Team,
            name: community.name,
        });
    }
    if !me.leads() {
        return Ok(all);
    }
    if me.leads_district() {
        for place in queries::places(c, me.district)? {
            let level = if place.kind == "district" { Level::District } else { Level::School };
            all.push(of_org(me, place.id, level, place.name));
        }
        let up = queries::places_up(c, me.district)?;
        for (level, kind) in [(Level::State, "state"), (Level::National, "national")] {
            // Without an organization of its own the district keeps the text, under its own name.
            let (org, name) = up
                .iter()
                .find(|p| p.kind == kind)
                .map_or((OrgId(me.district.0), lang.t(level_word(level)).to_owned()), |p| (p.id, p.name.clone()));
            all.push(of_org(me, org, level, name));
        }
    } else {
        for hat in me.hats.iter().filter(|h| h.role.evaluates()) {
            if !all.iter().any(|f| f.owner == Owner::Org(hat.org)) {
                all.push(of_org(me, hat.org, Level::School, hat.org_name.clone()));
            }
        }
    }
    Ok(all)
}

fn of_org(me: &Viewer, org: OrgId, level: Level, name: String) -> For {
    For {
        key: format!("{}:{org}", goal::level_name(level)),
        owner: Owner::Org(org),
        level,
        name: format!("{name} ({})", me.lang().t(level_word(level))),
    }
}

/// Whether the viewer may set a goal for anybody: a guest who works in no community may not.
pub(super) fn may_set(c: &mut Conn, me: &Viewer) -> Result<bool, Stop> {
    Ok(me.hats.iter().any(|h| h.role != Role::Guest)
        || communities::mine(c, me)?.iter().any(communities::Community::works_here))
}

pub(crate) async fn new(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let owners = owners(c, me)?;
        let wanted = level_named(&asked.level);
        let owner = owners
            .iter()
            .find(|f| !asked.community.is_empty() && f.key == format!("community:{}", asked.community))
            .or_else(|| owners.iter().find(|f| Some(f.level) == wanted))
            .or_else(|| owners.iter().find(|f| f.level == Level::Team))
            .or(owners.first());
        let kind = Kind::named(&asked.kind);
        let fields = Fields::prefilled([
            ("owner", owner.map(|o| o.key.clone()).unwrap_or_default()),
            ("kind", kind.stored().to_owned()),
            ("serves", asked.serves.clone()),
            ("need", asked.need.clone()),
            ("sight", "usual".to_owned()),
        ]);
        new_page(c, me, &fields)
    })
    .await
}

/// A need of this district that the viewer can see.
fn need_of(c: &mut Conn, me: &Viewer, id: NeedId) -> Result<Option<Need>, Stop> {
    Ok(data::need(c, me, id)?.filter(|n| n.district == me.district))
}

fn new_page(c: &mut Conn, me: &Viewer, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let owners = owners(c, me)?;
    if owners.is_empty() {
        return Err(Stop::NotYours(w::GOALS_ONLY_OWNER));
    }
    let list: Vec<_> = owners.iter().map(|o| (o.key.clone(), o.name.clone())).collect();
    let need = match f.raw("need").parse::<NeedId>() {
        Ok(id) => need_of(c, me, id)?.map(|n| n.text),
        Err(_) => None,
    };
    let kinds = [
        ("student", lang.t(w::GOALS_FOR_STUDENTS), lang.t(w::GOALS_FOR_STUDENTS_WHAT)),
        ("educator", lang.t(w::GOALS_FOR_EDUCATORS), lang.t(w::GOALS_FOR_EDUCATORS_WHAT)),
    ];
    let serves = serves_choices(c, me, None)?;
    let sights = sight_choices(me, &owners, None);
    let body = html! {
        (heading(html! { a href="/goals" { (lang.t(face::w::ROOM_GOALS)) } }, lang.t(w::GOALS_SET_TITLE), html! { (lang.t(w::GOALS_SET_LEAD)) }))
        (problems(lang, f))
        @if let Some(need) = &need { blockquote { p.kicker { (lang.t(w::GOALS_FROM_NEED)) } p { (need) } } }
        div.narrow { (form(&me.who, "/goals/new", None, html! {
            @if need.is_some() { input type="hidden" name="need" value=(f.raw("need")); }
            (Field::new("owner", lang.t(w::GOALS_WHOSE)).needed().select(lang, f, &list))
            (Field::new("kind", lang.t(w::GOALS_KIND)).needed().choices(lang, f, &kinds))
            (Field::new("text", lang.t(w::GOALS_TEXT)).hint(lang.t(w::GOALS_TEXT_HINT)).needed().area(lang, f, 3))
            (quality(me))
            (Field::new("serves", lang.t(w::GOALS_SERVES)).hint(lang.t(w::GOALS_SERVES_HINT)).select(lang, f, &serves))
            (Field::new("sight", lang.t(w::GOALS_SIGHT)).needed().select(lang, f, &sights))
            p { span.audience { (lang.t(w::GOALS_SIGHT_USUAL_WHAT)) } }
            div.actions { (submit(lang.t(w::GOALS_SET))) }
        })) }
    };
    Ok(Page::new(Room::Goals, lang.t(w::GOALS_SET_TITLE), lang.t(face::w::AUDIENCE_YOU), body))
}

/// What makes a goal good, in two sentences, with an example one tap away.
fn quality(me: &Viewer) -> Markup {
    let lang = me.lang();
    html! {
        details.more {
            summary { (lang.t(w::GOALS_GOOD)) }
            div {
                p.small { (lang.t(w::GOALS_GOOD_WHAT)) }
                p.small { (lang.t(w::GOALS_GOOD_EXAMPLE)) }
            }
        }
    }
}

fn serves_choices(c: &mut Conn, me: &Viewer, but: Option<GoalId>) -> Result<Vec<(String, String)>, Stop> {
    let mut list = vec![(String::new(), me.lang().t(w::GOALS_SERVES_NONE).to_owned())];
    let mut goals = queries::student_goals(c, me)?;
    goals.retain(|g| Some(g.id) != but);
    // What one aims at oneself comes first.
    goals.sort_by_key(|g| (!g.ours, g.level));
    list.extend(
        goals
            .iter()
            .map(|g| (g.id.to_string(), format!("{} ({})", goal::shorten(&g.text, 80), super::owner_said(me, g)))),
    );
    Ok(list)
}

/// How far it can be seen. For a goal that is there, only what fits its owner, and "as it is" first.
fn sight_choices(me: &Viewer, owners: &[For], known: Option<&Goal>) -> Vec<(String, String)> {
    let lang = me.lang();
    let mut list = Vec::new();
    if known.is_some() {
        list.push(("keep".to_owned(), lang.t(w::GOALS_SIGHT_KEEP).to_owned()));
    }
    list.push(("usual".to_owned(), lang.t(w::GOALS_SIGHT_USUAL).to_owned()));
    if known.is_none_or(|g| matches!(g.owner, Owner::Community(_))) {
        list.push(("inside".to_owned(), lang.t(w::GOALS_SIGHT_INSIDE).to_owned()));
    }
    if known.is_none_or(|g| matches!(g.owner, Owner::Person(_))) {
        for owner in owners {
            if let Owner::Community(id) = owner.owner {
                list.push((format!("with:{id}"), lang.say(w::goals_sight_with(owner.name.as_str()))));
            }
        }
    }
    list
}

/// The sight that was chosen, if it fits the owner.
fn sight(f: &mut Fields, owner: Owner, owners: &[For]) -> Sight {
    let chosen = f.raw("sight").to_owned();
    let with = chosen.strip_prefix("with:").and_then(|id| id.parse::<CommunityId>().ok());
    match (chosen.as_str(), owner, with) {
        ("usual", ..) => Sight::Usual,
        ("inside", Owner::Community(_), _) => Sight::Inside,
        (_, Owner::Person(_), Some(id)) if owners.iter().any(|o| o.owner == Owner::Community(id)) => Sight::With(id),
        ("inside", ..) => {
            f.wrong("sight", w::GOALS_SIGHT_INSIDE_WHO);
            Sight::Usual
        }
        (_, _, Some(_)) => {
            f.wrong("sight", w::GOALS_SIGHT_WITH_WHO);
            Sight::Usual
        }
        _ => {
            f.wrong("sight", face::w::ERROR_CHOICE);
            Sight::Usual
        }
    }
}

/// The student goal that was chosen: needed for an educator goal, nothing for a student goal.
fn serves(c: &mut Conn, me: &Viewer, f: &mut Fields, kind: Kind) -> Result<Option<GoalId>, Stop> {
    if kind == Kind::Student {
        return Ok(None);
    }
    let Some(id) = f.pick::<GoalId>("serves") else {
        if f.problem_of("serves").is_none() {
            f.wrong("serves", w::GOALS_SERVES_NEEDED);
        }
        return Ok(None);
    };
    let found = queries::find(c, me, id)?.filter(|g| g.kind == Kind::Student && g.district == me.district);
    if found.is_none() {
        f.wrong("serves", w::GOALS_SERVES_STUDENT);
    }
    Ok(found.map(|g| g.id))
}

pub(crate) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, |tx, me, f| {
        let owners = owners(tx, me)?;
        let kind = Kind::named(f.choice("kind", &["student", "educator"]));
        let text = f.needed("text", 400);
        let owner = owners.iter().find(|o| o.key == f.raw("owner"));
        let sight = owner.map_or(Sight::Usual, |o| sight(f, o.owner, &owners));
        let serves = serves(tx, me, f, kind)?;
        let need = f.pick::<NeedId>("need");
        if let Some(id) = need
            && need_of(tx, me, id)?.is_none()
        {
            return Err(Stop::Nothing);
        }
        let (Some(owner), false) = (owner, f.refused()) else {
            if owner.is_none() {
                f.wrong("owner", face::w::ERROR_CHOICE);
            }
            return Err(Stop::again(new_page(tx, me, f)?));
        };
        let new = NewGoal {
            district: me.district,
            level: owner.level,
            kind,
            owner: owner.owner,
            serves,
            need,
            text: &text,
            sight,
            by: Some(me.person),
        };
        let id = goal::add(tx, &new)?;
        Ok(Go::to(format!("/goals/{id}")))
    })
    .await
}

fn ours(c: &mut Conn, me: &Viewer, id: GoalId) -> Result<Goal, Stop> {
    let known = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if known.ours { Ok(known) } else { Err(Stop::NotYours(w::GOALS_ONLY_OWNER)) }
}

pub(crate) async fn edit(cx: Cx, Path(id): Path<GoalId>) -> Response {
    cx.page(move |c, me| {
        let known = ours(c, me, id)?;
        let fields = Fields::prefilled([
            ("text", known.text.clone()),
            ("serves", known.serves.map(|s| s.to_string()).unwrap_or_default()),
            ("sight", "keep".to_owned()),
        ]);
        edit_page(c, me, &known, &fields)
    })
    .await
}

fn edit_page(c: &mut Conn, me: &Viewer, known: &Goal, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = people::audience_line(c, me, known.audience)?;
    let owners = owners(c, me)?;
    let sights = sight_choices(me, &owners, Some(known));
    let serves = if known.kind == Kind::Educator { Some(serves_choices(c, me, Some(known.id))?) } else { None };
    let path = format!("/goals/{}", known.id);
    let body = html! {
        (heading(html! { a href=(path) { (about(me, known)) } }, lang.t(w::GOALS_EDIT_TITLE), html! {}))
        (problems(lang, f))
        div.narrow { (form(&me.who, &format!("{path}/edit"), Some(known.rev), html! {
            (Field::new("text", lang.t(w::GOALS_TEXT)).hint(lang.t(w::GOALS_TEXT_HINT)).needed().area(lang, f, 3))
            (quality(me))
            @if let Some(serves) = &serves { (Field::new("serves", lang.t(w::GOALS_SERVES)).needed().select(lang, f, serves)) }
            @if !matches!(known.owner, Owner::Org(_)) { (Field::new("sight", lang.t(w::GOALS_SIGHT)).needed().select(lang, f, &sights)) }
            @else { input type="hidden" name="sight" value="keep"; }
            p { span.audience { (audience) } }
            div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(path) { (lang.t(face::w::CANCEL)) } }
        })) }
        section aria-labelledby="end" {
            h2 #end { (lang.t(w::GOALS_END)) }
            p { (lang.t(w::GOALS_END_WHY)) }
            (form(&me.who, &format!("{path}/end"), None, html! {
                div.actions {
                    @if known.ended.is_some() { button.button.second name="how" value="resume" { (lang.t(w::GOALS_RESUME)) } }
                    @else { @for how in [Ending::Reached, Ending::Partly, Ending::LetGo] {
                        button.button.second name="how" value=(how.stored()) data-testid={ "end-" (how.stored()) } { (lang.t(ending_word(how))) }
                    } }
                }
            }))
        }
    };
    Ok(Page::new(Room::Goals, lang.t(w::GOALS_EDIT_TITLE), audience, body))
}

pub(crate) async fn save(cx: Cx, Path(id): Path<GoalId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = ours(tx, me, id)?;
        let owners = owners(tx, me)?;
        let text = f.needed("text", 400);
        let sight = if f.raw("sight") == "keep" { None } else { Some(sight(f, known.owner, &owners)) };
        // A goal it serves already stays allowed, even if this person can't see it.
        let same = known.serves.is_some_and(|s| s.to_string() == f.raw("serves"));
        let serves = if same { known.serves } else { serves(tx, me, f, known.kind)? };
        if f.refused() {
            return Err(Stop::again(edit_page(tx, me, &known, f)?));
        }
        if f.rev() != known.rev {
            let audience = people::audience_line(tx, me, known.audience)?;
            let by = queries::last_by(tx, id, "goal.changed")?;
            let lang = me.lang();
            let view = Conflict {
                action: &format!("/goals/{id}/edit"),
                rev: known.rev,
                by: &by,
                fields: vec![("text", lang.t(w::GOALS_TEXT), text, known.text.clone())],
                hidden: vec![
                    ("sight", f.raw("sight").to_owned()),
                    ("serves", serves.map(|s| s.to_string()).unwrap_or_default()),
                ],
            };
            return Err(Stop::stale(Page::new(
                Room::Goals,
                lang.t(face::w::CONFLICT_TITLE),
                audience,
                view.view(&me.who),
            )));
        }
        goal::change(tx, &known, &text, sight, serves, me.person)?;
        Ok(Go::to(format!("/goals/{id}")))
    })
    .await
}

pub(crate) async fn end(cx: Cx, Path(id): Path<GoalId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = ours(tx, me, id)?;
        match (f.raw("how"), Ending::named(f.raw("how"))) {
            ("resume", _) => goal::resume(tx, &known, me.person)?,
            (_, Some(how)) => drop(goal::end(tx, &known, how, me.person)?),
            _ => return Err(Stop::Nothing),
        }
        Ok(Go::to(format!("/goals/{id}")))
    })
    .await
}
