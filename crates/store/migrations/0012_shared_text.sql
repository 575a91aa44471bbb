-- A text that several people write at once, beside a meeting's lines. What was sent is only added; a job folds what is older into
-- versions and into one state, and the versions stay. When the meeting ends, what stands there becomes part of the minutes.

create table shared_text (
    meeting uuid primary key references meeting (id),
    district uuid not null,
    n bigint not null,             -- how many updates there were
    changed bigint not null,
    folded bigint not null,        -- updates up to this one are in `state` and in versions
    state bytea,                   -- all of them as one update of Yjs, version 1
    size bigint not null,          -- bytes sent in all
    frozen bigint,                 -- when the meeting ended
    minutes text                   -- what stood there then: blocks as JSON
);
create index shared_text_changed on shared_text (changed);

create table shared_update (
    id uuid primary key,
    district uuid not null,
    meeting uuid not null references meeting (id),
    n bigint not null,
    by uuid not null references person (id),
    at bigint not null,
    bytes bytea not null,
    unique (meeting, n)
);

create table shared_version (
    id uuid primary key,
    district uuid not null,
    meeting uuid not null references meeting (id),
    n bigint not null,             -- the last update in it
    since bigint not null,
    at bigint not null,
    bytes bytea not null,          -- what was written between `since` and `at`
    restores bigint,               -- the version that was brought back
    unique (meeting, n)
);

create table shared_writer (
    version uuid not null references shared_version (id),
    person uuid not null references person (id),
    district uuid not null,
    primary key (version, person)
);

-- What arrived after the end from a browser that had no connection: for its author alone.
create table shared_late (
    id uuid primary key,
    district uuid not null,
    meeting uuid not null references meeting (id),
    by uuid not null references person (id),
    at bigint not null,
    bytes bytea not null,
    settled bigint                 -- added to the minutes or let go by its author
);
create index shared_late_of on shared_late (meeting, by);

create table shared_addition (
    id uuid primary key,
    district uuid not null,
    meeting uuid not null references meeting (id),
    by uuid not null references person (id),
    at bigint not null,
    text text not null             -- blocks as JSON
);
create index shared_addition_of on shared_addition (meeting, at);
