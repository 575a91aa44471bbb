//! The one way out for mail: a row and a job in the transaction of the change, sent over SMTP afterwards.

use lettre::message::{Mailbox, header::ContentType};
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

/// Sends a promised letter. In demo mode the mailbox page is where mail arrives.
pub(crate) async fn deliver(app: &App, id: uuid::Uuid) -> Result<(), String> {
    let found =
        app.db.read(move |c| c.one(READ, args![id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))).await;
    let found: Option<(String, String, String, Option<i64>)> = found.map_err(|e: store::Error| e.to_string())?;
    let Some((address, subject, body, None)) = found else { return Ok(()) };
    if !app.options.demo {
        let smtp = app.options.smtp.as_ref().ok_or("no mail server is set")?;
        send(smtp, id, &address, &subject, body).await?;
    }
    let now = app.db.now();
    app.db.write(move |tx| tx.exec(SENT, args![id, now])).await.map(drop).map_err(|e: store::Error| e.to_string())
}

async fn send(smtp: &Smtp, id: uuid::Uuid, to: &str, subject: &str, body: String) -> Result<(), String> {
    let from: Mailbox = smtp.from.parse().map_err(|e| format!("the sender's address: {e}"))?;
    let to: Mailbox = to.parse().map_err(|e| format!("the address: {e}"))?;
    // A letter that goes out a second time, because this machine stopped before it could note the first, is the same letter.
    let domain = from.email.domain().to_owned();
    let message = Message::builder()
        .message_id(Some(format!("<{}@{domain}>", id.simple())))
        .from(from)
        .to(to)
        .subject(subject)
        .header(ContentType::TEXT_PLAIN)
        .body(body);
    let message = message.map_err(|e| e.to_string())?;
    let builder = match smtp.security {
        Security::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&smtp.host),
        Security::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&smtp.host),
        Security::None => Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)),
    };
    let mut builder = builder.map_err(|e| e.to_string())?.port(smtp.port);
    if let (Some(user), Some(password)) = (&smtp.user, &smtp.password) {
        builder = builder.credentials(Credentials::new(user.clone(), password.0.clone()));
    }
    builder.build().send(message).await.map(drop).map_err(|e| e.to_string())
}
