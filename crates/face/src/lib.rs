//! The face: what every page is made of. Components are functions that give markup; the frame goes around a [`Page`].

mod assets;
mod audience;
pub mod charts;
mod dates;
mod fields;
mod garden;
mod length;
mod page;
mod parts;

/// The words of the frame and the components.
pub mod w {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use assets::{ASSETS, Asset, find as asset, named as asset_named, url as asset_url};
pub use audience::{Names, line as audience_line};
pub use dates::{
    date_long, date_month, date_short, day_of, grade, grade_order, near, number, since, subject, time_of_day,
};
pub use fields::{Fields, Problem};
pub use garden::{Plant, garden};
pub use maud::{Markup, PreEscaped, html};
pub use page::{Page, Room, Who, frame};
pub use parts::*;
pub use words::{Lang, Said, Word};
