//! What a file is: by its first bytes, its extension and what was declared, all three alike. Pictures are read with limits
//! and written anew, so that nothing but the picture is kept: no place, no camera, no hidden bytes. A PDF is never read.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// Kinds of file that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Kept as it is, only ever handed out as a download.
    Pdf,
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// A picture.
    Webp,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`super::FILE_LIMIT`].
    #[error("the file is too large")]
    TooLarge,
    /// None of the kinds that are taken.
    #[error("this kind of file is not taken")]
    Kind,
    /// It is called one thing and is another.
    #[error("the content is not what its name says")]
    Renamed,
    /// A picture that cannot be read, or is too large to be.
    #[error("the picture cannot be read")]
    Broken,
}

impl FileFault {
    /// A stable code for texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "tooLarge",
            Self::Kind => "kind",
            Self::Renamed => "renamed",
            Self::Broken => "broken",
        }
    }
}

impl FileKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Png, Self::Jpeg, Self::Webp];

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    /// How a name of it ends.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
        }
    }

    const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Webp => &["webp"],
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|kind| kind.extensions().contains(&extension.as_str()))
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else {
            None
        }
    }
}

/// Most pixels of a picture.
const PIXELS: u64 = 40_000_000;
/// Longest side of a picture.
const SIDE: u32 = 20_000;
/// Bytes the reading of a picture may take.
const MEMORY: u64 = 256 * 1024 * 1024;
/// Of a JPEG that is written anew.
const QUALITY: u8 = 88;

/// What a file is, and the bytes to keep of it. Slow for pictures: not on the threads that serve.
///
/// # Errors
/// Why it is not taken.
pub fn check(name: &str, declared: &str, bytes: Vec<u8>) -> Result<(FileKind, Vec<u8>), FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.len() > super::FILE_LIMIT {
        return Err(FileFault::TooLarge);
    }
    let named = FileKind::of_name(name).ok_or(FileFault::Kind)?;
    let found = FileKind::of_bytes(&bytes).ok_or(FileFault::Renamed)?;
    let declared = declared.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    // Some phones declare nothing they know; a declaration of something else is a contradiction.
    let says_nothing = declared.is_empty() || declared == "application/octet-stream";
    if named != found || !(says_nothing || declared == found.media_type()) {
        return Err(FileFault::Renamed);
    }
    let kept = match found {
        FileKind::Pdf => bytes,
        FileKind::Png => written(&picture(&bytes, ImageFormat::Png)?, ImageFormat::Png)?,
        FileKind::Webp => written(&picture(&bytes, ImageFormat::WebP)?, ImageFormat::WebP)?,
        FileKind::Jpeg => jpeg(&picture(&bytes, ImageFormat::Jpeg)?)?,
    };
    Ok((found, kept))
}

fn picture(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, FileFault> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let broken = |_| FileFault::Broken;
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(FileFault::Broken);
    }
    // How the camera was held is told in what is thrown away.
    let orientation = decoder.orientation().map_err(broken)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn written(image: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>, FileFault> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).map_err(|_| FileFault::Broken)?;
    Ok(out.into_inner())
}

fn jpeg(image: &DynamicImage) -> Result<Vec<u8>, FileFault> {
    let mut out = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
    image
        .to_rgb8()
        .write_with_encoder(encoder)
        .map_err(|_| FileFault::Broken)?;
    Ok(out)
}

/// The last part of what a browser calls a file, without what could break a header, at most 120 characters.
#[must_use]
pub fn file_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or("");
    let clean: String = last
        .chars()
        .filter(|c| !c.is_control() && !"\"<>|:*?".contains(*c))
        .collect();
    let clean = clean
        .trim_start_matches(|c: char| c == '.' || c.is_whitespace())
        .trim_end();
    let length = clean.chars().count();
    match clean.rsplit_once('.') {
        Some((stem, extension)) if length > 120 => {
            let stem: String = stem.chars().take(110).collect();
            let extension: String = extension.chars().take(8).collect();
            format!("{stem}.{extension}")
        }
        _ => clean.chars().take(120).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png() -> Vec<u8> {
        written(&DynamicImage::new_rgb8(3, 2), ImageFormat::Png).unwrap()
    }

    #[test]
    fn three_witnesses_must_agree() {
        let pdf = b"%PDF-1.7 whatever".to_vec();
        for (name, declared, bytes, expected) in [
            ("statuts.pdf", "application/pdf", pdf.clone(), Ok(FileKind::Pdf)),
            (
                "STATUTS.PDF",
                "application/octet-stream",
                pdf.clone(),
                Ok(FileKind::Pdf),
            ),
            ("logo.png", "image/png", png(), Ok(FileKind::Png)),
            ("logo.png", "image/png", pdf.clone(), Err(FileFault::Renamed)),
            ("logo.png", "image/jpeg", png(), Err(FileFault::Renamed)),
            (
                "logo.pdf",
                "application/pdf",
                b"MZ\x90".to_vec(),
                Err(FileFault::Renamed),
            ),
            ("run.exe", "application/pdf", pdf.clone(), Err(FileFault::Kind)),
            ("pdf", "application/pdf", pdf, Err(FileFault::Kind)),
            ("a.pdf", "application/pdf", Vec::new(), Err(FileFault::Empty)),
            (
                "a.png",
                "image/png",
                b"\x89PNG\r\n\x1a\nand nothing".to_vec(),
                Err(FileFault::Broken),
            ),
        ] {
            assert_eq!(
                check(name, declared, bytes).map(|(kind, _)| kind),
                expected,
                "{name} {declared}"
            );
        }
    }

    #[test]
    fn what_lies_behind_a_picture_is_gone() {
        let mut bytes = png();
        bytes.extend_from_slice(b"<script>canary</script>");
        let (_, kept) = check("a.png", "image/png", bytes).unwrap();
        assert!(!kept.windows(6).any(|window| window == b"canary"));
    }

    #[test]
    fn names_that_break_nothing() {
        for (sent, kept) in [
            ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
            (".hidden", "hidden"),
            (". . hidden.pdf", "hidden.pdf"),
        ] {
            assert_eq!(file_name(sent), kept);
        }
        assert!(file_name(&format!("{}.pdf", "x".repeat(300))).ends_with("x.pdf"));
    }
}
