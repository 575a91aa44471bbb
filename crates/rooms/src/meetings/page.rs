//! The one page of a meeting: its agenda before, what is on now while it runs, its minutes afterwards.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems};
use store::{Conn, ItemId, MeetingId, PersonId, Time};

use super::Here;
use super::commitments::{self, Commitment};
use super::deciding::{self, Decision};
use super::meeting::{Item, Lane, Meeting, State, lane_name};
use super::queries::{self, Note, Present};
use super::steps;
use super::text;
use super::vote_view::{self, Room as Around};
use super::votes::{self, Vote};
use super::{code, guests, norms};
use crate::communities::{self, Community, Membership};
use crate::goals::{self, Goal};
use crate::people::{self, Names};
use crate::{Cx, Stop, Viewer, w};

/// A meeting the viewer can see, with its community.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: MeetingId) -> Result<(Meeting, Community), Stop> {
    let (meeting, community) =
        c.together(|c| Ok::<_, Stop>((queries::find(c, me, id)?, communities::around(c, me, id.0)?)))?;
    Ok((meeting.ok_or(Stop::Nothing)?, community.ok_or(Stop::Nothing)?))
}

/// The same, for somebody who works there and only while it isn't over.
pub(super) fn find_to_change(c: &mut Conn, me: &Viewer, id: MeetingId) -> Result<(Meeting, Community), Stop> {
    let (meeting, community) = find(c, me, id)?;
    if !community.works_here() {
        return Err(Stop::NotYours(w::MEETING_MEMBERS_ONLY));
    }
    meeting.still_open()?;
    Ok((meeting, community))
}

pub(super) async fn show(cx: Cx, Path(id): Path<MeetingId>) -> Response {
    cx.page(move |c, me| {
        let (meeting, community) = find(c, me, id)?;
        let fields = Fields::prefilled([
            ("minutes", "10".to_owned()),
            ("lane", lane_name(Lane::Learning).to_owned()),
            ("who", me.person.to_string()),
        ]);
        meeting_page(c, me, &meeting, &community, &fields)
    })
    .await
}

/// Everything the page shows.
struct Shown<'a> {
    me: &'a Viewer,
    meeting: &'a Meeting,
    community: &'a Community,
    items: Vec<Item>,
    notes: Vec<Note>,
    /// By name.
    here: Vec<Present>,
    /// Of everybody the page tells of.
    names: Names,
    decided: Vec<Decision>,
    committed: Vec<Commitment>,
    members: Vec<Membership>,
    goals: Vec<Goal>,
    /// How the community works together.
    norms: Markup,
    /// Asking guests to it; saying by code that one is there.
    guests: Markup,
    code: Markup,
    /// What waits for a place, and what was taken on before: only while it isn't over.
    backlog: Vec<Item>,
    left: Vec<Commitment>,
    /// What the text that is written together shows here.
    shared: Markup,
    /// What is voted on, and what was.
    votes: Vec<Vote>,
    /// The viewer may change something.
    writes: bool,
}

/// What the page asks: what it shows, what rooms above show on it, and who sees it, in words.
fn ask<'a>(
    c: &mut Conn,
    me: &'a Viewer,
    meeting: &'a Meeting,
    community: &'a Community,
) -> Result<(Shown<'a>, Vec<Markup>, String), Stop> {
    let over = matches!(meeting.state, State::Closed | State::Cancelled);
    // Before it begins nothing is decided at it, taken on or voted on.
    let begun = matches!(meeting.state, State::Running | State::Closed);
    let items = queries::items(c, meeting.id)?;
    let members = communities::members(c, community.id)?;
    let (notes, mut here) = queries::noted(c, meeting.id)?;
    let votes = if begun { votes::of_meeting(c, meeting.id)? } else { Vec::new() };
    let known = members.iter().map(|m| (m.person, m.name.clone(), m.sort.clone()));
    let told =
        here.iter().map(|(p, _)| *p).chain(notes.iter().map(|n| n.by)).chain(votes.iter().flat_map(Vote::people));
    let names = people::names(c, known, told)?;
    here.sort_by_key(|(p, _)| names.order(*p));
    let shown = Shown {
        me,
        meeting,
        community,
        norms: if over {
            html! {}
        } else {
            norms::in_sight(c, me, community, meeting, &items)?
        },
        guests: guests::door(c, me, community, meeting, &members)?,
        code: if meeting.state == State::Running && community.works_here() {
            code::ways(c, me, meeting, community)?
        } else {
            html! {}
        },
        items,
        notes,
        here,
        names,
        decided: if begun { queries::decided(c, me, meeting.id)? } else { Vec::new() },
        committed: if begun { queries::committed(c, me, meeting.id)? } else { Vec::new() },
        members,
        goals: goals::of_community(c, me, community)?,
        backlog: if over { Vec::new() } else { queries::backlog(c, community.id)? },
        left: if over {
            Vec::new()
        } else {
            let open = queries::open_of(c, me, community.id)?;
            open.into_iter().filter(|t| t.meeting != Some(meeting.id)).collect()
        },
        shared: text::on_meeting(c, me, meeting, community.works_here())?,
        votes,
        writes: community.works_here() && !over,
    };
    let here = Here { meeting, community, items: &shown.items, decided: &shown.decided };
    let sections: Vec<_> =
        crate::MEETING_SECTIONS.iter().map(|section| section(c, me, &here)).collect::<Result<_, _>>()?;
    let audience = community.audience_line(c, me, meeting.audience)?;
    Ok((shown, sections, audience))
}

/// The page, with what was sent when a form of it needs another look.
pub(super) fn meeting_page(
    c: &mut Conn,
    me: &Viewer,
    meeting: &Meeting,
    community: &Community,
    f: &Fields,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let (shown, sections, audience) = c.together(|c| ask(c, me, meeting, community))?;
    let kicker = html! {
        a href={ "/communities/" (community.id) } { (community.name) } ", "
        a href={ "/communities/" (community.id) "/meetings" } { (lang.t(w::MEETINGS)) }
    };
    let when = lang.say(w::meeting_when(
        face::date_long(lang, meeting.on),
        meeting.minutes,
        face::time_of_day(lang, meeting.starts, &me.zone),
    ));
    let lead = html! { (when) @if !meeting.place.is_empty() { ", " (place(&meeting.place)) } };
    let body = html! {
        (heading(kicker, &meeting.title, lead))
        (problems(lang, f))
        @match meeting.state {
            State::Planned => (shown.planned(f)),
            State::Running => (shown.running(f)),
            State::Closed => (shown.minutes()),
            State::Cancelled => p.notice { (lang.t(w::MEETING_WAS_CANCELLED)) },
        }
        @for section in &sections { (section) }
    };
    let live = [format!("meeting:{}", meeting.id)];
    Ok(Page::new(Room::Communities, meeting.title.clone(), audience, body).live(live))
}

/// Where it is: an address of a call can be followed.
fn place(text: &str) -> Markup {
    html! {
        @if text.starts_with("https://") && !text.contains(char::is_whitespace) { a href=(text) rel="noopener noreferrer" { (text) } }
        @else { (text) }
    }
}

impl Shown<'_> {
    fn path(&self) -> String {
        format!("/meetings/{}", self.meeting.id)
    }

    fn topic(&self) -> String {
        format!("meeting:{}", self.meeting.id)
    }

    fn name_of(&self, person: Option<PersonId>) -> Option<&str> {
        let person = person?;
        self.members.iter().find(|m| m.person == person).map(|m| m.name.as_str())
    }

    /// What a vote needs to know of the meeting.
    fn around(&self) -> Around<'_> {
        Around {
            me: self.me,
            meeting: self.meeting,
            facilitates: self.community.facilitates(),
            votes: &self.votes,
            members: &self.members,
            here: &self.here,
            names: &self.names,
            goals: &self.goals,
            writes: self.writes,
        }
    }

    fn lane(&self, lane: Lane) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |i| i.lane == lane)
    }

    /// What everything the community does here is for.
    fn for_what(&self) -> Markup {
        let lang = self.me.lang();
        html! {
            @if let Some(goal) = self.goals.first() {
                p.small.for-what { (lang.t(w::MEETING_GOAL)) " " a href={ "/goals/" (goal.id) } { (goal.text) } }
            }
        }
    }

    fn planned(&self, f: &Fields) -> Markup {
        let (me, lang, path) = (self.me, self.me.lang(), self.path());
        let away = self.here.iter().any(|(p, how)| *p == me.person && how == "away");
        html! {
            (self.for_what())
            div.two {
                section aria-labelledby="agenda-head" {
                    h2 #agenda-head { (lang.t(w::MEETING_AGENDA)) }
                    (self.agenda())
                    @if self.writes { (self.add_form(f)) }
                    @if self.writes && !self.backlog.is_empty() {
                        h3 { (lang.t(w::MEETING_BACKLOG)) }
                        ul.list.tight data-testid="backlog" {
                            @for item in &self.backlog {
                                li {
                                    div { a href={ "/items/" (item.id) } { (item.title) } small { (lang.say(w::meeting_minutes(item.minutes))) } }
                                    (form(&me.who, &format!("/items/{}/move", item.id), None, html! {
                                        input type="hidden" name="meeting" value=(self.meeting.id);
                                        button.button.small.second name="to" value="here" { (lang.t(w::MEETING_BRING_IN)) }
                                    }))
                                }
                            }
                        }
                    }
                }
                section aria-labelledby="ready" {
                    h2 #ready { (lang.t(w::MEETING_READY)) }
                    div #now data-live-on=(self.topic()) data-live-get=(path) {
                        @if self.writes {
                            (form(&me.who, &format!("{path}/begin"), None, html! {
                                button.button data-testid="begin-meeting" { (lang.t(w::MEETING_BEGIN)) }
                            }))
                            p.small { (lang.t(w::MEETING_BEGIN_HOW)) }
                        }
                    }
                    (self.shared)
                    (self.roles())
                    @if self.writes {
                        p.small {
                            @if away { (lang.t(w::MEETING_YOU_ARE_AWAY)) }
                            @for (person, _) in self.here.iter().filter(|(p, how)| how == "away" && *p != me.person) {
                                (lang.say(w::meeting_is_away(self.names.of(*person)))) " "
                            }
                        }
                        div.actions {
                            (form(&me.who, &format!("{path}/here"), None, html! {
                                @if away { button.button.small.quiet name="how" value="coming" { (lang.t(w::MEETING_COMING)) } }
                                @else { button.button.small.quiet name="how" value="away" { (lang.t(w::MEETING_SAY_AWAY)) } }
                            }))
                            a.button.small.quiet href={ (path) "/edit" } { (lang.t(w::MEETING_EDIT)) }
                        }
                    }
                    (self.left_over())
                    (self.norms)
                    (self.guests)
                }
            }
        }
    }

    /// Who leads, writes and watches the time.
    fn roles(&self) -> Markup {
        let lang = self.me.lang();
        let roles = [
            (self.meeting.facilitator, w::MEETING_FACILITATES),
            (self.meeting.scribe, w::MEETING_WRITES),
            (self.meeting.timekeeper, w::MEETING_KEEPS_TIME),
        ];
        html! {
            dl.facts data-testid="roles" {
                @for (person, word) in roles {
                    @if let Some(name) = self.name_of(person) { dt { (lang.t(word)) } dd { (name) } }
                }
            }
        }
    }

    fn left_over(&self) -> Markup {
        let lang = self.me.lang();
        html! {
            @if !self.left.is_empty() {
                h3 { (lang.t(w::MEETING_LEFT)) }
                ul.list.tight data-testid="left" { @for t in self.left.iter().take(8) { (commitments::row(self.me, t, false)) } }
            }
        }
    }

    /// The agenda, each lane for itself, with its minutes.
    fn agenda(&self) -> Markup {
        let lang = self.me.lang();
        let rules = self.meeting.agenda(&self.items);
        let plan = rules.account(self.me.now.seconds());
        let (planned, house) =
            ((plan.learning.planned + plan.housekeeping.planned) / 60, plan.housekeeping.planned / 60);
        let now = rules.now(self.me.now.seconds());
        let late = self.meeting.state == State::Running
            && now.expected_end > self.meeting.starts.seconds() + self.meeting.minutes * 60;
        html! {
            div #agenda data-live-on=(self.topic()) data-live-get=(self.path()) {
                @if self.items.is_empty() { p { (lang.t(w::MEETING_AGENDA_EMPTY)) } }
                @else {
                    ol.agenda data-testid="agenda" { @for item in self.lane(Lane::Learning) { (self.item(item)) } }
                    @if self.lane(Lane::Housekeeping).next().is_some() {
                        h3 { (lang.say(w::meeting_housekeeping(house))) }
                        ol.agenda { @for item in self.lane(Lane::Housekeeping) { (self.item(item)) } }
                    }
                    p.small {
                        (lang.say(w::meeting_planned(self.meeting.minutes, planned)))
                        @if planned > self.meeting.minutes { " " (lang.say(w::meeting_too_much(planned - self.meeting.minutes))) }
                        @if rules.housekeeping(self.me.now.seconds()).planned_over > 0 { " " (lang.t(w::MEETING_MUCH_HOUSEKEEPING)) }
                        @if late { " " strong { (lang.say(w::meeting_late(face::time_of_day(lang, self.me.now.plus_seconds(now.expected_end - self.me.now.seconds()), &self.me.zone)))) } }
                    }
                }
            }
        }
    }

    fn item(&self, item: &Item) -> Markup {
        let lang = self.me.lang();
        let now = self.meeting.now.is_some_and(|(id, _)| id == item.id);
        let open = self.writes && item.state == "open" && !now;
        html! {
            li.now[now].done[item.state != "open"] {
                @if open { a href={ "/items/" (item.id) } { (item.title) } } @else { (item.title) }
                small {
                    @if item.state == "carried" { (lang.t(w::ITEM_CARRIED)) }
                    @else if let Some(took) = item.took() { (lang.say(w::item_took(item.minutes, took))) }
                    @else { (lang.say(w::meeting_minutes(item.minutes))) }
                    @if let Some(held) = &item.held { ", " (steps::line(lang, held, self.name_of(held.presenter))) }
                    @if item.carried_from.is_some() && item.state == "open" { ", " (lang.t(w::ITEM_FROM_BEFORE)) }
                    @if !item.purpose.is_empty() { ". " (item.purpose) }
                }
            }
        }
    }

    fn add_form(&self, f: &Fields) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        let lanes = [
            (lane_name(Lane::Learning).to_owned(), lang.t(w::LANE_LEARNING).to_owned()),
            (lane_name(Lane::Housekeeping).to_owned(), lang.t(w::LANE_HOUSEKEEPING).to_owned()),
        ];
        html! {
            (form(&me.who, &format!("{}/items", self.path()), None, html! {
                (Field::new("item", lang.t(w::ITEM_TITLE)).needed().input(lang, f, "text"))
                div.row {
                    (Field::new("minutes", lang.t(w::ITEM_MINUTES)).needed().input(lang, f, "number"))
                    (Field::new("lane", lang.t(w::ITEM_LANE)).needed().select(lang, f, &lanes))
                }
                div.actions { button.button.second data-testid="add-item" { (lang.t(w::ITEM_ADD)) } }
            }))
        }
    }

    fn running(&self, f: &Fields) -> Markup {
        let lang = self.me.lang();
        html! {
            (self.for_what())
            div.run {
                nav.agenda-side aria-label=(lang.t(w::MEETING_AGENDA)) {
                    (self.agenda())
                    @if self.writes {
                        @let again = ["item", "minutes", "lane"].iter().any(|n| f.problem_of(n).is_some());
                        details.more open[again] { summary { (lang.t(w::ITEM_ADD_NOW)) } (self.add_form(f)) }
                    }
                    (self.roles())
                    (self.left_over())
                    (self.norms)
                    (self.guests)
                }
                div {
                    (self.now())
                    (vote_view::table(&self.around(), f))
                    (self.notes_part(f))
                    (self.shared)
                }
                aside aria-label=(lang.t(w::MEETING_CAPTURED)) {
                    (self.attendance())
                    (self.decided_part())
                    (vote_view::past(&self.around()))
                    @if self.writes { (vote_view::ways(&self.around(), f)) (self.decide_form(f)) }
                    (self.committed_part())
                    @if self.writes { (self.commit_form(f)) }
                    @if self.writes { (self.end_form()) }
                }
            }
        }
    }

    /// What is on, how long it still has, and the way on.
    fn now(&self) -> Markup {
        let (me, lang, path) = (self.me, self.me.lang(), self.path());
        let on = self.meeting.now.and_then(|(id, since)| Some((self.items.iter().find(|i| i.id == id)?, since)));
        let next = self.items.iter().find(|i| i.state == "open" && on.is_none_or(|(now, _)| now.id != i.id));
        html! {
            section #now aria-labelledby="on" data-live-on=(self.topic()) data-live-get=(path) data-live-say=(lang.t(w::MEETING_LIVE)) {
                @if let Some((item, since)) = on {
                    h2 #on data-testid="on" { (item.title) }
                    @if let Some(held) = &item.held {
                        @let cast = steps::Cast { presenter: self.name_of(held.presenter), facilitator: self.name_of(self.meeting.facilitator) };
                        (steps::running(me, item, held, since, &cast, self.writes))
                    } @else {
                        (counting(me, since, since.plus_seconds(item.minutes * 60)))
                        @if !item.purpose.is_empty() { p.turn { (item.purpose) } }
                    }
                } @else {
                    h2 #on data-testid="on" { (lang.t(w::MEETING_NOTHING_ON)) }
                    p { (lang.t(w::MEETING_NOTHING_ON_WHY)) }
                }
                @if self.writes {
                    div.actions {
                        (form(&me.who, &format!("{path}/on"), None, html! {
                            @if let Some((item, _)) = on { input type="hidden" name="from" value=(item.id); }
                            @if let Some(next) = next {
                                input type="hidden" name="next" value=(next.id);
                                @let steps = on.is_some_and(|(item, _)| item.held.as_ref().is_some_and(|h| h.goes_on()));
                                button.button.second[steps] name="to" value="on" data-testid="next-item" { (lang.say(w::meeting_next(next.title.as_str()))) }
                            } @else if on.is_some() {
                                button.button.second name="to" value="on" { (lang.t(w::MEETING_ITEM_DONE)) }
                            }
                            @if on.is_some() { " " button.button.quiet name="to" value="carry" data-testid="carry-item" { (lang.t(w::MEETING_CARRY)) } }
                        }))
                    }
                }
            }
        }
    }

    fn notes_part(&self, f: &Fields) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        let on = self.meeting.now.map(|(id, _)| id);
        html! {
            section aria-labelledby="notes-head" {
                h2 #notes-head { (lang.t(w::MEETING_NOTES)) }
                div #notes data-live-on=(self.topic()) data-live-get=(self.path()) { (self.notes_of(on, true)) }
                @if self.writes {
                    // A line that was begun stays where its writer was; otherwise the form goes along with the meeting.
                    div #note-form data-live-on=(self.topic()) data-live-get=(self.path()) {
                        (form(&me.who, &format!("{}/notes", self.path()), None, html! {
                            (Field::new("note", lang.t(w::NOTE_TEXT)).needed().area(lang, f, 2))
                            (steps::note_ways(lang, self.items.iter().find(|i| Some(i.id) == on)))
                        }))
                    }
                    p.small { (lang.t(w::NOTE_HOW)) }
                }
            }
        }
    }

    /// What was noted at an item; the page of a running meeting says also when nothing was.
    fn notes_of(&self, item: Option<ItemId>, running: bool) -> Markup {
        let lang = self.me.lang();
        let here: Vec<&Note> = self.notes.iter().filter(|n| n.item == item).collect();
        html! {
            @if here.is_empty() && running { p.small { (lang.t(w::NOTES_NONE)) } }
            @if !here.is_empty() {
                ul.days data-testid="notes" {
                    @for (n, note) in here.iter().enumerate() {
                        @let under = steps::wrote_under(lang, &self.items, note);
                        @if let Some((step, _)) = under && (n == 0 || here[n - 1].step != note.step) { li.under { (step) } }
                        li {
                            time { (face::time_of_day(lang, note.at, &self.me.zone)) }
                            div {
                                p.lines { (note.text) }
                                small {
                                    @if note.by == self.me.person { (lang.t(w::NOTE_BY_ME)) } @else { (self.names.of(note.by)) }
                                    @if let Some((_, Some(capture))) = under { ", " (capture) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn attendance(&self) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        let mine = self.here.iter().find(|(p, _)| *p == me.person).map(|(_, how)| how.as_str());
        html! {
            section aria-labelledby="here-head" {
                h2 #here-head { (lang.t(w::MEETING_WHO)) }
                div #here data-live-on=(self.topic()) data-live-get=(self.path()) { (self.who_is_here()) }
                @if self.writes {
                    (self.code)
                    (form(&me.who, &format!("{}/here", self.path()), None, html! {
                        div.actions {
                            @if mine != Some("here") { button.button.small.second name="how" value="here" data-testid="here" { (lang.t(w::MEETING_SAY_HERE)) } }
                            @if mine != Some("online") { button.button.small.quiet name="how" value="online" { (lang.t(w::MEETING_SAY_ONLINE)) } }
                        }
                    }))
                    @let missing: Vec<_> = self.members.iter().filter(|m| m.works() && m.person != me.person && !self.here.iter().any(|(p, _)| *p == m.person)).collect();
                    @if !missing.is_empty() {
                        details.more {
                            summary { (lang.t(w::MEETING_MARK_OTHERS)) }
                            (form(&me.who, &format!("{}/here", self.path()), None, html! {
                                input type="hidden" name="how" value="here";
                                div.actions { @for m in missing { button.button.small.quiet name="person" value=(m.person) { (m.name) } } }
                            }))
                        }
                    }
                }
            }
        }
    }

    fn who_is_here(&self) -> Markup {
        let lang = self.me.lang();
        let names = |wanted: &str| {
            self.here.iter().filter(|(_, how)| how == wanted).map(|(p, _)| self.names.of(*p)).collect::<Vec<_>>()
        };
        let (here, online, away) = (names("here"), names("online"), names("away"));
        html! {
            @if self.here.is_empty() { p.small { (lang.t(w::MEETING_NOBODY_YET)) } }
            @if !here.is_empty() { p data-testid="present" { (lang.say(w::meeting_here(here.join(", ")))) } }
            @if !online.is_empty() { p { (lang.say(w::meeting_online(online.join(", ")))) } }
            @if !away.is_empty() { p.small { (lang.say(w::meeting_away(away.join(", ")))) } }
        }
    }

    fn decided_part(&self) -> Markup {
        let lang = self.me.lang();
        html! {
            section #decided aria-labelledby="decided-head" data-live-on=(self.topic()) data-live-get=(self.path()) {
                h2 #decided-head { (lang.t(w::MEETING_DECIDED)) }
                @if self.decided.is_empty() { p.small { (lang.t(w::MEETING_DECIDED_NONE)) } }
                ul.list.tight { @for d in &self.decided { li { div { strong { (d.text) } (deciding::because(self.me, d)) } } } }
            }
        }
    }

    fn decide_form(&self, f: &Fields) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        let goals: Vec<(String, String)> = std::iter::once((String::new(), lang.t(w::DECISION_NO_GOAL).to_owned()))
            .chain(self.goals.iter().map(|g| (g.id.to_string(), goals::shorten(&g.text, 80))))
            .collect();
        let again = ["decision", "why", "goal"].iter().any(|n| f.problem_of(n).is_some());
        html! {
            details.more open[again] data-testid="decide" {
                summary { (lang.t(w::DECISION_ADD)) }
                (form(&me.who, &format!("{}/decisions", self.path()), None, html! {
                    (Field::new("decision", lang.t(w::DECISION_TEXT)).needed().area(lang, f, 2))
                    (Field::new("why", lang.t(w::DECISION_WHY)).hint(lang.t(w::DECISION_WHY_HINT)).area(lang, f, 2))
                    @if goals.len() > 1 { (Field::new("goal", lang.t(w::DECISION_GOAL)).select(lang, f, &goals)) }
                    div.actions { button.button.second { (lang.t(w::DECISION_KEEP)) } }
                }))
            }
        }
    }

    fn committed_part(&self) -> Markup {
        let lang = self.me.lang();
        html! {
            section #committed aria-labelledby="committed-head" data-live-on=(self.topic()) data-live-get=(self.path()) {
                h2 #committed-head { (lang.t(w::MEETING_COMMITTED)) }
                @if self.committed.is_empty() { p.small { (lang.t(w::MEETING_COMMITTED_NONE)) } }
                ul.list.tight { @for t in &self.committed { (commitments::row(self.me, t, false)) } }
            }
        }
    }

    fn commit_form(&self, f: &Fields) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        // Whoever looks stands first: most take something on for themselves.
        let (own, others): (Vec<&Membership>, Vec<&Membership>) =
            self.members.iter().filter(|m| m.works()).partition(|m| m.person == me.person);
        let who: Vec<(String, String)> =
            own.into_iter().chain(others).map(|m| (m.person.to_string(), m.name.clone())).collect();
        let again = ["todo", "who", "due"].iter().any(|n| f.problem_of(n).is_some());
        html! {
            details.more open[again] data-testid="commit" {
                summary { (lang.t(w::COMMITMENT_ADD)) }
                (form(&me.who, &format!("{}/commitments", self.path()), None, html! {
                    (Field::new("todo", lang.t(w::COMMITMENT_TEXT)).needed().input(lang, f, "text"))
                    (Field::new("who", lang.t(w::COMMITMENT_WHO)).needed().select(lang, f, &who))
                    (Field::new("due", lang.t(w::COMMITMENT_BY)).input(lang, f, "date"))
                    div.actions { button.button.second { (lang.t(w::COMMITMENT_KEEP)) } }
                }))
            }
        }
    }

    fn end_form(&self) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        html! {
            section aria-labelledby="end-head" {
                h2 #end-head { (lang.t(w::MEETING_END_HEAD)) }
                p.small { (lang.t(w::MEETING_END_WHY)) }
                (form(&me.who, &format!("{}/end", self.path()), None, html! {
                    button.button.second data-testid="end-meeting" { (lang.t(w::MEETING_END)) }
                }))
            }
        }
    }

    /// What stays.
    fn minutes(&self) -> Markup {
        let lang = self.me.lang();
        let spent = self.meeting.agenda(&self.items).account(self.me.now.seconds());
        let minutes = (spent.learning.actual + spent.housekeeping.actual + 30) / 60;
        let free = self.notes.iter().any(|n| n.item.is_none());
        html! {
            (self.for_what())
            p #now.small.for-what data-live-over {
                @if let Some(share) = spent.learning_share() { (lang.say(w::meeting_share(minutes, (share * 100.0).round() as i64))) " " }
                (lang.t(w::MEETING_STAYS))
            }
            div.two {
                section aria-labelledby="minutes" data-testid="minutes" {
                    h2 #minutes { (lang.t(w::MEETING_MINUTES_HEAD)) }
                    @for item in &self.items {
                        h3 { (item.title) }
                        p.small {
                            @if item.state == "carried" { (lang.t(w::ITEM_CARRIED)) }
                            @else if let Some(took) = item.took() { (lang.say(w::item_took(item.minutes, took))) }
                            @if !item.purpose.is_empty() { ". " (item.purpose) }
                        }
                        (self.notes_of(Some(item.id), false))
                    }
                    @if free { h3 { (lang.t(w::MEETING_BETWEEN)) } (self.notes_of(None, false)) }
                    (self.shared)
                }
                div {
                    (self.decided_part())
                    (vote_view::past(&self.around()))
                    (self.committed_part())
                    section aria-labelledby="here-head" { h2 #here-head { (lang.t(w::MEETING_WHO_WAS)) } (self.who_is_here()) (self.roles()) }
                    p.actions {
                        a.button.quiet href={ "/decisions?community=" (self.community.id) } { (lang.t(w::DECISIONS_TITLE)) }
                    }
                    (self.guests)
                }
            }
        }
    }
}

/// A clock that counts down to `until`, and how much of the time since `from` is used.
pub(super) fn counting(me: &Viewer, from: Time, until: Time) -> Markup {
    html! {
        p.clock role="timer" data-until=(until.stamp()) data-now=(me.now.stamp()) { (clock(me.now, until)) }
        progress data-from=(from.stamp()) data-until=(until.stamp()) max="1" value=(share(me.now, from, until)) aria-label=(me.lang().t(w::MEETING_TIME_USED)) {}
    }
}

/// What a clock without script shows: minutes and seconds left, or over.
fn clock(now: Time, until: Time) -> String {
    let left = until.seconds() - now.seconds();
    format!("{}{}:{:02}", if left < 0 { "+" } else { "" }, left.abs() / 60, left.abs() % 60)
}

fn share(now: Time, from: Time, until: Time) -> String {
    let whole = (until.seconds() - from.seconds()).max(1) as f64;
    format!("{:.2}", ((now.seconds() - from.seconds()) as f64 / whole).clamp(0.0, 1.0))
}
