//! The rooms of Perennial. The list in [`routes`] is the table of contents.
//!
//! The way of a request: a handler names what it needs ([`Cx`]), parses the form once, and makes one hop to the database, where
//! the rule is asked, the queries run, and the page is made. Rooms call each other only through what stands in their `mod.rs`.

mod app;
mod bare;
mod csv_file;
mod cx;
mod etag;
mod jobs;
mod live;
pub mod mail {
    //! Where mail is handed over.
    pub use crate::mailer::{Secret, Security, Smtp};
}
mod mailer;
mod routes;
mod sent;
mod stop;
mod viewer;

#[cfg(test)]
mod guard;
#[cfg(test)]
mod testing;

pub mod admin;
pub mod api;
pub mod communities;
pub mod cycles;
pub mod data;
pub mod files;
pub mod goals;
pub mod home;
pub mod lessons;
pub mod library;
pub mod meetings;
pub mod people;
pub mod reality;
pub mod record;
pub mod standards;
pub mod surveys;
pub mod telling;
pub mod vision;
pub mod workshops;

/// The words of the rooms.
pub mod w {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use app::{App, Options, closed, router, start_background};
pub use cx::{Cx, Go};
pub use mailer::{Mail, Smtp, post};
pub use routes::{Method, Route, Routes, Rule};
pub use sent::{Sent, Upload};
pub use stop::Stop;
pub use viewer::{Hat, Role, Viewer};

/// What a room shows on a person's page, from the rooms above people.
pub(crate) const PERSON_SECTIONS: &[people::Section] = &[communities::of_person, record::of_person];

/// What a room shows on a community's page: asked in this order, from the rooms above communities.
pub(crate) const COMMUNITY_SECTIONS: &[communities::Section] = &[
    meetings::community_section,
    data::community_section,
    cycles::community_section,
    goals::of_community_section,
    vision::of_community,
    standards::of_community,
    reality::of_community,
    surveys::of_community,
    workshops::of_community,
    record::community_section,
];

/// How the page of statements learns which standards are in force, from a room above it.
pub(crate) const STANDARDS_IN_FORCE: vision::InForce = standards::in_force;

/// How the library learns where each strategy was tried, from a room above it.
pub(crate) const STRATEGY_TRAILS: library::TrailOf = cycles::trails;

/// What rooms above the cycles show on a cycle's page.
pub(crate) const CYCLE_SECTIONS: &[cycles::Section] =
    &[meetings::on_cycle, lessons::on_cycle, vision::on_cycle, standards::on_cycle];

/// What rooms above the goals show on a goal's page.
pub(crate) const GOAL_SECTIONS: &[goals::Section] = &[vision::on_goal, standards::on_goal];

/// What rooms above the meetings show on a meeting's page.
pub(crate) const MEETING_SECTIONS: &[meetings::Section] = &[vision::on_meeting, standards::on_meeting];

/// What rooms above the vision show on a statement's page, once something holds.
pub(crate) const STATEMENT_SECTIONS: &[vision::StatementSection] = &[reality::on_statement];

/// What rooms above the vision show beside what a place says it is here for.
pub(crate) const VISION_SECTIONS: &[vision::Section] = &[reality::beside_vision];

/// What rooms above the lessons show on a lesson's page.
pub(crate) const LESSON_SECTIONS: &[lessons::Section] = &[vision::on_lesson, standards::on_lesson];

/// What rooms above the library show on a strategy's page.
pub(crate) const STRATEGY_SECTIONS: &[library::Section] = &[lessons::on_strategy];

/// What is written down when a meeting has ended, and when something was recorded at a step of a cycle.
pub(crate) const AFTER_MEETINGS: &[meetings::After] = &[record::meeting_ended];
pub(crate) const AFTER_ENTRIES: &[cycles::After] = &[record::entry_written];

/// Every room with its ways in, from the ground up. A room calls only rooms that stand before it.
pub fn routes() -> Routes {
    Routes::new()
        .and(app::routes())
        .and(live::routes())
        .and(files::routes())
        .and(people::routes())
        .and(communities::routes())
        .and(data::routes())
        .and(goals::routes())
        .and(library::routes())
        .and(cycles::routes())
        .and(lessons::routes())
        .and(meetings::routes())
        .and(record::routes())
        .and(vision::routes())
        .and(reality::routes())
        .and(standards::routes())
        .and(surveys::routes())
        .and(workshops::routes())
        .and(admin::routes())
        .and(home::routes())
        .and(telling::routes())
        .and(api::routes())
}
