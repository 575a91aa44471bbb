-- One engine; the shape of a cycle is data.

create table shape (
    id uuid primary key,
    district uuid,                 -- null: built in
    key text not null,
    version bigint not null,
    body text not null,            -- JSON: learning::shape::Shape
    adopted bigint not null,
    retired bigint
);
create index shape_key on shape (key, version);

create table strategy (
    id uuid primary key,
    district uuid not null,
    name text not null,
    what text not null,
    evidence text not null,        -- ESSA: strong, moderate, promising, rationale
    source text not null,          -- where the evidence can be read
    audience uuid not null references audience (id),
    by uuid references person (id),
    at bigint not null,
    rev bigint not null
);
create index strategy_district on strategy (district, name);

create table cycle (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    shape uuid not null references shape (id),
    title text not null,
    step text not null,            -- the key of the step it is at
    state text not null,           -- open, paused, closed
    student_need uuid references need (id),
    educator_need uuid references need (id),
    student_goal uuid references goal (id),
    educator_goal uuid references goal (id),
    strategy uuid references strategy (id),
    grew_from uuid references cycle (id),
    outcome text,                  -- adopt, adapt, abandon
    began bigint not null,
    began_by uuid not null references person (id),
    closed bigint,
    next text not null,            -- what the team wants to do next, said when it closed
    due text,
    audience uuid not null references audience (id),
    rev bigint not null
);
create index cycle_community on cycle (community, began);
create index cycle_strategy on cycle (strategy);
create index cycle_grew on cycle (grew_from);
create index cycle_district on cycle (district, state);

-- The way a cycle went: every move is kept.
create table move (
    id uuid primary key,
    district uuid not null,
    cycle uuid not null references cycle (id),
    kind text not null,            -- begin, on, back, pause, resume, close
    from_step text not null,
    to_step text not null,
    why text not null,
    by uuid not null references person (id),
    at bigint not null,
    n bigint not null,             -- the how-manieth move of the cycle
    unique (cycle, n)
);

create table entry (
    id uuid primary key,
    district uuid not null,
    cycle uuid not null references cycle (id),
    step text not null,
    kind text not null,            -- note, prediction, try, evidence, result
    fields text not null,          -- JSON: field key → what was written
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null,
    changed bigint not null,
    rev bigint not null,
    gone_at bigint
);
create index entry_cycle on entry (cycle, at);

-- What an entry said before it was changed.
create table entry_past (
    id uuid primary key,
    district uuid not null,
    entry uuid not null references entry (id),
    fields text not null,
    by uuid not null,
    at bigint not null
);
create index entry_past_entry on entry_past (entry, at);

create table evidence (
    id uuid primary key,
    district uuid not null,
    entry uuid not null references entry (id),
    kind text not null,            -- number, file, link, photo
    text text not null,
    value double precision,
    link text,
    file uuid references file (id),
    observation uuid references observation (id),
    at bigint not null
);
create index evidence_entry on evidence (entry);

create table lesson (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    cycle uuid not null references cycle (id),
    strategy uuid references strategy (id),
    title text not null,
    tried text not null,
    found text not null,
    advice text not null,
    outcome text not null,
    state text not null,           -- draft, shared
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null,
    shared_at bigint,
    rev bigint not null
);
create unique index lesson_cycle on lesson (cycle);
create index lesson_strategy on lesson (strategy);
create index lesson_community on lesson (community, at);
create index lesson_district on lesson (district, state, shared_at);
