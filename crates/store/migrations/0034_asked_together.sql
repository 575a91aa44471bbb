-- A wave that asks one community, or several together, and not everybody who works at a place.

create table wave_community (
    wave uuid not null references wave (id),
    community uuid not null references community (id),
    district uuid not null,
    primary key (wave, community)
);
create index wave_community_community on wave_community (community);

-- What those who are asked are called, as it was when they were asked; empty where a place asks.
alter table wave add column called text not null default '';
