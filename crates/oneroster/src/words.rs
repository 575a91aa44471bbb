//! The closed and open lists of words in OneRoster.

use crate::cell::{Cell, Own, Reading, Text, Written};
use crate::refusal::{Problem, Remark};

/// A list that may grow: a word outside it is kept as `Other`, and noted unless it is an `ext:` token.
macro_rules! open_list {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name<S = String> {
            $($(#[$vdoc])* $variant,)*
            /// Any other word, as it was written; empty where none was.
            Other(S),
        }

        impl<S: Default> Default for $name<S> {
            fn default() -> Self {
                $name::Other(S::default())
            }
        }

        impl<S: AsRef<str>> $name<S> {
            /// The word as the specification writes it, or as it was found.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $word,)*
                    $name::Other(word) => word.as_ref(),
                }
            }

            /// True for a word of the specification's list.
            pub fn is_known(&self) -> bool {
                !matches!(self, $name::Other(_))
            }
        }

        impl<'a> Cell<'a> for $name<&'a str> {
            fn read(raw: &'a str, _: Reading) -> Result<Self, Problem> {
                match raw {
                    $($word => return Ok($name::$variant),)*
                    _ => {}
                }
                $(if alike(raw, $word) {
                    return Ok($name::$variant);
                })*
                Ok($name::Other(raw))
            }

            fn remark(&self) -> Option<Remark> {
                match self {
                    $name::Other(word) if !word.is_empty() && !word.starts_with("ext:") => Some(Remark::UnknownWord),
                    _ => None,
                }
            }
        }

        impl Own for $name<&str> {
            type Owned = $name<String>;
            fn own(self) -> $name<String> {
                match self {
                    $($name::$variant => $name::$variant,)*
                    $name::Other(word) => $name::Other(word.to_owned()),
                }
            }
        }

        impl<S: Text> Written for $name<S> {
            fn write(&self, out: &mut String) {
                out.push_str(self.as_str());
            }
        }
    )*};
}

/// A list that may not grow: another word refuses the row. `None` where nothing was written.
macro_rules! closed_list {
    ($($(#[$doc:meta])* $name:ident ($known:literal) { $($(#[$vdoc:meta])* $variant:ident = $word:literal $(| $other:literal)*,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }

        impl $name {
            /// The word as the specification writes it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }
        }

        impl Cell<'_> for Option<$name> {
            fn read(raw: &str, _: Reading) -> Result<Self, Problem> {
                $(if alike(raw, $word) $(|| alike(raw, $other))* {
                    return Ok(Some($name::$variant));
                })*
                Err(Problem::UnknownWord($known))
            }
        }

        impl Own for Option<$name> {
            type Owned = Self;
            fn own(self) -> Self {
                self
            }
        }

        impl Written for Option<$name> {
            fn write(&self, out: &mut String) {
                out.push_str(self.map_or("", $name::as_str));
            }
        }
    )*};
}

/// Alike but for case, spaces, underscores and dashes: `District Administrator` is `districtAdministrator`.
fn alike(raw: &str, word: &str) -> bool {
    let letters = |text: &'_ str| {
        text.bytes().filter(|b| !matches!(b, b' ' | b'_' | b'-')).map(|b| b.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    raw.eq_ignore_ascii_case(word) || (raw.contains([' ', '_', '-']) && letters(raw) == letters(word))
}

closed_list! {
    /// Whether a row still holds.
    Status ("active, tobedeleted") {
        Active = "active",
        /// Gone: what it named is to be taken out of use.
        ToBeDeleted = "tobedeleted",
        /// Only in 1.0.
        Inactive = "inactive",
    }

    /// Whether a role is a person's first at that organization.
    RoleType ("primary, secondary") {
        Primary = "primary",
        Secondary = "secondary",
    }
}

open_list! {
    /// What kind of organization.
    OrgType {
        Department = "department",
        School = "school",
        District = "district",
        Local = "local",
        State = "state",
        National = "national",
    }

    /// What kind of stretch of time.
    SessionType {
        GradingPeriod = "gradingPeriod",
        Semester = "semester",
        SchoolYear = "schoolYear",
        Term = "term",
    }

    /// A class that meets by the timetable, or the one a pupil belongs to.
    ClassType {
        Homeroom = "homeroom",
        Scheduled = "scheduled",
    }

    /// What a person is at an organization; the lists of 1.1 and 1.2 together.
    Role {
        /// Only in 1.1; 1.2 says of what.
        Administrator = "administrator",
        Aide = "aide",
        Counselor = "counselor",
        DistrictAdministrator = "districtAdministrator",
        Guardian = "guardian",
        Parent = "parent",
        Principal = "principal",
        Proctor = "proctor",
        Relative = "relative",
        SiteAdministrator = "siteAdministrator",
        Student = "student",
        SystemAdministrator = "systemAdministrator",
        Teacher = "teacher",
    }

    /// What a person is in a class.
    EnrollmentRole {
        Administrator = "administrator",
        Proctor = "proctor",
        Student = "student",
        Teacher = "teacher",
        /// Only in 1.1.
        Aide = "aide",
    }

    /// As the student information system says.
    Sex {
        Male = "male",
        Female = "female",
        Unspecified = "unspecified",
        /// The word "other" itself.
        Otherwise = "other",
    }
}

/// A role whose word, if it is another, lies in the one given.
pub(crate) fn borrowed_role<S: AsRef<str>>(role: &Role<S>) -> Role<&str> {
    // A known word reads as itself; another comes back as `Other`, even if it were one after all.
    Role::read(role.as_str(), Reading::default()).unwrap_or_default()
}
