-- A passage is found by its own id from whatever cites it, in every wording that has it.
create index clause_id on clause (id);
