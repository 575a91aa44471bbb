//! The register of routes. A route can't be added without saying who may come in; a test calls every one as every role.

use std::sync::Arc;

use axum::Router;
use axum::extract::Extension;
use axum::handler::Handler;
use axum::routing::{MethodRouter, on};

pub use axum::routing::MethodFilter;

use crate::App;

/// Who may come in at all. What is shown there is still decided by audience, and what may be done by the room's own rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// Anyone, signed in or not.
    Public,
    /// Only in demo mode; elsewhere the route answers as if it were not there.
    Demo,
    /// Anyone who is signed in; the page shows what they can see.
    SignedIn,
    /// Who leads a school or a district.
    Leader,
    /// Who administers the system for a district.
    Admin,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// One way in.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub rule: Rule,
}

/// The ways into a room.
#[derive(Default)]
pub struct Routes {
    list: Vec<Route>,
    router: Router<Arc<App>>,
}

impl Routes {
    /// No ways in yet.
    pub fn new() -> Routes {
        Routes::default()
    }

    /// A page.
    #[must_use]
    pub fn get<H: Handler<T, Arc<App>>, T: 'static>(self, path: &'static str, rule: Rule, handler: H) -> Routes {
        self.add(Method::Get, path, rule, on(MethodFilter::GET, handler))
    }

    /// An action.
    #[must_use]
    pub fn post<H: Handler<T, Arc<App>>, T: 'static>(self, path: &'static str, rule: Rule, handler: H) -> Routes {
        self.add(Method::Post, path, rule, on(MethodFilter::POST, handler))
    }

    /// An action that takes files, `most` bytes together; other actions take two megabytes.
    #[must_use]
    pub fn upload<H: Handler<T, Arc<App>>, T: 'static>(
        self,
        path: &'static str,
        rule: Rule,
        handler: H,
        most: usize,
    ) -> Routes {
        let limit = axum::extract::DefaultBodyLimit::max(most);
        self.add(Method::Post, path, rule, on(MethodFilter::POST, handler).layer(limit))
    }

    /// A replacement, in the API.
    #[must_use]
    pub fn put<H: Handler<T, Arc<App>>, T: 'static>(self, path: &'static str, rule: Rule, handler: H) -> Routes {
        self.add(Method::Put, path, rule, on(MethodFilter::PUT, handler))
    }

    /// A change, in the API.
    #[must_use]
    pub fn patch<H: Handler<T, Arc<App>>, T: 'static>(self, path: &'static str, rule: Rule, handler: H) -> Routes {
        self.add(Method::Patch, path, rule, on(MethodFilter::PATCH, handler))
    }

    /// A removal, in the API.
    #[must_use]
    pub fn delete<H: Handler<T, Arc<App>>, T: 'static>(self, path: &'static str, rule: Rule, handler: H) -> Routes {
        self.add(Method::Delete, path, rule, on(MethodFilter::DELETE, handler))
    }

    fn add(mut self, method: Method, path: &'static str, rule: Rule, handler: MethodRouter<Arc<App>>) -> Routes {
        self.list.push(Route { method, path, rule });
        self.router = self.router.route(path, handler.layer(Extension(rule)));
        self
    }

    /// These ways and those of another room.
    #[must_use]
    pub fn and(mut self, other: Routes) -> Routes {
        self.list.extend(other.list);
        self.router = self.router.merge(other.router);
        self
    }

    /// Every way in, for the route table.
    pub fn list(&self) -> &[Route] {
        &self.list
    }

    pub(crate) fn into_router(self) -> Router<Arc<App>> {
        self.router
    }
}
