-- A community's gatherings. Notes, decisions and attendance are only added; a meeting that has ended stays as it is.

create table series (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    weeks bigint not null,         -- one in so many weeks
    until text not null,           -- the last day it may fall on
    by uuid not null references person (id),
    made bigint not null
);

create table meeting (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    series uuid references series (id),
    title text not null,
    on_date text not null,         -- the day in the organization's zone
    at text not null,              -- and the time of day there, hh:mm
    starts bigint not null,        -- the same moment
    minutes bigint not null,
    place text not null,           -- a room, or the address of a call
    state text not null,           -- planned, running, closed, cancelled
    began bigint,
    ended bigint,
    now_item uuid,                 -- what is on now
    now_since bigint,
    facilitator uuid references person (id),
    scribe uuid references person (id),
    timekeeper uuid references person (id),
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null,
    rev bigint not null
);
create index meeting_community on meeting (community, starts);

create table item (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    meeting uuid references meeting (id),   -- null: waits in the community's backlog
    n bigint not null,             -- its place on the agenda
    title text not null,
    purpose text not null,         -- what for, and what shall come out
    lane text not null,            -- learning, housekeeping
    minutes bigint not null,
    state text not null,           -- open, done, carried
    began bigint,
    ended bigint,
    came_from uuid references item (id),    -- carried over from
    by uuid not null references person (id),
    at bigint not null,
    rev bigint not null
);
create index item_meeting on item (meeting, n);
create index item_community on item (community);

create table note (
    id uuid primary key,
    district uuid not null,
    meeting uuid not null references meeting (id),
    item uuid references item (id),
    text text not null,
    by uuid not null references person (id),
    at bigint not null
);
create index note_meeting on note (meeting, at);

create table decision (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    meeting uuid not null references meeting (id),
    item uuid references item (id),
    text text not null,
    why text not null,
    goal uuid references goal (id),
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null
);
create index decision_meeting on decision (meeting);
create index decision_community on decision (community, at);

create table commitment (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    meeting uuid references meeting (id),
    text text not null,
    who uuid not null references person (id),
    due text,
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null,
    done_at bigint,
    let_go_at bigint,
    ended_by uuid references person (id)
);
create index commitment_who on commitment (who, done_at);
create index commitment_meeting on commitment (meeting);
create index commitment_community on commitment (community, at);

create table attendance (
    id uuid primary key,
    district uuid not null,
    meeting uuid not null references meeting (id),
    person uuid not null references person (id),
    how text not null,             -- here, online, away
    by uuid not null references person (id),
    at bigint not null,
    unique (meeting, person)
);
