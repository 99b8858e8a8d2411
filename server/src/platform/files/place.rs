//! Where files lie: in the data folder, or in a bucket that speaks S3, where several machines find the same.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Where files lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilesPlace {
    /// In `files` of this data folder.
    Folder(PathBuf),
    /// In a bucket, reached by what the environment says of it.
    Bucket(Bucket, AwsVariables),
}

impl fmt::Display for FilesPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(data) => write!(f, "{}", data.join("files").display()),
            Self::Bucket(bucket, _) => write!(f, "{bucket}"),
        }
    }
}

/// A bucket, and the folder in it: `s3://bucket/prefix`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    pub(super) name: String,
    /// Empty where files lie at its top.
    pub(super) prefix: String,
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slash = if self.prefix.is_empty() { "" } else { "/" };
        write!(f, "s3://{}{slash}{}", self.name, self.prefix)
    }
}

/// What is no bucket. What was given is not repeated: somebody may have put a password into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an address as s3://bucket/prefix is expected, with nothing else in it")]
pub struct NoBucket;

impl FromStr for Bucket {
    type Err = NoBucket;

    fn from_str(text: &str) -> Result<Self, NoBucket> {
        let rest = text.strip_prefix("s3://").ok_or(NoBucket)?;
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
        let is_plain = |part: &str| {
            let is_known = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            part.chars().all(is_known) && part.chars().any(|c| c != '.')
        };
        if !is_plain(name) || !(prefix.is_empty() || prefix.split('/').all(is_plain)) {
            return Err(NoBucket);
        }
        Ok(Self {
            name: name.to_owned(),
            prefix: prefix.to_owned(),
        })
    }
}

/// Credentials, region and endpoint, as the environment has them for every program that speaks S3: `AWS_…`. What they say is
/// shown nowhere.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct AwsVariables(Vec<(String, String)>);

impl AwsVariables {
    /// Name and value of each.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromIterator<(String, String)> for AwsVariables {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(environment: I) -> Self {
        let own = environment.into_iter().filter(|(name, _)| name.starts_with("AWS_"));
        Self(own.collect())
    }
}

impl fmt::Debug for AwsVariables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_buckets() {
        for (text, shown) in [
            ("s3://passerelle", Some("s3://passerelle")),
            ("s3://passerelle/", Some("s3://passerelle")),
            ("s3://my.bucket-1/node_1/files/", Some("s3://my.bucket-1/node_1/files")),
            ("s3://", None),
            ("s3:///files", None),
            ("s3://bucket//files", None),
            ("s3://bucket/../files", None),
            ("s3://key:secret@bucket/files", None),
            ("s3://bucket/files?region=x", None),
            ("https://bucket/files", None),
            ("/srv/files", None),
        ] {
            let read = text.parse::<Bucket>().ok().map(|bucket| bucket.to_string());
            assert_eq!(read.as_deref(), shown, "{text}");
        }
    }

    #[test]
    fn what_the_environment_says_is_not_shown() {
        let said = [
            ("AWS_SECRET_ACCESS_KEY", "geheim"),
            ("AWS_REGION", "eu-west-3"),
            ("HOME", "/"),
        ];
        let said = said.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let variables: AwsVariables = said.into_iter().collect();
        assert_eq!(variables.iter().count(), 2);
        let shown = format!("{variables:?}");
        assert!(shown.contains("AWS_REGION") && !shown.contains("geheim"), "{shown}");
    }
}
