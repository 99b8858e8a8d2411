//! `drill api` and `drill scan`: the product looked at by other people's tools, which know nothing of how it was made. Schemathesis
//! asks every address of the API what its description promises, as each role of the demonstration and as nobody; wapiti walks
//! through the pages, signed in and not, and attacks each form and address it finds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::Findings;
use super::browser::{Browser, between, hidden, text};
use crate::http::Client;
use crate::needs;
use crate::node::{self, Node, Server};
use crate::options::Options;

/// What `drill api` can be told.
pub const OF_API: &[&str] = &["examples", "role", "kept"];
/// What `drill scan` can be told.
pub const OF_SCAN: &[&str] = &["minutes", "role", "kept"];

/// Both tools with all they need, each with its hash.
const LOCK: &str = "xtask/scanners/requirements.txt";
/// What must hold of each answer: no error of the server, and nothing the description does not speak of.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance";
const NOBODY: &str = "nobody";
/// Who looks at pages.
const READERS: [&str; 3] = [NOBODY, "owner", "adviser"];
/// How wapiti goes about it: over some pages of each kind, half a minute for each attack.
const WALK: &str = "--scope domain --flush-session --scan-force sneaky --max-files-per-dir 12 \
                    --max-attack-time 30 --format json --no-bugreport --verbose 1";
/// Its attacks, but for those that look for a certain product (one takes each 400 for its sign), and those that wait for a call
/// at a host of its makers: without the internet `log4shell` waits for ever.
const ATTACKS: &str = "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,\
                       shellshock,sql,timesql,upload,xss";
/// What it calls a form without a token, and one whose token it finds unchecked. One for strangers has none: there is no session it
/// could belong to. All it sends comes without saying from which page, and is refused for that before a token is looked at.
const FORGERY: &str = "Cross Site Request Forgery";
/// How Schemathesis goes about it.
const ASK: &str = "--phases examples,coverage,fuzzing,stateful --workers 2 --generation-deterministic \
                   --continue-on-failure --no-color --max-response-time 2 --report json";
/// Places a scan leaves alone: what ends the session it goes by.
const LEFT: [&str; 3] = ["sign-out", "/sessions", "/leave"];

/// Somebody of the demonstration, by the word it is printed under.
struct Role {
    name: String,
    /// How the demonstration lets them in; nothing for a stranger.
    link: Option<String>,
}

/// Schemathesis as each role; false where an answer was an error, or not as described.
///
/// # Errors
/// When the product or the tool does not start.
pub fn api(root: &Path, options: &Options) -> Result<bool> {
    let examples = options.number("examples", 25)?.to_string();
    let st = installed(root, "st")?;
    let (node, _folder) = demonstration(root)?;
    let kept = kept(options, &node)?;
    let mut findings = Findings::default();
    let mut holds = true;
    for name in roles(&node.demo(&[])?)?.into_iter().map(|role| role.name) {
        if options.text("role").is_some_and(|only| only != name) {
            continue;
        }
        // Anew for each role: what the one before broke must not stand in the way of the next.
        fs::remove_dir_all(&node.data)?;
        let server = node.demo(&[])?;
        let role = roles(&server)?.into_iter().find(|role| role.name == name);
        let token = role
            .and_then(|role| role.link)
            .map(|link| token(&server, &link))
            .transpose()?;
        let report = kept.join(format!("{name}.json"));
        let mut run = Command::new(&st);
        // It keeps notes where it stands.
        run.current_dir(&kept);
        run.args(["run", &format!("http://{}/api/openapi.json", server.address)])
            .args(ASK.split(' '))
            .args(["--max-examples", &examples, "--checks", CHECKS, "--report-json-path"])
            .arg(&report);
        if let Some(token) = &token {
            run.args(["--header", &format!("Authorization: Bearer {token}")]);
        }
        let said = run.stdin(Stdio::null()).output().context("schemathesis")?;
        let log = kept.join(format!("{name}.txt"));
        fs::write(&log, [said.stdout.as_slice(), &said.stderr].concat())?;
        let told = summary(&String::from_utf8_lossy(&said.stdout));
        findings.check(&name, &told, said.status.success());
        if !said.status.success() {
            println!("{name}: see {}", log.display());
            holds = false;
        }
        let faults = server.log()?.lines().filter(|line| line.contains("ERROR")).count();
        findings.check(&format!("{name}: errors in the server's log"), faults, faults == 0);
        server.stop()?;
        findings.holds(&node)?;
    }
    Ok(findings.print() && holds)
}

/// What Schemathesis says of the cases it made.
fn summary(text: &str) -> String {
    let line = |word: &str| {
        text.lines()
            .find(|line| line.contains(word))
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let failures: Vec<&str> = text
        .lines()
        .filter(|line| line.contains('❌') && line.contains(": "))
        .map(str::trim)
        .collect();
    format!("{} {}", line(" generated,"), failures.join(" "))
}

/// Wapiti signed in and out; false where it found something of weight.
///
/// # Errors
/// When the product or the tool does not start.
pub fn scan(root: &Path, options: &Options) -> Result<bool> {
    let seconds = (options.number("minutes", 10)? * 60).to_string();
    let wapiti = installed(root, "wapiti")?;
    let (node, _folder) = demonstration(root)?;
    let kept = kept(options, &node)?;
    let mut findings = Findings::default();
    for name in READERS {
        if options.text("role").is_some_and(|only| only != name) {
            continue;
        }
        let server = node.demo(&[])?;
        let found = walk(&wapiti, &server, name, (&kept, &seconds))?;
        judge(name, &found, &server, &mut findings)?;
        let faults = server.log()?.lines().filter(|line| line.contains("ERROR")).count();
        findings.check(&format!("{name}: errors in the server's log"), faults, faults == 0);
        server.stop()?;
        findings.holds(&node)?;
    }
    Ok(findings.print())
}

/// One walk, as somebody; what was found.
fn walk(wapiti: &Path, server: &Server, name: &str, (kept, seconds): (&Path, &str)) -> Result<Value> {
    let base = format!("http://{}/", server.address);
    let report = kept.join(format!("{name}.json"));
    let mut run = Command::new(wapiti);
    run.args(WALK.split(' '))
        .args(["--module", ATTACKS])
        .args(["--url", &base, "--max-scan-time", seconds]);
    run.arg("--output").arg(&report);
    run.arg("--store-session").arg(kept.join("sessions"));
    for place in LEFT {
        run.args(["--exclude", &format!("{base}*{place}*")]);
    }
    if let Some(browser) = browser_of(server, name)? {
        let cookies = kept.join(format!("{name}-cookies.json"));
        fs::write(&cookies, cookies_of(&browser).to_string())?;
        run.arg("--cookie").arg(&cookies);
    }
    let said = run.stdin(Stdio::null()).output().context("wapiti")?;
    fs::write(kept.join(format!("{name}.txt")), &said.stdout)?;
    if !said.status.success() {
        bail!("wapiti: {}", String::from_utf8_lossy(&said.stderr));
    }
    Ok(serde_json::from_str(&fs::read_to_string(&report)?)?)
}

/// Each kind of thing a scan found, with its weight: 1 is a hint, 2 and more are to be explained or mended.
fn judge(name: &str, found: &Value, server: &Server, findings: &mut Findings) -> Result<()> {
    findings.tell(
        &format!("{name}: addresses walked through"),
        &found["infos"]["crawled_pages_nbr"],
    );
    for part in ["vulnerabilities", "anomalies"] {
        for (kind, list) in found[part].as_object().into_iter().flatten() {
            let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
            let level = list
                .iter()
                .filter_map(|one| one["level"].as_u64())
                .max()
                .unwrap_or_default();
            if list.is_empty() {
                continue;
            }
            let of = |one: &Value| format!("{} {}", one["path"], one["info"]);
            let places: BTreeSet<String> = list.iter().map(of).collect();
            for place in places.iter().take(5) {
                println!("{name}: {kind}: {place:.300}");
            }
            let is_explained = kind == FORGERY && are_refused(list, name, server)?;
            let why = if is_explained {
                ", each refused from another site's page and with another token"
            } else {
                ""
            };
            findings.check(
                &format!("{name}: {kind}, weight {level}{why}"),
                list.len(),
                level < 2 || is_explained,
            );
        }
    }
    Ok(())
}

/// Whether all these forms are refused: sent as a browser sends them from a page of another site, and from a page of this one by
/// whoever is signed in, with a token that is not theirs.
fn are_refused(list: &[Value], name: &str, server: &Server) -> Result<bool> {
    let mut stranger = Client::new(server.address, false);
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://elsewhere.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let mut signed_in = browser_of(server, name)?;
    let paths: BTreeSet<&str> = list.iter().filter_map(|one| one["path"].as_str()).collect();
    for path in paths {
        let elsewhere = stranger.send("POST", path, &headers, b"what=mistake")?.status;
        let own = match &mut signed_in {
            Some(browser) => browser.post(path, &[("_csrf", "of somebody else")])?.status,
            None => 403,
        };
        if elsewhere != 403 || own < 400 {
            println!("POST {path}: {elsewhere} from elsewhere, {own} with another token");
            return Ok(false);
        }
    }
    Ok(true)
}

/// A browser that was let in under that word; none for a stranger.
fn browser_of(server: &Server, name: &str) -> Result<Option<Browser>> {
    let role = roles(server)?.into_iter().find(|role| role.name == name);
    let Some(link) = role.and_then(|role| role.link) else {
        return Ok(None);
    };
    let mut browser = Browser::new(server.address);
    browser.enter(&link, "/fr/desk")?;
    Ok(Some(browser))
}

/// Where the tool is; both are installed from their lock file into a folder of this repository's own.
fn installed(root: &Path, program: &str) -> Result<PathBuf> {
    let folder = needs::target(root).join("tools/scanners");
    let found = folder.join("bin").join(program);
    if found.is_file() {
        return Ok(found);
    }
    let python = needs::or_debian("Python", "python3-venv", || needs::program("python3"))?;
    println!("{program} is missing; installing it once into {}", folder.display());
    let made = Command::new(python).args(["-m", "venv"]).arg(&folder).status()?;
    let mut install = Command::new(folder.join("bin/pip"));
    install.args(["install", "--quiet", "--require-hashes", "--requirement"]);
    if !made.success() || !install.arg(root.join(LOCK)).status()?.success() {
        bail!("the tools of {LOCK} cannot be installed (Debian: sudo apt-get install python3-venv)");
    }
    Ok(found)
}

fn demonstration(root: &Path) -> Result<(Node, tempfile::TempDir)> {
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    Ok((Node::new(&node::build(root)?, &folder.path().join("data")), folder))
}

/// Where reports are kept: where it was said, else beside the data, and gone with it.
fn kept(options: &Options, node: &Node) -> Result<PathBuf> {
    let folder = options
        .text("kept")
        .map_or_else(|| node.data.with_extension("reports"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Who can be let in, the first of each word, and a stranger.
fn roles(server: &Server) -> Result<Vec<Role>> {
    let begun = Instant::now();
    let mut said = server.log()?;
    // It is told just after the server answers.
    while !said.contains("admin ") && begun.elapsed() < Duration::from_secs(10) {
        sleep(Duration::from_millis(50));
        said = server.log()?;
    }
    let mut roles = BTreeMap::from([(NOBODY.to_owned(), None)]);
    for (name, link) in node::let_in(&said) {
        roles.entry(name.to_owned()).or_insert(Some(link.to_owned()));
    }
    if roles.len() < 2 {
        bail!("the demonstration lets nobody in:\n{said}");
    }
    Ok(roles.into_iter().map(|(name, link)| Role { name, link }).collect())
}

/// A token for all a token can be made for.
fn token(server: &Server, link: &str) -> Result<String> {
    let mut browser = Browser::new(server.address);
    browser.enter(link, "/fr/account")?;
    let page = text(&browser.get("/fr/account")?);
    let fields = [
        (
            "_csrf",
            hidden(&page, "_csrf").context("a page without a token of its own")?,
        ),
        ("token", "drill"),
        ("scope", "read"),
        ("scope", "join"),
        ("scope", "cases"),
        ("days", "1"),
    ];
    let made = browser.post("/fr/account/tokens", &fields)?;
    let page = match made.header("location") {
        Some(to) => {
            let to = to.to_owned();
            text(&browser.get(&to)?)
        }
        None => text(&made),
    };
    let rest = between(&page, "pas_pat_", "\"").context("no token was shown")?;
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c))
        .unwrap_or(rest.len());
    Ok(format!("pas_pat_{}", &rest[..end]))
}

/// What a browser that was let in holds, as wapiti reads it.
fn cookies_of(browser: &Browser) -> Value {
    let cookies = browser.cookies().iter().map(|(name, value)| {
        (
            name.clone(),
            json!({ "value": value, "domain": "127.0.0.1", "path": "/", "secure": false, "expires": null, "version": 0, "port": null }),
        )
    });
    let all: serde_json::Map<String, Value> = cookies.collect();
    json!({ "127.0.0.1": { "/": all } })
}
