//! Asks a page again and again over connections that stay open, and says how fast it was answered and what that cost.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What was seen.
pub struct Seen {
    /// Answers a second.
    pub rate: f64,
    /// Milliseconds within which half were answered.
    pub p50: f64,
    /// Milliseconds of the server's processor time an answer.
    pub cpu: f64,
    /// The size of the answer's body, in bytes.
    pub size: usize,
}

/// Asks `path` of a server for `seconds`. `pid` is the server's process, `paths` are asked in turn.
///
/// # Panics
/// When an answer isn't 200: a figure about an error page would mean nothing.
pub async fn load(address: &str, pid: u32, paths: &[String], cookie: &str, connections: usize, seconds: f64) -> Seen {
    let before = processor(pid);
    let begun = Instant::now();
    let until = begun + Duration::from_secs_f64(seconds);
    let tasks: Vec<_> = (0..connections)
        .map(|n| {
            let requests: Vec<Vec<u8>> = paths
                .iter()
                .map(|path| format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n").into_bytes())
                .collect();
            tokio::spawn(one(address.to_owned(), requests, n, until))
        })
        .collect();
    let (mut times, mut size) = (Vec::new(), 0);
    for task in tasks {
        let (t, s) = task.await.expect("a connection");
        times.extend(t);
        size = size.max(s);
    }
    let lasted = begun.elapsed().as_secs_f64();
    let cost = processor(pid) - before;
    times.sort_unstable();
    Seen {
        rate: times.len() as f64 / lasted,
        p50: times[(times.len() - 1) / 2].as_secs_f64() * 1000.0,
        cpu: cost * 1000.0 / times.len() as f64,
        size,
    }
}

async fn one(address: String, requests: Vec<Vec<u8>>, first: usize, until: Instant) -> (Vec<Duration>, usize) {
    let mut stream = TcpStream::connect(&address).await.expect("the server answers");
    stream.set_nodelay(true).expect("a socket");
    let (mut times, mut size) = (Vec::new(), 0);
    let mut buffer = vec![0; 256 * 1024];
    let mut n = first;
    while Instant::now() < until {
        let begun = Instant::now();
        stream.write_all(&requests[n % requests.len()]).await.expect("the server listens");
        let body = answer(&mut stream, &mut buffer).await;
        times.push(begun.elapsed());
        size = size.max(body);
        n += 1;
    }
    (times, size)
}

/// Sends one request on a connection of its own, which the answer ends; gives the answer's status and body.
pub async fn ask(stream: TcpStream, request: &[u8]) -> (u16, String) {
    let (head, body) = whole(stream, request).await;
    (head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status"), body)
}

/// The same with the whole head.
async fn whole(mut stream: TcpStream, request: &[u8]) -> (String, String) {
    stream.write_all(request).await.expect("the server listens");
    let mut whole = Vec::new();
    stream.read_to_end(&mut whole).await.expect("an answer");
    let whole = String::from_utf8_lossy(&whole);
    let (head, body) = whole.split_once("\r\n\r\n").expect("a head and a body");
    (head.to_owned(), body.to_owned())
}

/// How many questions the database was asked for a page, as the answer itself says.
pub async fn questions(address: &str, path: &str, cookie: &str) -> f64 {
    let stream = TcpStream::connect(address).await.expect("the server answers");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
    let head = whole(stream, request.as_bytes()).await.0;
    let said =
        head.lines().find_map(|l| l.to_ascii_lowercase().strip_prefix("server-timing: db;desc=\"").map(str::to_owned));
    said.and_then(|n| n.trim_end_matches('"').parse().ok()).expect("an answer that says what it asked")
}

/// Reads one answer; gives the size of its body.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> usize {
    let mut have = 0;
    let (head, length) = loop {
        have += stream.read(&mut buffer[have..]).await.expect("an answer");
        if let Some(at) = buffer[..have].windows(4).position(|w| w == b"\r\n\r\n") {
            let head = std::str::from_utf8(&buffer[..at]).expect("a head of text");
            assert!(head.starts_with("HTTP/1.1 200"), "not a page: {}", head.lines().next().unwrap_or(""));
            let length = head.lines().find_map(|l| {
                l.to_ascii_lowercase().strip_prefix("content-length: ").and_then(|v| v.trim().parse().ok())
            });
            break (at + 4, length.expect("a length"));
        }
    };
    let whole: usize = head + length;
    if buffer.len() < whole {
        buffer.resize(whole, 0);
    }
    while have < whole {
        have += stream.read(&mut buffer[have..whole]).await.expect("the rest of an answer");
    }
    length
}

/// Seconds of processor time a process has used, from /proc.
pub fn processor(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name may have spaces; what is counted comes after its closing bracket.
    let after: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| after.get(at).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    // Fields 14 and 15 of proc(5), in ticks of 1/100 second.
    (ticks(11) + ticks(12)) / 100.0
}

/// Megabytes of memory a process holds.
pub fn resident(pid: u32) -> f64 {
    megabytes(pid, "VmRSS:")
}

/// The most megabytes of memory a process has held so far; 0 once it has ended.
pub fn peak(pid: u32) -> f64 {
    megabytes(pid, "VmHWM:")
}

fn megabytes(pid: u32, what: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix(what)).unwrap_or("0");
    line.split_whitespace().next().and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
