-- Who may come in: everyone who works in the district, whoever is said yes to, or only whom the community asks. And what was asked.

alter table community add column joining text not null default 'ask';   -- open, ask, closed

create table join_request (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    person uuid not null references person (id),
    text text not null,
    at bigint not null,
    answer text,                   -- yes, no, withdrawn; null: waits
    answered_at bigint,
    by uuid references person (id)
);
create index join_request_community on join_request (community, answered_at);
create index join_request_person on join_request (person, community);
create index community_archived on community (district, archived_at);
