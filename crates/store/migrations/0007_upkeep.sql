-- What came to the first tables after they were first in use.
alter table sitting add column batch uuid;             -- the import that last touched it: what was worked out for another is old
alter table need add column topic text not null default '';   -- subject and division, so that others with the same need are found
alter table need add column for_need uuid references need (id);   -- an educator need: the student need it answers
create index need_topic on need (district, topic, kind);
drop index role_person;
create index role_person on role (person, org, role);
