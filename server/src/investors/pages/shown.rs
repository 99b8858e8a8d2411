//! How a young company is shown: the same words in the list, on the watchlist and side by side.

use std::collections::HashSet;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::investors::model::{Sought, Stated};
use crate::investors::queries::Line;
use crate::investors::rules::Search;
use crate::organisations::model::Age;
use crate::organisations::{age, path};
use crate::platform::region::Region;
use crate::platform::texts::T;

/// For whom and when a page is made.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) region: &'a Region,
    pub(super) t: T,
    pub(super) today: NaiveDate,
}

impl<'a> Reader<'a> {
    /// The name of a NACE division; its code where the region does not know it.
    pub(super) fn sector(self, code: &'a str) -> &'a str {
        let found = self.region.divisions.iter().find(|one| one.code == code);
        found.map_or(code, |one| one.name.get(self.t.locale))
    }

    /// What a search looks for, in words: that is its name.
    pub(super) fn name(self, search: &Search) -> String {
        let (t, mut words) = (self.t, Vec::new());
        words.extend(search.kinds.iter().map(|one| t.term("kind", one.code()).into_owned()));
        let stages = search.stages.iter();
        words.extend(stages.map(|one| t.term("startup-stage", one.code()).into_owned()));
        let territories = search.territories.iter();
        words.extend(territories.map(|code| self.region.territory_name(code, t.locale).to_owned()));
        let sectors = self.region.divisions.iter();
        let sectors = sectors.filter(|one| search.divisions.contains(&one.code));
        words.extend(sectors.map(|one| one.name.get(t.locale).to_owned()));
        let bands = search.bands.iter();
        words.extend(bands.map(|one| t.term("funding-band", one.code()).into_owned()));
        let purposes = search.purposes.iter();
        words.extend(purposes.map(|one| t.term("funding-purpose", one.code()).into_owned()));
        match words.is_empty() {
            true => t.get("searches-all").into_owned(),
            false => words.join(" · "),
        }
    }
}

/// A young company as a line, with the template `investors/pages/line.html`.
pub(super) struct Company {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) name: String,
    pub(super) name_lang: Option<String>,
    pub(super) kind: String,
    /// How far it has come, with the day it said so.
    pub(super) stage: Option<String>,
    /// Municipality and territory.
    pub(super) place: String,
    pub(super) sector: Option<String>,
    pub(super) summary: Option<(String, Option<String>)>,
    /// Since when what is known of it holds.
    pub(super) age: String,
    pub(super) stale: bool,
    /// What it looks for: name and value, for professional investors only.
    pub(super) sought: Vec<(String, String)>,
    /// Where one asks for an introduction.
    pub(super) introduce: String,
    /// Whether it is followed, where this reader can follow.
    pub(super) watched: Option<bool>,
}

/// One as a line. `followed`: those the reader's organisation follows, where it can.
pub(super) fn company(line: &Line, reader: Reader<'_>, followed: Option<&HashSet<Uuid>>) -> Company {
    let (row, t) = (&line.row, reader.t);
    let other = |code: &Option<String>| code.clone().filter(|code| code != t.locale.code());
    let age = age(row.as_of, row.stale_at, reader.today);
    let known = [
        ("date", t.date_long(row.as_of).into()),
        ("age", t.term("age", age.code()).into_owned().into()),
    ];
    let territory = reader.region.territory_name(&row.territory, t.locale);
    let parts = [row.municipality.as_deref(), Some(territory)];
    Company {
        id: row.id.to_string(),
        href: format!("/{}{}", t.locale, path(row.id, &row.name)),
        name: row.name.clone(),
        name_lang: other(&row.name_language),
        kind: row
            .kind
            .map(|kind| t.term("kind", kind.code()).into_owned())
            .unwrap_or_default(),
        stage: line
            .stage
            .map(|stage| until(t, &t.term("startup-stage", stage.value.code()), &stage)),
        place: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        sector: row.division.as_deref().map(|code| reader.sector(code).to_owned()),
        summary: row
            .text(t.locale.code())
            .map(|text| (text.value.clone(), other(&text.language))),
        age: t.with("startups-as-of", &known).into_owned(),
        stale: age == Age::Stale,
        sought: line.sought.iter().flat_map(|sought| of_interest(t, sought)).collect(),
        introduce: format!("/{}/organisations/{}/introduce", t.locale, row.id),
        watched: followed.map(|followed| followed.contains(&row.id.0)),
    }
}

/// A value with the day it was said: it is the company's own word.
pub(in crate::investors) fn until<V>(t: T, value: &str, stated: &Stated<V>) -> String {
    let variables = [("value", value.into()), ("date", t.date(stated.on).into())];
    t.with("startup-said", &variables).into_owned()
}

/// Band and purpose, each with its name.
pub(in crate::investors) fn of_interest(t: T, sought: &Stated<Sought>) -> Vec<(String, String)> {
    let band = t.term("funding-band", sought.value.band.code());
    let purpose = t.term("funding-purpose", sought.value.purpose.code());
    vec![
        (t.get("funding-band").into_owned(), until(t, &band, sought)),
        (t.get("funding-purpose").into_owned(), until(t, &purpose, sought)),
    ]
}
