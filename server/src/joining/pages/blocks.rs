//! What each step shows and asks, from the draft and what the registers say.

use super::Reader;
use super::frame::source;
use super::inputs::{Block, Choice, Input, Known, What};
use crate::chambers::Operating;
use crate::joining::model::{Step, WORKING_LANGUAGES};
use crate::joining::queries::Draft;
use crate::joining::rules::{Here, asked_fields, known_seat, propose};
use crate::organisations::best;
use crate::organisations::dossier::{Dossier, Version};
use crate::organisations::model::{Class, FIELDS, Field, FieldKind, Kind};
use crate::organisations::queries::Organisation;
use crate::platform::texts::Locale;

/// A step's form; `chambers`: those that operate here.
pub(super) fn blocks(
    step: Step,
    draft: &Draft,
    registered: Option<&Organisation>,
    chambers: &[Operating],
    reader: Reader<'_>,
) -> Vec<Block> {
    match step {
        Step::Identity => identity(&draft.dossier, registered, reader),
        Step::Seat => seat(&draft.dossier, registered, chambers, reader),
        Step::Activity => activity(draft, registered, reader),
        Step::Languages => versions(draft, reader),
        Step::Documents | Step::Preview | Step::Send => Vec::new(),
    }
}

fn asked(inputs: Vec<Input>) -> Block {
    Block {
        inputs,
        ..Block::default()
    }
}

/// An input with its label and, where there is one, its hint: messages `join-label-NAME` and `join-hint-NAME`.
fn input(name: &str, value: &str, what: What, reader: Reader<'_>) -> Input {
    let t = reader.t;
    let code = name.replace('_', "-");
    let hint = t.find(&format!("join-hint-{code}")).map(|_| t.term("join-hint", &code));
    let own = t
        .find(&format!("join-label-{code}"))
        .map(|_| t.term("join-label", &code));
    Input {
        name: name.to_owned(),
        label: own.unwrap_or_else(|| t.term("field", &code)).into_owned(),
        hint: hint.map(std::borrow::Cow::into_owned),
        value: value.to_owned(),
        what,
        ..Input::default()
    }
}

fn optional(input: Input) -> Input {
    Input {
        optional: true,
        ..input
    }
}

fn identity(dossier: &Dossier, registered: Option<&Organisation>, reader: Reader<'_>) -> Vec<Block> {
    if let Some(organisation) = registered {
        return vec![Block {
            known: known_identity(organisation, reader),
            ..Block::default()
        }];
    }
    let number = dossier.number.as_ref();
    let typed = number.map(|number| reader.number(&number.scheme, &number.value).replace('\u{a0}', " "));
    let mut asked_number = optional(input(
        "number",
        typed.as_deref().unwrap_or_default(),
        What::Line("text", "off"),
        reader,
    ));
    if let Some(number) = number.filter(|number| !number.scheme.is_empty()) {
        let scheme = reader.scheme(&number.scheme);
        let read = reader.t.with("join-number-read", &[("scheme", scheme.as_str().into())]);
        asked_number.hint = Some(read.into_owned());
    }
    let founding = if dossier.founded { "" } else { "1" };
    vec![asked(vec![
        input("name", &dossier.name, What::Line("text", "organization"), reader),
        asked_number,
        input("not_founded", founding, What::Tick, reader),
    ])]
}

fn known_identity(organisation: &Organisation, reader: Reader<'_>) -> Vec<Known> {
    let first = organisation.records.first().map(|(register, ..)| register.as_str());
    let mut known = vec![Known {
        label: reader.t.term("field", "name").into_owned(),
        value: organisation.name.clone(),
        check: None,
        source: first.and_then(|register| source(organisation, register, reader)),
    }];
    known.extend(organisation.identifiers.iter().map(|(scheme, value, register)| Known {
        label: reader.scheme(scheme),
        value: reader.number(scheme, value),
        check: Some(reader.t.get("join-number-good").into_owned()),
        source: source(organisation, register, reader),
    }));
    known
}

fn seat(
    dossier: &Dossier,
    registered: Option<&Organisation>,
    chambers: &[Operating],
    reader: Reader<'_>,
) -> Vec<Block> {
    let seat = &dossier.seat;
    let line = |name, value: &str, fill| input(name, value, What::Line("text", fill), reader);
    let short = |name, value: &str, fill| input(name, value, What::Short("text", fill), reader);
    let mut street = line("street", &seat.street, "street-address");
    street.optional = !dossier.founded;
    let address = vec![
        street,
        short("postal_code", &seat.postal_code, "postal-code"),
        line("municipality", &seat.municipality, "address-level2"),
        input("country", &seat.country, countries(&seat.country, reader), reader),
    ];
    let known = registered.and_then(|organisation| {
        let says = known_seat(organisation)?;
        let register = organisation.places.iter().find(|place| place.role == "seat")?;
        let label = reader.t.term("field", "seat").into_owned();
        let known = Known {
            label,
            value: says.on_one_line(),
            check: None,
            source: source(organisation, &register.register, reader),
        };
        Some((known, says))
    });
    let first = match known {
        Some((known, says)) => Block {
            known: vec![known],
            fold: Some(reader.t.get("join-seat-moved").into_owned()),
            open: says != *seat || says.postal_code.is_empty() || says.municipality.is_empty(),
            inputs: address,
        },
        None => asked(address),
    };
    vec![first, asked(vec![chamber(dossier, chambers, reader)])]
}

fn countries(chosen: &str, reader: Reader<'_>) -> What {
    let t = reader.t;
    let choice = |code: &String| Choice {
        code: code.clone(),
        name: reader.region.country_name(code, t.locale).to_owned(),
        chosen: code == chosen,
    };
    let (mut near, mut far) = (Vec::new(), Vec::new());
    for code in reader.region.country_names.keys() {
        let here = reader
            .region
            .territories
            .iter()
            .any(|territory| territory.country == *code);
        if here {
            near.push(choice(code))
        } else {
            far.push(choice(code))
        }
    }
    for list in [&mut near, &mut far] {
        list.sort_by_cached_key(|choice| t.collation_key(&choice.name));
    }
    let none = Choice {
        code: String::new(),
        name: t.get("join-choose").into_owned(),
        chosen: chosen.is_empty(),
    };
    let mut groups = vec![
        (String::new(), vec![none]),
        (t.get("join-countries-near").into_owned(), near),
    ];
    if !far.is_empty() {
        groups.push((t.get("join-countries-far").into_owned(), far));
    }
    What::Select(groups)
}

/// The chambers that operate here, those of the address's territory first.
fn chamber(dossier: &Dossier, chambers: &[Operating], reader: Reader<'_>) -> Input {
    let t = reader.t;
    let region = reader.region;
    let here = Here { region, chambers };
    let proposed = propose(&dossier.seat, here);
    let mut territories: Vec<&str> = region.territories.iter().map(|one| one.code.as_str()).collect();
    territories.sort_by_key(|code| *code != proposed.territory);
    let none = Choice {
        code: String::new(),
        name: t.get("join-chamber-by-address").into_owned(),
        chosen: here.chamber(&dossier.chamber).is_none(),
    };
    let mut groups = vec![(String::new(), vec![none])];
    for code in territories {
        let mut found = region.chambers_of(code, t);
        found.retain(|chamber| here.chamber(&chamber.code).is_some());
        let choices: Vec<Choice> = found
            .into_iter()
            .map(|chamber| Choice {
                code: chamber.code.clone(),
                name: chamber.name.get(t.locale).to_owned(),
                chosen: chamber.code == dossier.chamber,
            })
            .collect();
        if !choices.is_empty() {
            groups.push((region.territory_name(code, t.locale).to_owned(), choices));
        }
    }
    let mut chamber = input("chamber", &dossier.chamber, What::Select(groups), reader);
    if !dossier.seat.postal_code.is_empty() {
        let name = region.territory_name(&proposed.territory, t.locale);
        let asked = proposed.chamber.as_deref().and_then(|code| region.chamber(code));
        let elsewhere = asked.filter(|chamber| chamber.territory != proposed.territory);
        let hint = match elsewhere {
            None => t.with("join-territory", &[("territory", name.into())]),
            Some(other) => {
                let named = [("territory", name.into()), ("chamber", other.name.get(t.locale).into())];
                t.with("join-territory-none", &named)
            }
        };
        chamber.hint = Some(hint.into_owned());
    }
    chamber
}

fn activity(draft: &Draft, registered: Option<&Organisation>, reader: Reader<'_>) -> Vec<Block> {
    let (dossier, t) = (&draft.dossier, reader.t);
    let kinds = Kind::ALL.iter().map(|kind| Choice {
        code: kind.code().to_owned(),
        name: t.term("kind", kind.code()).into_owned(),
        chosen: dossier.kind == Some(*kind),
    });
    let languages = Locale::ALL.into_iter().map(|locale| Choice {
        code: locale.code().to_owned(),
        name: t.term("language", locale.code()).into_owned(),
        chosen: locale.code() == draft.language,
    });
    let working = WORKING_LANGUAGES.into_iter().map(|code| Choice {
        code: code.to_owned(),
        name: t.term("language", code).into_owned(),
        chosen: dossier.languages.iter().any(|one| one == code),
    });
    let kind = input("kind", "", What::Radio(kinds.collect()), reader);
    let language = vec![(String::new(), languages.collect())];
    let language = input("language", &draft.language, What::Select(language), reader);
    let languages = input("languages", "", What::Checks(working.collect()), reader);
    let mut blocks = vec![asked(vec![kind, language])];
    for field in asked_fields() {
        blocks.push(declared(field, draft, registered, reader));
    }
    blocks.push(asked(vec![languages]));
    blocks
}

/// A declared field: asked, or where a register knows it, shown with a fold for who knows better.
fn declared(field: &Field, draft: &Draft, registered: Option<&Organisation>, reader: Reader<'_>) -> Block {
    let value = draft.dossier.value(field.code).unwrap_or_default();
    let what = match field.kind {
        FieldKind::Line | FieldKind::Address => What::Line("text", "off"),
        FieldKind::Text => What::Area(if field.limit > 1000 { 8 } else { 3 }),
        FieldKind::Number => What::Short("text", "off"),
        FieldKind::Url => What::Line("url", "url"),
        FieldKind::Mail => What::Line("email", "email"),
        FieldKind::Phone => What::Short("tel", "tel"),
    };
    let mut one = input(field.code, value, what, reader);
    one.optional = field.code != "summary";
    if field.kind == FieldKind::Text {
        one.limit = Some(field.limit);
        one.lang = Some(draft.language.clone());
    }
    let known = registered.and_then(|organisation| {
        let known = best(&organisation.values, field.code, reader.today)?;
        let register = (known.class == Class::Register && field.kind != FieldKind::Text).then_some(known)?;
        Some(Known {
            label: reader.t.term("field", field.code).into_owned(),
            value: register.value.clone(),
            check: None,
            source: source(organisation, &register.source, reader),
        })
    });
    Block {
        fold: known
            .as_ref()
            .map(|_| reader.t.get("join-known-otherwise").into_owned()),
        open: !value.is_empty(),
        known: known.into_iter().collect(),
        inputs: vec![one],
    }
}

fn versions(draft: &Draft, reader: Reader<'_>) -> Vec<Block> {
    let t = reader.t;
    let mut blocks = Vec::new();
    for locale in Locale::ALL.into_iter().filter(|locale| locale.code() != draft.language) {
        let language = t.term("language", locale.code());
        for field in FIELDS.iter().filter(|field| field.kind == FieldKind::Text) {
            let Some(original) = draft.dossier.original(field.code) else {
                continue;
            };
            let name = format!("{}-{locale}", field.code);
            let version = draft.dossier.text(field.code, locale.code());
            let (label, language) = (t.term("field", field.code), language.as_ref());
            let label = t.with(
                "join-version",
                &[("field", label.as_ref().into()), ("language", language.into())],
            );
            let stale = version.filter(|version| version.state == Version::Stale);
            blocks.push(asked(vec![Input {
                label: label.into_owned(),
                optional: true,
                lang: Some(locale.code().to_owned()),
                value: version.map(|version| version.value.clone()).unwrap_or_default(),
                limit: Some(field.limit),
                what: What::Area(if field.limit > 1000 { 8 } else { 3 }),
                original: Some((draft.language.clone(), original.value.clone())),
                stale: stale.map(|_| (format!("{name}-holds"), t.get("join-version-holds").into_owned())),
                name,
                ..Input::default()
            }]));
        }
    }
    blocks
}
