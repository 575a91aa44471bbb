-- What came of a survey, told to families too; and answers to what somebody wrote without a name.

-- The last part of the address under which families read what came of it: /heard/<address>. Null: they have none.
alter table wave add column address text;
create unique index wave_address on wave (address);

-- Whether anybody may read it there, without an account; in which language it was written, and the same in others as JSON, {"es": "…"}.
alter table wave_note add column open boolean not null default false;
alter table wave_note add column lang text not null default 'en';
alter table wave_note add column others text not null default '{}';

-- SHA-256 of the key that whoever wrote this keeps, to read what is answered; empty: they asked for none. Keys of one person's words for
-- several items differ, and nothing tells that they belong together.
alter table wave_words add column reply text not null default '';
create index wave_words_reply on wave_words (reply) where reply <> '';

-- What is answered to somebody's words, and what they say to that. Of who wrote the words there is nothing but the day.
create table wave_reply (
    id uuid primary key,           -- of chance, or from what was said: says nothing about order
    district uuid not null references org (id),
    wave uuid not null references wave (id) on delete cascade,
    words uuid not null references wave_words (id) on delete cascade,   -- goes with the words
    n bigint not null,             -- its place in this conversation
    by uuid references person (id),    -- who leads the place and answers; null: who wrote the words
    text text not null,
    day text not null              -- 2026-11-22, where the place lies
);
create index wave_reply_words on wave_reply (words, n);
create index wave_reply_wave on wave_reply (wave);
