//! Reads OneRoster CSV sets.
//!
//! Being written.

mod archive;
mod assignments;
mod cell;
mod files;
mod manifest;
mod records;
mod refusal;
mod rows;
mod source;
mod table;
mod text;
mod words;

pub use archive::{Limits, ReadSeek};
pub use assignments::RoleAssignments;
pub use cell::{DateOrder, List, Modified, SchoolYear, Text, UserIds, Withheld};
pub use files::FileKind;
pub use manifest::{Manifest, Version};
pub use records::{
    AcademicSession, Class, Course, Demographics, Enrollment, Org, Record, RoleAssignment, User, Writable,
};
pub use refusal::{Note, OpenError, Problem, Refusal, Remark};
pub use rows::{Row, RowRef, Rows};
pub use source::{Options, Processing, Source};
pub use words::{ClassType, EnrollmentRole, OrgType, Role, RoleType, SessionType, Sex, Status};
