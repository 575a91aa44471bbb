-- Organizations, people, roles, sign-in; and the students and classes of the roster, who are not people here.

create table org (
    id uuid primary key,
    district uuid not null,
    parent uuid references org (id),
    kind text not null,           -- OneRoster: school, department, district, local, state, national
    name text not null,
    identifier text,
    zone text not null,           -- IANA time zone
    lang text not null,
    source text not null,         -- where it comes from: '' for made by hand
    sourced_id text not null,
    active boolean not null,
    changed bigint not null
);
create unique index org_source on org (district, source, sourced_id);
create index org_parent on org (parent);

-- Every organization with itself and everything above it.
create table org_above (
    below uuid not null,
    above uuid not null,
    distance bigint not null,
    district uuid not null,
    primary key (below, above)
);
create index org_above_above on org_above (above, below);

create table person (
    id uuid primary key,
    district uuid not null,
    name text not null,           -- as they are called: "Ana Ruiz"
    sort text not null,           -- for lists: "ruiz, ana"
    given text not null,
    email text,
    lang text,
    theme text,                   -- light, dark, or null for the device's
    source text not null,
    sourced_id text not null,
    active boolean not null,
    looked_at bigint not null,    -- when they last saw home: what is new since then is drawn in gold
    changed bigint not null,
    left_at bigint
);
create unique index person_source on person (district, source, sourced_id);
create unique index person_email on person (email) where email is not null;
create index person_sort on person (district, sort);

create table role (
    id uuid primary key,
    district uuid not null,
    person uuid not null references person (id),
    org uuid not null references org (id),
    role text not null,           -- OneRoster: teacher, principal, districtAdministrator …; coach and networkFacilitator are ours
    grades text not null,
    subjects text not null,
    since bigint not null,
    until bigint not null,
    source text not null,
    sourced_id text not null
);
create index role_person on role (person);
create index role_org on role (org, role);
create index role_source on role (district, source, sourced_id);

create table credential (
    person uuid primary key references person (id),
    password text not null,       -- Argon2id, encoded
    changed bigint not null
);

-- A single-use link: kind is invite, link or reset.
create table pass (
    hash text primary key,
    person uuid not null references person (id),
    district uuid not null,
    kind text not null,
    made bigint not null,
    expires bigint not null,
    used bigint
);
create index pass_person on pass (person);

create table session (
    hash text primary key,
    person uuid not null references person (id),
    district uuid not null,
    made bigint not null,
    seen bigint not null,
    expires bigint not null,
    device text not null
);
create index session_person on session (person);

create table token (
    hash text primary key,
    person uuid not null references person (id),
    district uuid not null,
    name text not null,
    made bigint not null,
    expires bigint not null,
    ended bigint
);
create index token_person on token (person);

create table student (
    id uuid primary key,
    district uuid not null,
    source text not null,
    sourced_id text not null,
    given text not null,
    family text not null,
    school uuid references org (id),
    grades text not null,
    active boolean not null,
    changed bigint not null
);
create unique index student_source on student (district, source, sourced_id);
create index student_school on student (school);

create table class (
    id uuid primary key,
    district uuid not null,
    school uuid not null references org (id),
    title text not null,
    grades text not null,
    subjects text not null,
    source text not null,
    sourced_id text not null,
    active boolean not null,
    changed bigint not null
);
create unique index class_source on class (district, source, sourced_id);
create index class_school on class (school);

create table teaches (
    class uuid not null references class (id),
    person uuid not null references person (id),
    district uuid not null,
    source text not null,
    sourced_id text not null,
    active boolean not null,
    primary key (class, person)
);
create index teaches_person on teaches (person);
create index teaches_source on teaches (district, source, sourced_id);

create table attends (
    class uuid not null references class (id),
    student uuid not null references student (id),
    district uuid not null,
    source text not null,
    sourced_id text not null,
    active boolean not null,
    primary key (class, student)
);
create index attends_student on attends (student);
create index attends_source on attends (district, source, sourced_id);

-- One run of a roster or results import, kept so that a page can show it.
create table import_run (
    id uuid primary key,
    district uuid not null,
    kind text not null,
    source text not null,
    by uuid,
    began bigint not null,
    ended bigint,
    state text not null,          -- reading, ready, applied, refused, failed
    progress text not null,       -- JSON: counts so far
    report text not null          -- JSON: counts and the first refused rows
);
create index import_run_district on import_run (district, began);

-- Demo mode: who a persona is.
create table persona (
    name text primary key,
    person uuid not null references person (id),
    district uuid not null
);
