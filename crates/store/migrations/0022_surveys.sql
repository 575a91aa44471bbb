-- Waves of a survey. Nothing here says who answered what, when an answer came, or in which order: while a wave is open answers lie in an
-- urn outside the database, and when it has ended who was asked is forgotten.

-- One asking of an instrument.
create table wave (
    id uuid primary key,
    district uuid not null,
    org uuid not null references org (id),      -- the place whose people are asked
    instrument text not null,                   -- its key: waves of the same instrument make a trend
    body text not null,                         -- the instrument as JSON, worded as it was asked
    threshold bigint not null,                  -- a group's result is shown from so many answers on
    asked bigint not null,                      -- how many people
    audience uuid not null references audience (id),    -- who sees the wave and its report
    state text not null,                        -- open, closed
    until bigint not null,                      -- when it ends by itself
    ended bigint,
    by uuid not null references person (id),
    at bigint not null
);
create index wave_district on wave (district, at);
create index wave_open on wave (until) where state = 'open';

-- Who is one group of a report: at least as many people as the threshold. Its key seals its ballots and is destroyed at the end.
create table wave_group (
    id uuid primary key,
    district uuid not null,
    wave uuid not null references wave (id),
    org uuid references org (id),               -- null: several places that are too small alone
    part text not null,                         -- all, staff, leaders
    people bigint not null,
    key text,                                   -- PKCS #8 in hexadecimal
    public text                                 -- SubjectPublicKeyInfo in hexadecimal
);
create index wave_group_wave on wave_group (wave);

-- Who is asked, and whether they have taken a ballot: for reminders, and so that nobody takes two. Deleted when the wave ends.
create table wave_asked (
    wave uuid not null references wave (id),
    person uuid not null references person (id),
    district uuid not null,
    grp uuid not null references wave_group (id),
    taken bigint not null,                      -- 0 or 1
    blinded text not null,                      -- what was sealed, so that a lost answer can be asked for again; says nothing about the ballot
    primary key (wave, person)
);
create index wave_asked_person on wave_asked (person);

-- One ballot, after the end. The id comes from the ballot's token.
create table wave_ballot (
    id uuid primary key,
    district uuid not null,
    wave uuid not null references wave (id),
    grp uuid not null references wave_group (id),
    codes text not null                         -- one per item on a scale, in the instrument's order, with commas; empty: not answered
);
create index wave_ballot_wave on wave_ballot (wave);

-- What was said in one's own words, apart from the ballot it came with.
create table wave_words (
    id uuid primary key,
    district uuid not null,
    wave uuid not null references wave (id),
    item text not null,
    text text not null
);
create index wave_words_wave on wave_words (wave, item);
