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
use crate::App;

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
    /// Items to whose words an answer is wished for, each with the hash of what opens it.
    #[serde(default)]
    pub replies: Vec<(String, String)>,
}

impl Answered {
    /// The hash beside the words for an item; empty where no answer is wished for.
    fn reply(&self, item: &str) -> String {
        self.replies.iter().find(|(of, _)| of == item).map(|(_, hash)| hash.clone()).unwrap_or_default()
    }
}

/// One wave's urn, and the lock between those who answer and the one who ends the wave.
pub(super) struct Held {
    pub urn: Urn,
    pub ending: Arc<tokio::sync::RwLock<()>>,
}

/// Where answers lie until their wave ends.
pub struct Urns {
    folder: PathBuf,
    open: Mutex<HashMap<WaveId, Arc<Held>>>,
    /// What was written back today, of all waves together.
    pub(super) back: Arc<Held>,
    wake: tokio::sync::Notify,
}

impl Urns {
    /// Urns in a folder of this node.
    pub fn in_folder(folder: PathBuf) -> Urns {
        let back = Arc::new(Held { urn: Urn::at(folder.join("written-back")), ending: Arc::default() });
        Urns { folder, open: Mutex::default(), back, wake: tokio::sync::Notify::new() }
    }

    /// Calls who tends them: a wave was begun or is to end.
    pub(super) fn call(&self) {
        self.wake.notify_one();
    }

    fn of(&self, wave: WaveId) -> Arc<Held> {
        let mut open = self.open.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let new = || Held { urn: Urn::at(self.folder.join(wave.to_string())), ending: Arc::default() };
        open.entry(wave).or_insert_with(|| Arc::new(new())).clone()
    }

    /// The waves of which an urn lies here.
    fn lying(&self) -> Vec<WaveId> {
        let Ok(folder) = std::fs::read_dir(&self.folder) else { return Vec::new() };
        folder.flatten().filter_map(|file| file.file_name().to_str()?.parse().ok()).collect()
    }
}

/// Puts an answer into the urn of a wave, if it is still open. While it does, the wave doesn't end, also when whoever asked has gone.
pub(super) async fn put(app: &Arc<App>, wave: WaveId, token: Token, answered: Answered) -> Result<Put, Refused> {
    let held = app.urns.of(wave);
    let guard = held.ending.clone().read_owned().await;
    match app.db.read(move |c| queries::state(c, wave)).await? {
        Some((_, true, _)) => {}
        _ => return Err(Refused::Nothing),
    }
    let bytes = serde_json::to_vec(&answered).map_err(|e| store::Error::Ours(e.to_string()))?;
    let mut chance = app.db.chance().fork();
    let put = tokio::task::spawn_blocking(move || {
        let put = held.urn.put(&mut chance, ballot::spent(&token), bytes);
        drop(guard);
        put
    });
    let put = put.await.unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into()));
    put.map_err(|e| Refused::Broken(store::Error::Away(format!("the urn of {wave}: {e}"))))
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
pub(crate) async fn tend(app: &Arc<App>) -> Result<(), store::Error> {
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
    finish(app).await?;
    super::replies::deliver(app).await
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
    // One wave's trouble is not another's.
    let mut outcome = Ok(());
    for wave in ended {
        if let Err(e) = end(app, wave).await {
            tracing::warn!("wave {wave} could not be ended: {e}");
            outcome = Err(e);
        }
    }
    outcome
}

/// Ends a wave and pours its urn out. Doing it twice, or after a loss of power in the middle, is doing it once: a ballot's id comes from its
/// token.
async fn end(app: &Arc<App>, wave: WaveId) -> Result<(), store::Error> {
    let held = app.urns.of(wave);
    let _all = held.ending.clone().write_owned().await;
    let urn = held.clone();
    let poured = tokio::task::spawn_blocking(move || urn.urn.pour()).await;
    let poured = poured.map_err(|e| store::Error::Ours(e.to_string()))?;
    let poured = poured.map_err(|e| store::Error::Ours(format!("the urn of {wave}: {e}")))?;
    app.db
        .write(move |tx| {
            let Some((district, _, _)) = queries::state(tx, wave)? else { return Ok(()) };
            let first = queries::end(tx, wave)?;
            let (mut ballots, mut words) = (Vec::new(), Vec::new());
            for (token, bytes) in &poured {
                let answered: Answered =
                    serde_json::from_slice(bytes).map_err(|e| store::Error::Ours(e.to_string()))?;
                ballots.push((id_of(token, ""), answered.group, super::waves::listed(&answered.codes)));
                words.extend(
                    answered
                        .words
                        .iter()
                        .map(|(item, text)| (id_of(token, item), item.clone(), text.clone(), answered.reply(item))),
                );
            }
            queries::pour(tx, district, wave, ballots, words)?;
            if first { super::waves::tell_ended(tx, wave) } else { Ok(()) }
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
pub(super) fn id_of(token: &[u8; 32], item: &str) -> uuid::Uuid {
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
    /// There is no such wave, it has ended, or the ballot is none of it.
    Nothing,
    /// What was answered doesn't fit the questions.
    Unfit,
    Broken(store::Error),
}
