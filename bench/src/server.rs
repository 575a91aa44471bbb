//! The servers that are measured, as processes of their own, so that their processor time can be told apart.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that ends with this value.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A program that lies beside this one.
pub fn beside(name: &str) -> PathBuf {
    std::env::current_exe().expect("this program has a path").with_file_name(name)
}

/// Builds the program that is measured, as it is released.
pub fn build() {
    let release = !cfg!(debug_assertions);
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    command.args(["build", "-p", "perennial"]);
    if release {
        command.arg("--release");
    }
    assert!(command.status().expect("cargo").success(), "the program doesn't build");
}

fn free_port() -> u16 {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    socket.local_addr().expect("an address").port()
}

fn start(mut command: Command, address: String) -> Server {
    let child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("a server starts");
    let mut server = Server { child, address };
    let begun = Instant::now();
    while std::net::TcpStream::connect(&server.address).is_err() {
        if let Some(status) = server.child.try_wait().expect("a child") {
            let said = server
                .child
                .stderr
                .take()
                .map(|e| BufReader::new(e).lines().map_while(Result::ok).collect::<Vec<_>>().join("\n"));
            panic!("the server ended with {status}: {}", said.unwrap_or_default());
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "the server doesn't come up");
        std::thread::sleep(Duration::from_millis(5));
    }
    // What it says from now on is read and thrown away, so that it never waits for us.
    if let Some(said) = server.child.stderr.take() {
        std::thread::spawn(move || BufReader::new(said).lines().map_while(Result::ok).for_each(drop));
    }
    server
}

/// Ours.
pub fn ours(database: &str, data: &std::path::Path) -> Server {
    let address = format!("127.0.0.1:{}", free_port());
    let mut command = Command::new(beside("perennial"));
    command.args(["serve", "--listen", &address, "--database", database, "--data"]).arg(data).env("RUST_LOG", "warn");
    start(command, address)
}

/// The reference of shared notes.
pub fn echo() -> Server {
    let address = format!("127.0.0.1:{}", free_port());
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.args(["echo", "--listen", &address]);
    start(command, address)
}

/// The reference.
pub fn floor(database: &str) -> Server {
    let address = format!("127.0.0.1:{}", free_port());
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.args(["floor", "--listen", &address, "--database", database]);
    start(command, address)
}
