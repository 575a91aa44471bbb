//! Ballots that nobody can link to the person who took them, not even who runs the server.
//!
//! | question | module |
//! |---|---|
//! | Who is asked gets one ballot, and the server that signs it doesn't see it | [`seal`] |
//! | What was answered is safe at once, and nothing tells in which order it came | [`urn`] |
//!
//! **How it goes.** A browser makes a token of chance, blinds it, and asks for a seal as the signed-in person; the server notes that the
//! person has taken a ballot and signs what it can't read (RSA Blind Signatures, RFC 9474). Later the browser sends token,
//! seal and answers without saying who it is. The seal shows that somebody of the group asked took this ballot; the token is worth one
//! answer. Answers lie in an urn until the wave ends. Then the urn is poured out, the keys are destroyed, and it is
//! forgotten who took a ballot.
//!
//! **What is promised.** Given the database, its log, a backup and the server's log, linking a person and an answer does no better than
//! chance among those of one group; given the urn of an open wave as well, among those of the group who have taken a ballot so far. Token and blinded token are independent (RFC 9474, section 7.1); the urn holds no
//! time and no order.
//!
//! **What is not promised.** Who watches the urn's file or the network while somebody answers sees when an answer comes.
//! Who changes the program can do anything.
#![warn(missing_docs)]

pub mod seal;
pub mod urn;

/// What a token is known by once it is spent: its SHA-256.
pub fn spent(token: &seal::Token) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(token.bytes()).into()
}
