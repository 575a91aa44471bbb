//! Names for things: one type per kind of id, so that a goal's id can't stand where a cycle's belongs.

/// Declares a newtype over [`uuid::Uuid`] that is printed and parsed in the usual hyphenated form.
#[macro_export]
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "{}({})", stringify!($name), self.0) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, uuid::Error> { s.parse().map($name) }
        }
        impl From<$name> for $crate::Val {
            fn from(id: $name) -> $crate::Val { $crate::Val::Id(id.0) }
        }
        impl From<Option<$name>> for $crate::Val {
            fn from(id: Option<$name>) -> $crate::Val { id.map_or($crate::Val::Null, |id| $crate::Val::Id(id.0)) }
        }
        impl $crate::Cell for $name {
            fn read(row: &$crate::Row<'_>, at: usize) -> Result<Self, $crate::Error> { <uuid::Uuid as $crate::Cell>::read(row, at).map($name) }
        }
    )*};
}

id! {
    /// The unit of tenancy: every table carries it. It is the id of an organization of kind district (or of the
    /// alliance's own organization).
    DistrictId,
    /// A place in the tree: school, department, district, local, state, national.
    OrgId,
    /// Anyone with a name here.
    PersonId,
    /// A learning community or team.
    CommunityId,
    /// One turn of improvement.
    CycleId,
    /// What somebody wrote at a step of a cycle.
    EntryId,
    /// What we aim at.
    GoalId,
    /// What we watch for a goal.
    MeasureId,
    /// A link between two goals, offered or answered.
    AlignmentId,
    /// A student or educator learning need.
    NeedId,
    /// An evidence-based practice in the library.
    StrategyId,
    /// What was learned, written for others.
    LessonId,
    /// A community's gathering.
    MeetingId,
    /// One thing on a meeting's agenda, or in a community's backlog.
    ItemId,
    /// What somebody took on, with a day.
    CommitmentId,
    /// A protocol that a community or the district made its own.
    ProtocolId,
    /// Something proposed or asked at a meeting, to be voted on.
    VoteId,
    /// What somebody says they learned elsewhere.
    OwnId,
    /// One issuing of certificates.
    AwardId,
    /// What one person got: that they were there and learned.
    CertificateId,
    /// What a place or a community says it is here for.
    StatementId,
    /// One wording of a statement.
    DraftId,
    /// A barrier on the way to a vision, or an opportunity.
    RealityId,
    /// What a place or a community puts first.
    PriorityId,
    /// What carries learning at a place, or is expected of it.
    ProcessId,
    /// A question to think about, again and again.
    QuestionId,
    /// What somebody answered to such a question on a day.
    ReflectionId,
    /// An instrument that a district made its own.
    InstrumentId,
    /// One asking of a survey.
    WaveId,
    /// Who is one group of a survey's report.
    WaveGroupId,
    /// A group on one screen and everyone's phones, looking for a vision.
    WorkshopId,
    /// What somebody wrote in silence at a workshop.
    SlipId,
    /// A set of principals who can see a thing.
    AudienceId,
    /// A stored file.
    FileId,
}
