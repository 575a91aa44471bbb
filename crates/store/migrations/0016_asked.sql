-- Offers that wait for an answer are few among all links: whoever opens home asks for theirs.
create index alignment_asked_below on alignment (below) where answer is null and side = 'above';
create index alignment_asked_above on alignment (above) where answer is null and side = 'below';

-- Where a strategy was tried is read from these two alone.
drop index cycle_trail;
create index cycle_trail on cycle (district, strategy, community, outcome, state, id);
create index entry_try on entry (cycle) where kind = 'try' and gone_at is null;
