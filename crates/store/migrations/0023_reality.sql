-- What stands in the way of a vision and what can help; and questions that are answered, kept and answered again.

create table reality (
    id uuid primary key,
    district uuid not null references org (id),
    org uuid not null references org (id),      -- whose it is; for a community, its organization
    community uuid references community (id),
    kind text not null,            -- barrier, opportunity
    text text not null,
    statement uuid references statement (id),   -- what it is about
    clause uuid,                   -- the passage of it
    structure text not null,       -- schedule, policy, contract, money, space, habit; empty: not a matter of structure, or not said
    changer text not null,         -- who can change it, in words: a role, a person, a body
    tried text not null,
    state text not null,           -- open, worked, gone, lived
    why text not null,             -- why it stands so
    since text not null,           -- since which day
    owner uuid references person (id),
    source text not null,          -- the page it was made from, a path; or empty
    source_label text not null,
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null,
    changed_by uuid not null references person (id),
    rev bigint not null
);
create index reality_org on reality (org, community);
create index reality_community on reality (community) where community is not null;
create index reality_district on reality (district, source);
create index reality_statement on reality (statement) where statement is not null;

-- How it stood before.
create table reality_step (
    id uuid primary key,
    district uuid not null references org (id),
    reality uuid not null references reality (id),
    state text not null,
    why text not null,
    since text not null,
    by uuid not null references person (id),
    at bigint not null
);
create index reality_step_of on reality_step (reality, at);

-- A question a place, a community or a person put to themselves. Those that come with the program are no rows.
create table question (
    id uuid primary key,
    district uuid not null references org (id),
    org uuid references org (id),
    community uuid references community (id),
    person uuid references person (id),         -- of one person alone; then neither org nor community
    text text not null,
    source text not null,
    source_label text not null,
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null
);
create index question_org on question (org, community);
create index question_community on question (community) where community is not null;
create index question_person on question (person) where person is not null;
create index question_district on question (district, source);

-- What somebody answered on a day. A later answer is another row: the old one stays beside it.
create table reflection (
    id uuid primary key,
    district uuid not null references org (id),
    question text not null,        -- the key of one that comes with the program, or the id of a row
    org uuid references org (id),
    community uuid references community (id),
    person uuid references person (id),         -- one person's own; then neither org nor community
    shared uuid references community (id),      -- a person's: with which community they share it
    text text not null,
    again_on text,                 -- the day on which it is looked at again
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null,
    changed_by uuid not null references person (id),
    rev bigint not null
);
create index reflection_org on reflection (org, community);
create index reflection_community on reflection (community) where community is not null;
create index reflection_person on reflection (person) where person is not null;
create index reflection_shared on reflection (shared) where shared is not null;
create index reflection_by on reflection (by, again_on);
create index reflection_question on reflection (district, question);

-- Its wordings.
create table reflection_wording (
    reflection uuid not null references reflection (id),
    n bigint not null,
    district uuid not null references org (id),
    text text not null,
    by uuid not null references person (id),
    at bigint not null,
    primary key (reflection, n)
);
