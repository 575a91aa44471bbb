-- Lists come in their order from the index alone, where two names, places or moments are the same too: nothing is sorted anew.
drop index strategy_district;
create index strategy_district on strategy (district, name, id);
drop index item_meeting;
create index item_meeting on item (meeting, n, id);
drop index need_community;
create index need_community on need (community, at, id);
drop index cycle_community;
create index cycle_community on cycle (community, began, id);
