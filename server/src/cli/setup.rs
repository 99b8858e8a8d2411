//! `setup`: a new node. Takes flags, asks for what is missing where somebody can answer, and leaves a file of settings.

use std::fs;
use std::io::{IsTerminal, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;

use super::control::{self, Order};
use super::serve::is_local;
use super::staff::{Site, StaffOrder, known, language_of, refuse_no_address, say_nobody};
use super::{Common, mail, node};
use crate::platform::clock::Clock;
use crate::platform::hash::hex;
use crate::platform::region::Region;
use crate::platform::settings::Settings;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// How readers reach the node: https://host
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// The legal person that runs the node
    #[arg(long)]
    operator: Option<String>,
    /// A mail address read by people
    #[arg(long, value_name = "ADDRESS")]
    contact: Option<String>,
    /// The operator's postal address on one line
    #[arg(long)]
    postal_address: Option<String>,
    /// Mail server: smtps://user:password@host; `none` to go without on this machine only
    #[arg(long, value_name = "URL")]
    smtp_url: Option<String>,
    /// Who letters come from [default: Passerelle <CONTACT>]
    #[arg(long, value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// Where the server listens
    #[arg(long, value_name = "ADDRESS:PORT")]
    address: Option<String>,
    /// Codes of the chambers that operate here, with commas between
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    chambers: Vec<String>,
    /// Mail address of the first admin, or of one more
    #[arg(long, value_name = "ADDRESS")]
    admin: Option<String>,
    /// How the first admin is called
    #[arg(long)]
    admin_name: Option<String>,
    /// Of the admin's letters: fr, de or en
    #[arg(long, default_value = "fr")]
    language: String,
    /// Do not send a test letter to the admin
    #[arg(long)]
    no_mail_test: bool,
}

pub(super) async fn run(common: &Common, arguments: Arguments) -> Result<ExitCode> {
    let language = language_of(&arguments.language)?;
    let file = common
        .config
        .clone()
        .unwrap_or_else(|| PathBuf::from("passerelle.toml"));
    let mut written = read(&file)?;
    fill(&mut written, common, &arguments)?;
    let admin = answer(
        arguments.admin.clone(),
        "admin",
        "Mail address of the first admin",
        None,
        &refuse_no_address,
    )?;
    let otherwise = admin.split('@').next();
    let name = answer(
        arguments.admin_name.clone(),
        "admin_name",
        "How the first admin is called (as in the address)",
        otherwise,
        &anything,
    )?;
    // Nothing is written before the settings are known to be usable.
    let settings = check(&written)?;
    let region = node::region(&settings)?;
    let chambers = chambers(&region, &arguments)?;
    write(&file, &written)?;
    say!("settings are in {} (only this user can read it)", file.display());
    for code in chambers {
        let order = StaffOrder::Chamber {
            code: code.clone(),
            target_days: None,
            mail: None,
        };
        let done = control::give(settings.clone(), &Order::Staff(order)).await?;
        say!("chamber {code} operates here");
        say_nobody(&code, &done);
    }
    if settings.mail.smtp_url.is_empty() {
        say!("no mail server: letters stay in the queue, and `serve` takes no public address");
    } else if !arguments.no_mail_test {
        mail::test(&settings, &admin, language)
            .await
            .context("where the server is wrong, set smtp_url right in the file of settings; where it refuses the address, give another --admin; then run setup again. What is done already stays")?;
        say!("a test letter went to {admin}");
    }
    let order = StaffOrder::Admin {
        mail: admin.clone(),
        name,
        language,
        site: Site::of(&settings),
    };
    let done = control::give(settings, &Order::Staff(order)).await?;
    match done["link"].as_str() {
        Some(link) => say!("the admin {admin} signs in once within a day at\n  {link}"),
        None => say!(
            "the admin {admin} has a second factor and signs in as always; who lost all of them: passerelle admin recover"
        ),
    }
    say!("next: passerelle --config {} serve", file.display());
    Ok(ExitCode::SUCCESS)
}

/// What the file holds already stays, unless a flag says otherwise.
fn fill(written: &mut toml::Table, common: &Common, arguments: &Arguments) -> Result<()> {
    if let Some(data) = &common.data {
        set(written, "data", std::path::absolute(data)?.display().to_string());
    }
    if let Some(database) = &common.database {
        set(written, "database", database.clone());
    }
    if let Some(address) = &arguments.address {
        set(written, "address", address.clone());
    }
    let contact_like = |contact: &str| format!("Passerelle <{contact}>");
    type Question<'a> = (&'a str, &'a Option<String>, &'a str, Option<&'a str>, Good<'a>);
    let asked: [Question<'_>; 5] = [
        (
            "public_url",
            &arguments.public_url,
            "Address of the node, as https://host",
            None,
            &is_reachable,
        ),
        (
            "operator",
            &arguments.operator,
            "Legal person that runs it",
            None,
            &anything,
        ),
        (
            "contact",
            &arguments.contact,
            "Mail address read by people",
            None,
            &refuse_no_address,
        ),
        (
            "postal_address",
            &arguments.postal_address,
            "Its postal address on one line",
            None,
            &anything,
        ),
        (
            "smtp_url",
            &arguments.smtp_url,
            "Mail server, as smtps://user:password@host (none: no letters leave)",
            Some("none"),
            &anything,
        ),
    ];
    for (key, flag, question, otherwise, good) in asked {
        if flag.is_none() && written.contains_key(key) {
            continue;
        }
        let value = answer(flag.clone(), key, question, otherwise, good)?;
        set(written, key, if value == "none" { String::new() } else { value });
    }
    if let Some(from) = &arguments.mail_from {
        set(written, "mail_from", from.clone());
    } else if !written.contains_key("mail_from") {
        let contact = written.get("contact").and_then(toml::Value::as_str).unwrap_or_default();
        let from = contact_like(contact);
        set(written, "mail_from", from);
    }
    let text = |key: &str| written.get(key).and_then(toml::Value::as_str).unwrap_or_default();
    let behind_proxy = text("public_url").starts_with("https://") && !text("address").starts_with("0.0.0.0");
    if behind_proxy && !written.contains_key("proxies") {
        // Else all readers would count as one: the proxy.
        set(written, "proxies", "127.0.0.1, ::1".to_owned());
    }
    if !written.contains_key("secret") {
        set(written, "secret", hex(&Clock::system().secret()));
    }
    Ok(())
}

fn set(written: &mut toml::Table, key: &str, value: String) {
    written.insert(key.to_owned(), toml::Value::String(value));
}

fn chambers(region: &Region, arguments: &Arguments) -> Result<Vec<String>> {
    if !arguments.chambers.is_empty() {
        arguments.chambers.iter().try_for_each(|code| known(region, code))?;
        return Ok(arguments.chambers.clone());
    }
    if std::io::stdin().is_terminal() {
        for chamber in &region.chambers {
            say!("  {:<28} {}", chamber.code, chamber.name.fr);
        }
    }
    let typed = answer(
        None,
        "chambers",
        "Codes of the chambers that operate here, with commas between",
        None,
        &|typed| codes(typed).try_for_each(|code| known(region, code)),
    )?;
    Ok(codes(&typed).map(str::to_owned).collect())
}

fn codes(typed: &str) -> impl Iterator<Item = &str> {
    typed.split([',', ' ']).filter(|code| !code.is_empty())
}

/// A flag's value, or what somebody types; where nobody can, the flag is asked for. What cannot be is asked for again.
fn answer(flag: Option<String>, name: &str, question: &str, otherwise: Option<&str>, good: Good<'_>) -> Result<String> {
    if let Some(value) = flag {
        good(&value)?;
        return Ok(value);
    }
    if !std::io::stdin().is_terminal() {
        match otherwise {
            Some(value) => return Ok(value.to_owned()),
            None => bail!("--{} is missing, and there is nobody to ask", name.replace('_', "-")),
        }
    }
    loop {
        print!("{question}: ");
        std::io::stdout().flush()?;
        let mut line = String::new();
        if std::io::stdin().read_line(&mut line)? == 0 {
            bail!("nothing was typed");
        }
        match (line.trim(), otherwise) {
            ("", Some(value)) => return Ok(value.to_owned()),
            ("", None) => say!("  something has to stand here"),
            (typed, _) => match good(typed) {
                Ok(()) => return Ok(typed.to_owned()),
                Err(why) => say!("  {why}"),
            },
        }
    }
}

/// Why an answer cannot be taken.
type Good<'a> = &'a dyn Fn(&str) -> Result<()>;

fn anything(_: &str) -> Result<()> {
    Ok(())
}

fn is_reachable(url: &str) -> Result<()> {
    if url.starts_with("https://") || is_local(url) {
        return Ok(());
    }
    bail!("{url:?} is no public_url: readers need https://host; http:// is for localhost alone")
}

fn read(file: &Path) -> Result<toml::Table> {
    match fs::read_to_string(file) {
        Ok(text) => text.parse().with_context(|| format!("{} is no TOML", file.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(toml::Table::new()),
        Err(error) => Err(error).with_context(|| file.display().to_string()),
    }
}

/// Read as `serve` will read it, from a file nobody else sees.
fn check(written: &toml::Table) -> Result<Settings> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("passerelle.toml");
    write(&file, written)?;
    // Its name says nothing to whoever runs setup.
    let place = |text: &str| text.replace(&file.display().to_string(), "what was answered");
    let settings =
        Settings::load(Some(&file), std::env::vars(), &[]).map_err(|error| anyhow!(place(&error.to_string())))?;
    mail::post(&settings)?;
    Ok(settings)
}

fn write(file: &Path, written: &toml::Table) -> Result<()> {
    let place = || format!("{} cannot be written", file.display());
    let text =
        format!("# Written by `passerelle setup`. Holds secrets: keep it to the user the server runs as.\n{written}");
    let part = file.with_extension("toml.part");
    let mut open = fs::OpenOptions::new();
    open.write(true).create(true).truncate(true).mode(0o600);
    let mut out = open.open(&part).with_context(place)?;
    out.write_all(text.as_bytes()).with_context(place)?;
    out.sync_all().with_context(place)?;
    fs::rename(&part, file).with_context(place)
}
