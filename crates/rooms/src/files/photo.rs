//! A photo without what it tells beside its picture: where it was taken, when, with whose phone. Only which way up it is stays.

use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

/// The optional parts of a PNG file that change how it looks; those it can't do without begin with a capital.
const PNG_PARTS: [&[u8; 4]; 12] =
    [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"];
/// The parts of a WebP file that are its picture.
const WEBP_PARTS: [&[u8; 4]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ICCP", b"ALPH", b"ANIM", b"ANMF"];

/// Whether photos of this kind carry such things, and can be freed of them here.
pub(super) fn tells(kind: &str) -> bool {
    matches!(kind, "image/jpeg" | "image/png" | "image/webp")
}

/// The photo with its pixels, colours and way up, and nothing else; none when it can't be read.
pub(super) fn plain(kind: &str, photo: Vec<u8>) -> Option<Vec<u8>> {
    let photo = Bytes::from(photo);
    let bytes = match kind {
        "image/jpeg" => jpeg(Jpeg::from_bytes(photo).ok()?),
        "image/png" => png(Png::from_bytes(photo).ok()?),
        "image/webp" => webp(WebP::from_bytes(photo).ok()?),
        _ => return None,
    };
    Some(bytes.to_vec())
}

fn jpeg(mut photo: Jpeg) -> Bytes {
    let up = photo.exif().and_then(|exif| way_up(&exif));
    photo.segments_mut().retain(|s| belongs(s.marker(), s.contents()));
    photo.set_exif(up);
    // The file's first two bytes, then its parts, then the scans: all there is after the first of them begins.
    let head = 2 + photo.segments().iter().map(JpegSegment::len).sum::<usize>();
    let whole = photo.encoder().bytes();
    let (head, rest) = whole.split_at(head.min(whole.len()));
    [head, &scans(rest)].concat().into()
}

/// Whether a part of a JPEG file belongs to the picture: all but comments and what applications added, save its colours.
fn belongs(marker: u8, contents: &[u8]) -> bool {
    match marker {
        markers::APP2 => contents.starts_with(b"ICC_PROFILE\0"),
        markers::APP0 | markers::APP14 => true,
        markers::APP0..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// The scans up to the end of the picture, without what was put between them. What comes after that end is another picture, or a
/// film, with its own tale.
fn scans(rest: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(rest.len());
    let mut at = 0;
    while at < rest.len() {
        let marker = if rest[at] == 0xff { rest.get(at + 1).copied() } else { None };
        let long = match marker {
            // A pixel's byte; a stuffed one, a restart or a filling.
            None | Some(0x00 | 0xd0..=0xd7 | 0xff) => 1,
            Some(markers::EOI) => {
                kept.extend_from_slice(&rest[at..at + 2]);
                break;
            }
            Some(marker) => {
                let size = rest.get(at + 2..at + 4).map_or(0, |s| usize::from(u16::from_be_bytes([s[0], s[1]])));
                let end = (at + 2 + size).min(rest.len());
                if belongs(marker, &rest[(at + 4).min(end)..end]) {
                    kept.extend_from_slice(&rest[at..end]);
                }
                at = end;
                continue;
            }
        };
        kept.extend_from_slice(&rest[at..at + long]);
        at += long;
    }
    kept
}

fn png(mut photo: Png) -> Bytes {
    let up = photo.exif().and_then(|exif| way_up(&exif));
    photo.chunks_mut().retain(|c| c.kind()[0].is_ascii_uppercase() || PNG_PARTS.contains(&&c.kind()));
    photo.set_exif(up);
    photo.encoder().bytes()
}

fn webp(mut photo: WebP) -> Bytes {
    let up = photo.exif().and_then(|exif| way_up(&exif));
    photo.chunks_mut().retain(|c| WEBP_PARTS.contains(&&c.id()));
    photo.set_exif(up);
    photo.encoder().bytes()
}

/// What is left of EXIF: the one entry that says which way up the photo is, when it isn't the usual one.
fn way_up(exif: &[u8]) -> Option<Bytes> {
    let up = orientation(exif).filter(|up| (2..=8).contains(up))?;
    // TIFF 6.0: big-endian, the first directory at byte 8, one entry: tag 0x0112, a SHORT, one of it; no further directory.
    let mut kept = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    kept.extend([up, 0, 0, 0, 0, 0, 0]);
    Some(Bytes::from(kept))
}

/// The way up that a TIFF header's first directory names: 1 as it is, 2 to 8 turned or mirrored.
fn orientation(exif: &[u8]) -> Option<u8> {
    let big = match exif.get(..4)? {
        b"MM\0\x2a" => true,
        b"II\x2a\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let b: [u8; 2] = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(b) } else { u16::from_le_bytes(b) })
    };
    let first: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
    let first = usize::try_from(if big { u32::from_be_bytes(first) } else { u32::from_le_bytes(first) }).ok()?;
    let entries = usize::from(short(first)?);
    let tag = (0..entries).map(|n| first + 2 + n * 12).find(|at| short(*at) == Some(0x0112))?;
    u8::try_from(short(tag + 8)?).ok()
}
