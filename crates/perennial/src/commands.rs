//! The command line.

use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::settings::{self, Settings};
use crate::{backup, demo, doctor, import, people, serve};

/// The learning system a school district runs on.
#[derive(Parser)]
#[command(name = "perennial", version, arg_required_else_help = true)]
pub(crate) struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start a sample district: 79 real schools' results, made-up people, a year of their work
    Demo(Demo),
    /// Start the server
    Serve(Common),
    /// Read the settings, say where each comes from, and name every wrong value
    CheckConfig(Common),
    /// Look whether everything the server needs is there and sound; changes nothing
    Doctor(Common),
    /// Bring the database to this program's version; `serve` does so too
    Migrate(Common),
    /// People
    #[command(subcommand)]
    Person(Person),
    /// Tokens for programs
    #[command(subcommand)]
    Token(Token),
    /// Bring in what other systems know
    #[command(subcommand)]
    Import(Import),
    /// Write a backup: one .zip with the database and the files, read back and checked; the server may go on
    Backup {
        /// Where to; must not be there yet
        file: PathBuf,
        #[command(flatten)]
        common: Common,
    },
    /// Put a backup into an empty data folder
    Restore {
        file: PathBuf,
        #[command(flatten)]
        common: Common,
    },
    /// Read a backup whole, as a restore would, and change nothing
    Verify { file: PathBuf },
}

#[derive(Subcommand)]
enum Person {
    /// Add a person with a role; prints a link with which they choose a password, unless one is given
    Add {
        email: String,
        #[arg(long)]
        name: String,
        /// Id of the school, department or district
        #[arg(long, value_name = "ID")]
        organization: uuid::Uuid,
        /// teacher, coach, aide, counselor, principal, siteAdministrator, districtAdministrator, systemAdministrator,
        /// networkFacilitator or guest
        #[arg(long, value_parser = people::role)]
        role: rooms::Role,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
        #[command(flatten)]
        common: Common,
    },
}

#[derive(Subcommand)]
enum Import {
    /// Who is where: a OneRoster set, as a folder or a .zip, complete or changes only
    Oneroster {
        path: PathBuf,
        /// Say what would happen and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        /// Stop when more of any kind would leave than this
        #[arg(long, value_name = "PERCENT", default_value_t = 10.0, value_parser = import::percent)]
        max_removals: f64,
        /// Somebody has looked: so many do leave
        #[arg(long)]
        confirm: bool,
        /// Into which district, when there are several
        #[arg(long, value_name = "ID")]
        district: Option<uuid::Uuid>,
        #[command(flatten)]
        common: Common,
    },
    /// Student results: a CSV file, packed with gzip or not, and a mapping that says which column is what
    Results {
        file: PathBuf,
        #[arg(long, value_name = "MAP.toml")]
        map: PathBuf,
        /// Look and count, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        /// Take what is fine, although some cells are refused
        #[arg(long)]
        skip_refused: bool,
        /// The system the students’ ids come from: the same name as for the roster
        #[arg(long, value_name = "NAME", default_value = import::SOURCE)]
        source: String,
        /// Into which district, when there are several
        #[arg(long, value_name = "ID")]
        district: Option<uuid::Uuid>,
        #[command(flatten)]
        common: Common,
    },
}

#[derive(Subcommand)]
enum Token {
    /// Make a token that acts as a person; prints the token alone, once
    Create {
        /// The person's address
        #[arg(long, value_name = "EMAIL")]
        person: String,
        /// What it is for
        #[arg(long)]
        name: String,
        #[arg(long, value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(i64).range(1..=3650))]
        expires: i64,
        #[command(flatten)]
        common: Common,
    },
}

/// Settings that every command understands. Each may also stand in the environment or in perennial.toml.
#[derive(Args, Clone, Default)]
pub(crate) struct Common {
    /// Settings file [default: perennial.toml, when it is there]
    #[arg(long, value_name = "FILE", env = "PERENNIAL_CONFIG")]
    pub config: Option<PathBuf>,
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// sqlite:PATH or postgres://… [default: a file in the data folder]
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// The one folder for everything that isn't in PostgreSQL [default: data]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Demo {
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// Folder of the sample district
    #[arg(long, value_name = "DIR", default_value = "data/demo")]
    pub data: PathBuf,
    /// Build it anew, even if it is there
    #[arg(long)]
    pub fresh: bool,
    /// The same seed makes the same people and history
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How many districts like it
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub scale: u32,
    /// How many times as fast time passes, to see a meeting of 45 minutes in one
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub speed: u32,
}

/// Why a command didn't do what it was asked.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It failed, and nothing was changed.
    Failed(String),
    /// The words were wrong: a setting, an argument.
    Words(String),
}

impl Stop {
    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Stop::Failed(_) => ExitCode::from(1),
            Stop::Words(_) => ExitCode::from(2),
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Failed(why) | Stop::Words(why) => f.write_str(why),
        }
    }
}

impl From<store::Error> for Stop {
    fn from(e: store::Error) -> Stop {
        Stop::Failed(e.to_string())
    }
}

impl From<std::io::Error> for Stop {
    fn from(e: std::io::Error) -> Stop {
        Stop::Failed(e.to_string())
    }
}

/// Does what the line says.
pub(crate) fn run(line: Line) -> Result<(), Stop> {
    match line.command {
        Command::Demo(demo) => demo::run(&demo),
        Command::Serve(common) => serve::run(&Settings::read(&common)?),
        Command::CheckConfig(common) => settings::check(&common),
        Command::Doctor(common) => doctor::run(&Settings::read(&common)?),
        Command::Migrate(common) => doctor::migrate(&Settings::read(&common)?),
        Command::Person(Person::Add { email, name, organization, role, password_stdin, common }) => {
            let new = people::New { email, name, organization: store::OrgId(organization), role, password_stdin };
            people::add(&Settings::read(&common)?, new)
        }
        Command::Token(Token::Create { person, name, expires, common }) => {
            people::token(&Settings::read(&common)?, person, name, expires)
        }
        Command::Import(Import::Oneroster { path, dry_run, json, max_removals, confirm, district, common }) => {
            let district = district.map(store::DistrictId);
            let how = import::How { dry_run, json, max_removals, confirm, district };
            import::oneroster(&Settings::read(&common)?, &path, &how)
        }
        Command::Import(Import::Results { file, map, dry_run, json, skip_refused, source, district, common }) => {
            let asked = import::Results { file, map, dry_run, json, skip_refused, source, district };
            import::results(&Settings::read(&common)?, &asked)
        }
        Command::Backup { file, common } => backup::backup(&Settings::read(&common)?, &file),
        Command::Restore { file, common } => backup::restore(&Settings::read(&common)?, &file),
        Command::Verify { file } => backup::verify(&file),
    }
}
