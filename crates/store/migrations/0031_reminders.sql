-- Which reminder of a wave somebody got last: 0 none, 1 halfway, 2 two days before the end. Goes with who was asked when the wave ends.
alter table wave_asked add column reminded bigint not null default 0;
