//! What the roster asks the database. Rows are staged in temporary tables and compared in sets. `$1` is the district, `$2` the
//! source, `$3` now, where a statement has them.
//!
//! `cross join` is an order for SQLite, which has counted nothing yet in the transaction that fills a table: first what is
//! staged, then what it names by an index. PostgreSQL takes it for any other join.

use store::{Sql, sql};

sql! {
    pub(super) DISTRICTS = "select id from org where id = district and kind = 'district' limit 2";
    pub(super) ZONE = "select zone from org where id = $1";

    STAGED_USER = "create temporary table staged_user (line bigint not null, id uuid not null, sourced_id text not null, \
        is_person boolean not null, is_student boolean not null, unsure boolean not null, given text not null, family text not null, \
        name text not null, sort text not null, email text, school uuid, grades text not null, enabled boolean not null)";
    STAGED_ROLE = "create temporary table staged_role (line bigint not null, id uuid not null, sourced_id text not null, \
        user_sid text not null, org uuid not null, role text not null, since bigint not null, until bigint not null)";
    STAGED_CLASS = "create temporary table staged_class (line bigint not null, id uuid not null, sourced_id text not null, \
        school uuid not null, title text not null, grades text not null, subjects text not null)";
    STAGED_SEAT = "create temporary table staged_seat (line bigint not null, sourced_id text not null, class_sid text not null, \
        user_sid text not null, teaches boolean not null, active boolean not null, extra boolean not null)";
    STAGED_KEPT = "create temporary table staged_kept (kind text not null, sourced_id text not null)";
    STAGED_GONE = "create temporary table staged_gone (kind text not null, sourced_id text not null)";
    USER_DONE = "drop table staged_user";
    ROLE_DONE = "drop table staged_role";
    CLASS_DONE = "drop table staged_class";
    SEAT_DONE = "drop table staged_seat";
    KEPT_DONE = "drop table staged_kept";
    GONE_DONE = "drop table staged_gone";
    pub(super) INDEX_USER = "create index staged_user_sid on staged_user (sourced_id)";
    pub(super) INDEX_EMAIL = "create index staged_user_email on staged_user (email)";
    pub(super) INDEX_ROLE = "create index staged_role_user on staged_role (user_sid)";
    pub(super) INDEX_CLASS = "create index staged_class_sid on staged_class (sourced_id)";
    pub(super) INDEX_SEAT = "create index staged_seat_pair on staged_seat (user_sid, class_sid)";
    pub(super) INDEX_KEPT = "create index staged_kept_sid on staged_kept (sourced_id)";
}

pub(super) const TABLES: &[Sql] =
    &[STAGED_USER, STAGED_ROLE, STAGED_CLASS, STAGED_SEAT, STAGED_KEPT, STAGED_GONE, INDEX_KEPT];
pub(super) const TABLES_GONE: &[Sql] = &[USER_DONE, ROLE_DONE, CLASS_DONE, SEAT_DONE, KEPT_DONE, GONE_DONE];

/// Finding the rows of a staged table whose sourcedId stands there more than once (`find`), and taking them out again once they
/// are kept (`drop`; `$1` is the file).
pub(super) struct Twice {
    pub find: Sql,
    pub drop: Sql,
}

macro_rules! twice {
    ($table:literal, $find:ident, $drop:ident, $pair:ident) => {
        sql! {
            $find = "select t.line, t.sourced_id from ", $table, " t where t.sourced_id in (select x.sourced_id from ", $table,
                " x group by x.sourced_id having count(*) > 1) order by t.line";
            $drop = "delete from ", $table, " where sourced_id in (select k.sourced_id from staged_kept k where k.kind = $1)";
        }
        pub(super) const $pair: Twice = Twice { find: $find, drop: $drop };
    };
}

twice!("staged_user", USER_TWICE_FIND, USER_TWICE_DROP, USER_TWICE);
twice!("staged_role", ROLE_TWICE_FIND, ROLE_TWICE_DROP, ROLE_TWICE);
twice!("staged_class", CLASS_TWICE_FIND, CLASS_TWICE_DROP, CLASS_TWICE);
twice!("staged_seat", SEAT_TWICE_FIND, SEAT_TWICE_DROP, SEAT_TWICE);

/// That the row of alias `$t` has not been refused in file `$file`.
macro_rules! not_kept {
    ($t:literal, $file:literal) => {
        concat!(
            " not exists (select 1 from staged_kept k where k.kind = '",
            $file,
            "' and k.sourced_id = ",
            $t,
            ".sourced_id) "
        )
    };
}

/// That alias `$t` is the row of ours that the staged row `s` is about.
macro_rules! same {
    ($t:literal) => {
        concat!(" ", $t, ".district = $1 and ", $t, ".source = $2 and ", $t, ".sourced_id = s.sourced_id ")
    };
}

// Organizations: few, compared in the program.
sql! {
    pub(super) ORGS = "select id, parent, kind, name, identifier, source, sourced_id, active, zone, lang from org where district = $1";
    pub(super) ORG_ADD = "insert into org (id, district, parent, kind, name, identifier, zone, lang, source, sourced_id, active, changed) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, true, $11)";
    pub(super) ORG_CHANGE = "update org set parent = $2, kind = $3, name = $4, identifier = $5, active = $6, changed = $7 where id = $1";
    pub(super) OWN_ORG = "select value from setting where district = $1 and name = $2";
    pub(super) OWN_ORG_SET = "insert into setting (district, name, value, by, at) values ($1, $2, $3, $4, $5) \
        on conflict (district, name) do update set value = excluded.value, by = excluded.by, at = excluded.at";
    pub(super) ABOVE_DISTRICT = "select above, distance from org_above where below = $1";
    pub(super) ABOVE_FORGET = "delete from org_above where district = $1 and below <> $1";
}

// People and students.
sql! {
    pub(super) SURE_PERSON = "update staged_user set is_person = true, unsure = false where unsure and sourced_id in \
        (select p.sourced_id from person p where p.district = $1 and p.source = $2)";
    pub(super) SURE_STUDENT = "update staged_user set is_student = true, unsure = false, \
        school = (select x.school from student x where x.district = $1 and x.source = $2 and x.sourced_id = staged_user.sourced_id) \
        where unsure and sourced_id in (select x.sourced_id from student x where x.district = $1 and x.source = $2)";
    pub(super) UNSURE = "select line, sourced_id from staged_user where unsure order by line";
    pub(super) UNSURE_DROP = "delete from staged_user where unsure";

    pub(super) EMAIL_HOLDER = "select p.sourced_id from person p where p.email = $3 and p.district = $1 and p.source = $2";
    pub(super) EMAIL_TWICE = "select line, sourced_id from staged_user where email = $1 and is_person order by line";
    pub(super) EMAIL_DROP = "update staged_user set email = null where email = $1 and sourced_id <> $2";
    pub(super) EMAIL_TAKEN = "select s.line, s.sourced_id, p.email, p.district = $1 and p.source = $2, p.sourced_id \
        from staged_user s join person p on p.email = s.email \
        where s.is_person and not (p.district = $1 and p.source = $2 and p.sourced_id = s.sourced_id) order by s.line";
    pub(super) EMAIL_GIVEN_UP = "select count(*) from staged_user where sourced_id = $1 and is_person and coalesce(email, '') <> $2";
    pub(super) EMAIL_REFUSE = "update staged_user set email = null where sourced_id = $1";
    pub(super) EMAIL_CLEAR = "update person set email = null, changed = $3 from staged_user s \
        where ", same!("person"), " and s.is_person and person.email is not null and person.email <> coalesce(s.email, '')";

    pub(super) PEOPLE_ACTIVE = "select count(*) from person where district = $1 and source = $2 and active";
    pub(super) PEOPLE_SAME = "select count(*), \
        cast(coalesce(sum(case when p.name <> s.name or p.sort <> s.sort or p.given <> s.given or coalesce(p.email, '') <> coalesce(s.email, '') \
            or (p.left_at is null and p.active <> s.enabled) then 1 else 0 end), 0) as bigint), \
        cast(coalesce(sum(case when p.active then 1 else 0 end), 0) as bigint), \
        cast(coalesce(sum(case when p.active and not s.enabled then 1 else 0 end), 0) as bigint) \
        from staged_user s cross join person p where ", same!("p"), " and s.is_person";
    pub(super) PEOPLE_CHANGE = "update person set name = s.name, sort = s.sort, given = s.given, email = s.email, \
        active = (person.left_at is null and s.enabled), changed = $3 \
        from staged_user s where ", same!("person"), " and s.is_person and (person.name <> s.name or person.sort <> s.sort \
        or person.given <> s.given or coalesce(person.email, '') <> coalesce(s.email, '') \
        or (person.left_at is null and person.active <> s.enabled))";
    pub(super) PEOPLE_ADD = "insert into person (id, district, name, sort, given, email, lang, theme, source, sourced_id, active, \
        looked_at, changed, left_at) \
        select s.id, $1, s.name, s.sort, s.given, s.email, null, null, $2, s.sourced_id, s.enabled, $3, $3, null \
        from staged_user s where s.is_person and not exists (select 1 from person p where ", same!("p"), ")";
    pub(super) PEOPLE_LEAVE = "update person set active = false, changed = $3 where district = $1 and source = $2 and active and ",
        not_kept!("person", "users"), " and not exists (select 1 from staged_user s where s.sourced_id = person.sourced_id and s.is_person)";
    pub(super) PEOPLE_GONE = "update person set active = false, changed = $3 where district = $1 and source = $2 and active \
        and sourced_id in (select g.sourced_id from staged_gone g where g.kind = 'users')";

    pub(super) STUDENTS_ACTIVE = "select count(*) from student where district = $1 and source = $2 and active";
    pub(super) STUDENTS_SAME = "select count(*), \
        cast(coalesce(sum(case when s.is_person then 0 when x.given <> s.given or x.family <> s.family or x.school is distinct from s.school \
            or x.grades <> s.grades or not x.active then 1 else 0 end), 0) as bigint), \
        cast(coalesce(sum(case when x.active then 1 else 0 end), 0) as bigint), \
        cast(coalesce(sum(case when s.is_person then 1 else 0 end), 0) as bigint), \
        cast(coalesce(sum(case when x.given <> s.given or x.family <> s.family or x.school is distinct from s.school \
            or x.grades <> s.grades or not x.active then 1 else 0 end), 0) as bigint) \
        from staged_user s cross join student x where ", same!("x"), " and s.is_student";
    pub(super) STUDENTS_CHANGE = "update student set given = s.given, family = s.family, school = s.school, grades = s.grades, \
        active = true, changed = $3 from staged_user s where ", same!("student"), " and s.is_student and (student.given <> s.given \
        or student.family <> s.family or student.school is distinct from s.school or student.grades <> s.grades or not student.active)";
    pub(super) STUDENTS_ADD = "insert into student (id, district, source, sourced_id, given, family, school, grades, active, changed) \
        select s.id, $1, $2, s.sourced_id, s.given, s.family, s.school, s.grades, true, $3 \
        from staged_user s where s.is_student and not exists (select 1 from student x where ", same!("x"), ")";
    pub(super) STUDENTS_LEAVE = "update student set active = false, changed = $3 where district = $1 and source = $2 and active and ",
        not_kept!("student", "users"), " and not exists (select 1 from staged_user s where s.sourced_id = student.sourced_id and s.is_student)";
    pub(super) STUDENTS_GONE = "update student set active = false, changed = $3 where district = $1 and source = $2 and active \
        and sourced_id in (select g.sourced_id from staged_gone g where g.kind = 'users')";
    pub(super) STAGED_BOTH = "select count(*) from staged_user where is_person and is_student";
    pub(super) STAGED_PEOPLE = "select count(*) from staged_user where is_person";
    pub(super) STAGED_STUDENTS = "select count(*) from staged_user where is_student";
}

/// The role of ours that the staged role `s` of person `p` is about.
macro_rules! same_role {
    ($r:literal) => {
        concat!(" ", $r, ".person = p.id and ", $r, ".source = $2 and ", $r, ".org = s.org and ", $r, ".role = s.role ")
    };
}

// What staff are at organizations. A role has no id of its own in 1.1: it is (person, organization, role).
sql! {
    pub(super) ROLES_OF_KEPT = "delete from staged_role where user_sid in (select k.sourced_id from staged_kept k where k.kind = 'users')";
    pub(super) ROLES_ACTIVE = "select count(*) from role where district = $1 and source = $2 and until > $3";
    pub(super) ROLES_SAME = "select count(*), \
        cast(coalesce(sum(case when r.until <> s.until or r.sourced_id <> s.sourced_id then 1 else 0 end), 0) as bigint), \
        cast(coalesce(sum(case when r.until > $3 then 1 else 0 end), 0) as bigint) \
        from staged_role s cross join person p cross join role r where p.district = $1 and p.source = $2 and p.sourced_id = s.user_sid and ", same_role!("r");
    pub(super) ROLES_RESOLVED = "select count(*) from staged_role s cross join person p where p.district = $1 and p.source = $2 and p.sourced_id = s.user_sid";
    pub(super) ROLES_LOST = "select s.line, s.sourced_id, s.user_sid from staged_role s where not exists (select 1 from person p \
        where p.district = $1 and p.source = $2 and p.sourced_id = s.user_sid) order by s.line";
    pub(super) ROLES_MOVED = "insert into moved (person) select distinct p.id from staged_role s \
        cross join person p left join role r on ", same_role!("r"), " where p.district = $1 and p.source = $2 and p.sourced_id = s.user_sid \
        and (r.id is null or r.until <> s.until) on conflict (person) do nothing";
    pub(super) ROLES_CHANGE = "update role set until = s.until, sourced_id = s.sourced_id from staged_role s \
        join person p on p.district = $1 and p.source = $2 and p.sourced_id = s.user_sid \
        where ", same_role!("role"), " and (role.until <> s.until or role.sourced_id <> s.sourced_id)";
    pub(super) ROLES_ADD = "insert into role (id, district, person, org, role, grades, subjects, since, until, source, sourced_id) \
        select s.id, $1, p.id, s.org, s.role, '', '', s.since, s.until, $2, s.sourced_id from staged_role s \
        cross join person p where p.district = $1 and p.source = $2 and p.sourced_id = s.user_sid and not exists (select 1 from role r where ", same_role!("r"), ")";
    /// Marks who loses a role, then ends it. `$4`: every role that is not staged (a complete file), or only those of staged people.
    pub(super) ROLES_LEAVE_MOVED = "insert into moved (person) select distinct role.person from role join person p on p.id = role.person \
        where role.district = $1 and role.source = $2 and role.until > $3 and ", not_kept!("role", "roles"), " and ", not_kept!("p", "users"),
        " and ($4 or exists (select 1 from staged_user u where u.sourced_id = p.sourced_id and u.is_person)) \
        and not exists (select 1 from staged_role s where s.user_sid = p.sourced_id and s.org = role.org and s.role = role.role) \
        on conflict (person) do nothing";
    pub(super) ROLES_LEAVE = "update role set until = $3 where district = $1 and source = $2 and until > $3 and ", not_kept!("role", "roles"),
        " and exists (select 1 from person p where p.id = role.person and ", not_kept!("p", "users"),
        " and ($4 or exists (select 1 from staged_user u where u.sourced_id = p.sourced_id and u.is_person)) \
        and not exists (select 1 from staged_role s where s.user_sid = p.sourced_id and s.org = role.org and s.role = role.role))";
    pub(super) ROLES_GONE_MOVED = "insert into moved (person) select distinct person from role where district = $1 and source = $2 and until > $3 \
        and sourced_id in (select g.sourced_id from staged_gone g where g.kind = 'roles') on conflict (person) do nothing";
    pub(super) ROLES_GONE = "update role set until = $3 where district = $1 and source = $2 and until > $3 \
        and sourced_id in (select g.sourced_id from staged_gone g where g.kind = 'roles')";
}

// Classes.
sql! {
    pub(super) STAGED_CLASSES = "select count(*) from staged_class";
    pub(super) CLASSES_ACTIVE = "select count(*) from class where district = $1 and source = $2 and active";
    pub(super) CLASSES_SAME = "select count(*), \
        cast(coalesce(sum(case when c.school <> s.school or c.title <> s.title or c.grades <> s.grades or c.subjects <> s.subjects \
            or not c.active then 1 else 0 end), 0) as bigint), \
        cast(coalesce(sum(case when c.active then 1 else 0 end), 0) as bigint) \
        from staged_class s cross join class c where ", same!("c");
    pub(super) CLASSES_CHANGE = "update class set school = s.school, title = s.title, grades = s.grades, subjects = s.subjects, active = true, \
        changed = $3 from staged_class s where ", same!("class"), " and (class.school <> s.school or class.title <> s.title \
        or class.grades <> s.grades or class.subjects <> s.subjects or not class.active)";
    pub(super) CLASSES_ADD = "insert into class (id, district, school, title, grades, subjects, source, sourced_id, active, changed) \
        select s.id, $1, s.school, s.title, s.grades, s.subjects, $2, s.sourced_id, true, $3 \
        from staged_class s where not exists (select 1 from class c where ", same!("c"), ")";
    pub(super) CLASSES_LEAVE = "update class set active = false, changed = $3 where district = $1 and source = $2 and active and ",
        not_kept!("class", "classes"), " and not exists (select 1 from staged_class s where s.sourced_id = class.sourced_id)";
    pub(super) CLASSES_GONE = "update class set active = false, changed = $3 where district = $1 and source = $2 and active \
        and sourced_id in (select g.sourced_id from staged_gone g where g.kind = 'classes')";
}

/// What is asked about the people in classes: of teachers and of students alike.
pub(super) struct Seats {
    /// Who sits there, for messages.
    pub who: &'static str,
    /// Whether there are any of this source, at least one.
    pub any: Sql,
    pub active: Sql,
    pub same: Sql,
    pub extra_found: Sql,
    pub extra_same: Sql,
    pub add: Sql,
    pub change: Sql,
    pub leave: Sql,
    pub gone: Sql,
    pub lost: Sql,
}

/// The staged seat `s`, its class `c` and who sits there, `w`.
macro_rules! seat {
    ($who:literal) => {
        concat!(
            " staged_seat s join class c on c.district = $1 and c.source = $2 and c.sourced_id = s.class_sid join ",
            $who,
            " w on w.district = $1 and w.source = $2 and w.sourced_id = s.user_sid ",
        )
    };
}

macro_rules! seats {
    ($table:literal, $who:literal, $word:literal, $side:literal, $seats:ident, $any:ident, $active:ident, $same:ident, $extra_found:ident, $extra_same:ident,
     $add:ident, $change:ident, $leave:ident, $gone:ident, $lost:ident) => {
        sql! {
            $any = "select 1 from ", $table, " where district = $1 and source = $2 limit 1";
            $active = "select count(*) from ", $table, " where district = $1 and source = $2 and active";
            $same = "select count(*), cast(coalesce(sum(case when a.active <> s.active then 1 else 0 end), 0) as bigint), \
                cast(coalesce(sum(case when a.active then 1 else 0 end), 0) as bigint), \
                cast(coalesce(sum(case when a.active and not s.active then 1 else 0 end), 0) as bigint) from ", seat!($who),
                " join ", $table, " a on a.class = c.id and a.", $who, " = w.id where ", $side, " and not s.extra";
            $extra_found = "select count(*) from ", seat!($who), " where ", $side, " and s.extra";
            $extra_same = "select count(*) from ", seat!($who), " join ", $table, " a on a.class = c.id and a.", $who,
                " = w.id where ", $side, " and s.extra";
            $add = "insert into ", $table, " (class, ", $who, ", district, source, sourced_id, active) \
                select c.id, w.id, $1, $2, s.sourced_id, s.active from ", seat!($who), " where ", $side, " and not s.extra \
                and not exists (select 1 from ", $table, " a where a.class = c.id and a.", $who, " = w.id)";
            $change = "update ", $table, " set active = s.active from ", seat!($who), " where ", $table, ".class = c.id and ",
                $table, ".", $who, " = w.id and ", $side, " and not s.extra and ", $table, ".active <> s.active";
            $leave = "update ", $table, " set active = false where district = $1 and source = $2 and active and ",
                not_kept!($table, "enrollments"), " and not exists (select 1 from class c, ", $who, " w, staged_seat s where c.id = ",
                $table, ".class and w.id = ", $table, ".", $who, " and s.user_sid = w.sourced_id and s.class_sid = c.sourced_id and ",
                $side, ")";
            $gone = "update ", $table, " set active = false where district = $1 and source = $2 and active \
                and sourced_id in (select g.sourced_id from staged_gone g where g.kind = 'enrollments')";
            $lost = "select s.line, s.sourced_id, s.class_sid, s.user_sid, exists (select 1 from class c where c.district = $1 \
                and c.source = $2 and c.sourced_id = s.class_sid) from staged_seat s where ", $side, " and not exists (select 1 from ",
                seat_of!($who), ") order by s.line";
        }
        pub(super) const $seats: Seats = Seats {
            who: $word,
            any: $any,
            active: $active,
            same: $same,
            extra_found: $extra_found,
            extra_same: $extra_same,
            add: $add,
            change: $change,
            leave: $leave,
            gone: $gone,
            lost: $lost,
        };
    };
}

/// The class and the person or student a staged seat `s` names.
macro_rules! seat_of {
    ($who:literal) => {
        concat!(
            " class c, ",
            $who,
            " w where c.district = $1 and c.source = $2 and c.sourced_id = s.class_sid and w.district = $1 and w.source = $2 \
             and w.sourced_id = s.user_sid "
        )
    };
}

seats!(
    "teaches",
    "person",
    "staff",
    "s.teaches",
    TEACHES,
    TEACHES_ANY,
    TEACHES_ACTIVE,
    TEACHES_SAME,
    TEACHES_EXTRA_FOUND,
    TEACHES_EXTRA_SAME,
    TEACHES_ADD,
    TEACHES_CHANGE,
    TEACHES_LEAVE,
    TEACHES_GONE,
    TEACHES_LOST
);
seats!(
    "attends",
    "student",
    "students",
    "not s.teaches",
    ATTENDS,
    ATTENDS_ANY,
    ATTENDS_ACTIVE,
    ATTENDS_SAME,
    ATTENDS_EXTRA_FOUND,
    ATTENDS_EXTRA_SAME,
    ATTENDS_ADD,
    ATTENDS_CHANGE,
    ATTENDS_LEAVE,
    ATTENDS_GONE,
    ATTENDS_LOST
);

sql! {
    /// A seat that stands in the file twice counts once; it is active if either is.
    pub(super) SEATS_EXTRA = "update staged_seat set extra = true where exists (select 1 from staged_seat o where o.user_sid = staged_seat.user_sid \
        and o.class_sid = staged_seat.class_sid and o.teaches = staged_seat.teaches and o.line < staged_seat.line)";
    pub(super) SEATS_EITHER = "update staged_seat set active = true where not active and not extra and exists (select 1 from staged_seat o \
        where o.user_sid = staged_seat.user_sid and o.class_sid = staged_seat.class_sid and o.teaches = staged_seat.teaches and o.active)";
    pub(super) STAGED_SEATS = "select cast(coalesce(sum(case when teaches then 1 else 0 end), 0) as bigint), \
        cast(coalesce(sum(case when teaches then 0 else 1 end), 0) as bigint) from staged_seat";
}

// Who is out, and who sees something else from now on.
sql! {
    pub(super) END_SESSIONS = "delete from session where person in (select p.id from person p where p.district = $1 and p.changed = $2 and not p.active)";
    pub(super) END_TOKENS = "update token set ended = $2 where ended is null and person in (select p.id from person p where p.district = $1 \
        and p.changed = $2 and not p.active)";
    pub(super) END_PASSES = "update pass set used = $2 where used is null and person in (select p.id from person p where p.district = $1 \
        and p.changed = $2 and not p.active)";
    pub(super) MOVED_PEOPLE = "insert into moved (person) select p.id from person p where p.district = $1 and p.changed = $2 \
        on conflict (person) do nothing";
    pub(super) MOVED_ROLES = "insert into moved (person) select distinct r.person from role r where r.district = $1 on conflict (person) do nothing";

    pub(super) ADMINISTRATORS = "select distinct p.id, p.email, coalesce(p.lang, o.lang) from person p join org o on o.id = p.district \
        join role r on r.person = p.id where p.district = $1 and p.active and p.left_at is null and p.email is not null \
        and r.role = 'systemAdministrator' and r.since <= $2 and r.until > $2";
    pub(super) RUN_APPLIED = "update import_run set ended = $2, state = $3, report = $4 where id = $1";
    pub(super) RUN_MADE = "insert into import_run (id, district, kind, source, by, began, ended, state, progress, report) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, '', $9)";
}
