-- What came of a survey: sides of a report, what was heard, decided and changed, and needs that rest on what was said.

-- The side of a two-sided instrument; empty where there are none.
alter table wave_group add column side text not null default '';

-- What the people who were asked are told afterwards.
create table wave_note (
    id uuid primary key,
    district uuid not null references org (id),
    wave uuid not null references wave (id),
    kind text not null,            -- heard, decided, changed
    item text not null,            -- the item of the instrument it answers; empty: the whole
    text text not null,
    by uuid not null references person (id),
    at bigint not null
);
create index wave_note_wave on wave_note (wave, at);

-- Under which heading people put what was said.
alter table wave_words add column heading text not null default '';

-- Waves of an instrument at a place, for the trend.
create index wave_again on wave (org, instrument, at);

-- The page a need was found on, when it rests on no student results; `shown` is what stood there.
alter table need add column source text not null default '';
