//! The one way out for mail: a row and a job in the transaction of the change, sent over SMTP afterwards.

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use store::{DistrictId, PersonId, Tx, args, sql};

use crate::App;

/// Where mail is handed over.
#[derive(Clone, Debug)]
pub struct Smtp {
    pub host: String,
    pub port: u16,
    pub user: Option<String>,
    pub password: Option<Secret>,
    /// `starttls`, `tls`, or `none` for a server on this machine.
    pub security: Security,
    /// The sender: `Perennial <perennial@district.org>`.
    pub from: String,
}

/// A text that isn't shown in logs.
#[derive(Clone)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    StartTls,
    Tls,
    None,
}

/// A letter.
pub struct Mail<'a> {
    pub district: Option<DistrictId>,
    pub person: Option<PersonId>,
    pub to: &'a str,
    pub subject: String,
    pub body: String,
}

sql! {
    WRITE = "insert into mail (id, district, person, address, subject, body, made, sent) values ($1, $2, $3, $4, $5, $6, $7, null)";
    READ = "select address, subject, body, sent from mail where id = $1";
    SENT = "update mail set sent = $2 where id = $1";
}

/// Promises a letter, in the transaction of what it is about.
pub fn post(tx: &mut Tx<'_>, mail: Mail<'_>) -> Result<(), store::Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let subject = mail.subject.replace(['\r', '\n'], " ");
    tx.exec(WRITE, args![id, mail.district, mail.person, mail.to, subject, mail.body, now])?;
    store::jobs::promise(tx, "mail", &id.to_string(), now)
}

/// A letter as it goes out.
pub(crate) struct Outgoing {
    /// Names the letter: one that goes out a second time, because this machine stopped before it could note the first, has the
    /// same name, and the receiver's program knows it.
    pub name: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The same as a page.
    pub html: Option<String>,
    /// The same as a calendar, with what it is sent for: `REQUEST` or `CANCEL`.
    pub calendar: Option<(&'static str, String)>,
    /// The address that ends such letters without signing in (RFC 8058).
    pub stop: Option<String>,
}

/// Why a letter did not go out.
pub(crate) enum Failure {
    /// Nobody answered: nothing is wrong with the letter, it waits.
    Away(String),
    /// This letter was refused or can't be sent.
    Refused(String),
}

impl From<String> for Failure {
    fn from(why: String) -> Failure {
        Failure::Refused(why)
    }
}

impl From<store::Error> for Failure {
    fn from(e: store::Error) -> Failure {
        Failure::Refused(e.to_string())
    }
}

/// Sends a promised letter. In demo mode the mailbox page is where mail arrives.
pub(crate) async fn deliver(app: &App, id: uuid::Uuid) -> Result<(), Failure> {
    let found =
        app.db.read(move |c| c.one(READ, args![id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))).await;
    let found: Option<(String, String, String, Option<i64>)> = found.map_err(|e: store::Error| e.to_string())?;
    let Some((to, subject, text, None)) = found else { return Ok(()) };
    let name = id.simple().to_string();
    hand_over(app, Outgoing { name, to, subject, text, html: None, calendar: None, stop: None }).await?;
    let now = app.db.now();
    app.db.write(move |tx| tx.exec(SENT, args![id, now])).await.map(drop).map_err(|e: store::Error| e.into())
}

/// Whether there is anywhere to hand letters to.
pub(crate) fn sends(app: &App) -> bool {
    app.options.demo || app.options.smtp.is_some()
}

/// The address letters come from.
pub(crate) fn sender(app: &App) -> String {
    let from = app.options.smtp.as_ref().and_then(|s| s.from.parse::<Mailbox>().ok());
    from.map_or_else(|| "perennial@localhost".into(), |m| m.email.to_string())
}

/// Hands a letter to the mail server; in demo mode there is none.
pub(crate) async fn hand_over(app: &App, letter: Outgoing) -> Result<(), Failure> {
    if app.options.demo {
        return Ok(());
    }
    let smtp = app.options.smtp.as_ref().ok_or_else(|| Failure::Refused("no mail server is set".into()))?;
    let message = message(smtp, letter)?;
    let builder = match smtp.security {
        Security::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&smtp.host),
        Security::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&smtp.host),
        Security::None => Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)),
    };
    let mut builder = builder.map_err(|e| e.to_string())?.port(smtp.port);
    if let (Some(user), Some(password)) = (&smtp.user, &smtp.password) {
        builder = builder.credentials(Credentials::new(user.clone(), password.0.clone()));
    }
    match builder.build().send(message).await {
        Ok(_) => Ok(()),
        // Refusals have a code; without one nobody was there to refuse.
        Err(e) if e.status().is_some() => Err(Failure::Refused(e.to_string())),
        Err(e) => Err(Failure::Away(e.to_string())),
    }
}

fn message(smtp: &Smtp, letter: Outgoing) -> Result<Message, String> {
    let from: Mailbox = smtp.from.parse().map_err(|e| format!("the sender's address: {e}"))?;
    let to: Mailbox = letter.to.parse().map_err(|e| format!("the address: {e}"))?;
    let domain = from.email.domain().to_owned();
    let mut builder = Message::builder()
        .message_id(Some(format!("<{}@{domain}>", letter.name)))
        .from(from)
        .to(to)
        .subject(letter.subject)
        .header(AutoSubmitted);
    if let Some(url) = letter.stop {
        builder = builder.header(ListUnsubscribe(url)).header(ListUnsubscribePost);
    }
    let made = if letter.html.is_none() && letter.calendar.is_none() {
        builder.header(ContentType::TEXT_PLAIN).body(letter.text)
    } else {
        let mut parts = MultiPart::alternative().singlepart(SinglePart::plain(letter.text));
        if let Some(html) = letter.html {
            parts = parts.singlepart(SinglePart::html(html));
        }
        if let Some((method, text)) = letter.calendar {
            // Without the method here, receivers show a file instead of a meeting (RFC 6047, section 2.4).
            let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"));
            parts = parts.singlepart(SinglePart::builder().header(kind.map_err(|e| e.to_string())?).body(text));
        }
        builder.multipart(parts)
    };
    made.map_err(|e| e.to_string())
}

/// A header of ours whose value has to arrive as it is: an address that was broken in two is no address.
macro_rules! plain_header {
    ($(#[$doc:meta])* $kind:ident $(($field:ty))?, $name:literal, |$me:ident| $value:expr) => {
        $(#[$doc])*
        #[derive(Clone)]
        struct $kind $(($field))?;

        impl Header for $kind {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err("only written here".into())
            }

            fn display(&self) -> HeaderValue {
                let $me = self;
                let value: String = $value;
                HeaderValue::dangerous_new_pre_encoded(Self::name(), value.clone(), value)
            }
        }
    };
}

plain_header! {
    /// Says that no person wrote this, so that no program answers it (RFC 3834).
    AutoSubmitted, "Auto-Submitted", |_me| "auto-generated".into()
}
plain_header! {
    /// Where such letters are ended (RFC 2369).
    ListUnsubscribe(String), "List-Unsubscribe", |me| format!("<{}>", me.0)
}
plain_header! {
    /// That one request does it (RFC 8058).
    ListUnsubscribePost, "List-Unsubscribe-Post", |_me| "List-Unsubscribe=One-Click".into()
}
