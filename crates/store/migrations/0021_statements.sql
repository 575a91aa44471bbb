-- Statements: what a place or a community says it is here for. Drafted, talked over, adopted, looked at again; every wording stays.

create table statement (
    id uuid primary key,
    district uuid not null references org (id),
    org uuid not null references org (id),      -- whose it is; for a community, its organization
    community uuid references community (id),
    kind text not null,            -- vision, mission, definition, policy, description
    name text not null,            -- for policies, of which there are several; else empty
    audience uuid not null references audience (id),  -- who drafts it together
    by uuid not null references person (id),
    made bigint not null
);
create unique index statement_of_org on statement (org, kind, name) where community is null;
create unique index statement_of_community on statement (community, kind, name) where community is not null;
create index statement_district on statement (district);

-- One wording of it.
create table statement_draft (
    id uuid primary key,
    district uuid not null references org (id),
    statement uuid not null references statement (id),
    n bigint not null,             -- 1, 2, 3 …
    grew_from uuid references statement_draft (id),
    replaces boolean not null,     -- takes the place of the draft it grew from; else stands beside it
    why text not null,             -- what is different and why, in their words
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null,
    passed_at bigint,              -- worded anew since, or laid aside when another was adopted
    adopted_at bigint,
    adopted_by uuid references person (id),
    adopted_on text,               -- the day from which it holds
    review_on text,                -- the day on which it is looked at again
    heard text,                    -- what was done about those who said not yet
    ended_at bigint,               -- since when another holds in its place
    rev bigint not null,
    unique (statement, n)
);

-- A passage. Its id stays from wording to wording, so that what was said of it and what cites it stay with it.
create table clause (
    draft uuid not null references statement_draft (id),
    id uuid not null,
    district uuid not null references org (id),
    n bigint not null,
    text text not null,
    primary key (draft, id)
);

create table remark (
    id uuid primary key,
    district uuid not null references org (id),
    draft uuid not null references statement_draft (id),
    clause uuid not null,
    text text not null,
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null
);
create index remark_draft on remark (draft, at);

-- Where somebody stands on a wording; by name, to be heard.
create table stand (
    draft uuid not null references statement_draft (id),
    person uuid not null references person (id),
    district uuid not null references org (id),
    how text not null,             -- behind, live, not-yet
    why text not null,
    at bigint not null,
    primary key (draft, person)
);

-- Something that lives a passage: a goal, a point of an agenda, a decision.
create table citation (
    id uuid primary key,
    district uuid not null references org (id),
    statement uuid not null references statement (id),
    clause uuid not null,
    goal uuid references goal (id),
    item uuid references item (id) on delete cascade,   -- a point can be taken off an agenda
    decision uuid references decision (id),
    by uuid not null references person (id),
    at bigint not null
);
create index citation_statement on citation (statement, clause);
create unique index citation_goal on citation (goal, clause) where goal is not null;
create unique index citation_item on citation (item, clause) where item is not null;
create unique index citation_decision on citation (decision, clause) where decision is not null;
