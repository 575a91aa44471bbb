//! Organizations: a tree, few enough to be compared in the program.

use std::collections::{HashMap, HashSet};

use oneroster::{FileKind, OrgType, Source};
use store::{DistrictId, Error, Kind, OrgId, Tx, Val, args};
use uuid::Uuid;

use super::super::{NewOrg, add_org};
use super::{Back, Run, is_gone, queries};

/// An organization of ours.
struct Ours {
    id: Uuid,
    parent: Option<Uuid>,
    kind: String,
    name: String,
    identifier: String,
    source: String,
    sourced_id: String,
    active: bool,
}

/// A row of orgs.csv.
struct Theirs {
    line: i64,
    sourced_id: String,
    kind: String,
    name: String,
    identifier: String,
    parent: String,
}

impl Run<'_, '_> {
    /// Reads orgs.csv, writes what differs, and knows from then on every organization by its sourcedId.
    pub(super) fn orgs(&mut self) -> Result<(), Error> {
        self.report.of("orgs");
        let (mut ours, zone, lang) = self.our_orgs()?;
        let (theirs, gone) = self.their_orgs()?;
        let own = self.own_org(&theirs)?;
        let by_source: HashMap<String, usize> = ours
            .iter()
            .enumerate()
            .filter(|(_, o)| o.source == self.source)
            .map(|(n, o)| (o.sourced_id.clone(), n))
            .collect();
        let before = ours.iter().filter(|o| o.source == self.source && o.active).count();
        for (sourced, n) in &by_source {
            let o = &ours[*n];
            self.orgs.insert(sourced.clone(), (OrgId(o.id), o.kind.clone()));
        }
        if let Some(own) = &own {
            self.orgs.insert(own.clone(), (OrgId(self.district.0), "district".into()));
        }
        let mut seen: HashSet<&str> = own.iter().map(String::as_str).collect();
        let mut waiting: Vec<&Theirs> = Vec::new();
        for org in &theirs {
            match seen.contains(org.sourced_id.as_str()) {
                true if self.made => self.report.of("orgs").new += 1,
                true => self.report.of("orgs").unchanged += 1,
                false => waiting.push(org),
            }
        }
        let in_file: HashSet<&str> = theirs.iter().map(|o| o.sourced_id.as_str()).collect();
        let mut kept = Vec::new();
        // From the top down: whoever's parent is placed can be placed. Who is left is on a circle or below a stranger.
        while !waiting.is_empty() {
            let (ready, rest): (Vec<&Theirs>, Vec<&Theirs>) = waiting.iter().partition(|o| {
                let known = self.orgs.contains_key(&o.parent);
                o.parent.is_empty()
                    || seen.contains(o.parent.as_str())
                    || (known && !in_file.contains(o.parent.as_str()))
            });
            if ready.is_empty() {
                for org in rest {
                    let message = match in_file.contains(org.parent.as_str()) {
                        true => {
                            format!("“{}” could not be taken, or is, through its parents, its own parent", org.parent)
                        }
                        false => format!("“{}” is not in orgs.csv", org.parent),
                    };
                    self.report.refuse_row(FileKind::Orgs, org.line, "parentSourcedId", &message);
                    kept.push(org.sourced_id.clone());
                }
                break;
            }
            for org in ready {
                seen.insert(&org.sourced_id);
                let found = by_source.get(&org.sourced_id).map(|n| &mut ours[*n]);
                self.put(org, found, &zone, &lang)?;
            }
            waiting = rest;
        }
        let kept: HashSet<String> = kept.into_iter().chain(self.kept_orgs.drain(..)).collect();
        let complete = self.says_who_left(FileKind::Orgs);
        let mut leaving = 0;
        for org in ours.iter().filter(|o| o.source == self.source && o.active) {
            let sid = org.sourced_id.as_str();
            let missing = complete && !seen.contains(sid) && !kept.contains(sid);
            if missing || gone.contains(sid) {
                leaving += 1;
                self.tx.exec(
                    queries::ORG_CHANGE,
                    args![org.id, org.parent, &org.kind, &org.name, text_or_null(&org.identifier), false, self.now],
                )?;
            }
        }
        self.report.of("orgs").removed = leaving;
        self.before.insert("orgs", (before as u64, leaving));
        if self.tree_changed {
            self.rebuild_tree()?;
        }
        Ok(())
    }

    /// Adds or changes one organization whose parent is in place.
    fn put(&mut self, org: &Theirs, found: Option<&mut Ours>, zone: &str, lang: &str) -> Result<(), Error> {
        let parent = self.orgs.get(&org.parent).map_or(self.district.0, |(id, _)| id.0);
        let id = match found {
            None => {
                let id = self.series.id();
                self.tx.exec(
                    queries::ORG_ADD,
                    args![
                        id,
                        self.district,
                        parent,
                        &org.kind,
                        &org.name,
                        text_or_null(&org.identifier),
                        zone,
                        lang,
                        &self.source,
                        &org.sourced_id,
                        self.now
                    ],
                )?;
                self.tree_changed = true;
                self.report.of("orgs").new += 1;
                id
            }
            Some(o) => {
                let same = o.parent == Some(parent)
                    && o.kind == org.kind
                    && o.name == org.name
                    && o.identifier == org.identifier
                    && o.active;
                if same {
                    self.report.of("orgs").unchanged += 1;
                } else {
                    self.tx.exec(
                        queries::ORG_CHANGE,
                        args![o.id, parent, &org.kind, &org.name, text_or_null(&org.identifier), true, self.now],
                    )?;
                    self.tree_changed |= o.parent != Some(parent);
                    self.report.of("orgs").changed += 1;
                }
                o.id
            }
        };
        self.orgs.insert(org.sourced_id.clone(), (OrgId(id), org.kind.clone()));
        Ok(())
    }

    /// Our organizations, and the zone and language new ones get: the district's.
    fn our_orgs(&mut self) -> Result<(Vec<Ours>, String, String), Error> {
        let (mut zone, mut lang) = (String::new(), String::new());
        let district = self.district.0;
        let ours = self.tx.rows(queries::ORGS, args![self.district], |r| {
            let id: Uuid = r.get(0)?;
            if id == district {
                (zone, lang) = (r.get(8)?, r.get(9)?);
            }
            Ok(Ours {
                id,
                parent: r.get(1)?,
                kind: r.get(2)?,
                name: r.get(3)?,
                identifier: r.get::<Option<String>>(4)?.unwrap_or_default(),
                source: r.get(5)?,
                sourced_id: r.get(6)?,
                active: r.get(7)?,
            })
        })?;
        Ok((ours, zone, lang))
    }

    fn their_orgs(&mut self) -> Result<(Vec<Theirs>, HashSet<String>), Error> {
        let (mut theirs, mut gone, mut refused) = (Vec::<Theirs>::new(), HashSet::new(), Vec::new());
        let mut wrong = Vec::new();
        let mut rows = self.set.orgs();
        while let Some(row) = rows.next_row() {
            let (line, org) = match row {
                Ok(row) => (i64::try_from(row.line).unwrap_or(0), row.record),
                Err(refusal) => {
                    refused.push(refusal);
                    continue;
                }
            };
            if is_gone(org.status) {
                gone.insert(org.sourced_id.to_owned());
                continue;
            }
            let kind = match org.org_type {
                OrgType::Other(word) if word.starts_with("ext:") => "department",
                OrgType::Other(word) => {
                    wrong.push((line, "type", org.sourced_id.to_owned(), format!(
                        "“{word}” is not a kind of organization; OneRoster knows department, school, district, local, state and national"
                    )));
                    continue;
                }
                ref known => known.as_str(),
            };
            theirs.push(Theirs {
                line,
                sourced_id: org.sourced_id.to_owned(),
                kind: kind.to_owned(),
                name: org.name.to_owned(),
                identifier: org.identifier.to_owned(),
                parent: org.parent_sourced_id.to_owned(),
            });
        }
        self.report.notes.extend(rows.notes().iter().map(ToString::to_string));
        let mut times: HashMap<&str, u32> = HashMap::new();
        for org in &theirs {
            *times.entry(&org.sourced_id).or_default() += 1;
        }
        let twice: HashSet<String> = times.into_iter().filter(|(_, n)| *n > 1).map(|(id, _)| id.to_owned()).collect();
        for org in theirs.iter().filter(|o| twice.contains(&o.sourced_id)) {
            let message = format!("“{}” stands in this file more than once", org.sourced_id);
            wrong.push((org.line, "sourcedId", org.sourced_id.clone(), message));
        }
        theirs.retain(|o| !twice.contains(&o.sourced_id));
        self.kept_orgs.extend(refused.iter().map(|r| r.sourced_id.clone()));
        for (line, column, sourced_id, message) in wrong {
            self.report.refuse_row(FileKind::Orgs, line, column, &message);
            self.kept_orgs.push(sourced_id);
        }
        self.keep(refused)?;
        self.told("orgs", theirs.len() as u64);
        Ok((theirs, gone))
    }

    /// Which of their rows is our district: the only one of that kind, or the one that was it before.
    fn own_org(&mut self, theirs: &[Theirs]) -> Result<Option<String>, Error> {
        let name = format!("roster.org:{}", self.source);
        let known: Option<String> = self.tx.one(queries::OWN_ORG, args![self.district, &name], |r| r.get(0))?;
        let mut districts = theirs.iter().filter(|o| o.kind == "district");
        let found = match (districts.next(), districts.next()) {
            (Some(only), None) => Some(only.sourced_id.clone()),
            _ => None,
        };
        let own = match (&known, found) {
            (Some(known), _) if theirs.iter().any(|o| o.sourced_id == *known) => Some(known.clone()),
            (_, Some(found)) => Some(found),
            (known, None) => known.clone(),
        };
        if own.is_some() && own != known {
            self.tx
                .exec(queries::OWN_ORG_SET, args![self.district, name, own.clone(), Option::<Uuid>::None, self.now])?;
        }
        Ok(own)
    }

    /// Writes `org_above` anew for everything in the district.
    fn rebuild_tree(&mut self) -> Result<(), Error> {
        let parents: HashMap<Uuid, Option<Uuid>> =
            self.tx.rows(queries::ORGS, args![self.district], |r| Ok((r.get(0)?, r.get(1)?)))?.into_iter().collect();
        let district = self.district.0;
        let over: Vec<(Uuid, i64)> =
            self.tx.rows(queries::ABOVE_DISTRICT, args![self.district], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let mut rows = Vec::new();
        for below in parents.keys().filter(|id| **id != district) {
            let (mut at, mut distance) = (*below, 0_i64);
            loop {
                if at == district {
                    rows.extend(over.iter().map(|(above, more)| (*below, *above, distance + more)));
                    break;
                }
                rows.push((*below, at, distance));
                // A walk longer than there are organizations would be a circle made by hand.
                match parents.get(&at) {
                    Some(Some(parent)) if distance < parents.len() as i64 => (at, distance) = (*parent, distance + 1),
                    _ => break,
                }
            }
        }
        self.tx.exec(queries::ABOVE_FORGET, args![self.district])?;
        let columns = [("below", Kind::Id), ("above", Kind::Id), ("distance", Kind::Int), ("district", Kind::Id)];
        let rows = &mut rows.into_iter().map(|(below, above, distance)| {
            Ok(vec![Val::Id(below), Val::Id(above), Val::Int(distance), Val::Id(district)])
        });
        self.tx.load("org_above", &columns, rows).map(drop)
    }
}

/// The only district here, if there is exactly one.
pub(super) fn only_district(c: &mut store::Conn) -> Result<Option<DistrictId>, Error> {
    let here = c.rows(queries::DISTRICTS, &[], |r| r.get(0))?;
    Ok(here.first().copied().filter(|_| here.len() == 1))
}

/// The only district here, and whether it was made just now, with the name the set gives it.
pub(super) fn the_district(tx: &mut Tx<'_>, set: &Source) -> Result<(DistrictId, bool), Back> {
    let mut here = tx.rows(queries::DISTRICTS, &[], |r| r.get(0))?;
    match (here.pop(), here.is_empty()) {
        (Some(only), true) => return Ok((only, false)),
        (Some(_), false) => return Err(Back::WhichDistrict),
        (None, _) => {}
    }
    let mut rows = set.orgs();
    let mut name = "Our district".to_owned();
    while let Some(row) = rows.next_row() {
        if let Ok(row) = row
            && row.record.org_type == OrgType::District
        {
            row.record.name.clone_into(&mut name);
            break;
        }
    }
    let zone = jiff::tz::TimeZone::system();
    let new = NewOrg {
        district: None,
        parent: None,
        kind: "district",
        name: &name,
        zone: zone.iana_name().unwrap_or("UTC"),
        lang: "en",
        source: "",
        sourced_id: "",
    };
    Ok((DistrictId(add_org(tx, &new)?.0), true))
}

fn text_or_null(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|t| !t.is_empty())
}
