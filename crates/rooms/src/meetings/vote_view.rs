//! How a vote is seen: what is before the meeting now, the ballot, what was shown, and the votes that are over. While a round is
//! hidden these pages say who has not voted yet, and to each their own vote; nothing else.

use face::{Field, Fields, Lang, Markup, form, html};
use learning::deciding::{Outcome, Rank};
use store::PersonId;

use super::meeting::{Meeting, State};
use super::queries::Present;
use super::votes::{Round, Stand, Vote, Way};
use crate::communities::Membership;
use crate::goals::{self, Goal};
use crate::people::Names;
use crate::{Viewer, w};

/// The meeting around a vote.
pub(super) struct Room<'a> {
    pub me: &'a Viewer,
    pub meeting: &'a Meeting,
    /// The viewer facilitates the community.
    pub facilitates: bool,
    pub votes: &'a [Vote],
    pub members: &'a [Membership],
    pub here: &'a [Present],
    /// Of everybody the votes tell of.
    pub names: &'a Names,
    pub goals: &'a [Goal],
    pub writes: bool,
}

/// The field of the dots on the option at `n`.
pub(super) fn dots_name(n: usize) -> String {
    format!("dots-{n}")
}

/// The field of somebody's concern.
pub(super) fn concern_name(person: PersonId) -> String {
    format!("concern-{person}")
}

/// Whether somebody may show a round others are waited for: who facilitates the meeting or the community, and, when the
/// meeting's facilitator isn't there, anybody who is.
pub(super) fn may_show(me: PersonId, meeting: &Meeting, facilitates: bool, here: &[PersonId]) -> bool {
    meeting.facilitator == Some(me) || facilitates || meeting.facilitator.is_none_or(|p| !here.contains(&p))
}

/// `0,0,1,2,1,0` in words, the highest number first.
pub(super) fn counted(lang: Lang, round: &str) -> String {
    let counts: Vec<(usize, i64)> = round.split(',').map(|n| n.parse().unwrap_or(0)).enumerate().collect();
    let showed = counts.into_iter().rev().filter(|(_, n)| *n > 0);
    showed.map(|(fingers, n)| lang.say(w::vote_showed(fingers, n))).collect::<Vec<_>>().join(", ")
}

impl Room<'_> {
    fn topic(&self) -> String {
        format!("meeting:{}", self.meeting.id)
    }

    fn path(&self) -> String {
        format!("/meetings/{}", self.meeting.id)
    }

    fn works(&self, person: &PersonId) -> bool {
        self.members.iter().any(|m| m.person == *person && m.works())
    }

    fn voters(&self) -> Vec<PersonId> {
        let here = self.here.iter().filter(|(_, how)| how == "here" || how == "online").map(|(p, _)| *p);
        here.filter(|p| self.works(p)).collect()
    }

    /// The names of some, as a list orders them.
    fn in_order(&self, people: impl Iterator<Item = PersonId>) -> Vec<&str> {
        let mut people: Vec<PersonId> = people.collect();
        people.sort_by_key(|p| self.names.order(*p));
        people.into_iter().map(|p| self.names.of(p)).collect()
    }

    fn names(&self, people: &[PersonId]) -> String {
        let there = self.members.iter().filter(|m| people.contains(&m.person));
        there.map(|m| m.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// What is before the meeting now, for the room's screen and everyone's phone. Always there, so that it can fill by itself.
pub(super) fn table(room: &Room<'_>, f: &Fields) -> Markup {
    let (topic, path) = (room.topic(), room.path());
    let open = room.votes.iter().find(|v| v.ended.is_none());
    html! {
        section #table.vote data-live-on=(topic) data-live-get=(path) data-live-say=(room.me.lang().t(w::VOTE_LIVE)) {
            @if let Some(vote) = open {
                div #vote-now data-live-on=(topic) data-live-get=(path) data-testid="vote" { (now(room, vote, f)) }
                (talk(room, vote, f))
            }
        }
    }
}

fn now(room: &Room<'_>, vote: &Vote, f: &Fields) -> Markup {
    let lang = room.me.lang();
    let voters = room.voters();
    let stand = vote.stand(&voters, |p| room.works(p));
    let title = if vote.way == Way::Dots { w::VOTE_DOTS_TITLE } else { w::VOTE_TITLE };
    html! {
        h2 { (lang.t(title)) @if vote.rounds.len() > 1 { " " small { (lang.say(w::vote_round(vote.rounds.len()))) } } }
        p.turn data-testid="proposal" { (vote.text) }
        p.small {
            (lang.say(w::vote_by(room.names.of(vote.by))))
            @if !vote.why.is_empty() { " " (lang.say(w::decision_because(vote.why.as_str()))) }
            @if let Some((goal, text)) = &vote.goal { " " (lang.t(w::DECISION_FOR)) " " a href={ "/goals/" (goal) } { (goals::shorten(text, 80)) } }
        }
        @if let [.., before, last] = vote.rounds.as_slice() && before.text != last.text {
            p.small { (lang.say(w::vote_before(before.text.as_str()))) }
        }
        @match stand {
            Stand::Talk => (begin(room, vote)),
            Stand::Open { waiting, voted } => (ballot(room, vote, f, &voters, &waiting, voted)),
            Stand::Shown { outcome, unheard } => (shown(room, vote, f, &outcome, &unheard)),
            Stand::Ranked(ranks) => (ranked(room, vote, f, &ranks)),
        }
        @if room.writes {
            (form(&room.me.who, &format!("/votes/{}/end", vote.id), None, html! {
                button.link.small data-testid="let-go" { (lang.t(w::VOTE_LET_GO)) }
            }))
        }
    }
}

/// Questions first, then reactions, then the vote.
fn begin(room: &Room<'_>, vote: &Vote) -> Markup {
    let lang = room.me.lang();
    html! {
        @if vote.way == Way::Dots { ul.plain-options { @for option in &vote.options { li { (option) } } } }
        p.small { (lang.t(if vote.way == Way::Dots { w::VOTE_DOTS_TALK } else { w::VOTE_TALK })) }
        @if room.writes {
            (form(&room.me.who, &format!("/votes/{}/open", vote.id), None, html! {
                input type="hidden" name="seen" value="0";
                div.actions { button.button data-testid="open-vote" { (lang.t(w::VOTE_OPEN)) } }
            }))
        }
    }
}

fn ballot(room: &Room<'_>, vote: &Vote, f: &Fields, voters: &[PersonId], waiting: &[PersonId], voted: usize) -> Markup {
    let (me, lang) = (room.me, room.me.lang());
    let round = vote.round().map_or(0, |r| r.n);
    let mine = vote.own_fingers(me.person);
    let has_voted = mine.is_some() || vote.own_dots(me.person).is_some();
    let votes = room.writes && (voters.contains(&me.person) || has_voted);
    html! {
        @if votes {
            (form(&me.who, &format!("/votes/{}/cast", vote.id), None, html! {
                input type="hidden" name="round" value=(round);
                @if vote.way == Way::Fingers {
                    div.ballot role="group" aria-label=(lang.t(w::VOTE_BALLOT)) data-testid="ballot" {
                        @for n in (0..=5u8).rev() {
                            @let meaning = learning::deciding::Fingers::new(n).map_or("", |f| vote.scale.meaning(f).get(lang.tag()));
                            button name="fingers" value=(n) aria-pressed=(if mine == Some(n) { "true" } else { "false" }) data-testid={ "fingers-" (n) } {
                                strong { (n) } span { (meaning) }
                            }
                        }
                    }
                } @else { (dots_fields(room, vote, f)) }
            }))
        } @else if room.writes {
            p { (lang.t(w::VOTE_SAY_HERE)) }
            (form(&me.who, &format!("{}/here", room.path()), None, html! {
                div.actions {
                    button.button.small.second name="how" value="here" { (lang.t(w::MEETING_SAY_HERE)) }
                    button.button.small.quiet name="how" value="online" { (lang.t(w::MEETING_SAY_ONLINE)) }
                }
            }))
        }
        p.small data-testid="waiting" {
            @if has_voted { (lang.t(w::VOTE_YOURS)) " " }
            (lang.say(w::vote_voted(voted + waiting.len(), voted)))
            @if !waiting.is_empty() { " " (lang.say(w::vote_waiting(room.names(waiting)))) }
            " " (lang.t(w::VOTE_HIDDEN_WHY))
        }
        @if room.writes && voted > 0 && (waiting.is_empty() || may_show(me.person, room.meeting, room.facilitates, voters)) {
            (form(&me.who, &format!("/votes/{}/show", vote.id), None, html! {
                input type="hidden" name="round" value=(round);
                button.button.small.second data-testid="show-vote" { (lang.t(w::VOTE_SHOW)) }
            }))
        }
    }
}

/// For each option how many of one's dots.
fn dots_fields(room: &Room<'_>, vote: &Vote, f: &Fields) -> Markup {
    let lang = room.me.lang();
    let own = vote.own_dots(room.me.person).unwrap_or_default();
    let problem = f.problem_of(&dots_name(0));
    html! {
        p.small { (lang.say(w::vote_dots_have(vote.dots))) }
        @if let Some(problem) = problem { p.error role="alert" id={ "f-" (dots_name(0)) } { (problem.say(lang)) } }
        @for (n, option) in vote.options.iter().enumerate() {
            @let name = dots_name(n);
            @let sent = f.raw(&name).parse::<u32>().ok();
            @let chosen = sent.unwrap_or(own.get(n).copied().unwrap_or(0));
            fieldset.field.give {
                legend { (option) }
                div.hands {
                    @for d in 0..=vote.dots {
                        label { input type="radio" name=(name) value=(d) checked[chosen == d]; (d) }
                    }
                }
            }
        }
        div.actions { button.button data-testid="give-dots" { (lang.t(w::VOTE_DOTS_GIVE)) } }
    }
}

/// How many showed which number, and what it means.
fn fingers_shown(room: &Room<'_>, vote: &Vote, round: &Round) -> Markup {
    let lang = room.me.lang();
    let Some(counts) = round.counts() else { return html! { p.small { (lang.t(w::VOTE_NEVER_SHOWN)) } } };
    let most = counts.iter().sum::<usize>().max(1);
    html! {
        ul.fingers data-testid="fingers" {
            @for (n, count) in (0u8..).zip(counts).filter(|(_, count)| *count > 0).collect::<Vec<_>>().into_iter().rev() {
                @let meaning = learning::deciding::Fingers::new(n).map_or("", |f| vote.scale.meaning(f).get(lang.tag()));
                li {
                    strong { (n) }
                    div { (lang.say(w::vote_people(count))) small { (meaning) } meter min="0" max=(most) value=(count) aria-hidden="true" {} }
                }
            }
        }
    }
}

fn shown(room: &Room<'_>, vote: &Vote, f: &Fields, outcome: &Outcome<PersonId>, unheard: &[PersonId]) -> Markup {
    let (me, lang) = (room.me, room.me.lang());
    let Some(round) = vote.round() else { return html! {} };
    let line = vote.scale.threshold;
    let mut filled = f.clone();
    for (name, value) in [("reason", &vote.why), ("wording", &vote.text)] {
        if !f.has(name) {
            filled.set(name, value.clone());
        }
    }
    html! {
        @match outcome {
            Outcome::Consensus => p.outcome data-testid="agreed" { (lang.say(w::vote_agreed_now(line))) },
            Outcome::HeardFirst { .. } if unheard.is_empty() => p.outcome data-testid="all-heard" { (lang.t(w::VOTE_ALL_HEARD)) },
            Outcome::HeardFirst { .. } => p.outcome data-testid="hear-first" {
                @let names: Vec<&str> = unheard.iter().map(|p| room.names.of(*p)).collect();
                (lang.say(w::vote_hear(names.join(", "))))
            },
            Outcome::NoQuorum { voted, needed } => p.outcome data-testid="too-few" { (lang.say(w::vote_too_few(*needed, *voted))) },
        }
        (fingers_shown(room, vote, round))
        @if room.writes && *outcome == Outcome::Consensus {
            (form(&me.who, &format!("/votes/{}/keep", vote.id), None, html! {
                (Field::new("reason", lang.t(w::DECISION_WHY)).hint(lang.t(w::DECISION_WHY_HINT)).area(lang, &filled, 2))
                div.actions { button.button data-testid="keep-decision" { (lang.t(w::DECISION_KEEP)) } }
            }))
        } @else if room.writes {
            @for person in unheard {
                @let field = concern_name(*person);
                @let label = if *person == me.person { lang.t(w::VOTE_YOUR_CONCERN).to_owned() } else { lang.say(w::vote_concern_of(room.names.of(*person))) };
                (form(&me.who, &format!("/votes/{}/hear", vote.id), None, html! {
                    input type="hidden" name="person" value=(person);
                    (Field::new(&field, &label).needed().area(lang, f, 2))
                    div.actions { button.button.second data-testid="heard" { (lang.t(w::VOTE_HEARD)) } }
                }))
            }
            @if unheard.is_empty() {
                (form(&me.who, &format!("/votes/{}/open", vote.id), None, html! {
                    input type="hidden" name="seen" value=(vote.rounds.len());
                    (Field::new("wording", lang.t(w::VOTE_WORDING)).hint(lang.t(w::VOTE_WORDING_HINT)).needed().area(lang, &filled, 2))
                    div.actions { button.button data-testid="vote-again" { (lang.t(w::VOTE_AGAIN)) } }
                }))
            }
        }
    }
}

/// The options by their dots; what is level stays level.
fn ranking(room: &Room<'_>, vote: &Vote, ranks: &[Rank<usize>]) -> Markup {
    let lang = room.me.lang();
    let most = ranks.first().map_or(1, |r| r.dots.max(1));
    let name = |n: &usize| vote.options.get(*n).map_or("", String::as_str);
    html! {
        ul.fingers data-testid="ranking" {
            @for rank in ranks {
                @for option in &rank.options {
                    li {
                        strong { (rank.place) }
                        div {
                            (name(option)) small { (lang.say(w::vote_dots_count(rank.dots))) @if rank.options.len() > 1 { ", " (lang.t(w::VOTE_LEVEL)) } }
                            meter min="0" max=(most) value=(rank.dots) aria-hidden="true" {}
                        }
                    }
                }
            }
        }
    }
}

fn ranked(room: &Room<'_>, vote: &Vote, f: &Fields, ranks: &[Rank<usize>]) -> Markup {
    let (me, lang) = (room.me, room.me.lang());
    let best = ranks.first().filter(|r| r.dots > 0);
    let name = |n: &usize| vote.options.get(*n).map_or("", String::as_str);
    let tied: Vec<&str> =
        best.filter(|r| r.options.len() > 1).map(|r| r.options.iter().map(name).collect()).unwrap_or_default();
    let mut kept = f.clone();
    if let Some([one]) = best.map(|r| r.options.as_slice()).filter(|_| !f.has("outcome")) {
        kept.set("outcome", name(one));
    }
    if !f.has("reason") {
        kept.set("reason", vote.why.clone());
    }
    html! {
        @if best.is_none() { p.outcome { (lang.t(w::VOTE_NO_DOTS)) } }
        @if !tied.is_empty() { p.outcome data-testid="tie" { (lang.say(w::vote_tie(tied.join(", ")))) } }
        (ranking(room, vote, ranks))
        @if room.writes {
            (form(&me.who, &format!("/votes/{}/keep", vote.id), None, html! {
                (Field::new("outcome", lang.t(w::VOTE_OUTCOME)).hint(lang.t(w::VOTE_OUTCOME_HINT)).needed().area(lang, &kept, 2))
                (Field::new("reason", lang.t(w::DECISION_WHY)).area(lang, &kept, 2))
                div.actions { button.button data-testid="keep-decision" { (lang.t(w::DECISION_KEEP)) } }
            }))
        }
    }
}

/// What was asked and said, and the form to say more. What one is writing stays while the rest moves on.
fn talk(room: &Room<'_>, vote: &Vote, f: &Fields) -> Markup {
    let (me, lang) = (room.me, room.me.lang());
    html! {
        div #vote-lines data-live-on=(room.topic()) data-live-get=(room.path()) { (lines(room, vote)) }
        @if room.writes {
            (form(&me.who, &format!("/votes/{}/lines", vote.id), None, html! {
                (Field::new("line", lang.t(w::VOTE_LINE)).needed().area(lang, f, 1))
                div.actions {
                    button.button.small.second name="kind" value="question" data-testid="ask" { (lang.t(w::VOTE_ASK)) }
                    button.button.small.second name="kind" value="reaction" data-testid="react" { (lang.t(w::VOTE_REACT)) }
                }
            }))
        }
    }
}

fn lines(room: &Room<'_>, vote: &Vote) -> Markup {
    let lang = room.me.lang();
    html! {
        @if !vote.lines.is_empty() {
            ul.said-of data-testid="vote-lines" {
                @for line in &vote.lines {
                    li.entry {
                        p.lines { (line.text) }
                        small {
                            @match (line.about, line.kind.as_str()) {
                                (Some(person), _) => (lang.say(w::vote_line_concern(room.names.of(person)))),
                                (None, "question") => (lang.say(w::vote_line_asks(room.names.of(line.by)))),
                                _ => (lang.say(w::vote_line_says(room.names.of(line.by)))),
                            }
                            // Somebody else wrote it down for them.
                            @if line.about.is_some_and(|p| p != line.by) { ", " (lang.say(w::vote_line_written(room.names.of(line.by)))) }
                        }
                    }
                }
            }
        }
    }
}

/// The ways to put something before the meeting; none while something is.
pub(super) fn ways(room: &Room<'_>, f: &Fields) -> Markup {
    let (me, lang) = (room.me, room.me.lang());
    let wrong = |names: &[&str]| names.iter().any(|n| f.problem_of(n).is_some());
    let goals: Vec<(String, String)> = std::iter::once((String::new(), lang.t(w::DECISION_NO_GOAL).to_owned()))
        .chain(room.goals.iter().map(|g| (g.id.to_string(), goals::shorten(&g.text, 80))))
        .collect();
    let open = room.votes.iter().any(|v| v.ended.is_none());
    let action = format!("{}/votes", room.path());
    let mut with_dots = f.clone();
    if !f.has("dots") {
        with_dots.set("dots", "3");
    }
    html! {
        div #vote-ways data-live-on=(room.topic()) data-live-get=(room.path()) {
            @if !open || wrong(&["proposal", "question"]) {
                details.more open[wrong(&["proposal", "because", "serves"])] data-testid="propose" {
                    summary { (lang.t(w::VOTE_PROPOSE)) }
                    (form(&me.who, &action, None, html! {
                        (Field::new("proposal", lang.t(w::VOTE_PROPOSAL)).needed().area(lang, f, 2))
                        (Field::new("because", lang.t(w::DECISION_WHY)).input(lang, f, "text"))
                        @if goals.len() > 1 { (Field::new("serves", lang.t(w::DECISION_GOAL)).select(lang, f, &goals)) }
                        div.actions { button.button.second { (lang.t(w::VOTE_PROPOSE_GO)) } }
                    }))
                }
                details.more open[wrong(&["question", "options", "dots"])] data-testid="choose" {
                    summary { (lang.t(w::VOTE_CHOOSE)) }
                    (form(&me.who, &action, None, html! {
                        input type="hidden" name="way" value="dots";
                        (Field::new("question", lang.t(w::VOTE_QUESTION)).needed().input(lang, f, "text"))
                        (Field::new("options", lang.t(w::VOTE_OPTIONS)).hint(lang.t(w::VOTE_OPTIONS_HINT)).needed().area(lang, f, 3))
                        (Field::new("dots", lang.t(w::VOTE_DOTS)).needed().input(lang, &with_dots, "number"))
                        div.actions { button.button.second { (lang.t(w::VOTE_PROPOSE_GO)) } }
                    }))
                }
            }
        }
    }
}

/// The votes that are over: how each came out, round by round, and what was said. What was never shown stays hidden.
pub(super) fn past(room: &Room<'_>) -> Markup {
    let lang = room.me.lang();
    let over = room.meeting.state == State::Closed;
    let votes: Vec<&Vote> = room.votes.iter().filter(|v| v.ended.is_some() || over).collect();
    html! {
        div #voted data-live-on=(room.topic()) data-live-get=(room.path()) data-testid="voted" {
            @for vote in votes {
                details.more {
                    summary {
                        (if vote.decided { lang.t(w::VOTE_HOW) } else { lang.t(w::VOTE_LEFT) }) ": " (vote.text)
                    }
                    @for round in &vote.rounds {
                        @if vote.way == Way::Fingers {
                            p.small { strong { (lang.say(w::vote_round(round.n))) } }
                            p { "“" (round.text) "”" }
                            (fingers_shown(room, vote, round))
                            @let below = room.in_order(vote.below(round));
                            @if !below.is_empty() { p.small { (lang.say(w::vote_was_heard(below.join(", ")))) } }
                        } @else if !round.shown { p.small { (lang.t(w::VOTE_NEVER_SHOWN)) } }
                    }
                    @let ranks = vote.ranking();
                    @if !ranks.is_empty() { (ranking(room, vote, &ranks)) }
                    (lines(room, vote))
                }
            }
        }
    }
}
