-- Times of the workday that a place keeps free for learning together, from a day until a day: what was counts as it was.

create table protected_time (
    id uuid primary key,
    district uuid not null,
    org uuid not null references org (id),
    weekday bigint not null,       -- 1 is Monday
    from_at text not null,         -- hh:mm in the organization's zone
    until_at text not null,
    since text not null,           -- the first day
    until text,                    -- the first day on which it is kept no longer
    by uuid not null references person (id),
    made bigint not null
);
create index protected_time_org on protected_time (org);
create index meeting_day on meeting (community, on_date);
