//! Tests tell stories as actors: a small district, people with roles, and a client for each.

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use store::testing::{TestDb, engines};
use store::{CommunityId, DistrictId, Engine, OrgId, PersonId};
use tower::ServiceExt as _;

use crate::communities::{self, NewCommunity, Part};
use crate::people::{self, NewOrg, NewPerson};
use crate::{App, Options, Role, Stop, router, routes};

/// Two districts: Riverbend with two schools, and Lakeside with one, whose ids are for trying what must not work.
pub struct World {
    pub t: TestDb,
    pub app: Arc<App>,
    pub district: DistrictId,
    pub cedar: OrgId,
    pub oak: OrgId,
    pub elsewhere: DistrictId,
    pub lake: OrgId,
    router: Router,
    folder: Folder,
}

/// Somebody with a browser.
#[derive(Clone)]
pub struct Actor {
    pub id: PersonId,
    pub name: String,
    router: Router,
    cookie: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub body: String,
    pub headers: axum::http::HeaderMap,
}

/// Tells `story` on every engine, each in a world of its own.
pub fn on_each<F: Future<Output = ()>>(story: impl Fn(World) -> F) {
    for engine in engines() {
        on_engine(engine, &story);
    }
}

/// Tells `story` on one engine, if tests run on it.
pub fn on_engine<F: Future<Output = ()>>(engine: Engine, story: impl Fn(World) -> F) {
    if engines().contains(&engine) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async { story(World::new(TestDb::new(engine))).await });
    }
}

impl World {
    fn new(t: TestDb) -> World {
        let (app, router, folder) = opened(&t);
        let made = t.db.write_now(|tx| {
            let org = |tx: &mut store::Tx<'_>, district, parent, kind, name| {
                let new = NewOrg {
                    district,
                    parent,
                    kind,
                    name,
                    zone: "America/Chicago",
                    lang: "en",
                    source: "",
                    sourced_id: "",
                };
                people::add_org(tx, &new)
            };
            let river = org(tx, None, None, "district", "Riverbend")?;
            let district = DistrictId(river.0);
            let cedar = org(tx, Some(district), Some(river), "school", "Cedar Street")?;
            let oak = org(tx, Some(district), Some(river), "school", "Oak Hill")?;
            let lakeside = org(tx, None, None, "district", "Lakeside")?;
            let elsewhere = DistrictId(lakeside.0);
            let lake = org(tx, Some(elsewhere), Some(lakeside), "school", "Lake School")?;
            Ok::<_, store::Error>((district, cedar, oak, elsewhere, lake))
        });
        let (district, cedar, oak, elsewhere, lake) = made.unwrap();
        World { t, app, district, cedar, oak, elsewhere, lake, router, folder }
    }

    /// Keeps this world as it is now, to be told on from here as often as one likes.
    pub fn keep(self) -> KeptWorld {
        let World { t, district, cedar, oak, elsewhere, lake, folder, .. } = self;
        KeptWorld { kept: t.keep(), folder, places: (district, cedar, oak, elsewhere, lake) }
    }

    /// The application as a service, to be put behind a socket.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// A person with a role at an organization, signed in.
    pub fn person(&self, given: &'static str, role: Role, org: OrgId) -> Actor {
        let district = if org == self.lake || org.0 == self.elsewhere.0 { self.elsewhere } else { self.district };
        let (id, secret) = self
            .t
            .db
            .write_now(move |tx| {
                let email = format!("{}.{}@school.test", given.to_lowercase(), tx.fresh_id().simple());
                let new =
                    NewPerson { district, given, family: "Test", email: Some(&email), source: "", sourced_id: "" };
                let id = people::add_person(tx, &new)?;
                people::give_role(tx, district, id, org, role, "", "")?;
                let secret = people::begin_session(tx, district, id, "test")?;
                Ok::<_, store::Error>((id, secret))
            })
            .unwrap();
        let name = format!("{given} Test");
        Actor { id, name, router: self.router.clone(), cookie: Some(format!("perennial={secret}")) }
    }

    /// The district's own organization.
    pub fn office(&self) -> OrgId {
        OrgId(self.district.0)
    }

    /// Nobody in particular.
    pub fn stranger(&self) -> Actor {
        Actor { id: PersonId(uuid::Uuid::nil()), name: String::new(), router: self.router.clone(), cookie: None }
    }

    /// A community at an organization with these people in it. When the first facilitates, they founded it and let the others in.
    pub fn community(&self, org: OrgId, name: &'static str, people: &[(PersonId, Part)]) -> CommunityId {
        let district = if org == self.lake || org.0 == self.elsewhere.0 { self.elsewhere } else { self.district };
        let people = people.to_vec();
        self.write(move |tx| {
            let new = NewCommunity {
                district,
                org,
                name,
                purpose: "Every third grader reads",
                basis: "students",
                composition: "horizontal",
                mode: "face-to-face",
                grades: "3",
                subjects: "",
            };
            let founder = people.first().filter(|(_, part)| *part == Part::Facilitator).map(|(id, _)| *id);
            let id = communities::add(tx, &new, founder)?;
            for (person, part) in people.into_iter().skip(usize::from(founder.is_some())) {
                communities::join(tx, id, person, part, founder)?;
            }
            Ok(id)
        })
    }

    /// Writes straight to the database, for setting a scene.
    pub fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut store::Tx<'_>) -> Result<T, Stop> + Send + 'static,
    ) -> T {
        match self.t.db.write_now(f) {
            Ok(done) => done,
            Err(Stop::Broken(e)) => panic!("{e}"),
            Err(stop) => panic!("{:?}", stop.say(face::Lang::En)),
        }
    }
}

/// A world that was kept.
pub struct KeptWorld {
    kept: store::testing::Kept,
    folder: Folder,
    places: (DistrictId, OrgId, OrgId, DistrictId, OrgId),
}

impl KeptWorld {
    /// The world as it was kept, with a database and a folder of its own.
    pub fn open(&self) -> World {
        let t = self.kept.copy();
        let (app, router, folder) = opened(&t);
        copy_into(&self.folder.0, &folder.0);
        let (district, cedar, oak, elsewhere, lake) = self.places;
        World { t, app, district, cedar, oak, elsewhere, lake, router, folder }
    }
}

fn copy_into(from: &std::path::Path, to: &std::path::Path) {
    for found in std::fs::read_dir(from).unwrap() {
        let found = found.unwrap();
        let there = to.join(found.file_name());
        if found.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&there).unwrap();
            copy_into(&found.path(), &there);
        } else {
            std::fs::copy(found.path(), there).unwrap();
        }
    }
}

/// A folder that is gone with this value.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn opened(t: &TestDb) -> (Arc<App>, Router, Folder) {
    // Not drawn from the test's chance: that is the same in every test, and worlds stand side by side.
    let folder = std::env::temp_dir().join(format!("perennial-world-{}", t.tag()));
    std::fs::create_dir_all(&folder).unwrap();
    let options = Options { data: folder.clone(), address: "http://perennial.test".into(), ..Options::default() };
    let app = App::new(t.db.clone(), options);
    let router = router(app.clone(), routes());
    (app, router, Folder(folder))
}

impl Actor {
    /// This browser holds the session of somebody.
    pub fn sign_in(&mut self, id: PersonId, secret: &str) {
        self.id = id;
        self.cookie = Some(format!("perennial={secret}"));
    }

    /// The same person with the same session in another world.
    pub fn on(&self, world: &World) -> Actor {
        Actor { router: world.router.clone(), ..self.clone() }
    }

    /// The secret of their session, if they are signed in.
    pub fn session(&self) -> Option<&str> {
        self.cookie.as_deref().and_then(|c| c.strip_prefix("perennial="))
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields.iter().map(|(k, v)| format!("{}={}", crate::cx::encode(k), crate::cx::encode(v)));
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.collect::<Vec<_>>().join("&"))).unwrap()).await
    }

    /// Sends a form with a file.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Answer {
        let mark = "perennialtestboundary";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--{mark}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        let (field, name, bytes) = file;
        body.extend(
            format!(
                "--{mark}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )
            .bytes(),
        );
        body.extend(bytes);
        body.extend(format!("\r\n--{mark}--\r\n").bytes());
        let request = Request::post(path).header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={mark}"));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Opens a stream of news; whether `word` came within five seconds.
    pub async fn hear(&self, path: &str, word: &str) -> bool {
        use futures_util::StreamExt as _;
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let mut body = response.into_body().into_data_stream();
        let listening = async {
            let mut heard = String::new();
            while let Some(Ok(part)) = body.next().await {
                heard.push_str(&String::from_utf8_lossy(&part));
                if heard.contains(word) {
                    return true;
                }
            }
            false
        };
        tokio::time::timeout(std::time::Duration::from_secs(5), listening).await.unwrap_or(false)
    }

    /// Sends any request as this person.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        // News goes on without an end: that it began is the answer.
        let body = if kind.starts_with("text/event-stream") { Body::empty() } else { body };
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            location: parts.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned(),
            body: String::from_utf8_lossy(&body).into_owned(),
            headers: parts.headers,
        }
    }
}

impl Answer {
    /// The same answer, which must be 200.
    #[track_caller]
    pub fn ok(self) -> Answer {
        assert_eq!(self.status, StatusCode::OK, "{}", self.gist());
        self
    }

    /// How many questions the database was asked for it.
    #[track_caller]
    pub fn questions(&self) -> u32 {
        let told = self.headers.get("server-timing").and_then(|v| v.to_str().ok()).expect("a page says what it asked");
        told.trim_start_matches("db;desc=\"").trim_end_matches('"').parse().expect("a number")
    }

    /// The page an action leads to.
    #[track_caller]
    pub fn leads_to(self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.gist());
        self.location
    }

    /// The page must show this text.
    #[track_caller]
    pub fn shows(self, text: &str) -> Answer {
        assert!(self.body.contains(text), "{text:?} isn't shown in:\n{}", self.gist());
        self
    }

    /// The page must not show this text.
    #[track_caller]
    pub fn hides(self, text: &str) -> Answer {
        assert!(!self.body.contains(text), "{text:?} is shown");
        self
    }

    /// The words of the page without its markup, for messages.
    pub fn gist(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                c if !inside => text.push(c),
                _ => {}
            }
        }
        let words: Vec<_> = text.split_whitespace().collect();
        format!("{} {}", self.status, words.join(" "))
    }
}
