//! Reads OneRoster CSV sets, versions 1.0 to 1.2, complete or changes only, from a folder or a zip: who is where in a
//! school district, as its student information system says.
//!
//! It reads widely and writes strictly. Byte order marks, UTF-16 and Windows-1252, any line end, headers in any order,
//! case and spelling, columns nobody knows, dates as nine systems print them: all are taken, and what was taken in an
//! unusual way is in the [`Note`]s. What cannot be taken is refused row by row, with file, line, column and a sentence
//! for the person who has to mend it. Memory does not grow with the files.
//!
//! # Reading
//!
//! ```
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path();
//! # std::fs::write(path.join("orgs.csv"), "sourcedId,name,type\ns1,Valley School,school\n")?;
//! # std::fs::write(path.join("users.csv"), "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName\n\
//! #     u1,TRUE,s1,teacher,lee,Ann,Lee\nu2,treu,s1,student,kim,Bo,Kim\n")?;
//! use oneroster::{FileKind, Processing, Role, Source};
//!
//! let source = Source::open(path)?; // a folder or a zip; an upload: `Source::from_zip_reader`
//! assert_eq!(source.processing(FileKind::Users), Processing::Bulk);
//!
//! let mut users = source.users();
//! let ann = users.next().unwrap()?;
//! assert_eq!((ann.line, ann.record.family_name.as_str()), (2, "Lee"));
//!
//! let refused = users.next().unwrap().unwrap_err();
//! assert_eq!(refused.to_string(), "users.csv:3:enabledUser: “treu” is neither true nor false");
//! assert_eq!(refused.sourced_id, "u2"); // keep this person as they were: refused is not missing
//!
//! // One form for both versions: roles.csv of 1.2, or role and orgSourcedIds of users.csv.
//! let role = source.role_assignments().next().unwrap()?;
//! assert_eq!((role.record.role, role.record.org_sourced_id.as_str()), (Role::Teacher, "s1"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An iterator's records own their text. [`Rows::next_row`] lends them instead, which allocates nothing and also gives
//! the columns beyond the specification:
//!
//! ```
//! # let folder = tempfile::tempdir()?;
//! # std::fs::write(folder.path().join("orgs.csv"), "sourcedId,metadata.phone,name,type\ns1,555,Valley,school\n")?;
//! # let source = oneroster::Source::open(folder.path())?;
//! let mut orgs = source.orgs();
//! while let Some(row) = orgs.next_row() {
//!     let row = row?;
//!     let name: &str = row.record.name;
//!     assert_eq!((name, row.extra().next()), ("Valley", Some(("metadata.phone", "555"))));
//! }
//! for note in orgs.notes() {
//!     eprintln!("{note}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the reader of a set has to know
//!
//! * **Identity** is (source, kind, sourcedId), never an email address.
//! * **Missing is not refused.** Only in a complete file ([`Processing::Bulk`]) does absence mean that somebody has left,
//!   and only if no [`Refusal::ends_file`] cut it short and no refused row has their [`Refusal::sourced_id`].
//! * **Words outside the lists** of the specification (`ext:coach`, `studnt`) are kept as `Other` and counted in the
//!   notes, but for `status` and `roleType`, whose lists are closed.
//! * **Formulas are data.** A cell that begins with `=`, `+`, `-` or `@` comes through as it is. Make it safe where you
//!   write it into something a spreadsheet opens.
//! * **Passwords** are never read.
//! * [`check`] finds duplicate ids, references to nothing and circles of parents.
//!
//! # Writing
//!
//! [`writer`] writes strict tables and manifests; [`generate`] makes up valid districts of any size for tests.

mod archive;
mod assignments;
mod cell;
mod check;
mod files;
pub mod generate;
mod manifest;
mod records;
mod refusal;
mod rows;
mod source;
mod table;
mod text;
mod words;
pub mod writer;

pub use archive::{Limits, ReadSeek};
pub use assignments::RoleAssignments;
pub use cell::{DateOrder, List, Modified, SchoolYear, Text, UserIds, Withheld};
pub use check::{check, check_each};
pub use files::FileKind;
pub use manifest::{Manifest, Version};
pub use records::{
    AcademicSession, Class, Course, Demographics, Enrollment, Org, Record, RoleAssignment, User, Writable,
};
pub use refusal::{Note, OpenError, Problem, Refusal, Remark};
pub use rows::{Row, RowRef, Rows};
pub use source::{Options, Processing, Source};
pub use words::{ClassType, EnrollmentRole, OrgType, Role, RoleType, SessionType, Sex, Status};
