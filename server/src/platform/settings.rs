//! What the operator decides: one typed struct. Defaults give way to a file (TOML), that to the environment
//! (`PASSERELLE_…`), that to flags; `passerelle settings` prints what is in force and where it comes from.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::database::Place;
use super::files::{AwsVariables, Bucket, FilesPlace};
use super::mail::MailSettings;

/// What is in force.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder of database, index and lock.
    pub data: PathBuf,
    /// PostgreSQL instead of SQLite in the data folder.
    pub database: Option<String>,
    /// Bucket of what people lay in; none: it lies in the data folder.
    pub files: Option<Bucket>,
    /// How buckets are reached.
    pub aws: AwsVariables,
    /// Where pages and API are served.
    pub address: SocketAddr,
    /// Where figures for the operator are served; nowhere when empty.
    pub metrics_address: Option<SocketAddr>,
    /// How readers reach the node: scheme and host, no slash at the end.
    pub public_url: String,
    /// The legal person that runs the node.
    pub operator: String,
    /// A mail address read by people.
    pub contact: String,
    /// The operator's postal address on one line.
    pub postal_address: String,
    /// Key that seals cursors; empty: a random one for each start.
    pub secret: String,
    /// Folder of a region pack; empty: the built-in one.
    pub region: Option<PathBuf>,
    /// Folder whose files an operator may import from a page; none: files are imported by command only.
    pub import_folder: Option<PathBuf>,
    /// Requests a minute from one network prefix.
    pub requests_a_minute: u32,
    /// Reports an hour from one network prefix.
    pub reports_an_hour: u32,
    /// Connections at a time.
    pub connections: usize,
    /// From so many milliseconds on a statement of the database is named in the log; 0: none is.
    pub slow_statement_ms: u64,
    /// Folder of the backups the server makes by itself; none: it makes none.
    pub backup_folder: Option<PathBuf>,
    /// Hours between two of them.
    pub backup_hours: u32,
    /// Networks of proxies whose `X-Forwarded-For` is believed, with commas between.
    pub proxies: String,
    /// Networks webhooks may be sent to though they are not public, with commas between.
    pub webhook_networks: String,
    /// How letters leave.
    pub mail: MailSettings,
    /// `text` or `json`.
    pub log: LogForm,
    /// Each setting as text, with where it comes from.
    pub listed: Vec<Listed>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogForm {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

/// A setting as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub key: &'static str,
    /// Its value; a secret shows only that it is set.
    pub value: String,
    /// `default`, a file's path, a variable's name, or `flag`.
    pub origin: String,
    /// What it is for.
    pub about: &'static str,
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A value that makes no sense.
    #[error("{key} = {value:?} from {origin}: {expected}")]
    Value {
        /// The setting.
        key: &'static str,
        /// What was given.
        value: String,
        /// Where it was given.
        origin: String,
        /// What would be right.
        expected: &'static str,
    },
    /// A name nobody knows.
    #[error("{origin} sets {key}, which is no setting; `passerelle settings` lists them")]
    Unknown {
        /// The name.
        key: String,
        /// Where it was given.
        origin: String,
    },
    /// The file cannot be read.
    #[error("{}: {detail}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        detail: String,
    },
}

/// Name, default, meaning: the reference that is printed.
const KNOWN: &[(&str, &str, &str)] = &[
    ("data", "./data", "folder of database, index and lock"),
    (
        "database",
        "",
        "postgres://user@host/name instead of SQLite in the data folder; several hosts, separated by commas: the primary among them",
    ),
    (
        "files",
        "",
        "s3://bucket/prefix for what people lay in, reached by the variables AWS_… of the environment; empty: `files` in the data folder",
    ),
    ("address", "127.0.0.1:8080", "where pages and API are served"),
    (
        "metrics_address",
        "",
        "where figures for the operator are served; empty: nowhere",
    ),
    (
        "public_url",
        "",
        "how readers reach the node, as https://host; empty: http://ADDRESS",
    ),
    ("operator", "", "legal person that runs the node, for the legal notice"),
    ("contact", "", "mail address read by people"),
    ("postal_address", "", "the operator's postal address on one line"),
    (
        "secret",
        "",
        "at least 16 characters that seal second factors, forms and cursors; empty: the file `secret` of the data folder, made once",
    ),
    ("region", "", "folder of a region pack; empty: the built-in one"),
    (
        "import_folder",
        "",
        "folder whose files an operator may import from the page /runs; empty: files are imported by command only",
    ),
    (
        "requests_a_minute",
        "600",
        "requests a minute from one network prefix (/24, /64); 0: no limit",
    ),
    (
        "reports_an_hour",
        "20",
        "reports an hour from one network prefix; 0: no limit",
    ),
    ("connections", "1024", "connections at a time"),
    (
        "slow_statement_ms",
        "500",
        "a statement of the database that takes so many milliseconds is named in the log, without its values; 0: none is",
    ),
    (
        "backup_folder",
        "",
        "folder of the backups the server makes by itself, and before it changes the schema; empty: it makes none",
    ),
    (
        "backup_hours",
        "1",
        "hours between two backups; all of two days are kept, then the last of each day for a month",
    ),
    (
        "proxies",
        "",
        "networks of proxies whose X-Forwarded-For is believed, as 10.0.0.0/8; empty: none",
    ),
    (
        "webhook_networks",
        "",
        "networks that webhooks may be sent to though they are not public, as 10.20.0.0/16; empty: none",
    ),
    (
        "smtp_url",
        "",
        "mail server that sends letters, as smtps://user:password@host or smtp://host:587; empty: none are sent",
    ),
    (
        "mail_from",
        "",
        "who letters come from, as Passerelle <passerelle@host>; empty: contact",
    ),
    (
        "mail_bounce",
        "",
        "address that letters which cannot be delivered return to; empty: that of mail_from",
    ),
    ("log", "text", "text or json"),
];

/// Values by key, from where.
#[derive(Clone, Debug, Default)]
struct Layers(BTreeMap<&'static str, (String, String)>);

impl Layers {
    fn set(&mut self, key: &str, value: String, origin: &str) -> Result<(), SettingsError> {
        let known = KNOWN.iter().find(|(known, _, _)| *known == key);
        let (key, _, _) = known.ok_or_else(|| SettingsError::Unknown {
            key: key.to_owned(),
            origin: origin.to_owned(),
        })?;
        self.0.insert(key, (value, origin.to_owned()));
        Ok(())
    }

    fn get(&self, key: &'static str) -> (&str, &str) {
        match self.0.get(key) {
            Some((value, origin)) => (value, origin),
            None => (
                KNOWN
                    .iter()
                    .find(|(known, _, _)| *known == key)
                    .map_or("", |(_, value, _)| value),
                "default",
            ),
        }
    }

    fn parse<T: FromStr>(&self, key: &'static str, expected: &'static str) -> Result<T, SettingsError> {
        let (value, origin) = self.get(key);
        value.parse().map_err(|_| SettingsError::Value {
            key,
            value: without_password(value),
            origin: origin.to_owned(),
            expected,
        })
    }

    fn optional<T: FromStr>(&self, key: &'static str, expected: &'static str) -> Result<Option<T>, SettingsError> {
        if self.get(key).0.is_empty() {
            Ok(None)
        } else {
            self.parse(key, expected).map(Some)
        }
    }
}

impl Settings {
    /// Reads file, environment and flags. A file that is named must exist; `passerelle.toml` beside the data need not.
    ///
    /// # Errors
    /// The first value that cannot be used, with where it was given.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
        flags: &[(&'static str, String)],
    ) -> Result<Self, SettingsError> {
        let mut layers = Layers::default();
        if let Some(path) = file {
            read_file(path, &mut layers)?;
        }
        let (aws, environment): (Vec<_>, Vec<_>) = environment.partition(|(name, _)| name.starts_with("AWS_"));
        for (name, value) in environment {
            // Variables of the tests and the build share the prefix.
            let Some(key) = name.strip_prefix("PASSERELLE_").map(str::to_lowercase) else {
                continue;
            };
            if KNOWN.iter().any(|(known, _, _)| *known == key) {
                layers.set(&key, value, &name)?;
            }
        }
        for (key, value) in flags {
            layers.set(key, value.clone(), "flag")?;
        }
        Ok(Self {
            aws: aws.into_iter().collect(),
            ..typed(&layers)?
        })
    }

    /// Where the rows are.
    #[must_use]
    pub fn place(&self) -> Place {
        match &self.database {
            Some(url) => Place::Postgres(url.clone()),
            None => Place::Folder(self.data.clone()),
        }
    }

    /// Where what people lay in is.
    #[must_use]
    pub fn files_place(&self) -> FilesPlace {
        match &self.files {
            Some(bucket) => FilesPlace::Bucket(bucket.clone(), self.aws.clone()),
            None => FilesPlace::Folder(self.data.clone()),
        }
    }
}

fn read_file(path: &Path, layers: &mut Layers) -> Result<(), SettingsError> {
    let failed = |detail: String| SettingsError::File {
        path: path.into(),
        detail,
    };
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| failed(error.message().to_owned()))?;
    for (key, value) in table {
        let text = match value {
            toml::Value::String(text) => text,
            other => other.to_string(),
        };
        layers.set(&key, text, &path.display().to_string())?;
    }
    Ok(())
}

/// `https://host`, with a port or without: the node has a host of its own.
fn is_origin(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', ' ']))
}

fn typed(layers: &Layers) -> Result<Settings, SettingsError> {
    let text = |key| layers.get(key).0.to_owned();
    let address: SocketAddr = layers.parse("address", "an address with a port is expected, as 127.0.0.1:8080")?;
    let public_url = match text("public_url").trim_end_matches('/') {
        "" => format!(
            "http://{}",
            if address.ip().is_loopback() {
                format!("localhost:{}", address.port())
            } else {
                address.to_string()
            }
        ),
        url if is_origin(url) => url.to_owned(),
        _ => {
            return Err(bad(
                layers,
                "public_url",
                "it is https://host (or http://localhost), with nothing behind it",
            ));
        }
    };
    let log = match layers.get("log").0 {
        "text" => LogForm::Text,
        "json" => LogForm::Json,
        _ => return Err(bad(layers, "log", "text or json is expected")),
    };
    let secret = text("secret");
    if !secret.is_empty() && secret.len() < 16 {
        return Err(bad(layers, "secret", "at least 16 characters are expected"));
    }
    let database = layers.optional::<String>("database", "")?;
    if database
        .as_deref()
        .is_some_and(|url| !url.starts_with("postgres://") && !url.starts_with("postgresql://"))
    {
        return Err(bad(
            layers,
            "database",
            "an address that begins with postgres:// is expected",
        ));
    }
    Ok(Settings {
        data: text("data").into(),
        database,
        files: layers.optional(
            "files",
            "s3://bucket/prefix is expected; credentials go into the environment",
        )?,
        aws: AwsVariables::default(),
        address,
        metrics_address: layers.optional("metrics_address", "an address with a port is expected")?,
        public_url,
        operator: text("operator"),
        contact: text("contact"),
        postal_address: text("postal_address"),
        secret,
        region: layers.optional("region", "a folder is expected")?,
        import_folder: layers.optional("import_folder", "a folder is expected")?,
        requests_a_minute: layers.parse("requests_a_minute", "a whole number is expected")?,
        reports_an_hour: layers.parse("reports_an_hour", "a whole number is expected")?,
        connections: layers.parse("connections", "a whole number is expected")?,
        slow_statement_ms: layers.parse("slow_statement_ms", "a whole number is expected")?,
        backup_folder: layers.optional("backup_folder", "a folder is expected")?,
        backup_hours: layers
            .parse::<std::num::NonZeroU32>("backup_hours", "a whole number of hours is expected, 1 at least")?
            .get(),
        proxies: text("proxies"),
        webhook_networks: text("webhook_networks"),
        mail: MailSettings {
            smtp_url: text("smtp_url"),
            from: Some(text("mail_from"))
                .filter(|from| !from.is_empty())
                .unwrap_or_else(|| text("contact")),
            bounce: text("mail_bounce"),
        },
        log,
        listed: KNOWN.iter().map(|(key, _, about)| listed(layers, key, about)).collect(),
    })
}

fn bad(layers: &Layers, key: &'static str, expected: &'static str) -> SettingsError {
    let (value, origin) = layers.get(key);
    let value = if key == "secret" {
        "…".to_owned()
    } else {
        without_password(value)
    };
    SettingsError::Value {
        key,
        value,
        origin: origin.to_owned(),
        expected,
    }
}

fn listed(layers: &Layers, key: &'static str, about: &'static str) -> Listed {
    let (value, origin) = layers.get(key);
    let value = match key {
        "secret" if !value.is_empty() => "(set)".to_owned(),
        _ => without_password(value),
    };
    Listed {
        key,
        value,
        origin: origin.to_owned(),
        about,
    }
}

/// The address of a database without its password.
fn without_password(value: &str) -> String {
    let Some((scheme, rest)) = value.split_once("://") else {
        return value.to_owned();
    };
    match rest.split_once('@') {
        Some((user, host)) => {
            let user = user.split_once(':').map_or(user, |(name, _)| name);
            format!("{scheme}://{user}@{host}")
        }
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(environment: &[(&str, &str)], flags: &[(&'static str, &str)]) -> Result<Settings, SettingsError> {
        let environment = environment
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let flags: Vec<_> = flags.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
        Settings::load(None, environment, &flags)
    }

    #[test]
    fn flags_beat_the_environment_and_it_beats_defaults() {
        let settings = load(
            &[("PASSERELLE_DATA", "/a"), ("PASSERELLE_OPERATOR", "IHK")],
            &[("data", "/b")],
        )
        .unwrap();
        assert_eq!(settings.data, PathBuf::from("/b"));
        assert_eq!(settings.public_url, "http://localhost:8080");
        let origin = |key| {
            settings
                .listed
                .iter()
                .find(|listed| listed.key == key)
                .unwrap()
                .origin
                .clone()
        };
        assert_eq!(
            (origin("data"), origin("operator"), origin("log")),
            ("flag".into(), "PASSERELLE_OPERATOR".into(), "default".into())
        );
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        for (key, value) in [
            ("address", "8080"),
            ("log", "xml"),
            ("database", "mysql://x"),
            ("files", "/srv/files"),
            ("secret", "short"),
            ("public_url", "host"),
        ] {
            let error = load(&[], &[(key, value)]).unwrap_err().to_string();
            assert!(error.contains(key) && error.contains("flag"), "{error}");
        }
    }

    #[test]
    fn passwords_and_secrets_are_not_printed() {
        let settings = load(
            &[],
            &[
                ("database", "postgres://u:geheim@h/n"),
                ("secret", "0123456789abcdef0"),
                ("smtp_url", "smtps://post:geheim@mail.example.org"),
            ],
        )
        .unwrap();
        let printed: String = settings.listed.iter().map(|listed| listed.value.as_str()).collect();
        assert!(!printed.contains("geheim") && !printed.contains("0123456789"));
        assert!(printed.contains("postgres://u@h/n"));
    }

    #[test]
    fn files_lie_in_a_bucket_where_one_is_named() {
        let aws = ("AWS_SECRET_ACCESS_KEY", "geheim");
        let settings = load(&[aws, ("PASSERELLE_FILES", "s3://files/node")], &[]).unwrap();
        assert_eq!(settings.files_place().to_string(), "s3://files/node");
        let shown = format!("{settings:?} {:?}", settings.files_place());
        assert!(
            shown.contains("AWS_SECRET_ACCESS_KEY") && !shown.contains("geheim"),
            "{shown}"
        );
        let settings = load(&[aws], &[("files", "")]).unwrap();
        assert_eq!(settings.files_place(), FilesPlace::Folder("./data".into()));
        let error = load(&[], &[("files", "s3://key:geheim@files")])
            .unwrap_err()
            .to_string();
        assert!(!error.contains("geheim"), "{error}");
    }
}
