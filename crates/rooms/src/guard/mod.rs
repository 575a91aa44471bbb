//! What must hold for every way in, whichever room it leads to. These tests read the register that the server itself is built
//! from: a new route, a new form or a new field is tested from the moment it exists, and a kind of id they don't know yet stops
//! them with a message that says what to add to [`scene`].

mod forms;
mod scene;

mod calendar;
mod empty;
mod foreign;
mod guessing;
mod guests;
mod leaving;
mod links;
mod payload;
mod routes;
mod swap;
