//! Files people lay in: what they are, what is kept of them, what they are called.

use passerelle::platform::files::{FileFault, FileKind, check, file_name};

use super::line;

/// The name and the declared type in the first two lines, then the file. What is taken is of a kind that is taken and called
/// so; of a picture nothing is kept but the picture; what is kept is taken again.
pub fn upload(bytes: &[u8]) {
    let (sent, rest) = line(bytes);
    let (declared, content) = line(rest);
    let name = file_name(&String::from_utf8_lossy(sent));
    safe_name(&name);
    let (kind, kept) = match check(&name, &String::from_utf8_lossy(declared), content.to_vec()) {
        Ok(taken) => taken,
        Err(fault) => return assert!(!fault.code().is_empty()),
    };
    let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    assert!(
        extension.replace("jpeg", "jpg") == kind.extension(),
        "{name:?} as {kind:?}"
    );
    let bare = match kind {
        FileKind::Pdf => kept == content,
        FileKind::Png => png(&kept).is_some(),
        FileKind::Jpeg => jpeg(&kept).is_some(),
        FileKind::Webp => webp(&kept).is_some(),
    };
    assert!(bare, "more than a {kind:?}");
    match check(&name, kind.media_type(), kept) {
        Ok((again, _)) => assert_eq!(again, kind),
        Err(fault) => assert_eq!(fault, FileFault::TooLarge),
    }
}

/// A name that can stand in a header, in a folder and on a page.
pub fn safe_name(name: &str) {
    let breaks = |letter: char| letter.is_control() || "/\\\"<>|:*?".contains(letter);
    assert!(!name.contains(breaks) && name.chars().count() <= 120, "{name:?}");
    assert!(
        !name.starts_with(|letter: char| letter == '.' || letter.is_whitespace()),
        "{name:?}"
    );
}

/// Chunks of what is shown and no others, to the last byte.
fn png(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    while !rest.is_empty() {
        let (length, behind) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (kind, behind) = behind.split_first_chunk::<4>()?;
        if ![b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"].contains(&kind) {
            return None;
        }
        rest = behind.get(length.checked_add(4)?..)?;
        if kind == b"IEND" && !rest.is_empty() {
            return None;
        }
    }
    Some(())
}

/// Before the picture no segment with a text or with what a camera says; behind it nothing.
fn jpeg(bytes: &[u8]) -> Option<()> {
    const SCAN: u8 = 0xda;
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let ([start, marker], behind) = rest.split_first_chunk::<2>()?;
        let (length, _) = behind.split_first_chunk::<2>()?;
        if *start != 0xff || matches!(marker, 0xe1..=0xef | 0xfe) {
            return None;
        }
        if *marker == SCAN {
            return bytes.ends_with(b"\xff\xd9").then_some(());
        }
        rest = behind.get(usize::from(u16::from_be_bytes(*length))..)?;
    }
}

/// One chunk, the picture, to the last byte.
fn webp(bytes: &[u8]) -> Option<()> {
    let (head, rest) = bytes.split_first_chunk::<20>()?;
    let length = |at: usize| Some(u32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?));
    let whole = usize::try_from(length(4)?).ok()? + 8 == bytes.len();
    let picture = usize::try_from(length(16)?).ok()?.next_multiple_of(2) == rest.len();
    (head.starts_with(b"RIFF") && head.get(8..16) == Some(b"WEBPVP8L") && whole && picture).then_some(())
}
