//! One binary: the server and the commands around it.

mod backup;
mod commands;
mod demo;
mod doctor;
mod import;
mod people;
mod serve;
mod settings;

use std::process::ExitCode;

use clap::Parser as _;

/// A page asks for memory thousands of times and gives all of it back.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let line = commands::Line::parse();
    match commands::run(line) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("{stop}");
            stop.code()
        }
    }
}
