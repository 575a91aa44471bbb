-- What people say of a standard, and where it is seen in their own work.

create table standard_remark (
    id uuid primary key,
    district uuid not null references org (id),
    set_key text not null,
    standard text not null,
    element text not null,         -- the element it is about; empty: the standard as a whole
    answers uuid references standard_remark (id),  -- what it answers: the first of its thread
    text text not null,
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null,
    changed_at bigint,
    gone_at bigint,                -- taken back
    rev bigint not null
);
create index standard_remark_of on standard_remark (district, set_key, standard, at);

-- Something in which a standard is seen: a goal, a point of an agenda, a decision, a lesson, a cycle.
create table standard_citation (
    id uuid primary key,
    district uuid not null references org (id),
    set_key text not null,
    standard text not null,
    element text not null,         -- empty: the standard as a whole
    goal uuid references goal (id),
    item uuid references item (id) on delete cascade,   -- a point can be taken off an agenda
    decision uuid references decision (id),
    lesson uuid references lesson (id),
    cycle uuid references cycle (id),
    by uuid not null references person (id),
    at bigint not null
);
create index standard_citation_of on standard_citation (district, set_key, standard);
create unique index standard_citation_goal on standard_citation (goal, set_key, standard, element) where goal is not null;
create unique index standard_citation_item on standard_citation (item, set_key, standard, element) where item is not null;
create unique index standard_citation_decision on standard_citation (decision, set_key, standard, element) where decision is not null;
create unique index standard_citation_lesson on standard_citation (lesson, set_key, standard, element) where lesson is not null;
create unique index standard_citation_cycle on standard_citation (cycle, set_key, standard, element) where cycle is not null;

-- What one would see where a standard is lived, and what the district expects: lists in people's own words, every wording kept.

create table look_list (
    id uuid primary key,
    district uuid not null references org (id),
    community uuid references community (id),   -- none: the district's
    set_key text not null,
    standard text not null,        -- empty: learning as a whole
    about text not null,           -- school, educator, student, expect
    role text not null,            -- of whom it is expected
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null,
    rev bigint not null            -- the number of its newest wording
);
create index look_list_of on look_list (district, set_key, standard);

create table look_wording (
    list uuid not null references look_list (id),
    n bigint not null,
    district uuid not null references org (id),
    lines text not null,
    why text not null,
    by uuid not null references person (id),
    at bigint not null,
    primary key (list, n)
);

-- How a practice looks from the most to the least desired, in people's own words; and where communities see themselves. No sums.

create table continuum (
    id uuid primary key,
    district uuid not null references org (id),
    community uuid references community (id),   -- none: the district's
    copied_from uuid references continuum (id),
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null,
    rev bigint not null            -- the number of its newest wording
);
create index continuum_district on continuum (district);

create table continuum_wording (
    continuum uuid not null references continuum (id),
    n bigint not null,
    district uuid not null references org (id),
    body text not null,            -- JSON, as learning::continuum reads it
    why text not null,
    by uuid not null references person (id),
    at bigint not null,
    primary key (continuum, n)
);

-- Where a community saw itself on a day; every saying stays.
create table continuum_marking (
    id uuid primary key,
    continuum uuid not null references continuum (id),
    n bigint not null,             -- the wording it was said of
    district uuid not null references org (id),
    community uuid not null references community (id),
    on_day text not null,
    marks text not null,           -- JSON: of each component spoken of the variation, and what that rests on
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null
);
create index continuum_marking_of on continuum_marking (continuum);
create index continuum_marking_district on continuum_marking (district);

-- Which standard is studied when; the point of an agenda says whether it was talked about.
create table standard_study (
    id uuid primary key,
    district uuid not null references org (id),
    community uuid references community (id),   -- none: the district's plan
    set_key text not null,
    standard text not null,
    on_day text not null,
    note text not null,
    item uuid references item (id) on delete set null,
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null,
    gone_at bigint
);
create index standard_study_district on standard_study (district, on_day);
