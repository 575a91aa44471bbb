-- The question of a place, a community or a person that an answer is to; none for those that come with the program.
alter table reflection add column asked uuid references question (id);
