//! People and tokens from the command line: for the first administrator, and for scripts.

use std::io::Read as _;

use rooms::Role;
use rooms::people::{self, NewPerson, SHORTEST_PASSWORD};
use store::{Error, OrgId};

use crate::commands::Stop;
use crate::serve;
use crate::settings::Settings;

/// How long an invitation works.
const INVITE_DAYS: i64 = 14;

/// A person about to be added.
pub(crate) struct New {
    pub email: String,
    pub name: String,
    pub organization: OrgId,
    pub role: Role,
    pub password_stdin: bool,
}

/// The role of a name on the command line.
pub(crate) fn role(name: &str) -> Result<Role, String> {
    let role = Role::named(name);
    if role.stored() == name { Ok(role) } else { Err("no such role".into()) }
}

/// What a transaction of ours refuses to do.
enum Refused {
    No(String),
    Broken(Error),
}

impl From<Error> for Refused {
    fn from(e: Error) -> Refused {
        Refused::Broken(e)
    }
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Stop {
        match refused {
            Refused::No(why) => Stop::Failed(why),
            Refused::Broken(e) => e.into(),
        }
    }
}

/// Adds a person with a role, and prints how they sign in first.
pub(crate) fn add(settings: &Settings, new: New) -> Result<(), Stop> {
    let password = if new.password_stdin { Some(password()?) } else { None };
    if !new.email.contains('@') || new.email.contains(char::is_whitespace) {
        return Err(Stop::Words(format!("{} is not a mail address", new.email)));
    }
    let (given, family) = new.name.trim().rsplit_once(' ').unwrap_or((new.name.trim(), ""));
    let (given, family) = (given.to_owned(), family.to_owned());
    let db = serve::open(settings)?;
    let secret = db.write_now(move |tx| {
        let Some((district, _)) = people::district_of(tx, new.organization)? else {
            return Err(Refused::No(format!("there is no organization {}", new.organization)));
        };
        if people::find_by_email(tx, &new.email)?.is_some() {
            return Err(Refused::No(format!("{} is here already", new.email)));
        }
        let person = people::add_person(
            tx,
            &NewPerson {
                district,
                given: &given,
                family: &family,
                email: Some(&new.email),
                source: "",
                sourced_id: "",
            },
        )?;
        people::give_role(tx, district, person, new.organization, new.role, "", "")?;
        match password {
            Some(password) => {
                let encoded = people::hash_password(&password, &tx.blind_id().into_bytes());
                people::set_password_hash(tx, person, &encoded)?;
                Ok(None)
            }
            None => Ok(Some(people::make_pass(tx, district, person, "invite", INVITE_DAYS * 86_400)?)),
        }
    })?;
    match secret {
        Some(secret) => {
            let address = settings.address.clone().unwrap_or_else(|| format!("http://{}", settings.listen));
            println!("{address}/sign-in/with/{secret}");
        }
        None => println!("added"),
    }
    Ok(())
}

fn password() -> Result<String, Stop> {
    let mut text = String::new();
    std::io::stdin().take(1000).read_to_string(&mut text)?;
    let password = text.trim_end_matches(['\r', '\n']).to_owned();
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(Stop::Words(format!("a password has at least {SHORTEST_PASSWORD} characters")));
    }
    Ok(password)
}

/// Makes a token and prints it alone.
pub(crate) fn token(settings: &Settings, email: String, name: String, days: i64) -> Result<(), Stop> {
    let db = serve::open(settings)?;
    let secret = db.write_now(move |tx| {
        let Some((person, district)) = people::find_by_email(tx, &email)? else {
            return Err(Refused::No(format!("nobody here has the address {email}")));
        };
        let until = tx.now().plus_days(days);
        Ok(people::make_token(tx, district, person, &name, until)?)
    })?;
    println!("{secret}");
    Ok(())
}
