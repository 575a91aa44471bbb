//! The urn: what was answered, until the wave ends. A file of its own, because a database remembers in which order things came: its
//! log, its row numbers and its pages tell it. Every answer writes the whole urn anew, in a new order, as a new file that takes
//! the place of the old one; it is on the disk before anybody is told that it was kept. All that wait together are written together.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use rand::CryptoRng;
use rand::seq::SliceRandom as _;

/// What stands at the beginning of the file.
const HEAD: &[u8] = b"perennial urn 1\n";
/// The largest answer, in bytes.
pub const LARGEST: usize = 64 * 1024;

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It lies in the urn.
    Kept,
    /// It lay there already, word for word: it was sent twice.
    There,
    /// With this token something else was answered before.
    Spent,
    /// It is larger than [`LARGEST`].
    Large,
}

/// A token's hash, and what was answered with it.
pub type Answer = ([u8; 32], Vec<u8>);

type Slot = Arc<Mutex<Option<Result<Put, io::ErrorKind>>>>;

/// One wave's urn.
pub struct Urn {
    file: PathBuf,
    waiting: Mutex<Vec<(Answer, Slot)>>,
    /// What lies in it, as it is on the disk; `None` before it was read.
    inside: Mutex<Option<HashMap<[u8; 32], Vec<u8>>>>,
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while it was held left either the old state or the new one.
    lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

impl Urn {
    /// The urn that lies, or will lie, at `file`. Only one at a time may be open for a file.
    pub fn at(file: PathBuf) -> Urn {
        Urn { file, waiting: Mutex::default(), inside: Mutex::default() }
    }

    /// Puts an answer in. When this returns [`Put::Kept`], it survives a loss of power.
    ///
    /// # Errors
    /// When the disk refuses; then the answer is not in the urn.
    pub fn put(&self, chance: &mut impl CryptoRng, token: [u8; 32], answer: Vec<u8>) -> io::Result<Put> {
        if answer.len() > LARGEST {
            return Ok(Put::Large);
        }
        let slot = Slot::default();
        held(&self.waiting).push(((token, answer), slot.clone()));
        // Whoever comes first writes for all that wait by then; the others find it done.
        let mut inside = held(&self.inside);
        if let Some(done) = *held(&slot) {
            return done.map_err(io::Error::from);
        }
        let batch = std::mem::take(&mut *held(&self.waiting));
        let told = self.write(chance, &mut inside, &batch);
        for (at, (_, slot)) in batch.iter().enumerate() {
            *held(slot) = Some(match &told {
                Ok(puts) => Ok(puts.get(at).copied().unwrap_or(Put::Spent)),
                Err(e) => Err(e.kind()),
            });
        }
        let mine = held(&slot).unwrap_or(Err(io::ErrorKind::Other));
        mine.map_err(io::Error::from)
    }

    fn write(
        &self,
        chance: &mut impl CryptoRng,
        inside: &mut Option<HashMap<[u8; 32], Vec<u8>>>,
        batch: &[(Answer, Slot)],
    ) -> io::Result<Vec<Put>> {
        let known = match inside {
            Some(known) => known,
            none => none.insert(read(&self.file)?),
        };
        let mut fresh: HashMap<[u8; 32], &Vec<u8>> = HashMap::new();
        let puts =
            batch.iter().map(|((token, answer), _)| match known.get(token).or_else(|| fresh.get(token).copied()) {
                Some(before) if before == answer => Put::There,
                Some(_) => Put::Spent,
                None => {
                    fresh.insert(*token, answer);
                    Put::Kept
                }
            });
        let puts: Vec<Put> = puts.collect();
        if fresh.is_empty() {
            return Ok(puts);
        }
        let all = known.iter().chain(fresh.iter().map(|(token, answer)| (token, *answer)));
        let mut all: Vec<(&[u8; 32], &Vec<u8>)> = all.collect();
        all.shuffle(chance);
        replace(&self.file, &all)?;
        let fresh: Vec<Answer> = fresh.into_iter().map(|(token, answer)| (token, answer.clone())).collect();
        known.extend(fresh);
        Ok(puts)
    }

    /// How many answers lie in it.
    ///
    /// # Errors
    /// When the file can't be read, or isn't an urn.
    pub fn count(&self) -> io::Result<usize> {
        self.with(|inside| inside.len())
    }

    /// All that lies in it, in the order of the tokens' hashes, which says nothing. It stays there until [`Urn::burn`].
    ///
    /// # Errors
    /// When the file can't be read, or isn't an urn.
    pub fn pour(&self) -> io::Result<Vec<Answer>> {
        self.with(|inside| {
            let mut all: Vec<Answer> = inside.iter().map(|(token, answer)| (*token, answer.clone())).collect();
            all.sort();
            all
        })
    }

    fn with<T>(&self, f: impl FnOnce(&HashMap<[u8; 32], Vec<u8>>) -> T) -> io::Result<T> {
        let mut inside = held(&self.inside);
        Ok(f(match &mut *inside {
            Some(known) => known,
            none => none.insert(read(&self.file)?),
        }))
    }

    /// Removes it, when all that lay in it is elsewhere.
    ///
    /// # Errors
    /// When the disk refuses. That there is none is fine.
    pub fn burn(&self) -> io::Result<()> {
        let mut inside = held(&self.inside);
        // What a broken-off writing left beside it holds answers, too.
        for file in [&self.file, &self.file.with_extension("new")] {
            match fs::remove_file(file) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
                _ => {}
            }
        }
        *inside = None;
        Ok(())
    }
}

fn read(file: &Path) -> io::Result<HashMap<[u8; 32], Vec<u8>>> {
    let mut bytes = Vec::new();
    match fs::File::open(file) {
        Ok(mut open) => open.read_to_end(&mut bytes)?,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(HashMap::new()),
        Err(e) => return Err(e),
    };
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "the urn is damaged");
    let mut rest = bytes.strip_prefix(HEAD).ok_or_else(damaged)?;
    let mut inside = HashMap::new();
    while !rest.is_empty() {
        let (token, more) = rest.split_first_chunk::<32>().ok_or_else(damaged)?;
        let (length, more) = more.split_first_chunk::<4>().ok_or_else(damaged)?;
        let length = u32::from_be_bytes(*length) as usize;
        if length > LARGEST || length > more.len() {
            return Err(damaged());
        }
        let (answer, more) = more.split_at(length);
        inside.insert(*token, answer.to_vec());
        rest = more;
    }
    Ok(inside)
}

/// Writes all to a new file and puts it in the place of the old one. What is there at any moment is the old urn or the new one.
fn replace(file: &Path, all: &[(&[u8; 32], &Vec<u8>)]) -> io::Result<()> {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut bytes = HEAD.to_vec();
    for (token, answer) in all {
        bytes.extend_from_slice(*token);
        // No answer is larger than LARGEST.
        bytes.extend_from_slice(&u32::try_from(answer.len()).unwrap_or(u32::MAX).to_be_bytes());
        bytes.extend_from_slice(answer);
    }
    let new = file.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&new)?;
    open.write_all(&bytes)?;
    open.sync_all()?;
    drop(open);
    fs::rename(&new, file)?;
    // The name, too, has to be on the disk.
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::StdRng;
    use rand::{Rng as _, SeedableRng as _};

    fn token(n: u64) -> [u8; 32] {
        let mut bytes = [0; 32];
        StdRng::seed_from_u64(n).fill_bytes(&mut bytes);
        bytes
    }

    /// Which answers lie in a file, in the order in which they lie there.
    fn order(file: &Path) -> Vec<Vec<u8>> {
        let bytes = fs::read(file).unwrap();
        let mut rest = &bytes[HEAD.len()..];
        let mut found = Vec::new();
        while !rest.is_empty() {
            let length = u32::from_be_bytes(rest[32..36].try_into().unwrap()) as usize;
            found.push(rest[36..36 + length].to_vec());
            rest = &rest[36 + length..];
        }
        found
    }

    #[test]
    fn a_token_is_worth_one_answer_and_what_was_kept_outlives_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("urns/wave");
        let chance = &mut StdRng::seed_from_u64(1);
        let urn = Urn::at(file.clone());
        assert_eq!(urn.count().unwrap(), 0);
        assert_eq!(urn.put(chance, token(1), b"yes".to_vec()).unwrap(), Put::Kept);
        assert_eq!(urn.put(chance, token(1), b"yes".to_vec()).unwrap(), Put::There, "sent twice");
        assert_eq!(urn.put(chance, token(1), b"no".to_vec()).unwrap(), Put::Spent, "voted twice");
        assert_eq!(urn.put(chance, token(2), vec![0; LARGEST + 1]).unwrap(), Put::Large);
        assert_eq!(urn.put(chance, token(3), Vec::new()).unwrap(), Put::Kept, "nothing said is an answer");
        drop(urn);
        let urn = Urn::at(file.clone());
        assert_eq!(urn.put(chance, token(1), b"no".to_vec()).unwrap(), Put::Spent);
        let poured = urn.pour().unwrap();
        assert_eq!(poured.len(), 2);
        assert!(poured.contains(&(token(1), b"yes".to_vec())));
        urn.burn().unwrap();
        urn.burn().unwrap();
        assert!(!file.exists());
        assert_eq!(urn.count().unwrap(), 0);
    }

    #[test]
    fn a_damaged_urn_is_said_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("wave");
        let chance = &mut StdRng::seed_from_u64(2);
        let urn = Urn::at(file.clone());
        urn.put(chance, token(1), b"a long enough answer".to_vec()).unwrap();
        let whole = fs::read(&file).unwrap();
        for cut in [3, HEAD.len() + 5, HEAD.len() + 34, whole.len() - 1] {
            fs::write(&file, &whole[..cut]).unwrap();
            let urn = Urn::at(file.clone());
            assert_eq!(urn.count().unwrap_err().kind(), io::ErrorKind::InvalidData, "cut at {cut}");
            assert!(urn.put(chance, token(2), b"x".to_vec()).is_err());
            assert_eq!(fs::read(&file).unwrap(), &whole[..cut]);
        }
        // What a broken-off writing left beside it is no urn and harms nothing.
        fs::write(&file, &whole).unwrap();
        fs::write(file.with_extension("new"), b"half").unwrap();
        let urn = Urn::at(file.clone());
        assert_eq!(urn.put(chance, token(2), b"x".to_vec()).unwrap(), Put::Kept);
        assert_eq!(urn.count().unwrap(), 2);
        fs::write(file.with_extension("new"), b"half").unwrap();
        urn.burn().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing of it is left");
    }

    #[test]
    fn many_at_once_lose_nothing_and_are_written_together() {
        let folder = tempfile::tempdir().unwrap();
        let urn = Urn::at(folder.path().join("wave"));
        std::thread::scope(|s| {
            for n in 0..400u64 {
                let urn = &urn;
                s.spawn(move || {
                    let chance = &mut StdRng::seed_from_u64(n);
                    assert_eq!(urn.put(chance, token(n), n.to_be_bytes().to_vec()).unwrap(), Put::Kept);
                });
            }
        });
        let again = Urn::at(folder.path().join("wave"));
        let poured = again.pour().unwrap();
        assert_eq!(poured.len(), 400);
        assert!((0..400u64).all(|n| poured.contains(&(token(n), n.to_be_bytes().to_vec()))));
    }

    /// Whoever has the urn at the end guesses who answered what by where it lies. Ten people, one after the other, in the order in
    /// which they took their ballots: by chance one of ten is right on average, in 100 runs 100 (standard deviation 10).
    #[test]
    fn where_an_answer_lies_does_not_say_when_it_came() {
        let folder = tempfile::tempdir().unwrap();
        let (mut right, mut first) = (0, 0);
        for run in 0..100u64 {
            let file = folder.path().join(run.to_string());
            let urn = Urn::at(file.clone());
            let chance = &mut StdRng::seed_from_u64(run);
            for person in 0..10u8 {
                urn.put(chance, token(run * 100 + u64::from(person)), vec![person]).unwrap();
            }
            let lies = order(&file);
            right += lies.iter().enumerate().filter(|(at, answer)| answer[0] as usize == *at).count();
            first += usize::from(lies[9] == [9]);
            let poured: Vec<Vec<u8>> = urn.pour().unwrap().into_iter().map(|(_, answer)| answer).collect();
            right += poured.iter().enumerate().filter(|(at, answer)| answer[0] as usize == *at).count();
        }
        // Two guesses a run: 200 expected, standard deviation 14; the newest at the end: 10 expected.
        assert!((200 - 57..200 + 57).contains(&right), "{right} of 2,000 right");
        assert!(first < 27, "the newest lay last {first} times in 100");
    }
}
