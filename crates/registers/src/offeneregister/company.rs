//! A line of OffeneRegister, borrowed from it where that is possible. Fields that are not named here
//! are passed over unseen: the file also holds people, with their days of birth.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A text, or nothing.
#[derive(Debug, Default)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reads;
        impl<'de> Visitor<'de> for Reads {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or null")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Text::default())
            }
        }
        deserializer.deserialize_any(Reads)
    }
}

/// The length of a list whose elements are none of our business.
#[derive(Debug, Default)]
pub(crate) struct Count(pub(crate) u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Counts;
        impl<'de> Visitor<'de> for Counts {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list or null")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut count = Count(0);
                while list.next_element::<IgnoredAny>()?.is_some() {
                    count.0 += 1;
                }
                Ok(count)
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Count(0))
            }
        }
        deserializer.deserialize_any(Counts)
    }
}

/// The kinds of document the court has, those marked `true`, as the file writes them: `AD CD DK`.
#[derive(Debug, Default)]
pub(crate) struct Documents(pub(crate) String);

impl<'de> Deserialize<'de> for Documents {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Marked;
        impl<'de> Visitor<'de> for Marked {
            type Value = Documents;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of marks or null")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut marked = String::new();
                while let Some((key, mark)) = map.next_entry::<Text<'de>, Option<bool>>()? {
                    if mark == Some(true) && marked.len() < 64 {
                        if !marked.is_empty() {
                            marked.push(' ');
                        }
                        marked.push_str(&key.0);
                    }
                }
                Ok(Documents(marked))
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Documents::default())
            }
        }
        deserializer.deserialize_any(Marked)
    }
}

/// A company.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Company<'a> {
    #[serde(borrow)]
    pub(crate) company_number: Text<'a>,
    #[serde(borrow)]
    pub(crate) name: Text<'a>,
    #[serde(borrow)]
    pub(crate) current_status: Text<'a>,
    #[serde(borrow)]
    pub(crate) jurisdiction_code: Text<'a>,
    #[serde(borrow)]
    pub(crate) registered_address: Text<'a>,
    #[serde(borrow)]
    pub(crate) retrieved_at: Text<'a>,
    pub(crate) officers: Count,
    #[serde(borrow)]
    pub(crate) previous_names: Option<Vec<PreviousName<'a>>>,
    #[serde(borrow)]
    pub(crate) all_attributes: Option<Attributes<'a>>,
    #[serde(borrow)]
    pub(crate) subsequent_registrations: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(crate) alternate_registrations: Option<&'a RawValue>,
}

/// A name it had.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct PreviousName<'a> {
    #[serde(borrow)]
    pub(crate) company_name: Text<'a>,
}

/// What the court says.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Attributes<'a> {
    #[serde(borrow)]
    pub(crate) federal_state: Text<'a>,
    #[serde(borrow)]
    pub(crate) native_company_number: Text<'a>,
    #[serde(borrow)]
    pub(crate) registered_office: Text<'a>,
    #[serde(borrow)]
    pub(crate) registrar: Text<'a>,
    #[serde(borrow)]
    pub(crate) former_registrar: Text<'a>,
    pub(crate) additional_data: Documents,
}
