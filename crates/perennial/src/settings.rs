//! Settings: flag before variable before file. Every wrong value is named, with where it stands; an unknown setting is an error.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use figment::providers::{Format as _, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};
use rooms::Smtp;
use rooms::mail::{Secret, Security};

use crate::commands::{Common, Stop};

/// What the operator chose, every value looked at.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub listen: SocketAddr,
    /// `sqlite:PATH` or `postgres://…`; may hold a password, so it is never shown whole.
    pub database: String,
    pub data: PathBuf,
    /// The address people use, when it isn't the one listened on.
    pub address: Option<String>,
    pub threads: usize,
    pub metrics: bool,
    pub smtp: Option<Smtp>,
    pub log: String,
    pub log_format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

/// A setting that can be made: its name, what is good for it, its default in words.
struct Known {
    name: &'static str,
    what: &'static str,
    default: &'static str,
    secret: bool,
}

const fn known(name: &'static str, what: &'static str, default: &'static str) -> Known {
    Known { name, what, default, secret: false }
}

const fn secret(name: &'static str, what: &'static str, default: &'static str) -> Known {
    Known { name, what, default, secret: true }
}

/// Every setting there is. `docs/book/src/settings.md` says the same; a test compares the two.
const KNOWN: &[Known] = &[
    known("listen", "address and port to listen on", "127.0.0.1:8080"),
    secret("database", "sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME", "sqlite:DATA/perennial.db"),
    known("data", "folder for everything that isn't in PostgreSQL", "data"),
    known("address", "the address people use, https://… behind a proxy", "http:// and the address listened on"),
    known("threads", "database threads, 1 to 64", "4"),
    known("metrics", "whether /metrics answers: true or false", "false"),
    known("mail_host", "mail server; without one no mail is sent", ""),
    known("mail_port", "its port", "587 with starttls, 465 with tls, 25 with none"),
    known("mail_security", "starttls, tls, or none for a server on this machine", "starttls"),
    known("mail_user", "name to sign in there", ""),
    secret("mail_password", "password to sign in there", ""),
    known("mail_from", "sender: Perennial <perennial@district.org>", ""),
    known("log", "how much is logged: error, warn, info, debug, or a filter like info,rooms=debug", "info"),
    known("log_format", "text or json", "text"),
];

/// Variables that begin like ours but belong to tests and scripts.
const NOT_SETTINGS: &[&str] = &["config", "test_postgres", "test_quick", "shared_data"];

/// Texts from one place, for figment.
struct Texts {
    place: &'static str,
    values: BTreeMap<String, String>,
}

impl Provider for Texts {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.place)
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        let dict = self.values.iter().map(|(k, v)| (k.clone(), Value::from(v.clone()))).collect();
        Ok(Map::from([(Profile::Default, dict)]))
    }
}

impl Settings {
    /// How the database is opened.
    pub(crate) fn options(&self) -> store::Options {
        store::Options { url: self.database.clone(), threads: self.threads }
    }

    /// The settings of flags, environment and file together.
    ///
    /// # Errors
    /// [`Stop::Words`] with one line per wrong value.
    pub(crate) fn read(common: &Common) -> Result<Settings, Stop> {
        let environment = std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
        Looked::at(common, environment)?.settings()
    }
}

/// The texts of all settings, each with where it stands.
struct Looked {
    values: BTreeMap<&'static str, (String, String)>,
    wrong: Vec<String>,
}

impl Looked {
    fn at(common: &Common, environment: impl Iterator<Item = (String, String)>) -> Result<Looked, Stop> {
        let file = match &common.config {
            Some(path) if !path.is_file() => {
                return Err(Stop::Words(format!("the settings file {} isn't there", path.display())));
            }
            Some(path) => path.clone(),
            None => PathBuf::from("perennial.toml"),
        };
        let variables = environment
            .filter_map(|(k, v)| Some((k.strip_prefix("PERENNIAL_")?.to_lowercase(), v)))
            .filter(|(k, _)| !NOT_SETTINGS.contains(&k.as_str()))
            .collect();
        let given = [
            ("listen", common.listen.clone()),
            ("database", common.database.clone()),
            ("data", common.data.as_ref().map(|d| d.display().to_string())),
        ];
        let flags = given.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?))).collect();
        // What is merged later wins.
        let base = if file.is_file() { Figment::from(Toml::file_exact(&file)) } else { Figment::new() };
        let figment = base
            .merge(Texts { place: "environment", values: variables })
            .merge(Texts { place: "command line", values: flags });
        let all: BTreeMap<String, Value> =
            figment.extract().map_err(|e| Stop::Words(format!("{}: {e}", file.display())))?;
        let mut looked = Looked { values: BTreeMap::new(), wrong: Vec::new() };
        let mut from_files = Vec::new();
        for (name, value) in all {
            let place = figment.get_metadata(value.tag()).map_or("", |m| m.name.as_ref());
            let said = said(&name, place, &file);
            let text = match &value {
                Value::String(_, s) => s.clone(),
                Value::Bool(_, b) => b.to_string(),
                Value::Num(_, n) => {
                    n.to_i128().map_or_else(|| n.to_f64().unwrap_or(f64::NAN).to_string(), |n| n.to_string())
                }
                _ => {
                    looked.wrong.push(format!("{said}: a plain value is needed here, not a table or a list"));
                    continue;
                }
            };
            let plain = name.strip_suffix("_file");
            match (
                KNOWN.iter().find(|k| k.name == name),
                plain.and_then(|p| KNOWN.iter().find(|k| k.name == p && k.secret)),
            ) {
                (Some(k), _) => {
                    looked.values.insert(k.name, (text, said));
                }
                (None, Some(k)) => from_files.push((k.name, text, said)),
                (None, None) => looked.wrong.push(format!("{said}: no such setting{}", near(&name))),
            }
        }
        for (name, path, said) in from_files {
            if looked.values.contains_key(name) {
                looked.wrong.push(format!("{said}: {name} is set too; keep one of the two"));
                continue;
            }
            match std::fs::read_to_string(&path) {
                Ok(text) => drop(looked.values.insert(name, (text.trim_end_matches(['\r', '\n']).to_owned(), said))),
                Err(e) => looked.wrong.push(format!("{said}: {path}: {e}")),
            }
        }
        Ok(looked)
    }

    fn settings(mut self) -> Result<Settings, Stop> {
        let data = PathBuf::from(self.take("data", "data", |s| nonempty(s, "a folder")));
        let file = format!("sqlite:{}", data.join("perennial.db").display());
        let security = self.take("mail_security", "starttls", |s| match s {
            "starttls" | "tls" | "none" => Ok(s.to_owned()),
            _ => Err("must be starttls, tls or none".into()),
        });
        let (security, port) = match security.as_str() {
            "tls" => (Security::Tls, "465"),
            "none" => (Security::None, "25"),
            _ => (Security::StartTls, "587"),
        };
        let host = self.take("mail_host", "", |s| Ok::<_, String>(s.to_owned()));
        let port =
            self.take("mail_port", port, |s| s.parse::<u16>().map_err(|_| "must be a port, 1 to 65535".to_owned()));
        let user = self.take("mail_user", "", |s| Ok(s.to_owned()));
        let password = self.take("mail_password", "", |s| Ok(s.to_owned()));
        let from = self.take("mail_from", "", |s| {
            if s.contains('@') || s.is_empty() { Ok(s.to_owned()) } else { Err("must hold a mail address".into()) }
        });
        if !host.is_empty() && from.is_empty() {
            self.wrong.push("mail_from: must be set when mail_host is".into());
        }
        let some = |s: String| Some(s).filter(|s| !s.is_empty());
        let smtp = (!host.is_empty()).then(|| Smtp {
            host,
            port,
            user: some(user),
            password: some(password).map(Secret),
            security,
            from,
        });
        let settings = Settings {
            listen: self.take("listen", "127.0.0.1:8080", |s| {
                s.parse().map_err(|_| "must be an address and a port, like 127.0.0.1:8080 or [::1]:8080".to_owned())
            }),
            database: self.take("database", &file, |s| {
                let fine = s.strip_prefix("sqlite:").is_some_and(|p| !p.is_empty())
                    || s.starts_with("postgres://")
                    || s.starts_with("postgresql://");
                if fine { Ok(s.to_owned()) } else { Err("must begin with sqlite: or postgres://".into()) }
            }),
            data,
            address: some(self.take("address", "", |s| {
                let fine =
                    s.is_empty() || ((s.starts_with("http://") || s.starts_with("https://")) && !s.ends_with('/'));
                if fine {
                    Ok(s.to_owned())
                } else {
                    Err("must begin with http:// or https:// and not end with /".into())
                }
            })),
            threads: self.take("threads", "4", |s| match s.parse() {
                Ok(n @ 1..=64) => Ok(n),
                _ => Err("must be a number from 1 to 64".into()),
            }),
            metrics: self.take("metrics", "false", |s| s.parse().map_err(|_| "must be true or false".to_owned())),
            smtp,
            log: self.take("log", "info", |s| match tracing_subscriber::EnvFilter::try_new(s) {
                Ok(_) => Ok(s.to_owned()),
                Err(_) => Err("must be error, warn, info, debug, or a filter like info,rooms=debug".into()),
            }),
            log_format: self.take("log_format", "text", |s| match s {
                "text" => Ok(LogFormat::Text),
                "json" => Ok(LogFormat::Json),
                _ => Err("must be text or json".into()),
            }),
        };
        if self.wrong.is_empty() { Ok(settings) } else { Err(Stop::Words(self.wrong.join("\n"))) }
    }

    /// The value of a setting, or of its default; a wrong one is noted and the default goes on, so that all are found.
    fn take<T>(&mut self, name: &str, default: &str, parse: impl Fn(&str) -> Result<T, String>) -> T {
        if let Some((text, said)) = self.values.get(name) {
            match parse(text) {
                Ok(value) => return value,
                // The value itself may be a secret; its name and place are enough to find it.
                Err(why) => self.wrong.push(format!("{said}: {why}")),
            }
        }
        parse(default).unwrap_or_else(|why| unreachable!("the default of {name}: {why}"))
    }
}

fn nonempty(s: &str, what: &str) -> Result<String, String> {
    if s.trim().is_empty() { Err(format!("must be {what}")) } else { Ok(s.to_owned()) }
}

/// A setting as the person who made it knows it.
fn said(name: &str, place: &str, file: &std::path::Path) -> String {
    match place {
        "environment" => format!("PERENNIAL_{}", name.to_uppercase()),
        "command line" => format!("--{name}"),
        _ => format!("{name} in {}", file.display()),
    }
}

/// What was probably meant.
fn near(name: &str) -> String {
    let flat = |s: &str| s.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let meant = KNOWN.iter().find(|k| {
        let (a, b) = (flat(k.name), flat(name));
        a == b || a.starts_with(&b) || b.starts_with(&a)
    });
    meant.map(|k| format!("; did you mean {}?", k.name)).unwrap_or_default()
}

/// Prints every setting, its value (secrets hidden) and where it comes from, or every problem.
pub(crate) fn check(common: &Common) -> Result<(), Stop> {
    let environment = std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
    let looked = Looked::at(common, environment)?;
    let values = looked.values.clone();
    looked.settings()?;
    for k in KNOWN {
        let (value, from) = match values.get(k.name) {
            Some(_) if k.secret => ("(set)", values[k.name].1.as_str()),
            Some((value, said)) => (value.as_str(), said.as_str()),
            None => (k.default, "default"),
        };
        println!("{:<14} {:<40} {from:<34} {}", k.name, if value.is_empty() { "–" } else { value }, k.what);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked(file: &str, environment: &[(&str, &str)], listen: Option<&str>) -> Result<Settings, Stop> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("perennial.toml");
        std::fs::write(&path, file).unwrap();
        let common = Common { config: Some(path), listen: listen.map(str::to_owned), ..Common::default() };
        let environment = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Looked::at(&common, environment)?.settings()
    }

    #[test]
    fn a_flag_wins_over_a_variable_and_a_variable_over_the_file() {
        let file = "listen = \"127.0.0.1:1\"\nthreads = 2\ndata = \"here\"";
        let s = looked(file, &[("PERENNIAL_LISTEN", "127.0.0.1:2"), ("PERENNIAL_THREADS", "3")], Some("127.0.0.1:3"))
            .unwrap();
        assert_eq!((s.listen.port(), s.threads), (3, 3));
        assert_eq!(s.data, PathBuf::from("here"));
        assert_eq!(s.database, "sqlite:here/perennial.db");
    }

    #[test]
    fn every_wrong_value_is_named_at_once_and_no_secret_is_shown() {
        let file = "treads = 2\nthreads = 900\nmail_host = \"mail\"\n[table]\nx = 1";
        let variables = [
            ("PERENNIAL_DATABASE", "mysql://u:hidden@h/d"),
            ("PERENNIAL_METRICS", "perhaps"),
            ("PERENNIAL_TEST_QUICK", "1"),
        ];
        let Err(Stop::Words(said)) = looked(file, &variables, Some("nowhere")) else { panic!("must be refused") };
        for part in [
            "threads in",
            "treads in",
            "no such setting",
            "PERENNIAL_DATABASE",
            "PERENNIAL_METRICS",
            "--listen",
            "mail_from",
            "table in",
        ] {
            assert!(said.contains(part), "{part} in\n{said}");
        }
        assert!(!said.contains("hidden"), "{said}");
        assert_eq!(said.lines().count(), 7, "{said}");
    }

    #[test]
    fn a_secret_comes_from_a_file_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        std::fs::write(&path, "0123 \n").unwrap();
        let path = path.display().to_string();
        let file = "mail_host = \"m\"\nmail_from = \"a@b.example\"";
        let s = looked(file, &[("PERENNIAL_MAIL_PASSWORD_FILE", &path)], None).unwrap();
        assert_eq!(s.smtp.and_then(|m| m.password).map(|p| p.0).as_deref(), Some("0123 "));
        let both = [("PERENNIAL_MAIL_PASSWORD_FILE", path.as_str()), ("PERENNIAL_MAIL_PASSWORD", "x")];
        assert!(looked(file, &both, None).is_err());
        assert!(looked(file, &[("PERENNIAL_LISTEN_FILE", &path)], None).is_err(), "only secrets may come from files");
    }

    #[test]
    fn a_number_of_a_variable_stays_the_text_it_is() {
        let s = looked("mail_host = \"m\"\nmail_from = \"a@b\"", &[("PERENNIAL_MAIL_PASSWORD", "007")], None).unwrap();
        assert_eq!(s.smtp.and_then(|m| m.password).map(|p| p.0).as_deref(), Some("007"));
    }
}
