//! The draft as others will see it: in each language, by a stranger and by a professional investor.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::{Chambers, Frame, source};
use super::{Reader, registered};
use crate::app::App;
use crate::joining::model::Step;
use crate::joining::queries::Draft;
use crate::joining::rules::{asked_fields, territory_of};
use crate::organisations::best;
use crate::organisations::dossier::{Dossier, Version};
use crate::organisations::model::{Class, FieldKind};
use crate::organisations::queries::Organisation;
use crate::platform::texts::Locale;
use crate::platform::web::{Cache, Detail, Error, FromPairs, Lang, Layout, Pairs, Result, page};

/// Through whose eyes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::joining) struct View {
    investor: bool,
    language: Option<Locale>,
}

impl FromPairs for View {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let wrong = |name: &'static str| Error::Malformed(Detail::new("error-parameter-value").with("name", name));
        let investor = match pairs.one("as")?.as_deref() {
            None | Some("stranger") => false,
            Some("investor") => true,
            Some(_) => return Err(wrong("as")),
        };
        let language = match pairs.one("in")? {
            None => None,
            Some(code) => Some(Locale::from_code(&code).ok_or_else(|| wrong("in"))?),
        };
        Ok(Self { investor, language })
    }
}

/// A value with where it comes from.
struct Row {
    name: String,
    value: String,
    class: Class,
    from: String,
}

/// A text with its language, and what is said of it.
struct Text {
    lang: Option<String>,
    paragraphs: Vec<String>,
    note: Option<String>,
}

#[derive(Template)]
#[template(path = "joining/pages/preview.html")]
struct PreviewPage<'a> {
    layout: Layout,
    frame: Frame,
    draft: &'a Draft,
    view: View,
    language: Locale,
    kind: Option<String>,
    territory: &'a str,
    summary: Option<Text>,
    description: Option<Text>,
    rows: Vec<Row>,
}

impl PreviewPage<'_> {
    fn at(&self, investor: &bool, language: &Locale) -> String {
        let eyes = if *investor { "investor" } else { "stranger" };
        format!("{}/preview?as={eyes}&in={language}", self.frame.base)
    }

    fn reads_in(&self, one: &Locale) -> bool {
        self.language == *one
    }

    fn languages(&self) -> [Locale; 3] {
        Locale::ALL
    }
}

pub(super) async fn show(app: &App, lang: &Lang, draft: &Draft, view: View) -> Result<Response> {
    let reader = Reader::of(app, lang);
    let registered = registered(app, draft.dossier.organisation).await?;
    let language = view.language.unwrap_or(lang.locale());
    let dossier = &draft.dossier;
    let code = territory_of(&dossier.seat, reader.region);
    let chambers = Chambers::around(app, draft).await?;
    let territory = reader
        .region
        .territories
        .iter()
        .find(|territory| territory.code == code);
    let territory = territory.map_or(reader.region.outside.get(lang.locale()), |found| {
        found.name.get(lang.locale())
    });
    let title = if draft.is_editable() {
        lang.t.term("join-step", "preview")
    } else {
        lang.t.get("join-what-was-sent")
    };
    let shown = PreviewPage {
        layout: lang.layout(title).hidden(),
        frame: Frame::new(draft, Step::Preview, &chambers, reader),
        kind: dossier.kind.map(|kind| lang.t.term("kind", kind.code()).into_owned()),
        territory,
        summary: text(dossier, "summary", language, reader),
        description: text(dossier, "description", language, reader),
        rows: rows(dossier, registered.as_deref(), reader),
        draft,
        view,
        language,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// A text for a reader of that language: a version, else the original with a line that says so.
fn text(dossier: &Dossier, field: &str, language: Locale, reader: Reader<'_>) -> Option<Text> {
    let t = reader.t;
    let version = dossier.text(field, language.code());
    let shown = version.or_else(|| dossier.original(field))?;
    let of = shown.language.as_deref().unwrap_or(language.code());
    let note = match (version.is_some(), shown.state) {
        (false, _) => {
            let language = t.term("language", of);
            Some(
                t.with("join-preview-original", &[("language", language.as_ref().into())])
                    .into_owned(),
            )
        }
        (true, Version::Stale) => Some(t.get("join-version-stale").into_owned()),
        _ => None,
    };
    Some(Text {
        lang: (of != t.locale.code()).then(|| of.to_owned()),
        paragraphs: shown
            .value
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect(),
        note,
    })
}

fn rows(dossier: &Dossier, registered: Option<&Organisation>, reader: Reader<'_>) -> Vec<Row> {
    let t = reader.t;
    let own = || t.get("organisations-source-itself").into_owned();
    let from_register = |register: &str| registered.and_then(|organisation| source(organisation, register, reader));
    let first = registered.and_then(|organisation| organisation.records.first());
    let taken_over = first.and_then(|(register, ..)| from_register(register));
    let basis = |value: String, name: String| Row {
        name,
        value,
        class: if taken_over.is_some() {
            Class::Register
        } else {
            Class::Declared
        },
        from: taken_over.clone().unwrap_or_else(own),
    };
    let mut rows = vec![basis(dossier.name.clone(), t.term("field", "name").into_owned())];
    if let Some(number) = &dossier.number {
        let name = if number.scheme.is_empty() {
            t.term("field", "identity").into_owned()
        } else {
            reader.scheme(&number.scheme)
        };
        rows.push(basis(reader.number(&number.scheme, &number.value), name));
    }
    if !dossier.seat.is_empty() {
        let known = registered.and_then(crate::joining::rules::known_seat);
        let mut seat = basis(dossier.seat.on_one_line(), t.term("field", "seat").into_owned());
        if known.as_ref() != Some(&dossier.seat) {
            (seat.class, seat.from) = (Class::Declared, own());
        }
        rows.push(seat);
    }
    for field in asked_fields().filter(|field| field.kind != FieldKind::Text) {
        let name = t.term("field", field.code).into_owned();
        let known = registered.and_then(|organisation| best(&organisation.values, field.code, reader.today));
        match (dossier.value(field.code), known) {
            (Some(value), _) => rows.push(Row {
                name,
                value: value.to_owned(),
                class: Class::Declared,
                from: own(),
            }),
            (None, Some(known)) => rows.push(Row {
                name,
                value: known.value.clone(),
                class: known.class,
                from: from_register(&known.source).unwrap_or_else(own),
            }),
            (None, None) => {}
        }
    }
    if !dossier.languages.is_empty() {
        let names: Vec<_> = dossier.languages.iter().map(|code| t.term("language", code)).collect();
        rows.push(Row {
            name: t.term("field", "languages").into_owned(),
            value: names.join(", "),
            class: Class::Declared,
            from: own(),
        });
    }
    rows
}
