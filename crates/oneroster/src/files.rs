//! The files of a set.

use std::fmt;

use crate::Version;

macro_rules! files {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// A file of a OneRoster set. All names are known; [`FileKind::is_read`] says which of them have records here.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FileKind {
            $($(#[$doc])* $kind,)*
        }

        impl FileKind {
            /// All, the manifest first, then the tables in an order in which references point backwards.
            pub const ALL: &'static [FileKind] = &[$(FileKind::$kind),*];

            /// The name without `.csv`, as the manifest says it.
            pub fn name(self) -> &'static str {
                match self {
                    $(FileKind::$kind => $name,)*
                }
            }
        }
    };
}

files! {
    Manifest = "manifest",
    Orgs = "orgs",
    AcademicSessions = "academicSessions",
    Courses = "courses",
    Classes = "classes",
    Users = "users",
    /// Only in 1.2.
    Roles = "roles",
    Enrollments = "enrollments",
    Demographics = "demographics",
    UserProfiles = "userProfiles",
    Resources = "resources",
    ClassResources = "classResources",
    CourseResources = "courseResources",
    UserResources = "userResources",
    Categories = "categories",
    ScoreScales = "scoreScales",
    LineItems = "lineItems",
    LineItemScoreScales = "lineItemScoreScales",
    LineItemLearningObjectiveIds = "lineItemLearningObjectiveIds",
    Results = "results",
    ResultScoreScales = "resultScoreScales",
    ResultLearningObjectiveIds = "resultLearningObjectiveIds",
}

impl FileKind {
    /// True for the manifest and the tables of who is where: those this crate reads.
    pub fn is_read(self) -> bool {
        self <= FileKind::Demographics
    }

    /// True if a set of this version may have the file: 13 tables in 1.1, 21 in 1.2.
    pub fn in_version(self, version: Version) -> bool {
        use FileKind::{
            LineItemLearningObjectiveIds, LineItemScoreScales, ResultLearningObjectiveIds, ResultScoreScales, Roles,
            ScoreScales, UserProfiles, UserResources,
        };
        let new = matches!(
            self,
            Roles
                | UserProfiles
                | UserResources
                | ScoreScales
                | LineItemScoreScales
                | LineItemLearningObjectiveIds
                | ResultScoreScales
                | ResultLearningObjectiveIds
        );
        version >= Version::V1_2 || !new
    }

    /// The kind of a file by its name, whatever the case, with or without `.csv`, underscores and spaces.
    pub(crate) fn named(name: &str) -> Option<FileKind> {
        let lower = name.to_ascii_lowercase();
        let stem = lower.strip_suffix(".csv").unwrap_or(&lower);
        let plain: String = stem.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).collect();
        FileKind::ALL.iter().copied().find(|kind| kind.name().eq_ignore_ascii_case(&plain))
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.csv", self.name())
    }
}
