//! The names of both schemas. In schema 2 a name has types, one of which marks the name to show.

use super::Refused;
use super::fields::{Object, objects, text, texts};
use crate::{Name, NameKind, RejectReason};

/// Schema 1: the name, then labels with a language, aliases and acronyms without.
pub(crate) fn first_schema(fields: &mut Object) -> Result<Vec<Name>, Refused> {
    let plain = |kind: NameKind| {
        move |value: String| Name {
            value,
            language: None,
            kind,
        }
    };
    let mut names: Vec<Name> = text(fields, "name")?.map(plain(NameKind::Label)).into_iter().collect();
    for mut label in objects(fields, "labels")? {
        let language = language(text(&mut label, "iso639")?);
        let value = text(&mut label, "label")?;
        names.extend(value.map(|value| Name {
            value,
            language,
            kind: NameKind::Label,
        }));
    }
    names.extend(texts(fields, "aliases")?.into_iter().map(plain(NameKind::Alias)));
    names.extend(
        texts(fields, "acronyms")?
            .into_iter()
            .map(plain(NameKind::Abbreviation)),
    );
    Ok(distinct(names))
}

/// Schema 2: a list, brought into an order of its own behind the name to show.
pub(crate) fn second_schema(fields: &mut Object) -> Result<Vec<Name>, Refused> {
    let mut shown = Vec::new();
    let mut others = Vec::new();
    for mut name in objects(fields, "names")? {
        let types = texts(&mut name, "types")?;
        let has = |wanted: &str| types.iter().any(|found| found == wanted);
        let kind = if has("ror_display") || has("label") {
            NameKind::Label
        } else if has("alias") {
            NameKind::Alias
        } else if has("acronym") {
            NameKind::Abbreviation
        } else {
            return Err((RejectReason::UnknownCode { column: "names.types" }, types.join(", ")));
        };
        let language = language(text(&mut name, "lang")?);
        if let Some(value) = text(&mut name, "value")? {
            let list = if has("ror_display") { &mut shown } else { &mut others };
            list.push(Name { value, language, kind });
        }
    }
    others.sort_by(|a, b| (a.kind, &a.language, &a.value).cmp(&(b.kind, &b.language, &b.value)));
    shown.append(&mut others);
    Ok(distinct(shown))
}

fn language(code: Option<String>) -> Option<String> {
    code.map(|code| code.to_lowercase())
}

/// Each name once, where it comes first: schema 1 often repeats the name among the labels.
///
/// The language is not part of the comparison, but a name that had none takes that of its repetition.
fn distinct(names: Vec<Name>) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        let same = out
            .iter_mut()
            .find(|known| known.value == name.value && known.kind == name.kind);
        match same {
            Some(known) if known.language.is_none() => known.language = name.language,
            Some(known) if name.language.is_none() || known.language == name.language => {}
            _ => out.push(name),
        }
    }
    out
}
