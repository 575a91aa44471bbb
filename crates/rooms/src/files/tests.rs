//! Files, friendly and otherwise.

use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF as _};

use super::{photo, shown_name, sniff};

/// EXIF as a phone writes it: which way up, and a directory of the place.
const WHERE: &[u8] = b"MM\0\x2a\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0GPS 40.4406 N 79.9959 W";

/// A JPEG file with its place in every corner where one can stand.
pub(crate) fn photo_with_its_place() -> Vec<u8> {
    let part = |marker, text: &'static [u8]| JpegSegment::new_with_contents(marker, Bytes::from_static(text));
    let mut photo = Jpeg::from_bytes(Bytes::from_static(b"\xff\xd8\xff\xd9")).unwrap();
    photo.segments_mut().extend([
        part(markers::APP0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        part(markers::APP1, b"http://ns.adobe.com/xap/1.0/\0GPS in XMP"),
        part(markers::APP2, b"ICC_PROFILE\0\x01\x01colours"),
        part(markers::APP13, b"Photoshop 3.0\0GPS in IPTC"),
        part(markers::COM, b"GPS in a comment"),
        part(markers::SOF0, b"frame"),
        JpegSegment::new_with_entropy(
            markers::SOS,
            Bytes::from_static(b"scan"),
            Bytes::from_static(b"pix\xff\0els\xff\xd0more\xff\xe1\0\x0aExif\0GPS\xff\xda\0\x03xlast\xff\xd9\xff\xd8GPS in another picture"),
        ),
    ]);
    photo.set_exif(Some(Bytes::from_static(WHERE)));
    photo.encoder().bytes().to_vec()
}

fn tells_where(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|part| part == b"GPS")
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

#[test]
fn a_photo_keeps_its_pixels_and_colours_and_way_up_and_forgets_where_it_was_taken() {
    let sent = photo_with_its_place();
    assert!(tells_where(&sent) && sniff(&sent) == "image/jpeg");
    let kept = photo::plain("image/jpeg", sent).unwrap();
    assert!(!tells_where(&kept), "{}", String::from_utf8_lossy(&kept));
    for part in [&b"JFIF"[..], b"colours", b"frame", b"pix\xff\0els\xff\xd0more\xff\xda\0\x03xlast\xff\xd9"] {
        assert!(holds(&kept, part), "{} is gone", String::from_utf8_lossy(part));
    }
    assert!(kept.ends_with(b"last\xff\xd9"));
    let up = Jpeg::from_bytes(kept.into()).unwrap().exif().unwrap();
    assert_eq!(&up[10..20], b"\x01\x12\0\x03\0\0\0\x01\0\x06", "turned as the phone was held");
}

#[test]
fn a_drawing_and_a_small_web_picture_forget_it_too() {
    let chunk = |kind: &[u8; 4], text: &'static [u8]| PngChunk::new(*kind, Bytes::from_static(text));
    let mut png = Png::from_bytes(Bytes::from_static(b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xae\x42\x60\x82")).unwrap();
    for (at, (kind, text)) in
        [(b"IHDR", &b"head"[..]), (b"gAMA", b"bright"), (b"tEXt", b"GPS"), (b"caBX", b"GPS"), (b"IDAT", b"pixels")]
            .into_iter()
            .enumerate()
    {
        png.chunks_mut().insert(at, chunk(kind, text));
    }
    png.set_exif(Some(Bytes::from_static(WHERE)));
    let kept = photo::plain("image/png", png.encoder().bytes().to_vec()).unwrap();
    assert!(!tells_where(&kept) && holds(&kept, b"bright") && holds(&kept, b"pixels") && holds(&kept, b"IEND"));

    let riff = |id: &[u8; 4], text: &'static [u8]| RiffChunk::new(*id, RiffContent::Data(Bytes::from_static(text)));
    let parts = vec![
        riff(b"VP8X", b"\x0c\0\0\0\0\0\0\0\0\0"),
        riff(b"VP8 ", b"\x50\x5a\x00\x9d\x01\x2a\xcd\x02\x00\x02"),
        riff(b"EXIF", WHERE),
        riff(b"XMP ", b"GPS too"),
    ];
    let file = RiffChunk::new(*b"RIFF", RiffContent::List { kind: Some(*b"WEBP"), subchunks: parts });
    let kept = photo::plain("image/webp", WebP::new(file).unwrap().encoder().bytes().to_vec()).unwrap();
    assert!(!tells_where(&kept) && holds(&kept, b"VP8 ") && sniff(&kept) == "image/webp");
}

#[test]
fn what_only_begins_like_a_photo_is_none() {
    for (kind, bytes) in [
        ("image/png", &b"\x89PNG\r\n\x1a\n no picture"[..]),
        ("image/jpeg", b"\xff\xd8\xff\xe1\xff"),
        ("image/webp", b"RIFF....WEBP"),
    ] {
        assert!(photo::plain(kind, bytes.to_vec()).is_none(), "{kind}");
    }
}

#[test]
fn a_file_is_what_is_in_it() {
    let png = b"\x89PNG\r\n\x1a\nrest";
    let cases: [(&[u8], &str); 16] = [
        (png, "image/png"),
        (b"\xff\xd8\xff\xe0 photo", "image/jpeg"),
        (b"GIF89a.", "image/gif"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04....word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"<!DOCTYPE html><h1>hi", "text/html"),
        (b"hello <ScRiPt>alert(1)</script>", "text/html"),
        (b"<?xml version='1.0'?><svg xmlns='x'/>", "image/svg+xml"),
        (b"\n <Svg onload=alert(1)>", "image/svg+xml"),
        (b"<?xml version='1.0'?><x/>", "application/xml"),
        (b"word,score\nAna,3", "text/plain"),
        (b"\xff\xfe<\0h\0t\0m\0l\0", "application/octet-stream"),
        (b"MZ\x90\0", "application/octet-stream"),
        (b"", "text/plain"),
    ];
    for (head, kind) in cases {
        assert_eq!(sniff(head), kind, "{:?}", String::from_utf8_lossy(head));
    }
}

#[test]
fn a_name_is_only_a_name() {
    assert_eq!(shown_name("../../etc/passwd"), "passwd");
    assert_eq!(shown_name("C:\\notes\\fall results.png"), "fall results.png");
    assert_eq!(shown_name("\u{202e}gnp.exe\"\r\n"), "gnp.exe");
    assert_eq!(shown_name(".."), "file");
    assert_eq!(shown_name(&"é".repeat(500)).chars().count(), 120);
}
