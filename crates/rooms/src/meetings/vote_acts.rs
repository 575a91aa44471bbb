//! What people do when they decide together.

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Fields, Page, Room};
use store::{Conn, GoalId, MeetingId, PersonId, Tx, VoteId};

use super::meeting::Meeting;
use super::votes::{self, NewVote, Showing, Vote, Way};
use super::{page, vote_view};
use crate::communities::Community;
use crate::{Cx, Go, Sent, Stop, Viewer, goals, w};

const TEXT: usize = 400;
const WHY: usize = 600;
const LINE: usize = 1000;
const OPTIONS: usize = 2000;
const OPTION: usize = 160;
/// So many options at most, and so many dots: a page of choices is no choice.
const MOST: usize = 12;
const DOTS: i64 = 6;

/// A vote the viewer may take part in, with its meeting.
fn find(c: &mut Conn, me: &Viewer, id: VoteId) -> Result<(Vote, Meeting, Community), Stop> {
    let meeting = votes::meeting_of(c, me, id)?.ok_or(Stop::Nothing)?;
    let (meeting, community) = page::find_to_change(c, me, meeting)?;
    let vote = votes::of_meeting(c, meeting.id)?.into_iter().find(|v| v.id == id).ok_or(Stop::Nothing)?;
    Ok((vote, meeting, community))
}

fn back(meeting: &Meeting) -> Go {
    Go::to(format!("/meetings/{}#table", meeting.id))
}

/// The meeting's page again, with what was sent.
fn again(tx: &mut Tx<'_>, me: &Viewer, meeting: &Meeting, community: &Community, f: &Fields) -> Result<Stop, Stop> {
    Ok(Stop::again(page::meeting_page(tx, me, meeting, community, f)?))
}

/// Proposes something, or asks which of several.
pub(super) async fn propose(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        meeting.runs()?;
        let way = if f.raw("way") == "dots" { Way::Dots } else { Way::Fingers };
        let name = if way == Way::Dots { "question" } else { "proposal" };
        let text = f.needed(name, TEXT);
        let why = f.text("because", WHY);
        let goal = f.pick::<GoalId>("serves");
        if let Some(goal) = goal
            && !goals::of_community(tx, me, &community)?.iter().any(|g| g.id == goal)
        {
            f.wrong("serves", face::w::ERROR_CHOICE);
        }
        let (mut options, mut dots) = (Vec::new(), 0);
        if way == Way::Dots {
            for line in f.needed("options", OPTIONS).lines().map(str::trim).filter(|l| !l.is_empty()) {
                if !options.iter().any(|o| o == line) {
                    options.push(line.to_owned());
                }
            }
            if f.problem_of("options").is_none() && !(2..=MOST).contains(&options.len()) {
                f.wrong("options", w::VOTE_OPTIONS_WRONG);
            }
            if options.iter().any(|o| o.chars().count() > OPTION) {
                f.problem("options", face::Problem::Long(OPTION));
            }
            dots = u32::try_from(super::planning::minutes(f, "dots", DOTS)).unwrap_or(0);
        }
        if f.refused() {
            return Err(again(tx, me, &meeting, &community, f)?);
        }
        let new = NewVote { way, text: &text, why: &why, goal, options: &options, dots };
        if votes::propose(tx, me.person, &community, &meeting, &new)?.is_none() {
            f.wrong(name, w::VOTE_ONE_AT_A_TIME);
            return Err(again(tx, me, &meeting, &community, f)?);
        }
        Ok(back(&meeting))
    })
    .await
}

/// Asks something about it, or says what one thinks.
pub(super) async fn say(cx: Cx, Path(id): Path<VoteId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (vote, meeting, community) = find(tx, me, id)?;
        let kind = f.choice("kind", &["question", "reaction"]);
        let text = f.needed("line", LINE);
        if f.refused() {
            return Err(again(tx, me, &meeting, &community, f)?);
        }
        votes::say(tx, me.person, &community, &meeting, vote.id, (kind, &text))?;
        Ok(back(&meeting))
    })
    .await
}

/// Opens the next round. The form says how many it saw: opened twice, or by two people, it is opened once.
pub(super) async fn open(cx: Cx, Path(id): Path<VoteId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (vote, meeting, community) = find(tx, me, id)?;
        let seen = f.raw("seen").parse::<usize>().map_err(|_| Stop::Nothing)?;
        let wording = if f.has("wording") { f.needed("wording", TEXT) } else { vote.text.clone() };
        if f.refused() {
            return Err(again(tx, me, &meeting, &community, f)?);
        }
        if !votes::open(tx, me.person, &community, &meeting, id, (seen, &wording))? && wording != vote.text {
            // Somebody opened the round with other words: these can still be said.
            return Err(Stop::stale(both(tx, me, &vote, &community, &wording)?));
        }
        Ok(back(&meeting))
    })
    .await
}

fn both(c: &mut Conn, me: &Viewer, vote: &Vote, community: &Community, wording: &str) -> Result<Page, Stop> {
    let lang = me.lang();
    let action = format!("/votes/{}/lines", vote.id);
    let conflict = Conflict {
        action: &action,
        rev: 0,
        by: lang.t(w::VOTE_SOMEBODY),
        fields: vec![("line", lang.t(w::VOTE_WORDING), wording.to_owned(), vote.text.clone())],
        hidden: vec![("kind", "reaction".to_owned())],
    };
    let audience = community.audience_line(c, me, community.inside)?;
    Ok(Page::new(Room::Communities, lang.t(w::VOTE_WORDING), audience, conflict.view(&me.who)))
}

/// Votes, or changes one's own vote.
pub(super) async fn cast(cx: Cx, Path(id): Path<VoteId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (vote, meeting, community) = find(tx, me, id)?;
        let round = f.raw("round").parse::<i64>().map_err(|_| Stop::Nothing)?;
        let showing = match vote.way {
            Way::Fingers => Showing::Fingers(f.raw("fingers").parse::<u8>().map_err(|_| Stop::Nothing)?),
            Way::Dots => {
                let mut dots = Vec::new();
                for n in 0..vote.options.len() {
                    dots.push(f.raw(&vote_view::dots_name(n)).parse::<u32>().map_err(|_| Stop::Nothing)?);
                }
                if dots.iter().map(|d| u64::from(*d)).sum::<u64>() > u64::from(vote.dots) {
                    f.wrong(&vote_view::dots_name(0), w::VOTE_TOO_MANY_DOTS);
                    return Err(again(tx, me, &meeting, &community, f)?);
                }
                Showing::Dots(dots)
            }
        };
        votes::cast(tx, me.person, &community, &meeting, id, (round, &showing))?;
        Ok(back(&meeting))
    })
    .await
}

/// Shows the round with the votes there are.
pub(super) async fn show(cx: Cx, Path(id): Path<VoteId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (_, meeting, community) = find(tx, me, id)?;
        let round = f.raw("round").parse::<i64>().map_err(|_| Stop::Nothing)?;
        let here = votes::voters(tx, &community, meeting.id)?;
        let leads = vote_view::may_show(me.person, &meeting, community.facilitates(), &here);
        votes::show(tx, &community, &meeting, id, (round, leads))?;
        Ok(back(&meeting))
    })
    .await
}

/// Writes down the concern of somebody below the line.
pub(super) async fn hear(cx: Cx, Path(id): Path<VoteId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (_, meeting, community) = find(tx, me, id)?;
        let person = f.raw("person").parse::<PersonId>().map_err(|_| Stop::Nothing)?;
        let name = vote_view::concern_name(person);
        let text = f.needed(&name, LINE);
        if f.refused() {
            return Err(again(tx, me, &meeting, &community, f)?);
        }
        votes::hear(tx, me.person, &community, &meeting, id, (person, &text))?;
        Ok(back(&meeting))
    })
    .await
}

/// What was agreed goes into the log. Pressed twice, or by two people, it stands there once.
pub(super) async fn keep(cx: Cx, Path(id): Path<VoteId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (vote, meeting, community) = find(tx, me, id)?;
        meeting.runs()?;
        if vote.ended.is_some() {
            return Ok(back(&meeting));
        }
        let why = f.text("reason", WHY);
        let text = if vote.way == Way::Dots { f.needed("outcome", TEXT) } else { vote.text.clone() };
        if f.refused() {
            return Err(again(tx, me, &meeting, &community, f)?);
        }
        votes::keep(tx, me.person, &community, &meeting, id, (&text, &why))?;
        Ok(Go::to(format!("/meetings/{}#decided", meeting.id)))
    })
    .await
}

/// Lets it go for today.
pub(super) async fn let_go(cx: Cx, Path(id): Path<VoteId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let (vote, meeting, community) = find(tx, me, id)?;
        meeting.runs()?;
        if vote.ended.is_none() {
            votes::let_go(tx, &community, &meeting, id)?;
        }
        Ok(back(&meeting))
    })
    .await
}
