//! Queries and forms, read strictly: what nobody asked for and what came twice is refused by its name.

use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::{Detail, Error};

const MOST_BYTES: usize = 8 * 1024;
const MOST_VALUES: usize = 200;

/// The pairs of a query or form; each is taken once, what is left over is unknown.
#[derive(Debug, Default)]
pub struct Pairs(Vec<(String, String)>);

/// What can be read from pairs. Take every known name; [`Params`] and `FormBody` refuse what is left.
pub trait FromPairs: Sized {
    /// Takes what it knows.
    fn from_pairs(pairs: &mut Pairs) -> Result<Self, Error>;
}

impl FromPairs for () {
    fn from_pairs(_: &mut Pairs) -> Result<Self, Error> {
        Ok(())
    }
}

impl Pairs {
    /// Reads an urlencoded text; at most 200 values, no NUL.
    pub(super) fn parse(text: &[u8]) -> Result<Self, Error> {
        let mut pairs = Vec::new();
        for (name, value) in form_urlencoded::parse(text) {
            if pairs.len() == MOST_VALUES {
                return Err(Error::Malformed(
                    Detail::new("error-parameter-count").with("limit", MOST_VALUES),
                ));
            }
            if name.contains('\0') || value.contains('\0') {
                return Err(refused("error-parameter-value", &name.replace('\0', "")));
            }
            pairs.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self(pairs))
    }

    /// The value of a name that may come once; an empty one counts as absent.
    pub fn one(&mut self, name: &str) -> Result<Option<String>, Error> {
        let mut values = self.many(name);
        match values.len() {
            0 | 1 => Ok(values.pop()),
            _ => Err(refused("error-parameter-twice", name)),
        }
    }

    /// All values of a name, in their order, without empty ones.
    pub fn many(&mut self, name: &str) -> Vec<String> {
        let taken = self.0.extract_if(.., |(found, _)| found == name);
        taken
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// The value of a name, read as a number, date, code …
    pub fn parsed<V: FromStr>(&mut self, name: &str) -> Result<Option<V>, Error> {
        let Some(text) = self.one(name)? else {
            return Ok(None);
        };
        text.parse()
            .map(Some)
            .map_err(|_| refused("error-parameter-value", name))
    }

    /// A whole number within bounds.
    pub fn number(&mut self, name: &str, within: std::ops::RangeInclusive<u64>) -> Result<Option<u64>, Error> {
        match self.parsed(name)? {
            Some(number) if !within.contains(&number) => Err(refused("error-parameter-value", name)),
            other => Ok(other),
        }
    }

    /// Refuses what was not taken.
    pub(super) fn finish(self) -> Result<(), Error> {
        match self.0.first() {
            Some((name, _)) => Err(refused("error-parameter-unknown", name)),
            None => Ok(()),
        }
    }
}

/// A parameter that is refused, by name; for readers of their own.
pub(super) fn refused(key: &'static str, name: &str) -> Error {
    Error::Malformed(Detail::new(key).with("name", name.to_owned()))
}

/// The query of a request, read strictly.
#[derive(Debug, Clone, Copy)]
pub struct Params<P>(pub P);

impl<P: FromPairs, S: Send + Sync> FromRequestParts<S> for Params<P> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let query = parts.uri.query().unwrap_or("");
        if query.len() > MOST_BYTES {
            let detail = Detail::new("error-address-length")
                .with("length", query.len())
                .with("limit", MOST_BYTES);
            return Err(Error::Malformed(detail));
        }
        let mut pairs = Pairs::parse(query.as_bytes())?;
        let read = P::from_pairs(&mut pairs)?;
        pairs.finish()?;
        Ok(Self(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::web::error::Variable;

    fn key(error: Error) -> (&'static str, Vec<(&'static str, Variable)>) {
        match error {
            Error::Malformed(detail) => (detail.key, detail.variables),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn takes_each_name_once() {
        let mut pairs = Pairs::parse(b"q=a&territory=SAR&territory=LOR&limit=20&x=1&q2=&q2=").unwrap();
        assert_eq!(pairs.one("q").unwrap().as_deref(), Some("a"));
        assert_eq!(pairs.many("territory"), ["SAR", "LOR"]);
        assert_eq!(pairs.number("limit", 1..=200).unwrap(), Some(20));
        assert_eq!(pairs.one("q2").unwrap(), None);
        assert_eq!(
            key(pairs.finish().unwrap_err()),
            ("error-parameter-unknown", vec![("name", "x".into())])
        );
    }

    #[test]
    fn names_what_it_refuses() {
        let mut pairs = Pairs::parse(b"q=a&q=b&limit=201&n=x").unwrap();
        assert_eq!(key(pairs.one("q").unwrap_err()).0, "error-parameter-twice");
        assert_eq!(
            key(pairs.number("limit", 1..=200).unwrap_err()).1,
            vec![("name", "limit".into())]
        );
        assert_eq!(key(pairs.parsed::<u8>("n").unwrap_err()).0, "error-parameter-value");
        assert_eq!(
            key(Pairs::parse("a=1&".repeat(201).as_bytes()).unwrap_err()).0,
            "error-parameter-count"
        );
        assert_eq!(key(Pairs::parse(b"a=%00").unwrap_err()).0, "error-parameter-value");
    }
}
