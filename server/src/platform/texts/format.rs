//! Dates, numbers and order as each language has them, by ICU4X with its compiled data.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use icu::calendar::{Date, Gregorian};
use icu::collator::CollatorBorrowed;
use icu::collator::options::CollatorOptions;
use icu::datetime::FixedCalendarDateTimeFormatter;
use icu::datetime::fieldsets::{YM, YMD};
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::locale::{Locale as IcuLocale, locale};

use super::{Locale, T};

type DateFormatter<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// One language's formatters; absent where the compiled data lack them, then ISO forms are written.
struct Formatters {
    short: Option<DateFormatter<YMD>>,
    long: Option<DateFormatter<YMD>>,
    month: Option<DateFormatter<YM>>,
    number: Option<DecimalFormatter>,
    collator: Option<CollatorBorrowed<'static>>,
}

static FORMATTERS: LazyLock<[Formatters; 3]> = LazyLock::new(|| {
    Locale::ALL.map(|locale| {
        let icu = icu_locale(locale);
        Formatters {
            short: DateFormatter::try_new(icu.clone().into(), YMD::medium()).ok(),
            long: DateFormatter::try_new(icu.clone().into(), YMD::long()).ok(),
            // In German the medium form is "09/2026", which reads like a fraction.
            month: match locale {
                Locale::De => DateFormatter::try_new(icu.clone().into(), YM::long()).ok(),
                _ => DateFormatter::try_new(icu.clone().into(), YM::medium()).ok(),
            },
            number: DecimalFormatter::try_new(icu.clone().into(), Default::default()).ok(),
            collator: CollatorBorrowed::try_new(icu.into(), CollatorOptions::default()).ok(),
        }
    })
});

static ROOT: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| CollatorBorrowed::try_new(locale!("und").into(), CollatorOptions::default()).ok());

/// British order of day and month: a reader of three languages should not have to guess.
fn icu_locale(of: Locale) -> IcuLocale {
    match of {
        Locale::Fr => locale!("fr"),
        Locale::De => locale!("de"),
        Locale::En => locale!("en-GB"),
    }
}

fn formatters(locale: Locale) -> Option<&'static Formatters> {
    FORMATTERS.get(locale.index())
}

fn icu_date(date: NaiveDate) -> Option<Date<Gregorian>> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    Date::try_new_gregorian(date.year(), month, day).ok()
}

impl T {
    /// `12 nov. 2026`, `12.11.2026`, `12 Nov 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        let formatter = formatters(self.locale).and_then(|all| all.short.as_ref());
        match (formatter, icu_date(date)) {
            (Some(formatter), Some(icu)) => formatter.format(&icu).to_string(),
            _ => date.to_string(),
        }
    }

    /// `12 novembre 2026`, `12. November 2026`, `12 November 2026`.
    pub fn date_long(&self, date: NaiveDate) -> String {
        let formatter = formatters(self.locale).and_then(|all| all.long.as_ref());
        match (formatter, icu_date(date)) {
            (Some(formatter), Some(icu)) => formatter.format(&icu).to_string(),
            _ => date.to_string(),
        }
    }

    /// `nov. 2026`, `November 2026`, `Nov 2026`.
    pub fn month_year(&self, date: NaiveDate) -> String {
        let formatter = formatters(self.locale).and_then(|all| all.month.as_ref());
        match (formatter, icu_date(date)) {
            (Some(formatter), Some(icu)) => formatter.format(&icu).to_string(),
            _ => date.format("%Y-%m").to_string(),
        }
    }

    /// A whole number with the separators of the language.
    pub fn number(&self, number: u64) -> String {
        match formatters(self.locale).and_then(|all| all.number.as_ref()) {
            Some(formatter) => formatter.format_to_string(&Decimal::from(number)),
            None => number.to_string(),
        }
    }

    /// A share from 0 to 1 in whole per cent, with the sign where the language puts it.
    pub fn percent(&self, share: f64) -> String {
        let rounded = (share * 100.0).round();
        self.with("percent", &[("share", rounded.into())]).into_owned()
    }

    /// Bytes whose order is the order of the language.
    pub fn collation_key(&self, text: &str) -> Vec<u8> {
        key(formatters(self.locale).and_then(|all| all.collator.as_ref()), text)
    }
}

/// Bytes whose order is that of names in no particular language (the root collation): for an index that all share.
pub fn sort_key(name: &str) -> Vec<u8> {
    key(ROOT.as_ref(), name)
}

fn key(collator: Option<&CollatorBorrowed<'static>>, text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    match collator {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
        }
        None => key.extend_from_slice(text.to_lowercase().as_bytes()),
    }
    key
}

/// A number within a message; `None` leaves it to Fluent.
pub(super) fn plain_number(locale: Locale, value: f64) -> Option<String> {
    let formatter = formatters(locale)?.number.as_ref()?;
    let decimal: Decimal = value.to_string().parse().ok()?;
    Some(formatter.format_to_string(&decimal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_dates_as_each_language_does() {
        let date = NaiveDate::from_ymd_opt(2026, 9, 3).unwrap();
        let all = |write: fn(&T, NaiveDate) -> String| Locale::ALL.map(|locale| write(&T::new(locale), date));
        assert_eq!(
            all(T::date_long),
            ["3 septembre 2026", "3. September 2026", "3 September 2026"]
        );
        assert_eq!(all(T::date), ["3 sept. 2026", "03.09.2026", "3 Sept 2026"]);
        assert_eq!(all(T::month_year), ["sept. 2026", "September 2026", "Sept 2026"]);
    }

    #[test]
    fn writes_numbers_as_each_language_does() {
        let numbers = Locale::ALL.map(|locale| T::new(locale).number(1_234_567));
        assert_eq!(numbers, ["1\u{202f}234\u{202f}567", "1.234.567", "1,234,567"]);
        let shares = Locale::ALL.map(|locale| T::new(locale).percent(0.123));
        assert_eq!(shares, ["12\u{a0}%", "12\u{a0}%", "12%"]);
    }

    #[test]
    fn orders_names_without_regard_to_case_and_accents_first() {
        let mut names = ["Zinkwerk", "Épinal", "eupen", "Eßer", "Esser", "Äther", "Arlon"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["Arlon", "Äther", "Épinal", "Esser", "Eßer", "eupen", "Zinkwerk"]
        );
        let t = T::new(Locale::De);
        assert!(t.collation_key("Ähre") < t.collation_key("Zahl"));
    }
}
