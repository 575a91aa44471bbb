-- What each educator has learned. The ledger is only added to: a correction is a row of its own.

create table hours (
    id uuid primary key,
    district uuid not null,
    person uuid not null references person (id),
    community uuid references community (id),
    source text not null,          -- meeting, entry, own
    thing uuid not null,           -- the meeting, the entry, or what somebody wrote of themselves
    n bigint not null,             -- 0: as it was first written; from 1 on: its corrections
    on_date text not null,         -- the day it happened; a correction has the day of what it corrects
    minutes bigint not null,       -- of a correction: how many more, or fewer when below zero
    level text not null,           -- knowledge, application, impact
    what text not null,            -- of a correction: why
    by uuid references person (id),   -- who corrected it, or wrote it of themselves; null: it wrote itself
    at bigint not null,
    unique (person, source, thing, n)
);
create index hours_person on hours (person, on_date);
create index hours_thing on hours (thing);
create index hours_community on hours (community, on_date);
create index hours_district on hours (district, on_date);

-- What somebody says of themselves, beside its row in the ledger. Its words are theirs alone.
create table own_hours (
    id uuid primary key,           -- the thing of its row in hours
    district uuid not null,
    person uuid not null references person (id),
    reflection text not null,      -- seen by nobody else
    link text not null,
    file uuid references file (id),
    asked uuid references person (id),   -- who was asked to say that it was so
    answer text,                   -- so, not
    why text not null,
    answered_by uuid references person (id),
    answered_at bigint,
    at bigint not null
);
create index own_hours_person on own_hours (person);
create index own_hours_asked on own_hours (asked, answer);
create index own_hours_district on own_hours (district);

-- Since when somebody's licence period runs. Theirs alone.
create table licence (
    person uuid primary key references person (id),
    district uuid not null,
    begins text not null,
    at bigint not null
);

-- One issuing of certificates: for what, under which rule, by whom.
create table award (
    id uuid primary key,
    district uuid not null,
    community uuid references community (id),   -- null: the whole district
    cycle uuid references cycle (id),
    title text not null,
    from_date text not null,
    until_date text not null,
    at_least bigint not null,      -- of the meetings of that time, in percent
    least_minutes bigint not null,
    expires_on text,
    renews uuid references award (id),
    letter boolean not null,       -- whether whoever gets one is written to
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null,
    done_at bigint                 -- when the job had gone through
);
create index award_community on award (community, at);
create index award_district on award (district, at);

create table certificate (
    id uuid primary key,
    district uuid not null,
    award uuid not null references award (id),
    person uuid not null references person (id),
    code text not null unique,
    name text not null,            -- as the holder wants to be called on it
    minutes bigint not null,
    times bigint not null,
    issued_on text not null,
    expires_on text,
    renews uuid references certificate (id),
    at bigint not null,
    revoked_at bigint,
    revoked_by uuid references person (id),
    revoked_why text not null,
    reminded_at bigint,
    unique (award, person)
);
create index certificate_person on certificate (person, at);
create index certificate_district on certificate (district, at);
create index certificate_expires on certificate (expires_on);
