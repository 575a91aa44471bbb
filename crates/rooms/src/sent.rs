//! What a form sent, whichever way it was encoded. Files are spooled to the data folder, never held in memory.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use face::Fields;
use tokio::io::AsyncWriteExt as _;

use crate::App;

/// The largest file taken in a form, in bytes.
pub const LARGEST_FILE: u64 = 512 * 1024 * 1024;

/// The fields and the files of a form.
#[derive(Default)]
pub struct Sent {
    pub fields: Fields,
    pub files: Vec<Upload>,
}

/// A file that was sent; it is deleted with this value.
pub struct Upload {
    /// The name of the form's field.
    pub field: String,
    /// The name the file had; only for showing.
    pub name: String,
    pub size: u64,
    path: PathBuf,
}

impl Upload {
    /// Where it is spooled.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.path));
    }
}

impl FromRequest<Arc<App>> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Sent, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        if kind.starts_with("multipart/form-data") {
            let multipart = Multipart::from_request(request, app).await.map_err(IntoResponse::into_response)?;
            return spool(multipart, app).await.map_err(IntoResponse::into_response);
        }
        let axum::extract::Form(values) = axum::extract::Form::<Vec<(String, String)>>::from_request(request, app)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Sent { fields: Fields::new(values), files: Vec::new() })
    }
}

/// What the browser sent can't be read, or the disk fails: the status says which, [`crate::bare`] says it in words.
async fn spool(mut multipart: Multipart, app: &App) -> Result<Sent, StatusCode> {
    let disk = |e: std::io::Error| {
        tracing::error!("a file that was sent can't be kept: {e}");
        StatusCode::INSUFFICIENT_STORAGE
    };
    let mut values = Vec::new();
    let mut files = Vec::new();
    let folder = app.options.data.join("tmp");
    tokio::fs::create_dir_all(&folder).await.map_err(disk)?;
    while let Some(mut part) = multipart.next_field().await.map_err(|e| e.status())? {
        let field = part.name().unwrap_or_default().to_owned();
        let Some(name) = part.file_name().map(str::to_owned) else {
            values.push((field, part.text().await.map_err(|e| e.status())?));
            continue;
        };
        let path = folder.join(app.db.chance().blind_id().simple().to_string());
        let mut upload = Upload { field, name, size: 0, path };
        let mut file = tokio::fs::File::create(&upload.path).await.map_err(disk)?;
        while let Some(chunk) = part.chunk().await.map_err(|e| e.status())? {
            upload.size += chunk.len() as u64;
            if upload.size > LARGEST_FILE {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            file.write_all(&chunk).await.map_err(disk)?;
        }
        file.flush().await.map_err(disk)?;
        if upload.size > 0 {
            files.push(upload);
        }
    }
    Ok(Sent { fields: Fields::new(values), files })
}
