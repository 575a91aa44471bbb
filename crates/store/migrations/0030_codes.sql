-- Codes on paper, for who has no device or no account. A code answers once; nothing says that it did.

-- Codes that can answer while their wave is open: their hashes alone, in no order that says anything. Deleted at the end of the wave.
create table wave_code (
    hash text primary key,
    district uuid not null,
    wave uuid not null references wave (id),
    grp uuid not null references wave_group (id)
);
create index wave_code_wave on wave_code (wave);

-- How many were made for a group; everybody who is asked sees it.
alter table wave_group add column codes bigint not null default 0;
