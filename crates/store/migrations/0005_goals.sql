create table goal (
    id uuid primary key,
    district uuid not null,
    level text not null,           -- individual, team, school, district, state, national
    kind text not null,            -- student, educator
    owner_person uuid references person (id),
    owner_community uuid references community (id),
    owner_org uuid references org (id),
    serves uuid references goal (id),   -- the student goal an educator goal serves
    need uuid references need (id),
    text text not null,
    audience uuid not null references audience (id),
    by uuid references person (id),
    at bigint not null,
    rev bigint not null,
    ended_at bigint,
    ended_by uuid references person (id),
    ending text                    -- reached, partly, let-go
);
create index goal_district on goal (district, level);
create index goal_person on goal (owner_person);
create index goal_community on goal (owner_community);
create index goal_org on goal (owner_org);
create index goal_serves on goal (serves);

create table measure (
    id uuid primary key,
    district uuid not null,
    goal uuid not null references goal (id),
    name text not null,
    unit text not null,
    baseline double precision,
    baseline_on text,
    target double precision,
    target_on text,
    better text not null,          -- higher, lower
    change_on text,                -- the day something was changed, marked in the chart
    change text not null,          -- what was changed, in a few words
    rev bigint not null
);
create index measure_goal on measure (goal);

create table observation (
    id uuid primary key,
    district uuid not null,
    measure uuid not null references measure (id),
    on_date text not null,
    value double precision not null,
    n bigint,                      -- on how many students it rests
    note text not null,
    by uuid references person (id),
    at bigint not null,
    unique (measure, on_date)
);

create table alignment (
    id uuid primary key,
    district uuid not null,
    below uuid not null references goal (id),
    above uuid not null references goal (id),
    offered_by uuid not null references person (id),
    offered_at bigint not null,
    side text not null,            -- which side offered it: below, above
    answer text,                   -- accepted, declined, withdrawn
    answered_by uuid references person (id),
    answered_at bigint
);
create index alignment_below on alignment (below);
create index alignment_above on alignment (above);
create index alignment_district on alignment (district);
-- Two goals have at most one link that is offered or accepted; answers that were given stay as history.
create unique index alignment_live on alignment (below, above) where answer is null or answer = 'accepted';
