//! The page.

use axum::response::Response;
use face::{Drawing, Markup, Page, Plant, Room, empty, form, garden, heading, html};
use store::{CommunityId, Conn, GoalId, Time, WaveId};

use super::queries::{self, Led, Sign};
use crate::communities::{self, Own, Part};
use crate::cycles::{self, Growth, Stage};
use crate::goals::{self, Offered, Step};
use crate::meetings::{self, Commitment};
use crate::people::{self, Names};
use crate::vision;
use crate::{Cx, Go, Sent, Stop, Viewer, reality, surveys, w, workshops};

/// Further back than this, nothing is new any more.
const NEW_DAYS: i64 = 21;
/// A community nobody has done anything in for so long may need somebody.
const QUIET_DAYS: i64 = 21;
/// So many signs of growth are shown; the others are counted.
const SIGNS: usize = 12;

pub(super) async fn show(cx: Cx) -> Response {
    cx.page(home).await
}

pub(super) async fn seen(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, |tx, me, _| {
        queries::saw(tx, me)?;
        Ok(Go::to("/"))
    })
    .await
}

/// What the page asks, of several rooms at once.
struct Asked {
    mine: Vec<Own>,
    growth: Vec<Growth>,
    /// The first goal for students that the viewer works on, and where it leads.
    way: Option<(Option<goals::Brief>, Vec<Step<goals::Brief>>)>,
    /// Who asks to be let into which of the viewer's communities.
    asking: Vec<(CommunityId, String, i64)>,
    /// What others did, and what those are called whose signs are shown.
    signs: Vec<Sign>,
    names: Names,
    offered: Vec<Offered>,
    led: Vec<Led>,
    meetings: Markup,
    vision: Markup,
    workshops: Markup,
    taken_on: Vec<Commitment>,
    surveys: Vec<(WaveId, String, surveys::OnHome)>,
    again: Vec<reality::Waiting>,
}

fn ask(c: &mut Conn, me: &Viewer, since: Time) -> Result<Asked, Stop> {
    let waits = queries::waits(c, me, since)?;
    let (mine, growth) = (communities::own(c, me)?, cycles::growth(c, me, since)?);
    let signs = queries::signs(c, me, since)?;
    Ok(Asked {
        way: match growth.iter().find_map(|g| g.student_goal) {
            Some(goal) => Some(goals::way_in_short(c, me, goal)?),
            None => None,
        },
        asking: if mine.iter().any(|m| m.part == Part::Facilitator) {
            communities::asked_of_me(c, me)?
        } else {
            Vec::new()
        },
        mine,
        growth,
        names: people::names(c, [], signs.iter().take(SIGNS).map(|s| s.who))?,
        signs,
        offered: goals::offered(c, me)?,
        led: if me.leads() { queries::led(c, me, me.now.plus_days(-30), school_year(me))? } else { Vec::new() },
        meetings: meetings::on_home(c, me)?,
        vision: vision::on_home(c, me)?,
        workshops: if waits.workshops { workshops::on_home(c, me)? } else { Markup::default() },
        taken_on: if waits.taken_on { meetings::open_commitments(c, me)? } else { Vec::new() },
        surveys: if waits.surveys { surveys::on_home(c, me, since)? } else { Vec::new() },
        again: reality::waiting(c, me)?,
    })
}

fn home(c: &mut Conn, me: &Viewer) -> Result<Page, Stop> {
    let lang = me.lang();
    let since = me.looked_at.max(me.now.plus_days(-NEW_DAYS));
    let Asked {
        mine,
        growth,
        way,
        asking,
        signs,
        names,
        offered,
        led,
        meetings,
        vision,
        workshops,
        taken_on,
        surveys,
        again,
    } = c.together(|c| ask(c, me, since))?;
    let invited: Vec<_> = mine.iter().filter(|m| m.part == Part::Invited).collect();
    let todo = todo(me, &growth, &offered, (&invited, &asking), &taken_on, (&surveys, &again));
    let title = lang.say(match hour(me) {
        0..12 => w::home_morning(me.given.as_str()),
        12..18 => w::home_afternoon(me.given.as_str()),
        _ => w::home_evening(me.given.as_str()),
    });
    let body = html! {
        (heading(html! { (face::date_long(lang, me.today())) }, &title, html! { (lang.say(w::home_lead(signs.len(), todo.len()))) }))
        @if mine.is_empty() && led.is_empty() {
            @let (why, go) = if me.is_admin() {
                (w::HOME_EMPTY_ADMIN_WHY, ("/admin", lang.t(w::HOME_EMPTY_ADMIN_GO)))
            } else {
                (w::HOME_EMPTY_WHY, ("/communities", lang.t(w::HOME_EMPTY_GO)))
            };
            section { (empty(Drawing::Seed, lang.t(w::HOME_EMPTY), lang.t(why), Some(go))) }
        }
        (workshops)
        (meetings)
        @if !led.is_empty() { (leading(me, &led)) }
        @if !growth.is_empty() || !todo.is_empty() {
            div.two {
                section aria-labelledby="stand" {
                    h2 #stand { (lang.t(w::HOME_STAND)) }
                    @if growth.is_empty() { p { (lang.t(w::HOME_STAND_NONE)) } }
                    ul.list data-testid="my-cycles" { @for g in &growth { (standing(me, g)) } }
                }
                section aria-labelledby="mine" {
                    h2 #mine { (lang.t(w::HOME_TODO)) }
                    @if todo.is_empty() { p { (lang.t(w::HOME_TODO_NONE)) } }
                    ul.list.tight data-testid="todo" { @for item in &todo { (item) } }
                }
            }
        }
        (growing(me, &growth, &signs, &names))
        @if growth.is_empty() { (belongs(me, &mine)) }
        @if let Some((Some(goal), way)) = &way { (leads(me, goal, way)) }
        (vision)
    };
    let audience = lang.t(w::HOME_AUDIENCE);
    Ok(Page::new(Room::Home, lang.t(face::w::ROOM_HOME), audience, body).live(["home".to_owned()]))
}

fn hour(me: &Viewer) -> i8 {
    me.zone.to_datetime(me.now.stamp()).hour()
}

/// When this school year began: the last first of August.
fn school_year(me: &Viewer) -> Time {
    let today = me.today();
    let year = if today.month() >= 8 { today.year() } else { today.year() - 1 };
    let first = jiff::civil::date(year, 8, 1).to_zoned(me.zone.clone());
    first.map_or(me.now, |z| z.timestamp().into())
}

/// What is mine to do, the most pressing first.
fn todo(
    me: &Viewer,
    growth: &[Growth],
    offered: &[Offered],
    (invited, asking): (&[&Own], &[(CommunityId, String, i64)]),
    taken_on: &[Commitment],
    (surveys, again): (&[(WaveId, String, surveys::OnHome)], &[reality::Waiting]),
) -> Vec<Markup> {
    let lang = me.lang();
    let mut items = Vec::new();
    for (id, name, what) in surveys {
        use surveys::OnHome::{Answered, Report, Told, Waits};
        let (text, why) = match what {
            Waits(_) => (lang.say(w::home_todo_survey(name.as_str())), w::HOME_TODO_SURVEY_NOBODY),
            Report(_) => (lang.say(w::home_todo_report(name.as_str())), w::HOME_TODO_REPORT_WHY),
            Told(_) => (lang.say(w::home_todo_told(name.as_str())), w::HOME_TODO_TOLD_WHY),
            Answered(_) => (lang.say(w::home_todo_answered(name.as_str())), w::HOME_TODO_ANSWERED_WHY),
        };
        let (Waits(at) | Report(at) | Told(at) | Answered(at)) = what;
        items.push(html! {
            li {
                div { a href={ "/surveys/" (id) } { (text) } small { (lang.t(why)) } }
                span.when { (face::near(lang, at.date_in(&me.zone), me.today())) }
            }
        });
    }
    for t in taken_on {
        let late = t.due.is_some_and(|d| d < me.today());
        items.push(html! {
            li {
                div { a href="/commitments" { (t.text) } small { (t.community_name) } }
                span.when.now[late] { @if let Some(due) = t.due { (face::near(lang, due, me.today())) } }
            }
        });
    }
    for community in invited {
        items.push(html! {
            li { a href={ "/communities/" (community.id) } { (lang.say(w::home_todo_invited(community.name.as_str()))) } span.when { (lang.t(w::HOME_ONE_MINUTE)) } }
        });
    }
    for (id, name, count) in asking {
        items.push(html! {
            li { a href={ "/communities/" (id) } { (lang.say(w::home_todo_at_the_door(*count, name.as_str()))) } span.when { (lang.t(w::HOME_ONE_MINUTE)) } }
        });
    }
    let mut asked: Vec<GoalId> = Vec::new();
    for Offered { at, by, goal, mine, theirs } in offered {
        if asked.contains(goal) {
            continue;
        }
        asked.push(*goal);
        let count = offered.iter().filter(|other| other.goal == *goal).count();
        items.push(html! {
            li {
                div {
                    @if count > 1 { a href="/goals#offers" { (lang.say(w::home_todo_offers(count))) } small { (mine) } }
                    @else { a href={ "/goals/" (goal) } { (lang.t(w::HOME_TODO_OFFER)) } small { (theirs) } small { (by) } }
                }
                span.when { (face::since(lang, *at, me.now, &me.zone)) }
            }
        });
    }
    for g in growth.iter().filter(|g| g.state == "open" && (g.wants_me || g.wants_prediction)) {
        let text = if g.wants_prediction {
            lang.t(w::HOME_TODO_PREDICT).to_owned()
        } else {
            lang.say(w::home_todo_step(g.step.as_str()))
        };
        let late = g.due.is_some_and(|d| d < me.today());
        items.push(html! {
            li {
                div { a href={ "/cycles/" (g.cycle) "#now" } { (text) } small { (g.title) ", " (g.community_name) } }
                span.when.now[late] { @if let Some(due) = g.due { (face::near(lang, due, me.today())) } @else { (lang.t(w::HOME_TWO_MINUTES)) } }
            }
        });
    }
    for look in again {
        items.push(html! {
            li {
                div { a href=(look.href) { (lang.say(w::home_todo_again(goals::shorten(&look.question, 90)))) } small { (look.whose) } }
                span.when { (lang.t(w::HOME_TWO_MINUTES)) }
            }
        });
    }
    items
}

/// One cycle: its title, its way so far, the step it is at.
fn standing(me: &Viewer, g: &Growth) -> Markup {
    html! {
        li {
            div {
                a href={ "/cycles/" (g.cycle) } { (g.title) }
                small { a href={ "/communities/" (g.community) } { (g.community_name) } }
                ol.stem-line {
                    @for (name, stage) in &g.steps {
                        li.now[*stage == Stage::Now].ahead[*stage == Stage::Ahead] { span { (name) } }
                    }
                }
            }
            span.when { (state_word(me, g)) }
        }
    }
}

/// Where a cycle stands, in a few words.
fn state_word(me: &Viewer, g: &Growth) -> String {
    let lang = me.lang();
    match g.state.as_str() {
        "closed" => lang.t(w::HOME_CLOSED).into(),
        "paused" => lang.t(w::HOME_PAUSED).into(),
        _ => g.step.clone(),
    }
}

/// The garden, and the same as a list of what somebody did.
fn growing(me: &Viewer, growth: &[Growth], signs: &[Sign], names: &Names) -> Markup {
    let lang = me.lang();
    if growth.is_empty() {
        return html! {};
    }
    let plants: Vec<Plant> = growth
        .iter()
        .map(|g| Plant {
            href: format!("/cycles/{}", g.cycle),
            name: g.community_name.clone(),
            state: state_word(me, g),
            news: if g.fresh > 0 { lang.say(w::home_fresh(g.fresh)) } else { String::new() },
            steps: g.done.clone(),
            fresh: g.fresh,
            fruit: g.lessons,
            seed: g.community.0.as_u64_pair().1,
        })
        .collect();
    html! {
        section #growing aria-labelledby="grows" data-live-on="home" data-live-get="/" data-live-say=(lang.t(w::HOME_ARRIVED)) {
            h2 #grows { (lang.t(w::HOME_GROWING)) }
            p.small { (lang.t(w::HOME_GROWING_HOW)) }
            (garden(lang.t(w::HOME_GROWING), &plants))
            @if !signs.is_empty() {
                details.more open {
                    summary { (lang.say(w::home_signs(signs.len()))) }
                    ul.days data-testid="signs" {
                        @for sign in signs.iter().take(SIGNS) {
                            li { time { (face::since(lang, sign.at, me.now, &me.zone)) } div { p { (sentence(me, sign, names.of(sign.who))) } small { (sign.community_name) } } }
                        }
                    }
                    (form(&me.who, "/seen", None, html! { button.button.small.quiet data-testid="seen" { (lang.t(w::HOME_SEEN)) } }))
                }
            }
        }
    }
}

/// What somebody did, in a sentence that leads to it.
fn sentence(me: &Viewer, sign: &Sign, who: &str) -> Markup {
    let lang = me.lang();
    let text = lang.say(said(&sign.verb, who).unwrap_or_else(|| w::sign_other(who)));
    let href = page_of(&sign.kind, sign.thing);
    html! {
        (text)
        @if !sign.about.is_empty() {
            " "
            @if let Some(href) = href { a href=(href) { (sign.about) } } @else { span { (sign.about) } }
        }
    }
}

/// The page of a thing, by its kind.
pub(crate) fn page_of(kind: &str, thing: uuid::Uuid) -> Option<String> {
    Some(match kind {
        "cycle" => format!("/cycles/{thing}"),
        "goal" => format!("/goals/{thing}"),
        "need" => format!("/needs/{thing}"),
        "lesson" => format!("/lessons/{thing}"),
        "meeting" => format!("/meetings/{thing}"),
        "protocol" => format!("/protocols/{thing}"),
        "community" => format!("/communities/{thing}"),
        "statement" => format!("/vision/{thing}"),
        "reality" => format!("/reality/{thing}"),
        "instrument" => format!("/surveys/instruments/{thing}"),
        "standards" => "/standards".to_owned(),
        "workshop" => format!("/workshops/{thing}"),
        "priority" => format!("/priorities/{thing}"),
        "process" => format!("/processes/{thing}"),
        "question" => format!("/questions/{thing}"),
        "reflection" => format!("/answers/{thing}"),
        "continuum" => format!("/standards/continua/{thing}"),
        "looklist" => format!("/standards/look-fors/{thing}"),
        _ => return None,
    })
}

/// What a verb says somebody did; a test holds that none is without its words.
pub(crate) fn said<'a>(verb: &str, who: &'a str) -> Option<face::Said<'a>> {
    Some(match verb {
        "try.made" => w::sign_try(who),
        "entry.written" => w::sign_entry(who),
        "entry.changed" => w::sign_entry_changed(who),
        "entry.taken_out" => w::sign_entry_taken_out(who),
        "cycle.began" => w::sign_cycle_began(who),
        "cycle.closed" => w::sign_cycle_closed(who),
        "cycle.went_on" => w::sign_cycle_moved(who),
        "cycle.went_back" => w::sign_cycle_back(who),
        "cycle.changed" => w::sign_cycle_changed(who),
        "cycle.paused" => w::sign_cycle_paused(who),
        "cycle.taken_up" => w::sign_cycle_taken_up(who),
        "goal.set" => w::sign_goal_set(who),
        "goal.changed" => w::sign_goal_changed(who),
        "goal.reached" | "goal.partly" | "goal.let-go" => w::sign_goal_reached(who),
        "goal.resumed" => w::sign_goal_resumed(who),
        "goal.opened" => w::sign_goal_opened(who),
        "measure.added" => w::sign_measure(who),
        "measure.changed" => w::sign_measure_changed(who),
        "alignment.offered" => w::sign_offered(who),
        "alignment.accepted" => w::sign_accepted(who),
        "alignment.declined" => w::sign_declined(who),
        "alignment.withdrawn" => w::sign_withdrawn(who),
        "alignment.ended" => w::sign_unlinked(who),
        "observation.noted" | "observation.corrected" => w::sign_observed(who),
        "need.named" => w::sign_need(who),
        "need.changed" => w::sign_need_changed(who),
        "lesson.shared" => w::sign_lesson(who),
        "lesson.drafted" => w::sign_lesson_drafted(who),
        "lesson.changed" => w::sign_lesson_changed(who),
        "lesson.taken_back" => w::sign_lesson_taken_back(who),
        "meeting.planned" => w::sign_meeting_planned(who),
        "meeting.changed" => w::sign_meeting_changed(who),
        "meeting.cancelled" => w::sign_meeting_cancelled(who),
        "meeting.row_changed" => w::sign_meeting_row_changed(who),
        "meeting.row_cancelled" => w::sign_meeting_row_cancelled(who),
        "meeting.ended" => w::sign_meeting(who),
        "proposal.made" => w::sign_proposal(who),
        "protocol.copied" => w::sign_protocol_copied(who),
        "protocol.changed" => w::sign_protocol_changed(who),
        "decision.made" => w::sign_decision(who),
        "commitment.made" | "commitment.taken_up" => w::sign_commitment(who),
        "commitment.done" => w::sign_commitment_done(who),
        "commitment.let_go" => w::sign_commitment_let_go(who),
        "certificate.given" => w::sign_certificates(who),
        "wave.begun" => w::sign_survey(who),
        "wave.codes_made" => w::sign_survey_codes(who),
        "wave.families_asked" => w::sign_survey_families(who),
        "instrument.made" => w::sign_instrument_made(who),
        "instrument.changed" => w::sign_instrument_changed(who),
        "instrument.ready" => w::sign_instrument_ready(who),
        "instrument.put_away" => w::sign_instrument_away(who),
        "continuum.begun" => w::sign_continuum_begun(who),
        "continuum.reworded" => w::sign_continuum_reworded(who),
        "continuum.marked" => w::sign_continuum_marked(who),
        "looklist.begun" => w::sign_look_begun(who),
        "looklist.reworded" => w::sign_look_reworded(who),
        "standards.remarked" => w::sign_standards_remarked(who),
        "standards.remark_changed" => w::sign_standards_remark_changed(who),
        "standards.remark_taken_back" => w::sign_standards_remark_back(who),
        "standards.planned" => w::sign_standards_planned(who),
        "standards.unplanned" => w::sign_standards_unplanned(who),
        "standards.seen" => w::sign_standards_seen(who),
        "standards.unseen" => w::sign_standards_unseen(who),
        "standards.adopted" => w::sign_standards_adopted(who),
        "standards.taken_back" => w::sign_standards_taken_back(who),
        "standards.loaded" => w::sign_standards_loaded(who),
        "standards.reworded" => w::sign_standards_reworded(who),
        "standards.material_added" => w::sign_standards_material(who),
        "standards.material_removed" => w::sign_standards_material_removed(who),
        "workshop.begun" => w::sign_workshop_begun(who),
        "workshop.ended" => w::sign_workshop_ended(who),
        "wave.told" => w::sign_told(who),
        "wave.words_answered" => w::sign_words_answered(who),
        "wave.told_families" => w::sign_told_families(who),
        "wave.kept_from_families" => w::sign_kept_from_families(who),
        "certificate.received" => w::sign_certificate(who),
        "certificate.revoked" => w::sign_certificate_revoked(who),
        "hours.reported" => w::sign_hours(who),
        "hours.confirmed" => w::sign_hours_confirmed(who),
        "hours.sent_back" => w::sign_hours_sent_back(who),
        "community.invited" => w::sign_invited(who),
        "community.joined" => w::sign_joined(who),
        "community.left" => w::sign_left(who),
        "community.changed" => w::sign_community_changed(who),
        "community.archived" => w::sign_archived(who),
        "community.reopened" => w::sign_reopened(who),
        "community.asked" => w::sign_asked_in(who),
        "community.founded" => w::sign_founded(who),
        "norms.proposed" => w::sign_norms_proposed(who),
        "norms.agreed" => w::sign_norms_agreed(who),
        "norms.settled" => w::sign_norms_settled(who),
        "question.asked" => w::sign_question_asked(who),
        "reflection.written" => w::sign_reflection_written(who),
        "reflection.reworded" => w::sign_reflection_reworded(who),
        "priority.named" => w::sign_priority_named(who),
        "priority.reworded" => w::sign_priority_reworded(who),
        "priority.looked" => w::sign_priority_looked(who),
        "priority.laid" => w::sign_priority_laid(who),
        "process.noted" => w::sign_process_noted(who),
        "process.looked" => w::sign_process_looked(who),
        "reality.noted" => w::sign_reality_noted(who),
        "reality.reworded" => w::sign_reality_reworded(who),
        "reality.moved" => w::sign_reality_moved(who),
        "statement.begun" => w::sign_statement_begun(who),
        "statement.drafted" => w::sign_statement_drafted(who),
        "statement.reworded" => w::sign_statement_reworded(who),
        "statement.remarked" => w::sign_statement_remarked(who),
        "statement.stood" => w::sign_statement_stood(who),
        "statement.adopted" => w::sign_statement_adopted(who),
        "statement.opened" => w::sign_statement_opened(who),
        "statement.cited" => w::sign_statement_cited(who),
        "statement.uncited" => w::sign_statement_uncited(who),
        "statement.closed" => w::sign_statement_closed(who),
        _ => return None,
    })
}

/// For who is in a community without seeing its cycles, as a guest does: where they belong, and what they may read.
fn belongs(me: &Viewer, mine: &[Own]) -> Markup {
    let lang = me.lang();
    let mine: Vec<_> = mine.iter().filter(|m| m.part != Part::Invited).collect();
    html! {
        @if !mine.is_empty() {
            section aria-labelledby="belongs" data-testid="belongs" {
                h2 #belongs { (lang.t(w::HOME_BELONGS)) }
                ul.list { @for m in &mine { li { div { a href={ "/communities/" (m.id) } { (m.name) } small { (m.purpose) } } } } }
                p.actions { a.button.second href="/lessons" { (lang.t(w::HOME_BELONGS_LESSONS)) } }
            }
        }
    }
}

/// Where the first of the viewer's goals leads: step by step up to the top; dashed where a link is only offered.
fn leads(me: &Viewer, goal: &goals::Brief, way: &[Step<goals::Brief>]) -> Markup {
    let lang = me.lang();
    html! {
        section aria-labelledby="leads" {
            h2 #leads { (lang.t(w::HOME_LEADS)) }
            ol.way {
                li.here { a href={ "/goals/" (goal.id) } { (goal.text) } }
                @for step in way { li.offered[!step.accepted] { a href={ "/goals/" (step.goal.id) } { (step.goal.text) } } }
            }
            @if way.is_empty() { p.small { (lang.t(w::HOME_LEADS_NOWHERE)) " " a href={ "/goals/" (goal.id) } { (lang.t(w::HOME_LEADS_OFFER)) } } }
            @if let Some(offered) = way.iter().find(|s| !s.accepted) {
                p.small { (lang.say(w::home_leads_waits(face::since(lang, offered.offered, me.now, &me.zone)))) }
            }
        }
    }
}

/// For who leads: five numbers, and at most three communities that may need somebody. No ranking, nobody's name, no content.
fn leading(me: &Viewer, led: &[Led]) -> Markup {
    let lang = me.lang();
    let fortnight = me.now.plus_days(-14);
    let quiet = me.now.plus_days(-QUIET_DAYS);
    let active = led.iter().filter(|l| l.last.is_some_and(|t| t > fortnight)).count();
    let sum = |f: fn(&Led) -> i64| led.iter().map(f).sum::<i64>();
    let mut still: Vec<_> = led.iter().filter(|l| l.open > 0 && l.last.is_none_or(|t| t < quiet)).collect();
    still.sort_by_key(|l| l.last);
    html! {
        section #led aria-labelledby="leading" data-live-on="home" data-live-get="/" data-testid="led" {
            h2 #leading { (lang.say(w::home_led(active, led.len()))) }
            dl.counts {
                div { dt { (lang.t(w::HOME_LED_COMMUNITIES)) } dd { (led.len()) } }
                div { dt { (lang.t(w::HOME_LED_OPEN)) } dd { (sum(|l| l.open)) } }
                div { dt { (lang.t(w::HOME_LED_TRIES)) } dd { (sum(|l| l.tries)) } }
                div { dt { (lang.t(w::HOME_LED_CLOSED)) } dd { (sum(|l| l.closed)) } }
                div { dt { (lang.t(w::HOME_LED_LESSONS)) } dd { (sum(|l| l.lessons)) } }
            }
            @if !still.is_empty() {
                h3 { (lang.t(w::HOME_LED_STILL)) }
                ul.list {
                    @for l in still.iter().take(3) {
                        li {
                            div { a href={ "/communities/" (l.id) } { (l.name) } small { (l.place) } }
                            span.when { @if let Some(last) = l.last { (face::since(lang, last, me.now, &me.zone)) } @else { (lang.t(w::HOME_LED_NEVER)) } }
                        }
                    }
                }
            }
            p { span.audience { (lang.t(w::HOME_LED_AUDIENCE)) } }
        }
    }
}
