//! Files, friendly and otherwise.

use super::{shown_name, sniff};

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
