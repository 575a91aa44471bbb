-- What people try, write down and learn can cite a passage of a statement and show a standard, as goals and decisions do.

alter table citation add column lesson uuid references lesson (id);
alter table citation add column cycle uuid references cycle (id);
alter table citation add column entry uuid references entry (id);
create unique index citation_lesson on citation (lesson, clause) where lesson is not null;
create unique index citation_cycle on citation (cycle, clause) where cycle is not null;
create unique index citation_entry on citation (entry, clause) where entry is not null;

alter table standard_citation add column entry uuid references entry (id);
create unique index standard_citation_entry on standard_citation (entry, set_key, standard, element) where entry is not null;
