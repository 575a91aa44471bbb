-- How a community wants to work together: proposed, agreed on, looked at again. Every version stays, with who said yes to it.

create table norms (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    n bigint not null,             -- 1, 2, 3 …
    lines text not null,           -- one norm a line
    changed text not null,         -- what changed since the version before, and why, in their words
    look_again text,               -- the day on which they want to look at them again
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null,
    agreed_at bigint,              -- since when they hold; null: proposed, or passed over by a later version
    rev bigint not null,
    unique (community, n)
);

create table norms_assent (
    norms uuid not null references norms (id),
    person uuid not null references person (id),
    at bigint not null,
    primary key (norms, person)
);

-- Guests of a community have a principal of their own now; who is one already holds it.
insert into holding (person, kind, who, since, until, district)
    select m.person, 8, m.community, min(m.since), max(m.until), m.district from membership m join person p on p.id = m.person
    where m.part = 'guest' and p.left_at is null and p.active group by m.person, m.community, m.district;
