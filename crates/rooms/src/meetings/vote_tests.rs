//! Deciding together, as those who vote tell it. Nobody sees a hand before its round is shown: asked of every page there is.

use axum::http::StatusCode;
use store::{args, sql};

use super::tests::{Team, count, planned, team};
use crate::communities;
use crate::testing::{Actor, Answer, World, on_each};
use crate::{Role, Stop};

sql! {
    VOTE = "select id from vote order by at desc, id desc limit 1";
    VOTES = "select count(*) from vote where text = $1";
    ROUNDS = "select count(*) from vote_round where text = $1";
    DECISIONS = "select count(*) from decision where text = $1";
    HANDS = "select coalesce(max(hands), '') from decision where text = $1";
    SHOWN = "select count(*) from vote_hand h join vote_round r on r.id = h.round where r.text = $1 and h.fingers is not null";
    TOLD = "select count(*) from event where about = $1 or verb like 'vote%'";
}

/// A running meeting at which Ana, Ben and Cleo are.
async fn running(team: &Team) -> String {
    let page = planned(team, &[]).await;
    team.ana.post(&format!("{page}/begin"), &[]).await.leads_to();
    for who in [&team.ben, &team.cleo] {
        who.post(&format!("{page}/here"), &[("how", "here")]).await.leads_to();
    }
    page
}

fn last_vote(world: &World) -> String {
    let id: Option<uuid::Uuid> = world.write(|tx| Ok(tx.one(VOTE, &[], |r| r.get(0))?));
    format!("/votes/{}", id.expect("a vote"))
}

async fn propose(world: &World, who: &Actor, page: &str, text: &str) -> String {
    who.post(&format!("{page}/votes"), &[("proposal", text), ("because", "it costs least")]).await.leads_to();
    last_vote(world)
}

async fn fingers(who: &Actor, vote: &str, round: &str, n: &str) -> Answer {
    who.post(&format!("{vote}/cast"), &[("round", round), ("fingers", n)]).await
}

/// The answer must not be a way to anything.
fn refused(answer: Answer, status: StatusCode, why: &str) {
    assert_eq!(answer.status, status, "{}", answer.gist());
    if !why.is_empty() {
        answer.shows(why);
    }
}

const UNPROCESSABLE: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;

#[test]
fn a_meetings_page_asks_as_few_questions_with_a_vote_as_without() {
    on_each(|world| async move {
        let team = team(&world);
        let Team { ana, ben, cleo, .. } = &team;
        // What a process reads once and keeps is no question of the page.
        let asked = async |page: &str| {
            ana.get(page).await.ok();
            ana.get(page).await.ok().questions()
        };
        let ahead = planned(&team, &[]).await;
        let page = running(&team).await;
        let vote = propose(&world, ben, &page, "We swap texts").await;
        cleo.post(&format!("{vote}/lines"), &[("kind", "question"), ("line", "Which texts?")]).await.leads_to();
        ana.post(&format!("{vote}/open"), &[("seen", "0")]).await.leads_to();
        fingers(cleo, &vote, "1", "4").await.leads_to();
        let runs = asked(&page).await;
        ana.post(&format!("{page}/end"), &[]).await.leads_to();
        assert!(asked(&ahead).await <= 15);
        // One that runs shows the backlog and what was taken on before, too.
        assert!(runs <= 19, "{runs}");
        assert!(asked(&page).await <= 15);
    });
}

#[test]
fn a_team_agrees_in_the_second_round_after_everyone_below_the_line_was_heard() {
    on_each(|world| async move {
        let team = team(&world);
        let Team { ana, ben, cleo, may, .. } = &team;
        let page = running(&team).await;
        let once = [("proposal", "We swap texts"), ("because", "they are too hard"), ("_once", "p1")];
        ben.post(&format!("{page}/votes"), &once).await.leads_to();
        ben.post(&format!("{page}/votes"), &once).await.leads_to();
        assert_eq!(count(&world, VOTES, "We swap texts"), 1, "a double click proposes once");
        let vote = last_vote(&world);
        // One thing at a time, and nobody's words are lost.
        let second = ana.post(&format!("{page}/votes"), &[("proposal", "Another thing")]).await;
        refused(second, UNPROCESSABLE, "Another thing");
        cleo.post(&format!("{vote}/lines"), &[("kind", "question"), ("line", "Which texts?")]).await.leads_to();
        ana.get(&page).await.ok().shows("We swap texts").shows("Which texts?").shows("Cleo Test asks");
        refused(fingers(ben, &vote, "1", "3").await, UNPROCESSABLE, "");
        // Two people open the vote at once: there is one round.
        for who in [ana, cleo] {
            who.post(&format!("{vote}/open"), &[("seen", "0")]).await.leads_to();
        }
        assert_eq!(count(&world, ROUNDS, "We swap texts"), 1);
        let ballot = cleo.get(&page).await.ok().shows("I have doubts that I want us to talk through first.");
        ballot.shows("0 of 3 have voted.").shows("We wait for Ana Test, Ben Test, Cleo Test.");
        fingers(cleo, &vote, "1", "0").await.leads_to();
        fingers(cleo, &vote, "1", "1").await.leads_to();
        fingers(ana, &vote, "1", "5").await.leads_to();
        ana.get(&page).await.ok().shows("2 of 3 have voted.").hides("data-testid=\"fingers\"");
        for (round, n) in [("1", "6"), ("1", "x"), ("x", "1"), ("1", "")] {
            refused(fingers(ben, &vote, round, n).await, NOT_FOUND, "");
        }
        // The last one shows it; then nothing in it changes any more.
        fingers(ben, &vote, "1", "3").await.leads_to();
        let shown = ana.get(&page).await.ok().shows("Before anything else, we hear Cleo Test.");
        shown
            .shows("What worries Cleo Test?")
            .hides("data-testid=\"keep-decision\"")
            .hides("data-testid=\"vote-again\"");
        refused(fingers(ana, &vote, "1", "4").await, UNPROCESSABLE, "This round has been shown already");
        refused(ana.post(&format!("{vote}/keep"), &[]).await, UNPROCESSABLE, "Somebody is not with you yet");
        let early = [("seen", "1"), ("wording", "We swap two texts")];
        refused(ana.post(&format!("{vote}/open"), &early).await, UNPROCESSABLE, "Somebody has not been heard yet");
        // Only who is below the line is heard so, and with words.
        let concern = |of: &Actor, text: &str| {
            [("person".to_owned(), of.id.to_string()), (format!("concern-{}", of.id), text.to_owned())]
        };
        let hear = async |of: &Actor, text: &str| {
            let fields = concern(of, text);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            ana.post(&format!("{vote}/hear"), &fields).await
        };
        refused(hear(ben, "x").await, NOT_FOUND, "");
        refused(hear(may, "x").await, NOT_FOUND, "");
        assert_eq!(hear(cleo, " ").await.status, UNPROCESSABLE);
        hear(cleo, "Mine read these texts gladly.").await.leads_to();
        let heard = ben.get(&page).await.ok().shows("Everyone was heard.").shows("Mine read these texts gladly.");
        heard.shows("what worries Cleo Test").shows("written down by Ana Test");
        // Two word it anew at once: one round, and the other's words are kept to be said.
        ana.post(&format!("{vote}/open"), &[("seen", "1"), ("wording", "We swap two texts")]).await.leads_to();
        let stale = ben.post(&format!("{vote}/open"), &[("seen", "1"), ("wording", "Each swaps one text")]).await;
        refused(stale, StatusCode::CONFLICT, "Each swaps one text");
        ana.get(&page).await.ok().shows("We swap two texts").shows("Before, it said: “We swap texts”").shows("Round 2");
        for (who, n) in [(ana, "5"), (ben, "3"), (cleo, "4")] {
            fingers(who, &vote, "2", n).await.leads_to();
        }
        ben.get(&page).await.ok().shows("We agree: nobody is below 3.").shows("data-testid=\"keep-decision\"");
        refused(ana.post(&format!("{vote}/open"), &[("seen", "2")]).await, UNPROCESSABLE, "You agree already");
        // Two keep it at once: it stands in the log once, with the fingers of both rounds.
        for who in [ana, ben] {
            who.post(&format!("{vote}/keep"), &[("reason", "they are too hard")]).await.leads_to();
        }
        assert_eq!(count(&world, DECISIONS, "We swap two texts"), 1);
        let hands: Option<String> = world.write(|tx| Ok(tx.one(HANDS, args!["We swap two texts"], |r| r.get(0))?));
        assert_eq!(hands.as_deref(), Some("0,1,0,1,0,1;0,0,0,1,1,1"));
        let log = ben.get("/decisions?find=swap").await.ok().shows("Round 1: 1 showed 5, 1 showed 3, 1 showed 1.");
        log.shows("Round 2: 1 showed 5, 1 showed 4, 1 showed 3.")
            .shows("they are too hard")
            .shows("3 people were there");
        ana.post(&format!("{page}/end"), &[]).await.leads_to();
        let minutes = cleo.get(&page).await.ok().shows("How we decided: We swap two texts").shows("“We swap texts”");
        minutes.shows("Mine read these texts gladly.").shows("Heard: Cleo Test").hides("data-testid=\"let-go\"");
        refused(fingers(ana, &vote, "2", "4").await, UNPROCESSABLE, "");
        may.get("/decisions").await.ok().hides("swap two texts");
    });
}

#[test]
fn nobody_sees_a_hand_before_its_round_is_shown() {
    on_each(|world| async move {
        let team = team(&world);
        let Team { ana, ben, cleo, may, id } = &team;
        let page = running(&team).await;
        let vote = propose(&world, ana, &page, "We meet on Mondays").await;
        ana.post(&format!("{vote}/open"), &[("seen", "0")]).await.leads_to();
        // What Ben and the facilitator can find out is the same, whatever Cleo shows, on every page and in every answer.
        let places = [
            page.clone(),
            "/".to_owned(),
            "/decisions".to_owned(),
            format!("/communities/{id}"),
            format!("/communities/{id}/meetings"),
            "/api/v1/openapi.json".to_owned(),
        ];
        let mut seen: Vec<Vec<String>> = Vec::new();
        for n in ["0", "5", "2"] {
            fingers(cleo, &vote, "1", n).await.leads_to();
            let mut all = Vec::new();
            for (who, place) in [ben, ana, may].iter().flat_map(|w| places.iter().map(move |p| (w, p))) {
                let answer = who.get(place).await;
                let no_mark = answer
                    .body
                    .split("name=\"_once\" value=\"")
                    .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest));
                all.push(no_mark.collect::<String>());
            }
            seen.push(all);
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[1], seen[2]);
        // To Cleo alone her own is marked.
        let own = cleo.get(&page).await.ok();
        own.shows("aria-pressed=\"true\" data-testid=\"fingers-2\"");
        ben.get(&page).await.ok().hides("aria-pressed=\"true\"");
        // News say that something moved, never what, and no event tells a vote.
        assert_eq!(count(&world, TOLD, "2"), 0);
        // A vote that is let go, or that the meeting ends before, is never shown.
        ben.post(&format!("{page}/end"), &[]).await.leads_to();
        let minutes = ben.get(&page).await.ok().shows("Not decided: We meet on Mondays").shows("the votes stay hidden");
        minutes.hides("data-testid=\"fingers\"");
    });
}

#[test]
fn who_votes_is_there_and_who_went_or_was_taken_out_holds_nobody_up() {
    on_each(|world| async move {
        let team = team(&world);
        let Team { ana, ben, cleo, may, id } = &team;
        let lil = world.person("Lil", Role::Teacher, world.lake);
        let page = planned(&team, &[]).await;
        refused(ana.post(&format!("{page}/votes"), &[("proposal", "too early")]).await, UNPROCESSABLE, "has not begun");
        ana.post(&format!("{page}/begin"), &[]).await.leads_to();
        ben.post(&format!("{page}/here"), &[("how", "online")]).await.leads_to();
        let vote = propose(&world, ana, &page, "We meet on Mondays").await;
        ana.post(&format!("{vote}/open"), &[("seen", "0")]).await.leads_to();
        // Cleo hasn't said that she is there; May and Lil are not of the team and can't even tell that there is a vote.
        refused(fingers(cleo, &vote, "1", "5").await, UNPROCESSABLE, "Say that you are here first");
        cleo.get(&page).await.ok().shows("Say that you are here, then you can vote.").hides("data-testid=\"ballot\"");
        for (way, fields) in [
            ("cast", &[("round", "1"), ("fingers", "5")][..]),
            ("lines", &[("kind", "reaction"), ("line", "x")]),
            ("open", &[("seen", "1")]),
            ("show", &[("round", "1")]),
            ("keep", &[]),
            ("end", &[]),
        ] {
            for who in [may, &lil] {
                refused(who.post(&format!("{vote}/{way}"), fields).await, NOT_FOUND, "");
            }
            let nobodys = "/votes/00000000-0000-4000-8000-00000000feed";
            refused(ana.post(&format!("{nobodys}/{way}"), fields).await, NOT_FOUND, "");
        }
        // Only who facilitates shows early, and not before somebody has voted.
        refused(ana.post(&format!("{vote}/show"), &[("round", "1")]).await, UNPROCESSABLE, "Nobody has voted yet");
        cleo.post(&format!("{page}/here"), &[("how", "here")]).await.leads_to();
        fingers(ben, &vote, "1", "4").await.leads_to();
        refused(
            ben.post(&format!("{vote}/show"), &[("round", "1")]).await,
            StatusCode::FORBIDDEN,
            "Whoever facilitates",
        );
        // Cleo votes and is then taken out of the community: her hand doesn't count, and she sees no more of it.
        fingers(cleo, &vote, "1", "0").await.leads_to();
        let (community, gone) = (*id, cleo.id);
        world.write(move |tx| {
            communities::depart(tx, community, gone)?;
            Ok::<_, Stop>(())
        });
        refused(cleo.get(&page).await, NOT_FOUND, "");
        refused(fingers(cleo, &vote, "1", "1").await, NOT_FOUND, "");
        ana.get(&page).await.ok().shows("1 of 2 have voted.").shows("We wait for Ana Test.");
        fingers(ana, &vote, "1", "5").await.leads_to();
        ben.get(&page).await.ok().shows("We agree: nobody is below 3.");
        assert_eq!(count(&world, SHOWN, "We meet on Mondays"), 2);
        // Let go: nothing is decided, and the way is free for something else.
        ben.post(&format!("{vote}/end"), &[]).await.leads_to();
        ana.post(&format!("{vote}/end"), &[]).await.leads_to();
        refused(ana.post(&format!("{vote}/lines"), &[("kind", "reaction"), ("line", "late")]).await, UNPROCESSABLE, "");
        let next = propose(&world, ben, &page, "We meet on Tuesdays").await;
        ben.post(&format!("{next}/open"), &[("seen", "0")]).await.leads_to();
        fingers(ana, &next, "1", "3").await.leads_to();
        // Ben is waited for, and says that he can't stay: that shows it. One of one is enough.
        ben.post(&format!("{page}/here"), &[("how", "away")]).await.leads_to();
        ana.get(&page).await.ok().shows("We agree: nobody is below 3.");
        assert_eq!(count(&world, DECISIONS, "We meet on Tuesdays"), 0, "nobody has kept it yet");
    });
}

#[test]
fn who_left_the_community_is_still_called_by_name_where_they_were() {
    on_each(|world| async move {
        let team = team(&world);
        let Team { ana, ben, cleo, id, .. } = &team;
        let page = running(&team).await;
        cleo.post(&format!("{page}/notes"), &[("note", "The long texts tire them")]).await.leads_to();
        let vote = propose(&world, cleo, &page, "We read in pairs").await;
        cleo.post(&format!("{vote}/lines"), &[("kind", "question"), ("line", "Which pairs?")]).await.leads_to();
        ana.post(&format!("{vote}/open"), &[("seen", "0")]).await.leads_to();
        for (who, n) in [(ana, "5"), (ben, "4"), (cleo, "1")] {
            fingers(who, &vote, "1", n).await.leads_to();
        }
        let named = |page: Answer| {
            page.shows("<small>Cleo Test</small>")
                .shows("Cleo Test asks")
                .shows("Heard: Cleo Test")
                .shows("Here: Ana Test, Ben Test, Cleo Test")
        };
        ana.post(&format!("{vote}/end"), &[]).await.leads_to();
        ana.post(&format!("{page}/end"), &[]).await.leads_to();
        named(ana.get(&page).await.ok());
        let (community, gone) = (*id, cleo.id);
        world.write(move |tx| {
            communities::depart(tx, community, gone)?;
            Ok::<_, Stop>(())
        });
        named(ana.get(&page).await.ok());
    });
}

#[test]
fn too_few_votes_decide_nothing() {
    on_each(|world| async move {
        let team = team(&world);
        let page = running(&team).await;
        let vote = propose(&world, &team.ben, &page, "We skip lunch").await;
        team.ana.post(&format!("{vote}/open"), &[("seen", "0")]).await.leads_to();
        fingers(&team.ana, &vote, "1", "5").await.leads_to();
        // Two facilitate: it is shown once.
        for _ in 0..2 {
            team.ana.post(&format!("{vote}/show"), &[("round", "1")]).await.leads_to();
        }
        team.cleo.get(&page).await.ok().shows("1 voted and 2 are needed").hides("data-testid=\"keep-decision\"");
        refused(team.ana.post(&format!("{vote}/keep"), &[]).await, UNPROCESSABLE, "");
        team.ana.post(&format!("{vote}/open"), &[("seen", "1"), ("wording", "We skip lunch")]).await.leads_to();
        team.cleo.get(&page).await.ok().shows("data-testid=\"ballot\"").shows("0 of 3 have voted.");
    });
}

#[test]
fn dots_are_hidden_counted_and_a_tie_is_said() {
    on_each(|world| async move {
        let team = team(&world);
        let Team { ana, ben, cleo, .. } = &team;
        let page = running(&team).await;
        let ask = async |options: &str, dots: &str| {
            let fields = [("way", "dots"), ("question", "What first?"), ("options", options), ("dots", dots)];
            ana.post(&format!("{page}/votes"), &fields).await
        };
        refused(ask("Only one", "3").await, UNPROCESSABLE, "Two to twelve different things");
        refused(ask("Same\nSame", "3").await, UNPROCESSABLE, "Two to twelve different things");
        assert_eq!(ask("A\nB", "99").await.status, UNPROCESSABLE);
        ask("Books\nPairs\nVisits", "3").await.leads_to();
        let vote = last_vote(&world);
        ana.post(&format!("{vote}/open"), &[("seen", "0")]).await.leads_to();
        let give = async |who: &Actor, dots: [&str; 3]| {
            let fields = [("round", "1"), ("dots-0", dots[0]), ("dots-1", dots[1]), ("dots-2", dots[2])];
            who.post(&format!("{vote}/cast"), &fields).await
        };
        refused(give(ben, ["2", "2", "0"]).await, UNPROCESSABLE, "more dots than you have");
        refused(give(ben, ["4294967295", "1", "0"]).await, UNPROCESSABLE, "more dots than you have");
        refused(give(ben, ["-1", "1", "0"]).await, NOT_FOUND, "");
        refused(fingers(ben, &vote, "1", "3").await, NOT_FOUND, "");
        give(ben, ["3", "0", "0"]).await.leads_to();
        give(ben, ["2", "1", "0"]).await.leads_to();
        give(cleo, ["0", "2", "0"]).await.leads_to();
        let hidden = ana.get(&page).await.ok().shows("2 of 3 have voted.").hides("data-testid=\"ranking\"");
        assert_eq!(hidden.body.matches("checked").count(), 3, "only the zeros of one's own ballot are chosen");
        give(ana, ["1", "0", "0"]).await.leads_to();
        let shown = ben.get(&page).await.ok().shows("Books, Pairs are level.").shows("3 dots").shows("no dot");
        shown.shows("data-testid=\"keep-decision\"");
        refused(give(ana, ["0", "0", "3"]).await, UNPROCESSABLE, "This round has been shown already");
        assert_eq!(ben.post(&format!("{vote}/keep"), &[("outcome", "")]).await.status, UNPROCESSABLE);
        let kept = [("outcome", "Books first, pairs in May"), ("reason", "")];
        ben.post(&format!("{vote}/keep"), &kept).await.leads_to();
        ana.post(&format!("{vote}/keep"), &kept).await.leads_to();
        assert_eq!(count(&world, DECISIONS, "Books first, pairs in May"), 1);
        ana.post(&format!("{page}/end"), &[]).await.leads_to();
        cleo.get(&page).await.ok().shows("How we decided: What first?").shows("data-testid=\"ranking\"");
    });
}
