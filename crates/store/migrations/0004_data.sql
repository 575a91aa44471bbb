-- Student results, and the needs found in them.

create table test (                -- what was measured: a named assessment in a subject
    id uuid primary key,
    district uuid not null,
    key text not null,
    name text not null,
    subject text not null,
    unit text not null,
    unique (district, key)
);

-- A combination of subgroup attributes, stored once: {"gender": "female", "lunch": "free"}.
create table facet_set (
    id uuid primary key,
    district uuid not null,
    facets text not null,
    unique (district, facets)
);

create table result (
    district uuid not null,
    test uuid not null references test (id),
    period text not null,          -- date of the sitting, YYYY-MM-DD
    grade text not null,
    school uuid not null references org (id),
    class uuid references class (id),
    student uuid not null references student (id),
    facets uuid not null references facet_set (id),
    score double precision not null,
    batch uuid not null,
    primary key (test, period, student)
);
create index result_school on result (school, test, period);
create index result_sitting on result (district, test, period, grade, school);
create index result_class on result (class, test, period);
create index result_student on result (student, test, period);

-- Results on their way in, when they change some that are there: filled and emptied within one transaction.
create table result_in (
    batch uuid not null,
    test uuid not null,
    period text not null,
    student uuid not null,
    grade text not null,
    school uuid not null,
    class uuid,
    facets uuid not null,
    score double precision not null,
    primary key (batch, test, period, student)
);

create table sitting (             -- one test, period and grade for which results are there
    district uuid not null,
    test uuid not null references test (id),
    period text not null,
    grade text not null,
    results bigint not null,
    primary key (test, period, grade)
);
create index sitting_district on sitting (district);

create table need (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    cycle uuid,
    kind text not null,            -- student, educator
    text text not null,
    finding text,                  -- JSON: the data it rests on, frozen
    shown text,                    -- the finding in a sentence as it was read
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null,
    rev bigint not null
);
create index need_community on need (community, at);
create index need_district on need (district, kind, at);
