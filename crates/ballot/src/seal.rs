//! The seal of a ballot: a signature on a token that the signer never sees. RSABSSA-SHA384-PSS-Randomized of RFC 9474, with keys of
//! 2048 bits; the browser's half is any implementation of the same RFC.

use blind_rsa_signatures::{
    KeyPairSha384PSSRandomized as KeyPair, MessageRandomizer, PublicKeySha384PSSRandomized as PublicKey,
    SecretKeySha384PSSRandomized as SecretKey, Signature,
};
use rand::CryptoRng;

/// Bits of a key. A wave's keys live for weeks, and what they protect is forged ballots: anonymity doesn't rest on them.
const BITS: usize = 2048;

/// Why something about a seal went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// What should be a key isn't one.
    Key,
    /// What should be sealed can't be: it isn't as long as the key, or larger than its modulus.
    Blinded,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Error::Key => "this is no key of a wave",
            Error::Blinded => "this can't be sealed",
        })
    }
}

impl std::error::Error for Error {}

/// What a ballot is: 32 bytes that randomize the message and 32 bytes of message, both of chance, made in the browser.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token([u8; 64]);

impl Token {
    /// A token from its 64 bytes.
    pub fn new(bytes: [u8; 64]) -> Token {
        Token(bytes)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

/// The key that seals the ballots of one group.
pub struct Key(SecretKey);

impl Key {
    /// A new key. Takes a few tenths of a second.
    ///
    /// # Errors
    /// [`Error::Key`] when no primes were found, which doesn't happen.
    pub fn new(chance: &mut impl CryptoRng) -> Result<Key, Error> {
        KeyPair::generate(chance, BITS).map(|pair| Key(pair.sk)).map_err(|_| Error::Key)
    }

    /// A key as it was kept (PKCS #8, DER).
    ///
    /// # Errors
    /// [`Error::Key`] when it isn't one.
    pub fn kept(der: &[u8]) -> Result<Key, Error> {
        SecretKey::from_der(der).map(Key).map_err(|_| Error::Key)
    }

    /// The key for keeping (PKCS #8, DER): whoever has it can make ballots.
    ///
    /// # Errors
    /// [`Error::Key`] when it can't be written.
    pub fn to_keep(&self) -> Result<Vec<u8>, Error> {
        self.0.to_der().map_err(|_| Error::Key)
    }

    /// The half that everybody may have (SubjectPublicKeyInfo with the plain RSA identifier, DER: what browsers read).
    ///
    /// # Errors
    /// [`Error::Key`] when it can't be written.
    pub fn public(&self) -> Result<Vec<u8>, Error> {
        self.0.public_key().and_then(|key| key.to_der()).map_err(|_| Error::Key)
    }

    /// Seals a blinded token. `chance` blinds the key's own work, so that its time tells nothing of it.
    ///
    /// # Errors
    /// [`Error::Blinded`] when it isn't 256 bytes below the modulus.
    pub fn seal(&self, chance: &mut impl CryptoRng, blinded: &[u8]) -> Result<Vec<u8>, Error> {
        self.0.blind_sign_with_rng(chance, blinded).map(|s| s.0).map_err(|_| Error::Blinded)
    }
}

/// Whether a seal on a token was made with the key whose public half this is. Anything malformed is not.
pub fn holds(public: &[u8], token: &Token, seal: &[u8]) -> bool {
    let Ok(key) = PublicKey::from_der(public) else { return false };
    let (randomizer, message) = token.0.split_at(32);
    let Ok(randomizer) = randomizer.try_into() else { return false };
    key.verify(&Signature(seal.to_vec()), Some(MessageRandomizer(randomizer)), message).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::StdRng;
    use rand::{Rng as _, SeedableRng as _};

    /// The browser's half, with the same crate.
    fn ballot(chance: &mut StdRng, key: &Key) -> (Token, Vec<u8>, Vec<u8>) {
        let public = PublicKey::from_der(&key.public().unwrap()).unwrap();
        let mut message = [0u8; 32];
        chance.fill_bytes(&mut message);
        let blind = public.blind(chance, message).unwrap();
        let sealed = key.seal(chance, &blind.blind_message.0).unwrap();
        let seal = public.finalize(&blind_rsa_signatures::BlindSignature(sealed), &blind, message).unwrap();
        let mut token = [0u8; 64];
        token[..32].copy_from_slice(&blind.msg_randomizer.unwrap().0);
        token[32..].copy_from_slice(&message);
        (Token::new(token), seal.0, blind.blind_message.0)
    }

    #[test]
    fn a_seal_holds_for_its_token_and_key_and_nothing_else() {
        let chance = &mut StdRng::seed_from_u64(4);
        let (key, other) = (Key::new(chance).unwrap(), Key::new(chance).unwrap());
        let (token, seal, blinded) = ballot(chance, &key);
        let public = key.public().unwrap();
        assert!(holds(&public, &token, &seal));
        assert!(!holds(&other.public().unwrap(), &token, &seal), "another group's key");
        for at in [0, 31, 32, 63] {
            let mut bytes = *token.bytes();
            bytes[at] ^= 1;
            assert!(!holds(&public, &Token::new(bytes), &seal), "another token, byte {at}");
        }
        for at in [0, 100, 255] {
            let mut wrong = seal.clone();
            wrong[at] ^= 1;
            assert!(!holds(&public, &token, &wrong), "another seal, byte {at}");
        }
        assert!(!holds(&public, &token, &seal[1..]) && !holds(&public, &token, &[]) && !holds(&[], &token, &seal));
        // What the server saw is not what is shown later.
        assert_ne!(blinded, seal);
        assert!(!holds(&public, &token, &blinded));
        let again = Key::kept(&key.to_keep().unwrap()).unwrap();
        assert_eq!(again.public().unwrap(), public);
        assert_eq!(Key::kept(b"no key").map(|_| ()), Err(Error::Key));
    }

    #[test]
    fn what_is_no_blinded_token_is_not_sealed() {
        let chance = &mut StdRng::seed_from_u64(5);
        let key = Key::new(chance).unwrap();
        assert_eq!(key.seal(chance, &[7; 255]), Err(Error::Blinded));
        assert_eq!(key.seal(chance, &[7; 257]), Err(Error::Blinded));
        assert_eq!(key.seal(chance, &[0xff; 256]), Err(Error::Blinded), "above the modulus");
        assert_eq!(key.seal(chance, &[]), Err(Error::Blinded));
    }
}
