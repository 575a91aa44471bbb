-- Instruments that a district made its own. What comes with the product isn't stored; a wave keeps the words it asked.

create table instrument (
    id uuid primary key,
    district uuid not null,
    key text not null,             -- waves of the same key make a trend
    body text not null,            -- the newest version, as JSON; a draft may still lack words
    state text not null,           -- draft, ready, away
    made_by uuid not null references person (id),
    by uuid not null references person (id),    -- who changed it last
    at bigint not null,
    rev bigint not null            -- its version too
);
create unique index instrument_key on instrument (district, key);

-- Every version that was kept. A row never changes.
create table instrument_version (
    instrument uuid not null references instrument (id),
    rev bigint not null,
    district uuid not null,
    body text not null,
    by uuid not null references person (id),
    at bigint not null,
    primary key (instrument, rev)
);
