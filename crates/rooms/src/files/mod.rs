//! Files: what people attach. Kept in the data folder under names nobody can guess; what a file is, is decided by what is in it;
//! given out only to whoever can see it, and never in a way that runs.

mod photo;
mod sniff;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use axum::body::{Body, Bytes};
use axum::extract::Path as InPath;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use store::{AudienceId, DistrictId, Error, FileId, PersonId, Tx, args, sees, sql};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};

pub use sniff::sniff;
#[cfg(test)]
pub(crate) use tests::photo_with_its_place;

use crate::{Cx, Routes, Rule, Stop, Upload, w};

/// The largest file one may attach, in bytes: a photo from a phone or a long PDF, not a film.
pub const LARGEST: u64 = 25 * 1024 * 1024;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new().get("/files/{id}", Rule::SignedIn, give)
}

/// A file that was sent and looked into, before it is kept.
pub struct Looked {
    upload: Upload,
    /// The type its content shows.
    pub kind: &'static str,
    hash: String,
}

impl Looked {
    /// The name it was sent with.
    pub fn sent_name(&self) -> &str {
        &self.upload.name
    }

    /// Whether it is a picture that every browser shows.
    pub fn is_photo(&self) -> bool {
        self.kind.starts_with("image/") && inline(self.kind)
    }
}

/// Looks into a sent file: what it is and its hash. Reads all of it, away from the database. A photo loses what it tells beside
/// its picture before anything else happens to it.
///
/// # Errors
/// [`Stop::Refused`] when it is too large, or a picture that can't be read; [`Stop::Broken`] when the disk fails.
pub async fn look(mut upload: Upload) -> Result<Looked, Stop> {
    if upload.size > LARGEST {
        return Err(Stop::Refused(w::FILE_TOO_LARGE));
    }
    let away = |e: std::io::Error| Stop::Broken(Error::Away(e.to_string()));
    let mut file = tokio::fs::File::open(upload.path()).await.map_err(away)?;
    let mut start = Vec::new();
    (&mut file).take(sniff::ENOUGH as u64).read_to_end(&mut start).await.map_err(away)?;
    let kind = sniff(&start);
    if photo::tells(kind) {
        let whole = tokio::fs::read(upload.path()).await.map_err(away)?;
        let plain = photo::plain(kind, whole).ok_or(Stop::Refused(w::FILE_PICTURE_BROKEN))?;
        tokio::fs::write(upload.path(), &plain).await.map_err(away)?;
        upload.size = plain.len() as u64;
    }
    file.rewind().await.map_err(away)?;
    let mut hasher = <sha2::Sha256 as sha2::Digest>::new();
    let mut part = vec![0u8; 64 * 1024];
    loop {
        let n = file.read(&mut part).await.map_err(away)?;
        if n == 0 {
            break;
        }
        sha2::Digest::update(&mut hasher, &part[..n]);
    }
    let hash = store::hex(&sha2::Digest::finalize(hasher));
    Ok(Looked { upload, kind, hash })
}

sql! {
    INSERT = "insert into file (id, district, audience, name, kind, size, hash, by, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FIND = "select f.district, f.name, f.kind, f.size from file f where f.id = $3 and ", sees!("f");
}

/// Keeps a file for an audience. When the transaction fails afterwards, the copy stays without a name and can't be reached.
///
/// # Errors
/// [`Stop::Broken`] when the disk fails.
pub fn keep(
    tx: &mut Tx<'_>,
    data: &Path,
    looked: &Looked,
    district: DistrictId,
    audience: AudienceId,
    by: PersonId,
) -> Result<FileId, Stop> {
    let id = FileId(tx.blind_id());
    let to = place(data, district, id);
    let away = |e: std::io::Error| Stop::Broken(Error::Away(e.to_string()));
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).map_err(away)?;
    }
    std::fs::copy(looked.upload.path(), &to).map_err(away)?;
    let size = i64::try_from(looked.upload.size).unwrap_or(i64::MAX);
    let now = tx.now();
    tx.exec(
        INSERT,
        args![id, district, audience, shown_name(&looked.upload.name), looked.kind, size, &looked.hash, by, now],
    )?;
    Ok(id)
}

fn place(data: &Path, district: DistrictId, id: FileId) -> PathBuf {
    data.join("files").join(district.to_string()).join(id.to_string())
}

/// The name a file came with, without folders and signs that mean something to a system, at most 120 characters.
pub fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let plain: String = last
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '"' | '<' | '>' | '|' | ':' | '*' | '?' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect();
    let plain = plain.trim_matches(['.', ' ']);
    if plain.is_empty() { "file".to_owned() } else { plain.chars().take(120).collect() }
}

/// Kinds that a browser may show in place: they can't run anything.
fn inline(kind: &str) -> bool {
    matches!(kind, "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "application/pdf" | "text/plain")
}

struct Given {
    name: String,
    kind: String,
    size: i64,
    file: std::fs::File,
}

async fn give(cx: Cx, InPath(id): InPath<FileId>) -> Response {
    let data = cx.app.options.data.clone();
    cx.read(move |c, me| {
        let found: Option<(DistrictId, String, String, i64)> =
            c.one(FIND, args![me.person, me.now, id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
        let (district, name, kind, size) = found.ok_or(Stop::Nothing)?;
        let file = std::fs::File::open(place(&data, district, id))
            .map_err(|e| Stop::Broken(Error::Away(format!("a file that should be there: {e}"))))?;
        Ok(Given { name, kind, size, file })
    })
    .await
}

impl IntoResponse for Given {
    fn into_response(self) -> Response {
        let shown = inline(&self.kind);
        let kind = match self.kind.as_str() {
            "text/plain" => "text/plain; charset=utf-8",
            kind if shown => kind,
            _ => "application/octet-stream",
        };
        let how = if shown { "inline" } else { "attachment" };
        let disposition = format!("{how}; filename*=UTF-8''{}", crate::cx::encode(&self.name).replace('/', "%2F"));
        // A PDF viewer doesn't open inside a sandbox; nothing else needs more than its own pixels or letters.
        let policy = if self.kind == "application/pdf" {
            "default-src 'none'; style-src 'unsafe-inline'"
        } else {
            "default-src 'none'; sandbox"
        };
        let mut response = Body::from_stream(pieces(tokio::fs::File::from_std(self.file))).into_response();
        let headers = response.headers_mut();
        for (name, value) in [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_LENGTH, self.size.to_string()),
            (header::CONTENT_DISPOSITION, disposition),
            (header::CONTENT_SECURITY_POLICY, policy.to_owned()),
        ] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// A file piece by piece, so that no file is ever whole in memory.
fn pieces(file: tokio::fs::File) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    futures_util::stream::unfold(Some(file), |file| async {
        let mut file = file?;
        let mut part = vec![0u8; 64 * 1024];
        match file.read(&mut part).await {
            Ok(0) => None,
            Ok(n) => {
                part.truncate(n);
                Some((Ok(Bytes::from(part)), Some(file)))
            }
            Err(e) => Some((Err(e), None)),
        }
    })
}
