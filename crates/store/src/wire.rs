//! The line to a PostgreSQL server: messages out, messages in, on the thread that waits for them. How messages are written and
//! read is the library's (`postgres-protocol`); this is the line itself, signing in, and which message may come when.
//!
//! Source: PostgreSQL, Frontend/Backend Protocol 3.0, message flow and message formats.

use std::io::{Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use bytes::BytesMut;
use postgres::Config;
use postgres::config::{ChannelBinding, Host, SslMode, TargetSessionAttrs};
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres_protocol::authentication::{md5_hash, sasl};
use postgres_protocol::message::backend::{ErrorResponseBody, Message};
use postgres_protocol::message::frontend;

use crate::Error;

const PORT: u16 = 5432;

/// A line that is signed in. What it can't say or hear ends it for good: then [`Wire::has_ended`].
pub(crate) struct Wire {
    line: Line,
    /// What goes out with the next [`Wire::send`].
    pub out: BytesMut,
    came: BytesMut,
    /// Where the system puts what has come.
    space: Box<[u8]>,
    /// Answers that are on their way and that nobody waits for.
    unheard: u32,
    ended: bool,
}

enum Line {
    Tcp(TcpStream),
    Unix(UnixStream),
}

/// Does the same with either kind of line.
macro_rules! with {
    ($line:expr, $s:ident => $do:expr) => {
        match $line {
            Line::Tcp($s) => $do,
            Line::Unix($s) => $do,
        }
    };
}

impl Wire {
    /// Goes to the first host that answers and is of the wanted kind.
    ///
    /// # Errors
    /// [`Error::Away`] when none answers, [`Error::Ours`] when the URL asks for what there isn't or the server refuses.
    pub fn open(config: &Config) -> Result<Wire, Error> {
        if config.get_ssl_mode() == SslMode::Require || config.get_channel_binding() == ChannelBinding::Require {
            return Err(refusal("the database URL asks for an encrypted line, which this program doesn't offer"));
        }
        let (hosts, addresses, ports) = (config.get_hosts(), config.get_hostaddrs(), config.get_ports());
        let mut failed = refusal("the database URL names no host");
        for at in 0..hosts.len().max(addresses.len()) {
            let port = ports.get(at).or(ports.first()).copied().unwrap_or(PORT);
            let reached = match (addresses.get(at), hosts.get(at)) {
                (Some(address), _) => reach(config, (*address, port)),
                (None, Some(Host::Tcp(name))) => reach(config, (name.as_str(), port)),
                (None, Some(Host::Unix(folder))) => {
                    UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).map(Line::Unix)
                }
                (None, None) => continue,
            };
            match reached.map_err(|e| away(&e)).and_then(|line| Wire::over(line, config)) {
                Ok(wire) => return Ok(wire),
                Err(e) => failed = e,
            }
        }
        Err(failed)
    }

    /// Signs in over a line.
    fn over(line: Line, config: &Config) -> Result<Wire, Error> {
        let space = vec![0; 32 * 1024].into_boxed_slice();
        let (out, came) = (BytesMut::with_capacity(32 * 1024), BytesMut::with_capacity(64 * 1024));
        let mut wire = Wire { line, out, came, space, unheard: 0, ended: false };
        // Whoever takes the line and then says nothing is not waited for forever.
        wire.patience(config.get_connect_timeout().copied())?;
        wire.sign_in(config)?;
        wire.patience(None)?;
        let wanted = match config.get_target_session_attrs() {
            TargetSessionAttrs::ReadWrite => Some("off"),
            TargetSessionAttrs::ReadOnly => Some("on"),
            _ => None,
        };
        if let Some(wanted) = wanted {
            write(frontend::query("show transaction_read_only", &mut wire.out))?;
            wire.send()?;
            let mut is_wanted = false;
            loop {
                match wire.next()? {
                    Message::DataRow(row) => is_wanted |= row.buffer().ends_with(wanted.as_bytes()),
                    Message::ErrorResponse(e) => return Err(said(&e)),
                    Message::ReadyForQuery(_) => break,
                    _ => {}
                }
            }
            if !is_wanted {
                return Err(Error::Away("the server is not of the kind the database URL asks for".into()));
            }
        }
        Ok(wire)
    }

    fn patience(&self, at_most: Option<Duration>) -> Result<(), Error> {
        with!(&self.line, s => s.set_read_timeout(at_most)).map_err(|e| away(&e))
    }

    fn sign_in(&mut self, config: &Config) -> Result<(), Error> {
        let own = std::env::var("USER").ok();
        let user = config.get_user().or(own.as_deref()).ok_or_else(|| refusal("the database URL names no user"))?;
        let mut about = vec![("client_encoding", "UTF8"), ("user", user)];
        about.extend(config.get_dbname().map(|name| ("database", name)));
        about.extend(config.get_options().map(|options| ("options", options)));
        about.extend(config.get_application_name().map(|name| ("application_name", name)));
        write(frontend::startup_message(about, &mut self.out))?;
        self.send()?;
        let password =
            || config.get_password().ok_or_else(|| refusal("the server wants a password; the database URL has none"));
        let mut scram: Option<sasl::ScramSha256> = None;
        // Whether the server has shown that it knows the password too, where that is part of the way, and has let us in.
        let (mut proven, mut admitted) = (true, false);
        loop {
            match self.next()? {
                Message::AuthenticationCleartextPassword if scram.is_none() => {
                    write(frontend::password_message(password()?, &mut self.out))?;
                    self.send()?;
                }
                Message::AuthenticationMd5Password(salt) if scram.is_none() => {
                    let hashed = md5_hash(user.as_bytes(), password()?, salt.salt());
                    write(frontend::password_message(hashed.as_bytes(), &mut self.out))?;
                    self.send()?;
                }
                Message::AuthenticationSasl(offered) => {
                    let known = offered.mechanisms().any(|m| Ok(m == sasl::SCRAM_SHA_256)).map_err(|e| away(&e))?;
                    if !known {
                        return Err(refusal("the server offers no way to sign in that this program knows"));
                    }
                    proven = false;
                    let begun = scram.insert(sasl::ScramSha256::new(password()?, sasl::ChannelBinding::unsupported()));
                    write(frontend::sasl_initial_response(sasl::SCRAM_SHA_256, begun.message(), &mut self.out))?;
                    self.send()?;
                }
                Message::AuthenticationSaslContinue(more) => {
                    let begun = scram.as_mut().ok_or_else(|| self.out_of_turn())?;
                    begun.update(more.data()).map_err(|e| refusal(&e.to_string()))?;
                    write(frontend::sasl_response(begun.message(), &mut self.out))?;
                    self.send()?;
                }
                Message::AuthenticationSaslFinal(last) => {
                    let begun = scram.as_mut().ok_or_else(|| self.out_of_turn())?;
                    begun.finish(last.data()).map_err(|e| refusal(&e.to_string()))?;
                    proven = true;
                }
                Message::AuthenticationOk if proven => admitted = true,
                Message::BackendKeyData(_) if admitted => {}
                Message::ReadyForQuery(_) if admitted => return Ok(()),
                Message::ErrorResponse(e) => return Err(said(&e)),
                _ => return Err(refusal("the server offers no way to sign in that this program knows")),
            }
        }
    }

    /// Whether the line broke, as far as is known.
    pub fn is_lost(&self) -> bool {
        self.ended
    }

    /// Whether the server has ended the line, while nobody waited for it too: what it last said is heard first.
    pub fn has_ended(&mut self) -> bool {
        if !self.ended {
            self.ended = with!(&self.line, s => s.set_nonblocking(true)).is_err()
                || self.hear_what_came().is_err()
                || with!(&self.line, s => s.set_nonblocking(false)).is_err();
        }
        self.ended
    }

    /// Takes in what has come, without waiting.
    fn hear_what_came(&mut self) -> Result<(), Error> {
        loop {
            match with!(&mut self.line, s => s.read(&mut self.space)) {
                Ok(0) => return Err(away(&std::io::ErrorKind::UnexpectedEof.into())),
                Ok(n) => self.came.extend_from_slice(&self.space[..n]),
                Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => break,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(away(&e)),
            }
        }
        while let Some(message) = Message::parse(&mut self.came).map_err(|e| away(&e))? {
            self.hear_beside(&message)?;
        }
        Ok(())
    }

    /// What comes while nobody waits: answers nobody waits for, remarks, and the end.
    fn hear_beside(&mut self, message: &Message) -> Result<(), Error> {
        match message {
            Message::ReadyForQuery(_) => self.unheard = self.unheard.saturating_sub(1),
            Message::ErrorResponse(e) if self.unheard == 0 => return Err(said(e)),
            _ => {}
        }
        Ok(())
    }

    /// Sends what is written in [`Wire::out`].
    pub fn send(&mut self) -> Result<(), Error> {
        let sent = with!(&mut self.line, s => s.write_all(&self.out));
        self.out.clear();
        sent.map_err(|e| self.lost(&e))
    }

    /// Sends what is written, and lets its answers, which end with one "ready", be heard by whoever waits next.
    pub fn send_unheard(&mut self) -> Result<(), Error> {
        self.unheard += 1;
        self.send()
    }

    /// Waits for the next message that answers something.
    pub fn next(&mut self) -> Result<Message, Error> {
        loop {
            let message = match Message::parse(&mut self.came) {
                Ok(message) => message,
                Err(e) => return Err(self.lost(&e)),
            };
            match message {
                Some(Message::NoticeResponse(_) | Message::ParameterStatus(_) | Message::NotificationResponse(_)) => {}
                Some(message) if self.unheard > 0 => self.hear_beside(&message)?,
                Some(message) => return Ok(message),
                None => match with!(&mut self.line, s => s.read(&mut self.space)) {
                    Ok(0) => return Err(self.lost(&std::io::ErrorKind::UnexpectedEof.into())),
                    Ok(n) => self.came.extend_from_slice(&self.space[..n]),
                    Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                    Err(e) => return Err(self.lost(&e)),
                },
            }
        }
    }

    /// The server said what may not come now: nothing on this line can be trusted any more.
    pub fn out_of_turn(&mut self) -> Error {
        self.ended = true;
        Error::Away("the server answered something that wasn't asked".into())
    }

    fn lost(&mut self, e: &std::io::Error) -> Error {
        self.ended = true;
        away(e)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.out.clear();
        frontend::terminate(&mut self.out);
        drop(self.send());
    }
}

/// A line over the network, to the first address that answers.
fn reach(config: &Config, to: impl ToSocketAddrs) -> std::io::Result<Line> {
    let mut failed = std::io::Error::from(std::io::ErrorKind::AddrNotAvailable);
    for address in to.to_socket_addrs()? {
        let reached = match config.get_connect_timeout() {
            Some(at_most) => TcpStream::connect_timeout(&address, *at_most),
            None => TcpStream::connect(address),
        };
        match reached {
            Ok(line) => {
                line.set_nodelay(true)?;
                let socket = socket2::SockRef::from(&line);
                #[cfg(target_os = "linux")]
                socket.set_tcp_user_timeout(config.get_tcp_user_timeout().copied())?;
                if config.get_keepalives() {
                    let mut alive = socket2::TcpKeepalive::new().with_time(config.get_keepalives_idle());
                    if let Some(every) = config.get_keepalives_interval() {
                        alive = alive.with_interval(every);
                    }
                    if let Some(times) = config.get_keepalives_retries() {
                        alive = alive.with_retries(times);
                    }
                    socket.set_tcp_keepalive(&alive)?;
                }
                return Ok(Line::Tcp(line));
            }
            Err(e) => failed = e,
        }
    }
    Err(failed)
}

/// What couldn't be written as a message: a text with a null in it, or one that is longer than a message can be.
pub(crate) fn write(written: std::io::Result<()>) -> Result<(), Error> {
    written.map_err(|e| Error::Ours(format!("a question that can't be sent: {e}")))
}

fn refusal(why: &str) -> Error {
    Error::Ours(why.into())
}

fn away(e: &std::io::Error) -> Error {
    use std::io::ErrorKind as Kind;
    Error::Away(match e.kind() {
        Kind::UnexpectedEof => "the server ended the line".into(),
        Kind::WouldBlock | Kind::TimedOut => "the server doesn't answer".into(),
        _ => e.to_string(),
    })
}

/// What the server says went wrong.
pub(crate) fn said(e: &ErrorResponseBody) -> Error {
    let (mut code, mut text) = (String::new(), String::new());
    let mut fields = e.fields();
    while let Ok(Some(field)) = fields.next() {
        match field.type_() {
            b'C' => code = String::from_utf8_lossy(field.value_bytes()).into_owned(),
            b'M' => text = String::from_utf8_lossy(field.value_bytes()).into_owned(),
            _ => {}
        }
    }
    Error::of_postgres(&SqlState::from_code(&code), &text)
}
