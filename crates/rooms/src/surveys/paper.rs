//! Codes as they are typed: 60 bits of chance in twelve signs that nobody takes for another, and one that tells a slip of the pen.

use sha2::{Digest as _, Sha256, Sha512};

use ballot::seal::Token;

/// No I, L, O, U: what is read as them is understood as 1, 1, 0.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs of chance in a code, five bits each.
const LONG: usize = 12;

/// A code: thirteen values below 32, the last one worked out from the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Code([u8; LONG + 1]);

/// The sign that completes the others (Luhn's algorithm with 32 signs: one wrong sign is always seen, two neighbours in each other's
/// place but for one pair).
fn completes(values: &[u8]) -> u8 {
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(at, v)| {
            let v = u32::from(*v) * if at % 2 == 0 { 2 } else { 1 };
            v / 32 + v % 32
        })
        .sum();
    // Below 32.
    ((32 - sum % 32) % 32) as u8
}

impl Code {
    /// The `n`th code of a sheet.
    pub fn of(sheet: &str, n: usize) -> Code {
        let hash = Sha256::digest(format!("{sheet} {n}").as_bytes());
        let mut bits = [0u8; 8];
        bits.copy_from_slice(&hash[..8]);
        let bits = u64::from_be_bytes(bits);
        let mut values = [0u8; LONG + 1];
        for (at, value) in values.iter_mut().take(LONG).enumerate() {
            // Five bits.
            *value = (bits >> (5 * at) & 31) as u8;
        }
        values[LONG] = completes(&values[..LONG]);
        Code(values)
    }

    /// The code that somebody typed, however they set it apart; nothing when a sign is missing or wrong.
    pub fn typed(text: &str) -> Option<Code> {
        let mut values = [0u8; LONG + 1];
        read(text, &mut values)?;
        (completes(&values[..LONG]) == values[LONG]).then_some(Code(values))
    }

    /// As it stands on paper: in three parts.
    pub fn written(&self) -> String {
        let text: String = self.0.iter().map(|v| char::from(SIGNS[usize::from(*v)])).collect();
        format!("{}-{}-{}", &text[..4], &text[4..8], &text[8..])
    }

    /// What is stored of it.
    pub fn hash(&self) -> String {
        store::hash_secret(&format!("survey code {}", self.written()))
    }

    /// Under what guesses at codes like this one are counted: its first four signs.
    pub fn beginning(&self) -> String {
        store::hash_secret(&self.written()[..4])
    }

    /// The token of its ballot. Without the group's private key, which is destroyed at the end, nobody can work out from a code on paper
    /// which ballot it became.
    pub fn token(&self, private: &str) -> Token {
        Token::new(Sha512::digest(format!("{} {private}", self.written()).as_bytes()).into())
    }
}

/// Signs of chance in a key to an answer: 75 bits, and one more sign that tells a slip of the pen.
const KEY: usize = 15;

/// What who wrote something without a name keeps, to read what is answered to it. It goes over no list and no paper but their own; the server
/// keeps hashes that come from it, one for each thing they wrote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ReplyKey([u8; KEY + 1]);

impl ReplyKey {
    /// For so many things that one person wrote there are hashes.
    pub const MOST: usize = 8;

    /// From chance that nobody keeps.
    pub fn of(chance: &[u8; 32]) -> ReplyKey {
        let mut values = [0u8; KEY + 1];
        for (value, byte) in values.iter_mut().zip(chance).take(KEY) {
            *value = byte & 31;
        }
        values[KEY] = completes(&values[..KEY]);
        ReplyKey(values)
    }

    /// The key that somebody typed, however they set it apart; nothing when a sign is missing or wrong.
    pub fn typed(text: &str) -> Option<ReplyKey> {
        let mut values = [0u8; KEY + 1];
        read(text, &mut values)?;
        (completes(&values[..KEY]) == values[KEY]).then_some(ReplyKey(values))
    }

    /// As it is noted down: in four parts.
    pub fn written(&self) -> String {
        let text: String = self.0.iter().map(|v| char::from(SIGNS[usize::from(*v)])).collect();
        format!("{}-{}-{}-{}", &text[..4], &text[4..8], &text[8..12], &text[12..])
    }

    /// What is stored beside the words for the `n`th open item. Who has only these can't tell that they come from one key.
    pub fn hash(&self, n: usize) -> String {
        store::hash_secret(&format!("survey reply {n} {}", self.written()))
    }

    /// Under what guesses at keys like this one are counted: its first four signs.
    pub fn beginning(&self) -> String {
        store::hash_secret(&self.written()[..4])
    }
}

/// Whether a text can be a hash of a key: 64 hexadecimal digits in small letters.
pub(super) fn is_reply_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Signs of the address of a page.
const ADDRESS: usize = 6;

/// The last part of an address that people type from paper: six signs of chance. It is no secret, but tells nothing either.
pub(super) fn address(chance: uuid::Uuid) -> String {
    let bits = chance.as_u128();
    // Five bits.
    (0..ADDRESS).map(|at| char::from(SIGNS[(bits >> (5 * at) & 31) as usize])).collect()
}

/// The same as somebody typed it, however they set it apart; nothing when it can't be one.
pub(super) fn typed_address(text: &str) -> Option<String> {
    let mut values = [0u8; ADDRESS];
    read(text, &mut values)?;
    Some(values.iter().map(|v| char::from(SIGNS[usize::from(*v)])).collect())
}

/// Reads exactly so many signs.
fn read(text: &str, values: &mut [u8]) -> Option<()> {
    let mut at = 0;
    for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.' | '_')) {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let value = SIGNS.iter().position(|s| char::from(*s) == c)?;
        *values.get_mut(at)? = u8::try_from(value).ok()?;
        at += 1;
    }
    (at == values.len()).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_understood_however_it_is_typed_and_a_slip_is_seen() {
        for n in 0..200 {
            let code = Code::of("a sheet", n);
            let text = code.written();
            assert_eq!(text.len(), 15);
            assert_eq!(Code::typed(&text), Some(code));
            let sloppy = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            assert_eq!(Code::typed(&format!("  {sloppy} ")), Some(code), "{sloppy}");
            // Every single wrong sign.
            for at in (0..15).filter(|at| *at != 4 && *at != 9) {
                for sign in SIGNS.iter().map(|s| char::from(*s)) {
                    let mut wrong: Vec<char> = text.chars().collect();
                    if wrong[at] != sign {
                        wrong[at] = sign;
                        assert_eq!(Code::typed(&wrong.iter().collect::<String>()), None, "{text} {wrong:?}");
                    }
                }
            }
            for cut in [&text[1..], &text[..14], "", "U", &format!("{text}0"), "ÄÖÜ?-9999-99999"] {
                assert_eq!(Code::typed(cut), None);
            }
        }
        let key = ReplyKey::of(&[7; 32]);
        assert_eq!(key.written().len(), 19);
        assert_eq!(ReplyKey::typed(&key.written().to_lowercase().replace('-', " ")), Some(key));
        // The browser makes keys by the same rule; survey.ts is held to this by the test that answers in a browser.
        assert_eq!(key.written(), "7777-7777-7777-777Z");
        assert!(is_reply_hash(&key.hash(0)) && key.hash(0) != key.hash(1));
        assert_eq!(ReplyKey::typed(&Code::of("x", 0).written()), None);
        assert_eq!(Code::typed(&key.written()), None);
        assert!(!is_reply_hash(&"g".repeat(64)) && !is_reply_hash(&"A".repeat(64)) && !is_reply_hash("ab"));
        let all: std::collections::BTreeSet<String> = (0..1000).map(|n| Code::of("x", n).written()).collect();
        assert_eq!(all.len(), 1000);
        assert!(all.iter().all(|c| !c.contains(['I', 'L', 'O', 'U'])));
        assert!(Code::of("x", 0).token("k") != Code::of("x", 0).token("l"));
    }
}
