-- Which places a wave asked, and how widely: only waves that asked the same ones make a trend.

alter table wave add column whom text not null default '';
