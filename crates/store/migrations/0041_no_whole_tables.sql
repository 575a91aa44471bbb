-- What pages and acts look for by these columns no longer means reading whole tables.
create index item_came_from on item (came_from) where came_from is not null;
-- A point is taken off an agenda: nothing may hang on it.
create index note_item on note (item) where item is not null;
create index decision_item on decision (item) where item is not null;
create index vote_item on vote (item) where item is not null;
create index standard_study_item on standard_study (item) where item is not null;
-- What a district decided, the newest first.
create index decision_district on decision (district, at);
-- What came of a workshop.
create index workshop_outcome_workshop on workshop_outcome (workshop, at);
-- Whether a certificate was renewed.
create index certificate_renews on certificate (renews) where renews is not null;
-- The shapes of a district, and those built in.
create index shape_district on shape (district);
-- The districts of a server.
create index org_district on org (name, id) where id = district;
