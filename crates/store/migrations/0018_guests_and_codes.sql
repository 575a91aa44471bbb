-- Meetings that guests of a community are asked to, and the code by which members say that they are in the room.

create table meeting_guests (
    meeting uuid primary key references meeting (id),
    district uuid not null,
    community uuid not null references community (id),
    word text not null,            -- what the community wants its guests to know of it
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null
);
create index meeting_guests_community on meeting_guests (community);

-- The codes themselves are stored nowhere: each is worked out from this and the minute.
create table meeting_code (
    meeting uuid primary key references meeting (id),
    district uuid not null,
    secret text not null,
    by uuid not null references person (id),
    at bigint not null
);
