//! Compresses what the server hands out and writes the Rust table of it: name, address with its hash, type, bytes.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// Puts `NAME.gz` and `NAME.br` of each text file of `dist/static` in `dist/precompressed`.
pub fn precompress(dist: &Path) -> Result<()> {
    let folder = dist.join("precompressed");
    fs::create_dir_all(&folder)?;
    for name in names(dist)? {
        if is_compressed(&name) {
            continue;
        }
        let bytes = fs::read(dist.join("static").join(&name))?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&bytes)?;
        fs::write(folder.join(format!("{name}.gz")), gzip.finish()?)?;
        let mut brotli = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 22,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut brotli, &parameters)?;
        fs::write(folder.join(format!("{name}.br")), brotli)?;
    }
    Ok(())
}

/// Writes the table that `platform::web::assets` includes.
pub fn write(dist: &Path, to: &Path) -> Result<()> {
    if !dist.join("precompressed").exists() {
        precompress(dist)?;
    }
    let mut code = String::from("/// All files handed out under `/static`, by name.\npub static FILES: &[File] = &[\n");
    for name in names(dist)? {
        let path = dist.join("static").join(&name);
        let bytes = fs::read(&path)?;
        let hash = hex(&Sha256::digest(&bytes), 6);
        let address = match name.rsplit_once('.') {
            // Style sheets point to fonts by these names, which carry a hash already.
            Some((_, "woff2")) | None => name.clone(),
            Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
        };
        let packed = |ending: &str| {
            let path = dist.join("precompressed").join(format!("{name}.{ending}"));
            if is_compressed(&name) {
                "None".to_owned()
            } else {
                format!("Some(include_bytes!({path:?}))")
            }
        };
        writeln!(
            code,
            "    File {{ name: {name:?}, address: {:?}, kind: {:?}, etag: {:?}, bytes: include_bytes!({path:?}), gzip: {}, brotli: {} }},",
            format!("/static/{address}"),
            kind(&name),
            format!("\"{hash}\""),
            packed("gz"),
            packed("br"),
        )?;
    }
    code.push_str("];\n");
    for (constant, name) in [("MAP", "map.json"), ("PLACES", "places.tsv"), ("NACE", "nace21.json")] {
        let path = dist.join(name);
        writeln!(
            code,
            "/// `{name}` as `web/` built it.\npub static {constant}: &str = include_str!({path:?});"
        )?;
    }
    fs::write(to, code).with_context(|| to.display().to_string())
}

fn names(dist: &Path) -> Result<Vec<String>> {
    let folder = dist.join("static");
    let entries =
        fs::read_dir(&folder).with_context(|| format!("{} was not made by web/build.mjs", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn is_compressed(name: &str) -> bool {
    name.ends_with(".woff2")
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}

/// The first `bytes` of a digest in hexadecimal.
pub fn hex(digest: &[u8], bytes: usize) -> String {
    digest.iter().take(bytes).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
