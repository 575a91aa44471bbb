-- How a meeting decides: what is proposed or asked, the rounds of showing, and what was said about it.

-- What is proposed (hands) or asked (dots). One at a time is before a meeting.
create table vote (
    id uuid primary key,
    district uuid not null,
    community uuid not null references community (id),
    meeting uuid not null references meeting (id),
    item uuid references item (id),
    kind text not null,            -- hands, dots
    text text not null,            -- as it is worded now
    why text not null,
    goal uuid references goal (id),
    scale text,                    -- hands: what the fingers mean, as JSON, as it stood on the ballot
    options text,                  -- dots: what can be chosen, one a line
    dots bigint,                   -- dots: how many each person has
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null,
    ended bigint,
    decision uuid references decision (id)      -- null when it has ended: it was let go
);
create index vote_meeting on vote (meeting, at);
create index vote_community on vote (community);
create unique index vote_open on vote (meeting) where ended is null;

create table vote_round (
    id uuid primary key,
    district uuid not null,
    vote uuid not null references vote (id),
    n bigint not null,             -- from 1
    text text not null,            -- the wording that was voted on
    by uuid not null references person (id),
    at bigint not null,
    shown bigint,                  -- null: hidden
    unique (vote, n)
);

-- What one person showed. When a round is shown, who was there and showed nothing gets an empty row: then the round knows who
-- was in it, and whoever comes later isn't.
create table vote_hand (
    round uuid not null references vote_round (id),
    person uuid not null references person (id),
    district uuid not null,
    fingers bigint,
    dots text,                     -- how many on each option, in order, with commas
    at bigint not null,
    primary key (round, person)
);

-- What was said about a proposal: only added.
create table vote_line (
    id uuid primary key,
    district uuid not null,
    vote uuid not null references vote (id),
    round uuid references vote_round (id),      -- a concern: of which round
    kind text not null,            -- question, reaction, concern
    about uuid references person (id),          -- a concern: whose
    text text not null,
    by uuid not null references person (id),
    at bigint not null
);
create index vote_line_vote on vote_line (vote, at);

alter table decision add column hands text;  -- how many showed each number, round by round: 0,0,1,2,1,0;0,0,0,3,1,0
