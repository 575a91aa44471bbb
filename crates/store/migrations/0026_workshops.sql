-- Workshops: a group on one screen and everyone's phones, stage by stage. While one runs, a slip knows who wrote it, so that it can be
-- taken back, and a ballot knows whose it is, so that dots can be moved; when it ends both are forgotten and only the words and counts stay.

create table workshop (
    id uuid primary key,
    district uuid not null references org (id),
    org uuid not null references org (id),      -- whose it is; for a community, its organization
    community uuid references community (id),
    shape text not null,           -- as data: what is done, stage by stage, as it was begun
    title text not null,
    text text not null,            -- what the group reads in place of ours; else empty
    link text not null,
    wave uuid references wave (id),             -- the survey whose report is read
    base uuid not null references audience (id),      -- who is asked
    audience uuid not null references audience (id),  -- and who came in by the code
    by uuid not null references person (id),
    made bigint not null,
    state text not null,           -- running, paused, ended
    at bigint not null,            -- the stage that is on, from 0
    reached bigint not null,       -- the furthest that was on
    since bigint not null,         -- since when the stage is on
    until bigint not null,         -- until when it is meant to be
    ended bigint,
    code text not null,
    rev bigint not null
);
create index workshop_district on workshop (district, made);
create index workshop_community on workshop (community, made);
create index workshop_code on workshop (district, code);

-- Who took part.
create table workshop_person (
    workshop uuid not null references workshop (id),
    person uuid not null references person (id),
    district uuid not null references org (id),
    at bigint not null,
    primary key (workshop, person)
);

-- A heading under which slips are put, or something that is compared.
create table workshop_line (
    id uuid primary key,
    district uuid not null references org (id),
    workshop uuid not null references workshop (id),
    kind text not null,            -- heading, option
    stage text not null,           -- the writing whose slips stand under it; for an option empty
    n bigint not null,
    given bigint,                  -- which of the options that come with the workshop
    text text not null
);
create index workshop_line_of on workshop_line (workshop, n);

-- What somebody wrote in silence. The id is of chance and there is no time, so that the order tells nothing.
create table slip (
    id uuid primary key,
    district uuid not null references org (id),
    workshop uuid not null references workshop (id),
    stage text not null,
    question text not null,
    option uuid references workshop_line (id),
    given bigint,                  -- which of those that lay there from the start
    text text not null,
    heading uuid references workshop_line (id),
    by uuid references person (id)              -- forgotten at the end
);
create index slip_workshop on slip (workshop);

-- Whose dots lie where; forgotten at the end.
create table workshop_ballot (
    workshop uuid not null references workshop (id),
    stage text not null,
    person uuid not null references person (id),
    district uuid not null references org (id),
    line uuid not null,            -- a heading, an option, or a slip that stands alone
    dots bigint not null,
    primary key (workshop, stage, person, line)
);

-- What stays of them.
create table workshop_tally (
    workshop uuid not null references workshop (id),
    stage text not null,
    district uuid not null references org (id),
    line uuid not null,
    dots bigint not null,
    primary key (workshop, stage, line)
);

-- Words that were put together.
create table workshop_draft (
    workshop uuid not null references workshop (id),
    stage text not null,
    district uuid not null references org (id),
    text text not null,
    by uuid references person (id),             -- who changed it last; none: it stands as the dots put it
    at bigint not null,
    rev bigint not null,
    primary key (workshop, stage)
);

-- What came of it.
create table workshop_outcome (
    id uuid primary key,
    district uuid not null references org (id),
    workshop uuid not null references workshop (id),
    kind text not null,            -- vision, mission, description; barrier, opportunity, question
    line uuid,                     -- the line it was, for what isn't a statement
    text text not null,
    href text not null,            -- where it went on; empty: it is kept here
    by uuid not null references person (id),
    at bigint not null
);
create unique index workshop_outcome_line on workshop_outcome (workshop, line) where line is not null;
create unique index workshop_outcome_kind on workshop_outcome (workshop, kind) where line is null;
