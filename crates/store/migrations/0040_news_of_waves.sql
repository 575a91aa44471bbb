-- When there was last news of a wave for its readers: it ended, something was told, words were answered. So that a morning without
-- any is known at a glance.
alter table wave add column news bigint not null default 0;
update wave set news = coalesce(ended, 0);
update wave set news = (select max(n.at) from wave_note n where n.wave = wave.id)
    where exists (select 1 from wave_note n where n.wave = wave.id and n.at > wave.news);
update wave set news = (select max(e.at) from event e where e.thing = wave.id and e.verb = 'wave.words_answered')
    where exists (select 1 from event e where e.thing = wave.id and e.verb = 'wave.words_answered' and e.at > wave.news);
create index wave_news on wave (district, news);
