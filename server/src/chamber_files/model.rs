//! The words of a chamber's file: what a column may hold, where a file stands, limits.

use serde::{Deserialize, Serialize};

use crate::organisations::model::Kind;
use crate::platform::texts::Locale;

crate::id_type! {
    /// A file a chamber brought.
    FileId
}

crate::words! {
    /// Where a file stands.
    State {
        /// Read; its columns are being named and its rows looked at.
        Open = "open",
        /// Its rows are coming in.
        Importing = "importing",
        /// All that can be taken is there.
        Imported = "imported",
        /// It is being taken back.
        Undoing = "undoing",
        /// It was taken back.
        Undone = "undone",
    }
}

crate::words! {
    /// What a column holds.
    Column {
        /// The organisation's name.
        Name = "name",
        /// An official number of whatever kind, known by its form.
        Number = "number",
        /// SIREN or SIRET.
        Siren = "siren",
        /// Number of the Belgian Crossroads Bank.
        Kbo = "kbo",
        /// Number of the Luxembourg register.
        LuRcs = "lu_rcs",
        /// Number of a German register, its court within it or in a column of its own.
        DeRegister = "de_register",
        /// The court of a German register.
        Court = "court",
        /// VAT number.
        Vat = "vat",
        /// Legal entity identifier.
        Lei = "lei",
        /// What it is.
        Kind = "kind",
        /// Street and number.
        Street = "street",
        /// Postal code.
        PostalCode = "postal_code",
        /// Municipality.
        Municipality = "municipality",
        /// Country, by name or code.
        Country = "country",
        /// What it does, in a line.
        Activity = "activity",
        /// One sentence in French.
        SummaryFr = "summary_fr",
        /// One sentence in German.
        SummaryDe = "summary_de",
        /// One sentence in English.
        SummaryEn = "summary_en",
        /// A description in French.
        DescriptionFr = "description_fr",
        /// A description in German.
        DescriptionDe = "description_de",
        /// A description in English.
        DescriptionEn = "description_en",
        /// Address of the web.
        Website = "website",
        /// Mail address.
        Email = "email",
        /// Telephone.
        Phone = "phone",
        /// How many people work there.
        Employees = "employees",
        /// Day or year it was founded.
        Founded = "founded",
    }
}

impl Column {
    /// The declared field it fills, and the language of a text; none for numbers and parts of an address.
    #[must_use]
    pub const fn field(self) -> Option<(&'static str, Option<Locale>)> {
        Some(match self {
            Self::Activity => ("activity", None),
            Self::SummaryFr => ("summary", Some(Locale::Fr)),
            Self::SummaryDe => ("summary", Some(Locale::De)),
            Self::SummaryEn => ("summary", Some(Locale::En)),
            Self::DescriptionFr => ("description", Some(Locale::Fr)),
            Self::DescriptionDe => ("description", Some(Locale::De)),
            Self::DescriptionEn => ("description", Some(Locale::En)),
            Self::Website => ("website", None),
            Self::Email => ("email", None),
            Self::Phone => ("phone", None),
            Self::Employees => ("employees", None),
            Self::Founded => ("founded", None),
            _ => return None,
        })
    }

    /// Whether it holds an official number.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Siren | Self::Kbo | Self::LuRcs | Self::DeRegister | Self::Vat | Self::Lei
        )
    }
}

/// What the columns of a file mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mapping {
    /// By the columns of the file; none where a column is left out.
    pub columns: Vec<Option<Column>>,
    /// What an organisation is whose row does not say it.
    pub kind: Kind,
}

impl Mapping {
    /// Where a column is in the file.
    #[must_use]
    pub fn place(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|found| *found == Some(column))
    }
}

/// What became of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Counts {
    /// Organisations that were not there before.
    pub created: u64,
    /// Those a register knew, listed from then on.
    pub attached: u64,
    /// Listed before; something was added.
    pub changed: u64,
    /// Listed before; nothing new.
    pub unchanged: u64,
    /// Rows that cannot be taken.
    pub wrong: u64,
    /// Of a run that was taken back: rows that are as before.
    pub undone: u64,
    /// Of a run that was taken back: rows somebody has gone on with.
    pub kept: u64,
}

/// Largest file in bytes: 20 MiB.
pub const FILE_LIMIT: usize = 20 * 1024 * 1024;
/// Most rows below the header.
pub const MOST_ROWS: usize = 50_000;
/// Most columns.
pub const MOST_COLUMNS: usize = 150;
/// Longest cell in bytes.
pub const CELL_LIMIT: usize = 32 * 1024;
/// Rows of one transaction: at some dozen statements a row, people who write wait a twentieth of a second for them.
pub const BATCH: usize = 10;
/// Days a file is kept after its end, or after anybody last looked after it.
pub const KEPT_DAYS: i64 = 30;
/// The name in the row with which the template shows how it is filled.
pub const EXAMPLE: &str = "Exemple · Beispiel · Example";
