-- The two spines: audience (who can see a thing) and events (what happened). And what every room stands on.

create table audience (
    id uuid primary key,
    district uuid not null,
    key text not null,            -- the principals, sorted: equal sets share a row
    unique (district, key)
);

create table audience_member (
    audience uuid not null references audience (id),
    kind bigint not null,         -- store::Principal
    who uuid not null,
    primary key (audience, kind, who)
);

-- The principals a person holds, worked out from roles and memberships whenever those change.
create table holding (
    person uuid not null,
    kind bigint not null,
    who uuid not null,
    since bigint not null,
    until bigint not null,
    district uuid not null,
    primary key (person, kind, who, district)
);
create index holding_who on holding (who, kind, person);

create table event (
    id uuid primary key,
    at bigint not null,
    district uuid not null,
    actor uuid,
    verb text not null,
    kind text not null,
    thing uuid not null,
    community uuid,
    org uuid,
    audience uuid not null references audience (id),
    about text not null
);
create index event_at on event (at);
create index event_thing on event (thing, at);
create index event_community on event (community, at);

create table job (
    id uuid primary key,
    kind text not null,
    what text not null,
    due bigint not null,
    lease bigint not null,
    tries bigint not null,
    error text,
    made bigint not null
);
create index job_due on job (due);

-- A form or an API call that was sent twice is answered once.
create table once (
    person uuid not null,
    key text not null,
    answer text not null,
    at bigint not null,
    primary key (person, key)
);
create index once_at on once (at);

create table setting (
    district uuid not null,
    name text not null,
    value text not null,
    by uuid,
    at bigint not null,
    primary key (district, name)
);

-- Attempts counted per window, for limits that hold on every node.
create table attempt (
    what text not null,
    window_start bigint not null,
    count bigint not null,
    primary key (what, window_start)
);

create table mail (
    id uuid primary key,
    district uuid,
    person uuid,
    address text not null,
    subject text not null,
    body text not null,
    made bigint not null,
    sent bigint
);
create index mail_made on mail (made);

create table file (
    id uuid primary key,
    district uuid not null,
    audience uuid not null references audience (id),
    name text not null,
    kind text not null,           -- the type its content shows, never the one it claims
    size bigint not null,
    hash text not null,
    by uuid not null,
    at bigint not null
);
create index file_district on file (district, at);
