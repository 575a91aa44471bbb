//! Letters that remind of a survey: one to each who hasn't taken a ballot, as they chose to be written to. Nothing of it is written
//! down but in the wave itself, which forgets it at its end.

use maud::html;
use store::{PersonId, Time, Tx, WaveId};

use super::choices::Digest;
use super::{letter, queries, stop};
use crate::mailer::{self, Failure, Outgoing};
use crate::{App, surveys, viewer, w};

/// What is to be done for one person.
enum Next {
    Nothing,
    Wait(Time),
    Send(Box<Outgoing>),
}

/// Reminds those who haven't taken a ballot. Who is in their quiet hours gets it afterwards.
pub(crate) async fn remind(app: &App, what: &str) -> Result<Option<Time>, Failure> {
    let bad = || Failure::Refused("not a wave and a reminder".into());
    let (wave, which) = what.split_once(' ').ok_or_else(bad)?;
    let (wave, which) = (wave.parse::<WaveId>().map_err(|_| bad())?, which.parse::<i64>().map_err(|_| bad())?);
    if !mailer::sends(app) {
        return Ok(None);
    }
    let mut later: Option<Time> = None;
    for person in app.db.read(move |c| surveys::to_remind(c, wave, which)).await? {
        let (address, name) = (app.options.address.clone(), app.db.chance().blind_id().simple().to_string());
        let next = app.db.write(move |tx| prepared(tx, (wave, which), person, &address, name)).await?;
        match next {
            Next::Nothing => {}
            Next::Wait(until) => later = Some(later.map_or(until, |l| l.min(until))),
            Next::Send(out) => {
                let kept = letter::to_keep(app, person, &out);
                match mailer::hand_over(app, *out).await {
                    Ok(()) => app.db.write(move |tx| letter::keep(tx, kept)).await?,
                    Err(Failure::Away(why)) => {
                        app.db.write(move |tx| surveys::let_go(tx, wave, person, which)).await?;
                        return Err(Failure::Away(why));
                    }
                    // What a mail server says of an address names it, and who is reminded is nobody's to read.
                    Err(Failure::Refused(_)) => tracing::warn!("a reminder of a survey was refused by the mail server"),
                }
            }
        }
    }
    Ok(later)
}

fn prepared(
    tx: &mut Tx<'_>,
    (wave, which): (WaveId, i64),
    person: PersonId,
    address: &str,
    name: String,
) -> Result<Next, store::Error> {
    let Some(me) = viewer::of(tx, person)? else { return Ok(Next::Nothing) };
    let Some(mut reach) = queries::reach(tx, person)? else { return Ok(Next::Nothing) };
    let Some(to) = reach.email.take() else { return Ok(Next::Nothing) };
    // Who wants no letters gets none.
    if reach.choices.digest == Digest::None && reach.choices.at_once.is_none() {
        return Ok(Next::Nothing);
    }
    let now = tx.now();
    let quiet_until = reach.choices.held_until(now, &reach.zone);
    if quiet_until > now {
        return Ok(Next::Wait(quiet_until));
    }
    // A letter that ends letters is signed with a key of the person's.
    if reach.kept.is_none() {
        queries::greet(tx, me.district, person, &me.zone)?;
        reach = match queries::reach(tx, person)? {
            Some(reach) => reach,
            None => return Ok(Next::Nothing),
        };
    }
    let Some(kept) = reach.kept else { return Ok(Next::Nothing) };
    let Some(reminder) = surveys::claim(tx, wave, person, which)? else { return Ok(Next::Nothing) };
    let lang = me.lang();
    let day = face::date_long(lang, reminder.until.plus_seconds(-1).date_in(&me.zone));
    let subject = lang.say(w::telling_survey_subject(day.as_str()));
    let (title, why) = (reminder.instrument.title.get(lang.tag()).to_owned(), lang.t(w::TELLING_SURVEY_WHO));
    let (link, stop) = (format!("{address}/surveys/{wave}"), stop::link(address, person, stop::DIGEST, &kept.key));
    let page = html! {
        p { a href=(link) style=(letter::LINK) { (title) } }
        p { (why) }
    };
    let foot = w::TELLING_FOOT_SURVEY;
    let html = letter::page(lang, &subject, page, address, &stop, foot).into_string();
    let text = format!("{title}\n{link}\n\n{why}\n\n{}", letter::foot(lang, address, &stop, foot));
    Ok(Next::Send(Box::new(Outgoing { name, to, subject, text, html: Some(html), calendar: None, stop: Some(stop) })))
}
