//! The short form of a step: built from the shape, filled with what is known, read back into an entry.

use face::{Field as Input, Fields, Lang, Markup, html};
use learning::moves;
use learning::shape::{Field, FieldKind, Step, StepKind};
use store::{Conn, GoalId, NeedId, StrategyId, Tx};

use super::cycle::{Links, Turn};
use super::entry::{Entry, Written};
use crate::communities::Community;
use crate::data::{self, Need, NewNeed, Whose};
use crate::goals::{Goal, Kind, Measure};
use crate::{Stop, Viewer, communities, goals, library, w};

/// What a field may hold, in characters.
const LINE: usize = 300;
const TEXT: usize = 4000;

/// Which of the cycle's links a field stands for. The first of its kind in a shape speaks of students, the second of us.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    StudentNeed,
    EducatorNeed,
    StudentGoal,
    EducatorGoal,
    Strategy,
}

pub(super) fn slot(turn: &Turn, step: &Step, field: &Field) -> Option<Slot> {
    let nth = |kind: FieldKind| {
        let all = turn.shape.steps.iter().flat_map(|s| s.fields.iter().map(move |f| (s, f)));
        all.filter(|(_, f)| f.kind == kind).position(|(s, f)| s.key == step.key && f.key == field.key)
    };
    match (field.kind, nth(field.kind)?) {
        (FieldKind::Need, 0) => Some(Slot::StudentNeed),
        (FieldKind::Need, 1) => Some(Slot::EducatorNeed),
        (FieldKind::Goal, 0) => Some(Slot::StudentGoal),
        (FieldKind::Goal, 1) => Some(Slot::EducatorGoal),
        (FieldKind::Strategy, 0) => Some(Slot::Strategy),
        _ => None,
    }
}

/// What can be chosen in a form, read once for the page.
#[derive(Default)]
pub(super) struct Choices {
    pub needs: Vec<Need>,
    pub goals: Vec<Goal>,
    pub strategies: Vec<(StrategyId, String)>,
    pub people: Vec<String>,
    /// What is watched for the student goal: a number can be put on its chart.
    pub measures: Vec<Measure>,
    /// Whether the viewer is one of the peers.
    pub peer: bool,
}

/// Reads what the form of this step lets one choose.
pub(super) fn choices(
    c: &mut Conn,
    me: &Viewer,
    step: &Step,
    community: &Community,
    goals: &[Goal],
    measures: &[Measure],
) -> Result<Choices, Stop> {
    let asks = |kind: FieldKind| step.fields.iter().any(|f| f.kind == kind);
    let needs = if asks(FieldKind::Need) { data::needs_of(c, me, community)? } else { Vec::new() };
    let strategies = if asks(FieldKind::Strategy) { library::names(c, me, community.district)? } else { Vec::new() };
    let people = if asks(FieldKind::Person) {
        communities::members(c, community.id)?.into_iter().map(|m| m.name).collect()
    } else {
        Vec::new()
    };
    let peer = matches!(step.kind, StepKind::Apply | StepKind::Knowledge)
        && store::audience::can_see(c, me.person, community.peers)?;
    Ok(Choices { needs, goals: goals.to_vec(), strategies, people, measures: measures.to_vec(), peer })
}

impl Choices {
    /// Value and label of what can be picked for a slot.
    fn of(&self, slot: Slot) -> Vec<(String, String)> {
        let need = |ours: bool| {
            let all = self.needs.iter().filter(move |n| (n.whose == Whose::Educators) == ours);
            all.map(|n| (n.id.to_string(), crate::goals::shorten(&n.text, 90)))
        };
        let goal = |kind: Kind| {
            self.goals
                .iter()
                .filter(move |g| g.kind == kind)
                .map(|g| (g.id.to_string(), crate::goals::shorten(&g.text, 90)))
        };
        match slot {
            Slot::StudentNeed => need(false).collect(),
            Slot::EducatorNeed => need(true).collect(),
            Slot::StudentGoal => goal(Kind::Student).collect(),
            Slot::EducatorGoal => goal(Kind::Educator).collect(),
            Slot::Strategy => self.strategies.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
        }
    }
}

/// The name of a field in the form.
pub(super) fn name(field: &Field) -> String {
    format!("w-{}", field.key)
}

fn pick_name(field: &Field) -> String {
    format!("pick-{}", field.key)
}

/// What the cycle before left for this one.
#[derive(Default)]
pub(super) struct Earlier {
    pub entries: Vec<Entry>,
    pub next: String,
}

/// What the form opens with: what is linked, else what the field's `prefill` points at, in this cycle or the one it grew from.
pub(super) fn prefilled(
    turn: &Turn,
    step: &Step,
    entries: &[Entry],
    earlier: &Earlier,
    choices: &Choices,
    me: &Viewer,
) -> Fields {
    let mut values = Vec::new();
    let links = turn.cycle.links;
    for field in &step.fields {
        let linked = match slot(turn, step, field) {
            Some(Slot::StudentNeed) => links.student_need.map(|id| id.to_string()),
            Some(Slot::EducatorNeed) => links.educator_need.map(|id| id.to_string()),
            Some(Slot::StudentGoal) => links.student_goal.map(|id| id.to_string()),
            Some(Slot::EducatorGoal) => links.educator_goal.map(|id| id.to_string()),
            Some(Slot::Strategy) => links.strategy.map(|id| id.to_string()),
            None => None,
        };
        if let Some(id) =
            linked.filter(|id| slot(turn, step, field).is_some_and(|s| choices.of(s).iter().any(|(v, _)| v == id)))
        {
            values.push((pick_name(field), id));
            continue;
        }
        // A step that many write at many times opens empty after the first.
        let again = entries.iter().any(|e| e.step == step.key && e.fields.contains_key(&field.key));
        let from = field.prefill.as_deref().filter(|_| !again && !field.prediction).and_then(|path| {
            let (at, key) = path.split_once('.')?;
            // Words for peers alone are not carried into a form that all members will read.
            let shared = |e: &&Entry| e.step == at && e.audience == turn.cycle.audience && e.fields.contains_key(key);
            let own = entries.iter().rev().find(shared);
            let found = own.or_else(|| earlier.entries.iter().rev().find(shared));
            let said = found.and_then(|e| e.fields.get(key).cloned());
            // What the team said it wants to do next, when the cycle it grew from closed.
            said.or_else(|| field.required.then(|| earlier.next.clone()).filter(|next| !next.is_empty()))
        });
        if let Some(text) = from {
            values.push((name(field), text));
        }
    }
    values.push(("on".into(), me.today().to_string()));
    Fields::new(values)
}

/// The fields of the step.
pub(super) fn inputs(turn: &Turn, step: &Step, lang: Lang, fields: &Fields, choices: &Choices) -> Markup {
    html! { @for field in &step.fields { (input(turn, step, field, lang, fields, choices)) } }
}

fn input(turn: &Turn, step: &Step, field: &Field, lang: Lang, fields: &Fields, choices: &Choices) -> Markup {
    let (label, hint) = (field.label.get(lang.tag()), field.hint.get(lang.tag()));
    let late = field.prediction && !moves::prediction_open(&turn.shape, &turn.standing);
    if late {
        return html! { div.field { p.label { (label) } p.hint { (lang.t(w::CYCLE_PREDICTION_LATE)) } } };
    }
    let name = name(field);
    let mut shown = Input::new(&name, label).hint(hint);
    if field.required || field.prediction {
        shown = shown.main();
    }
    let picks = slot(turn, step, field).map(|slot| choices.of(slot)).unwrap_or_default();
    if !picks.is_empty() {
        let pick = pick_name(field);
        let own = lang.t(w::CYCLE_OWN_WORDS);
        let all: Vec<(String, String)> = std::iter::once((String::new(), own.to_owned())).chain(picks).collect();
        let mut select = Input::new(&pick, label).hint(hint);
        select.main = shown.main;
        return html! {
            (select.select(lang, fields, &all))
            details.more open[!fields.raw(&name).is_empty() || fields.problem_of(&name).is_some()] {
                summary { (own) }
                (Input::new(&name, own).main().area(lang, fields, 2))
            }
        };
    }
    match field.kind {
        FieldKind::Longtext => shown.area(lang, fields, 3),
        FieldKind::Need | FieldKind::Goal | FieldKind::Strategy => shown.area(lang, fields, 2),
        FieldKind::Number => shown.input(lang, fields, "number"),
        FieldKind::Date => shown.input(lang, fields, "date"),
        FieldKind::Choice => {
            let all: Vec<(&str, &str, &str)> =
                field.choices.iter().map(|c| (c.key.as_str(), c.label.get(lang.tag()), "")).collect();
            shown.choices(lang, fields, &all)
        }
        FieldKind::Person => html! {
            (shown.input(lang, fields, "text"))
            @if !choices.people.is_empty() { p.hint { (lang.say(w::cycle_people_here(choices.people.join(", ")))) } }
        },
        FieldKind::Text | FieldKind::Measure | FieldKind::Resource | FieldKind::Visit => {
            shown.input(lang, fields, "text")
        }
    }
}

/// The picks of a form, by slot, as they came.
#[derive(Default)]
pub(super) struct Picked {
    pub links: Links,
    /// Fields whose words should become a need or a goal of the community.
    pub new: Vec<(Slot, String)>,
}

/// Reads the fields of a step back: the words for the entry and the picks for the cycle.
///
/// # Errors
/// [`Stop::Nothing`] when something was picked that can't be chosen here.
pub(super) fn parse(turn: &Turn, step: &Step, f: &mut Fields, choices: &Choices) -> Result<(Written, Picked), Stop> {
    let mut written = Written::new();
    let mut picked = Picked { links: turn.cycle.links, new: Vec::new() };
    for field in &step.fields {
        let name = name(field);
        let mut text = match field.kind {
            FieldKind::Longtext | FieldKind::Need | FieldKind::Goal | FieldKind::Strategy => f.text(&name, TEXT),
            FieldKind::Number => f.number(&name).map(|n| face::number(n, 6)).unwrap_or_default(),
            FieldKind::Date => f.date(&name).map(|d| d.to_string()).unwrap_or_default(),
            FieldKind::Choice => {
                let raw = f.raw(&name).to_owned();
                if !raw.is_empty() && !field.choices.iter().any(|c| c.key == raw) {
                    f.wrong(&name, face::w::ERROR_CHOICE);
                }
                raw
            }
            _ => f.text(&name, LINE),
        };
        if let Some(slot) = slot(turn, step, field) {
            let pick = f.raw(&pick_name(field)).to_owned();
            if text.is_empty() && !pick.is_empty() {
                text = take(slot, &pick, choices, &mut picked.links).ok_or(Stop::Nothing)?;
            } else if !text.is_empty() {
                picked.new.push((slot, text.clone()));
            }
        }
        if !text.is_empty() {
            written.insert(field.key.clone(), text);
        }
    }
    Ok((written, picked))
}

/// Takes a pick into the links; gives its words.
fn take(slot: Slot, pick: &str, choices: &Choices, links: &mut Links) -> Option<String> {
    match slot {
        Slot::StudentNeed | Slot::EducatorNeed => {
            let id: NeedId = pick.parse().ok()?;
            let need = choices.needs.iter().find(|n| n.id == id)?;
            match (slot, need.whose) {
                (Slot::StudentNeed, Whose::Students) => links.student_need = Some(id),
                (Slot::EducatorNeed, Whose::Educators) => links.educator_need = Some(id),
                _ => return None,
            }
            Some(need.text.clone())
        }
        Slot::StudentGoal | Slot::EducatorGoal => {
            let id: GoalId = pick.parse().ok()?;
            let goal = choices.goals.iter().find(|g| g.id == id)?;
            match (slot, goal.kind) {
                (Slot::StudentGoal, Kind::Student) => links.student_goal = Some(id),
                (Slot::EducatorGoal, Kind::Educator) => links.educator_goal = Some(id),
                _ => return None,
            }
            Some(goal.text.clone())
        }
        Slot::Strategy => {
            let id: StrategyId = pick.parse().ok()?;
            let (_, name) = choices.strategies.iter().find(|(known, _)| *known == id)?;
            links.strategy = Some(id);
            Some(name.clone())
        }
    }
}

/// Makes what was named in one's own words a need or a goal of the community, so that it is written once.
pub(super) fn make_new(tx: &mut Tx<'_>, me: &Viewer, community: &Community, picked: &mut Picked) -> Result<(), Stop> {
    for (slot, text) in std::mem::take(&mut picked.new) {
        let goal = |kind: Kind, serves: Option<GoalId>, need: Option<NeedId>| goals::NewGoal {
            district: community.district,
            level: learning::alignment::Level::Team,
            kind,
            owner: goals::Owner::Community(community.id),
            serves,
            need,
            text: text.as_str(),
            sight: goals::Sight::Usual,
            by: Some(me.person),
        };
        let links = &mut picked.links;
        match slot {
            Slot::StudentGoal => {
                links.student_goal = Some(goals::add(tx, &goal(Kind::Student, None, links.student_need))?)
            }
            // Without a student goal to serve, it stays in the words of the entry alone.
            Slot::EducatorGoal if links.student_goal.is_some() => {
                links.educator_goal =
                    Some(goals::add(tx, &goal(Kind::Educator, links.student_goal, links.educator_need))?);
            }
            Slot::StudentNeed => {
                picked.links.student_need = Some(name_need(tx, me, community, Whose::Students, &text)?)
            }
            Slot::EducatorNeed => {
                picked.links.educator_need = Some(name_need(tx, me, community, Whose::Educators, &text)?)
            }
            Slot::EducatorGoal | Slot::Strategy => {}
        }
    }
    Ok(())
}

/// Names a need for the members of a community, without a finding.
fn name_need(tx: &mut Tx<'_>, me: &Viewer, community: &Community, whose: Whose, text: &str) -> Result<NeedId, Stop> {
    let new = NewNeed {
        district: community.district,
        community: community.id,
        whose,
        text,
        finding: None,
        for_need: None,
        audience: community.inside,
        lang: me.lang(),
    };
    Ok(data::add_need(tx, &new, me.person)?)
}
