-- What a place or a community puts first on its way to its vision: three at most, which the slots see to. In the words of those who
-- write of learning systems "two or three powerful strategies"; here a strategy is one of the library.

create table priority (
    id uuid primary key,
    district uuid not null references org (id),
    org uuid not null references org (id),      -- whose it is; for a community, its organization
    community uuid references community (id),
    slot bigint not null check (slot between 1 and 3),
    text text not null,
    know text not null,            -- how we would know
    statement uuid references statement (id),
    clause uuid,                   -- the passage it serves
    lead uuid references person (id),
    from_on text not null,
    until_on text not null,
    laid_at bigint,                -- laid aside, to make room or because it is done
    laid_why text not null,
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null,
    changed_by uuid not null references person (id),
    rev bigint not null
);
create unique index priority_slot_of_org on priority (org, slot) where community is null and laid_at is null;
create unique index priority_slot_of_community on priority (community, slot) where community is not null and laid_at is null;
create index priority_org on priority (org, community);
create index priority_community on priority (community) where community is not null;
create index priority_district on priority (district);
create index priority_statement on priority (statement) where statement is not null;

-- The barriers and opportunities it takes on.
create table priority_takes (
    priority uuid not null references priority (id),
    reality uuid not null references reality (id),
    district uuid not null references org (id),
    primary key (priority, reality)
);
create index priority_takes_reality on priority_takes (reality);

-- Looking back at it.
create table priority_look (
    id uuid primary key,
    district uuid not null references org (id),
    priority uuid not null references priority (id),
    text text not null,
    by uuid not null references person (id),
    at bigint not null
);
create index priority_look_of on priority_look (priority, at);

-- What carries learning at a place, and what is expected of it: looked at now and then, kept, changed or stopped.
create table process (
    id uuid primary key,
    district uuid not null references org (id),
    org uuid not null references org (id),
    community uuid references community (id),
    kind text not null,            -- process, expectation
    name text not null,
    whom text not null,            -- whom it serves; of whom it is expected
    well text not null,            -- how well it does; whether it is met
    verdict text not null,         -- keep, change, stop; empty: not decided
    owner uuid references person (id),
    looked_on text not null,
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null,
    changed_by uuid not null references person (id),
    rev bigint not null
);
create index process_org on process (org, community);
create index process_community on process (community) where community is not null;
create index process_district on process (district);

-- What was seen before.
create table process_look (
    id uuid primary key,
    district uuid not null references org (id),
    process uuid not null references process (id),
    well text not null,
    verdict text not null,
    looked_on text not null,
    by uuid not null references person (id),
    at bigint not null
);
create index process_look_of on process_look (process, at);
