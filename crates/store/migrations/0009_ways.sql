-- What was shared last is found without reading all that was ever shared; where a strategy was tried, from the strategy.
create index lesson_shared on lesson (state, shared_at, id);
create index cycle_trail on cycle (district, strategy, community, outcome, state);
