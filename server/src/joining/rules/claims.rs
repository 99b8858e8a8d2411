//! Which mail domains speak for an organisation: those its registers and its web site name, never one anybody can join.

/// Providers of mail for everybody: an address there proves nothing.
const FOR_EVERYBODY: [&str; 30] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.fr",
    "outlook.de",
    "hotmail.com",
    "hotmail.fr",
    "hotmail.de",
    "live.com",
    "live.fr",
    "live.be",
    "yahoo.com",
    "yahoo.fr",
    "yahoo.de",
    "icloud.com",
    "me.com",
    "proton.me",
    "protonmail.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "t-online.de",
    "freenet.de",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "skynet.be",
    "pt.lu",
];

/// The domains behind these values of `website` and `email`, each once.
#[must_use]
pub fn domains<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = values.into_iter().filter_map(domain).collect();
    found.sort();
    found.dedup();
    found
}

fn domain(value: &str) -> Option<String> {
    let value = value.trim().to_lowercase();
    let host = match value.split_once('@') {
        Some((_, host)) => host,
        None => value.split_once("://").map_or(value.as_str(), |(_, rest)| rest),
    };
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let plain = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let fits = host.contains('.') && host.split('.').all(plain) && !FOR_EVERYBODY.contains(&host);
    fits.then(|| host.to_owned())
}

/// The address, where it lies at one of these domains.
#[must_use]
pub fn address_at(typed: &str, domains: &[String]) -> Option<String> {
    let typed = typed.trim().to_lowercase();
    let (_, host) = typed.split_once('@')?;
    let fits = crate::organisations::looks_like_mail(&typed) && domains.iter().any(|domain| domain == host);
    fits.then_some(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_speaks_for_it() {
        let known = domains([
            "https://www.bruecken.example/de?x",
            "info@bruecken.example",
            "me@gmail.com",
            "nothing",
        ]);
        assert_eq!(known, ["bruecken.example"]);
        assert_eq!(
            address_at(" Info@Bruecken.example ", &known).as_deref(),
            Some("info@bruecken.example")
        );
        for typed in [
            "info@bruecken.example.evil.example",
            "info@evil.example",
            "bruecken.example",
            "a@b@bruecken.example",
        ] {
            assert_eq!(address_at(typed, &known), None, "{typed}");
        }
    }
}
