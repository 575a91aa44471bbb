create table community (
    id uuid primary key,
    district uuid not null,
    org uuid not null references org (id),
    name text not null,
    purpose text not null,
    basis text not null,          -- students, responsibility, role, interest, goal
    composition text not null,    -- vertical, horizontal, mixed
    mode text not null,           -- face-to-face, virtual, blended
    grades text not null,
    subjects text not null,
    audience uuid not null references audience (id),   -- who knows of it
    inside uuid not null references audience (id),     -- its members: who sees its work
    status uuid not null references audience (id),     -- members and the leaders who see that work is done, not what it says
    peers uuid not null references audience (id),      -- the members who evaluate nobody in it
    rev bigint not null,
    made bigint not null,
    made_by uuid,
    archived_at bigint
);
create index community_org on community (org);
create index community_district on community (district, name);

create table membership (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    person uuid not null references person (id),
    part text not null,           -- member, facilitator, guest, invited
    since bigint not null,
    until bigint not null,
    by uuid
);
create index membership_community on membership (community);
create index membership_person on membership (person);
