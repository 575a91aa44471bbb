-- What people are told by mail and in their calendars. Who has no row here is told what is usual, from the day a row is made.
create table telling (
    person uuid primary key references person (id),
    district uuid not null,
    digest text not null,          -- none, weekly, daily
    hour bigint not null,          -- the hour of the day at which it comes
    quiet_from bigint not null,    -- from this hour to that one nothing is sent; the same hour twice: never quiet
    quiet_to bigint not null,
    weekends boolean not null,     -- whether anything is sent on a Saturday or Sunday
    at_once text not null,         -- what comes at once, by commas: planned, changed, cancelled
    due bigint not null,           -- when the next digest is due; the end of time without one
    told bigint not null,          -- up to when a digest has told
    key text not null              -- signs the links in this person's mail
);
create index telling_due on telling (due);

-- A personal calendar address. Only the hash of its secret is kept; a new one takes the place of the old.
create table feed (
    person uuid primary key references person (id),
    district uuid not null,
    hash text not null,
    made bigint not null
);
create unique index feed_hash on feed (hash);

-- What a person was last told about a meeting or a row of them, so that only what differs is told, and once.
create table notice (
    person uuid not null references person (id),
    thing uuid not null,           -- the meeting, or its row
    district uuid not null,
    told text not null,
    at bigint not null,
    primary key (person, thing)
);

alter table meeting add column changed bigint not null default 0;    -- when its day, time, place or state was last changed
alter table meeting add column slot text not null default '';        -- in a row: the day and time it was planned for, which names it in calendars
update meeting set changed = made;
update meeting set slot = on_date || 'T' || at where series is not null;
create index meeting_series on meeting (series, starts);
create index job_kind on job (kind, what);
