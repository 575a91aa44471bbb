//! The rooms of Perennial. The list in [`routes`] is the table of contents.
//!
//! The way of a request: a handler names what it needs ([`Cx`]), parses the form once, and makes one hop to the database, where
//! the rule is asked, the queries run, and the page is made. Rooms call each other only through what stands in their `mod.rs`.

mod app;
mod cx;
mod jobs;
mod live;
mod mailer;
mod routes;
mod sent;
mod stop;
mod viewer;

#[cfg(test)]
mod testing;

pub mod home;
pub mod people;

/// The words of the rooms.
pub mod w {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use app::{App, Options, router, start_background};
pub use cx::{Cx, Go};
pub use mailer::{Mail, Smtp, post};
pub use routes::{Method, Route, Routes, Rule};
pub use sent::{Sent, Upload};
pub use stop::Stop;
pub use viewer::{Hat, Role, Viewer};

/// Every room with its ways in.
pub fn routes() -> Routes {
    Routes::new().and(app::routes()).and(live::routes()).and(people::routes()).and(home::routes())
}
