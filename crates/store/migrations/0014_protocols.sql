-- How a meeting is held: protocols on its agenda.

-- A copy of a protocol that a community, or the district, made its own. What comes with the product isn't stored.
create table protocol (
    id uuid primary key,
    district uuid not null,
    community uuid references community (id),   -- whose it is; null: the district's
    body text not null,            -- the protocol, as JSON
    audience uuid not null references audience (id),
    made_by uuid not null references person (id),
    by uuid not null references person (id),    -- who changed it last
    at bigint not null,
    rev bigint not null            -- its version too
);
create index protocol_district on protocol (district);
create index protocol_community on protocol (community);

-- A protocol as it was when an agenda took it. A row never changes, so that minutes keep the steps they were held by.
create table protocol_text (
    id uuid primary key,
    district uuid not null,
    key text not null,
    version bigint not null,
    body text not null
);
create unique index protocol_text_key on protocol_text (district, key, version);

create table item_protocol (
    item uuid primary key references item (id),
    district uuid not null,
    text uuid not null references protocol_text (id),
    presenter uuid references person (id),
    step bigint,                   -- the place of the step that is on, from 0; null: nobody has gone on from the first yet
    since bigint                   -- since when
);

alter table note add column step text;      -- the step of the protocol under which it was written
alter table note add column capture text;   -- and which of the things that are to be written down there
