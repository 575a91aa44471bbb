//! A mail server for tests: it speaks SMTP (RFC 5321) over a socket, takes what it is given, and can be away.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::mail::{Security, Smtp};

/// A letter as it arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub to: String,
    pub bytes: Vec<u8>,
}

/// The server.
pub struct PostOffice {
    port: u16,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    serving: Option<JoinHandle<()>>,
}

impl PostOffice {
    /// A server on a port of its own.
    pub async fn open() -> PostOffice {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut office =
            PostOffice { port: listener.local_addr().unwrap().port(), arrived: Arc::default(), serving: None };
        office.serve(listener);
        office
    }

    fn serve(&mut self, listener: TcpListener) {
        let arrived = self.arrived.clone();
        self.serving = Some(tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, arrived.clone()));
            }
        }));
    }

    /// Nobody answers any more.
    pub async fn close(&mut self) {
        if let Some(serving) = self.serving.take() {
            serving.abort();
            let _ = serving.await;
        }
    }

    /// Answers again, where it did before.
    pub async fn reopen(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.serve(listener);
    }

    /// How it is reached.
    pub fn settings(&self) -> Smtp {
        Smtp {
            host: "127.0.0.1".into(),
            port: self.port,
            user: None,
            password: None,
            security: Security::None,
            from: "Perennial <perennial@district.test>".into(),
        }
    }

    /// What arrived since the last time somebody asked.
    pub fn fetch(&self) -> Vec<Arrived> {
        std::mem::take(&mut *self.arrived.lock().unwrap())
    }
}

async fn talk(stream: TcpStream, arrived: Arc<Mutex<Vec<Arrived>>>) {
    let mut stream = BufReader::new(stream);
    let mut to = String::new();
    let mut line = String::new();
    if stream.write_all(b"220 post.test\r\n").await.is_err() {
        return;
    }
    loop {
        line.clear();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let verb = line.get(..4).unwrap_or("").to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-post.test\r\n250 8BITMIME\r\n",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or("").to_owned();
                "250 fine\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await.unwrap();
                let mut bytes = Vec::new();
                while !bytes.ends_with(b"\r\n.\r\n") {
                    let Ok(byte) = stream.read_u8().await else { return };
                    bytes.push(byte);
                }
                bytes.truncate(bytes.len() - 3);
                arrived.lock().unwrap().push(Arrived { to: to.clone(), bytes });
                "250 taken\r\n"
            }
            "QUIT" => {
                let _ = stream.write_all(b"221 bye\r\n").await;
                return;
            }
            _ => "250 fine\r\n",
        };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}
