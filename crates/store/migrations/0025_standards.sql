-- Standards for professional learning: a district's own sets in every version, which set holds from when, and a standard's materials.
-- What comes with the product lies in the program; it is copied here when it is adopted, so that what was adopted stays as it was read.

create table standard_set (
    id uuid primary key,
    district uuid not null references org (id),
    key text not null,
    version bigint not null,
    own boolean not null,          -- the district's own; else one that comes with the product, kept as it was adopted
    body text not null,            -- JSON, as learning::standards reads it
    why text not null,             -- what changed and why, in their words
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    made bigint not null,
    unique (district, key, version)
);

create table standard_adoption (
    id uuid primary key,
    district uuid not null references org (id),
    n bigint not null,             -- 1, 2, 3 … in the district: of two that begin on one day, the later one holds
    edition uuid not null references standard_set (id),
    holds_from text not null,      -- a day; it holds until another one begins
    why text not null,
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null,
    taken_back_at bigint,          -- before its day had come
    unique (district, n)
);

-- What helps to understand a standard: a link, a file, a video.
create table standard_material (
    id uuid primary key,
    district uuid not null references org (id),
    set_key text not null,
    standard text not null,        -- the standard's key, which stays through all versions
    kind text not null,            -- link, video, file
    title text not null,
    link text,
    file uuid references file (id),
    captions boolean,              -- for a video: whether what is said can be read in it
    transcript text not null,      -- for a video: what is said, where it can't
    note text not null,
    audience uuid not null references audience (id),
    by uuid not null references person (id),
    at bigint not null,
    gone_at bigint
);
create index standard_material_of on standard_material (district, set_key, standard);
