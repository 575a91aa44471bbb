-- What somebody sees is worked out once for a page, from their holdings to the audiences those stand in; and for a single audience
-- without reading the holding's row.
create index audience_member_who on audience_member (who, kind, audience);
drop index holding_who;
create index holding_who on holding (who, kind, person, since, until);
