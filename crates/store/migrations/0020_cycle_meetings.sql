-- The meetings at which a community worked on a cycle, and the step it was at: written when a meeting ends.
create table cycle_meeting (
    cycle uuid not null references cycle (id),
    meeting uuid not null references meeting (id),
    district uuid not null references org (id),
    step text not null,
    primary key (cycle, meeting)
);
create index cycle_meeting_meeting on cycle_meeting (meeting);
