//! The urns of this node, and who tends them: makes the keys of new waves, ends waves whose time is over, and pours out what lay in
//! their urns. Every node has urns of its own in its data folder and pours them itself.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ballot::seal::{Key, Token};
use ballot::urn::{Put, Urn};
use serde::{Deserialize, Serialize};
use store::{WaveGroupId, WaveId, hex};

use super::queries;
use crate::{App, Stop};

/// How often somebody looks, when nobody calls.
const TENDED: Duration = Duration::from_secs(20);

/// What was answered, as it lies in the urn.
#[derive(Serialize, Deserialize)]
pub(super) struct Answered {
    pub group: WaveGroupId,
    /// One code per item on a scale, in the instrument's order; 0 where nothing was answered.
    pub codes: Vec<u8>,
    /// Item and text of what was said in one's own words.
    pub words: Vec<(String, String)>,
}

/// One wave's urn, and the lock between those who answer and the one who ends the wave.
struct Held {
    urn: Urn,
    ending: tokio::sync::RwLock<()>,
}

/// Where answers lie until their wave ends.
pub struct Urns {
    folder: PathBuf,
    open: Mutex<HashMap<WaveId, Arc<Held>>>,
    wake: tokio::sync::Notify,
}

impl Urns {
    /// Urns in a folder of this node.
    pub fn in_folder(folder: PathBuf) -> Urns {
        Urns { folder, open: Mutex::default(), wake: tokio::sync::Notify::new() }
    }

    /// Calls who tends them: a wave was begun or is to end.
    pub(super) fn call(&self) {
        self.wake.notify_one();
    }

    fn of(&self, wave: WaveId) -> Arc<Held> {
        let mut open = self.open.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let new = || Held { urn: Urn::at(self.folder.join(wave.to_string())), ending: tokio::sync::RwLock::default() };
        open.entry(wave).or_insert_with(|| Arc::new(new())).clone()
    }

    /// The waves of which an urn lies here.
    fn lying(&self) -> Vec<WaveId> {
        let Ok(folder) = std::fs::read_dir(&self.folder) else { return Vec::new() };
        folder.flatten().filter_map(|file| file.file_name().to_str()?.parse().ok()).collect()
    }
}

/// Puts an answer into the urn of a wave that is open, when `check` says that it may. While it does, the wave doesn't end.
pub(super) async fn put<E: From<store::Error>>(
    app: &Arc<App>,
    wave: WaveId,
    token: Token,
    check: impl Future<Output = Result<Answered, E>>,
) -> Result<Result<Put, E>, std::io::Error> {
    let held = app.urns.of(wave);
    let _open = held.ending.read().await;
    let answered = match check.await {
        Ok(answered) => answered,
        Err(e) => return Ok(Err(e)),
    };
    let bytes = serde_json::to_vec(&answered)?;
    let mut chance = app.db.chance().fork();
    let urn = held.clone();
    let put = tokio::task::spawn_blocking(move || urn.urn.put(&mut chance, ballot::spent(&token), bytes)).await;
    put.unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into())).map(Ok)
}

/// Tends the urns of this node for as long as it runs.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(e) = tend(&app).await {
            tracing::warn!("the urns could not be tended: {e}");
        }
        tokio::select! {
            () = tokio::time::sleep(TENDED) => {}
            () = app.urns.wake.notified() => {}
        }
    }
}

/// Does what there is to do now: keys, ends, urns of waves that have ended.
///
/// # Errors
/// When the database or the disk fails; what was done stays done.
pub(super) async fn tend(app: &Arc<App>) -> Result<(), store::Error> {
    while let Some(group) = app.db.read(queries::keyless).await? {
        let mut chance = app.db.chance().fork();
        let made = tokio::task::spawn_blocking(move || {
            let key = Key::new(&mut chance)?;
            Ok::<_, ballot::seal::Error>((hex(&key.to_keep()?), hex(&key.public()?)))
        });
        let made = made.await.map_err(|e| store::Error::Ours(e.to_string()))?;
        let (key, public) = made.map_err(|e| store::Error::Ours(e.to_string()))?;
        app.db.write(move |tx| queries::set_key(tx, group, &key, &public)).await?;
    }
    finish(app).await
}

/// Ends the waves whose time is over, and pours out what lies here of waves that have ended.
///
/// # Errors
/// When the database or the disk fails; what was done stays done.
pub(super) async fn finish(app: &Arc<App>) -> Result<(), store::Error> {
    let mut ended = app.db.read(queries::due).await?;
    for wave in app.urns.lying() {
        if !ended.contains(&wave)
            && app.db.read(move |c| queries::state(c, wave)).await?.is_some_and(|(_, open, _)| !open)
        {
            ended.push(wave);
        }
    }
    for wave in ended {
        end(app, wave).await?;
    }
    Ok(())
}

/// Ends a wave and pours its urn out. Doing it twice, or after a loss of power in the middle, is doing it once: a ballot's id comes from its
/// token.
async fn end(app: &Arc<App>, wave: WaveId) -> Result<(), store::Error> {
    let held = app.urns.of(wave);
    let _all = held.ending.write().await;
    let urn = held.clone();
    let poured = tokio::task::spawn_blocking(move || urn.urn.pour()).await;
    let poured = poured.map_err(|e| store::Error::Ours(e.to_string()))?;
    let poured = poured.map_err(|e| store::Error::Ours(format!("the urn of {wave}: {e}")))?;
    app.db
        .write(move |tx| {
            let Some((district, _, _)) = queries::state(tx, wave)? else { return Ok(()) };
            queries::end(tx, wave)?;
            for (token, bytes) in &poured {
                let answered: Answered =
                    serde_json::from_slice(bytes).map_err(|e| store::Error::Ours(e.to_string()))?;
                let codes = super::waves::listed(&answered.codes);
                queries::add_ballot(tx, district, wave, id_of(token, ""), answered.group, &codes)?;
                for (item, text) in &answered.words {
                    queries::add_words(tx, district, wave, id_of(token, item), item, text)?;
                }
            }
            super::waves::tell_ended(tx, wave)
        })
        .await?;
    let urn = held.clone();
    let burnt = tokio::task::spawn_blocking(move || urn.urn.burn()).await;
    burnt.map_err(|e| store::Error::Ours(e.to_string()))?.map_err(|e| store::Error::Ours(e.to_string()))?;
    app.urns.open.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).remove(&wave);
    Ok(())
}

/// The id of what came with a token: the ballot, or the words for an item. From one of them nobody can work out the other, because an id
/// holds half of a hash.
fn id_of(token: &[u8; 32], item: &str) -> uuid::Uuid {
    use sha2::Digest as _;
    let hash = sha2::Sha256::new().chain_update(token).chain_update(item).finalize();
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl From<store::Error> for Refused {
    fn from(e: store::Error) -> Refused {
        Refused::Broken(e)
    }
}

/// Why an answer isn't taken.
#[derive(Debug)]
pub(super) enum Refused {
    /// There is no such wave.
    Unknown,
    /// It has ended.
    Ended,
    /// The ballot's seal is not one of this wave and group.
    Seal,
    /// What was answered doesn't fit the questions.
    Unfit,
    Broken(store::Error),
}

impl From<Refused> for Stop {
    fn from(r: Refused) -> Stop {
        match r {
            Refused::Broken(e) => Stop::Broken(e),
            _ => Stop::Nothing,
        }
    }
}
