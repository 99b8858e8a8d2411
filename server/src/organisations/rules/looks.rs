//! What typed values look like: addresses of the web, telephone numbers, postal codes. Whether they exist nobody can tell here.

/// People leave `https://` out; nothing else is guessed.
#[must_use]
pub fn web_address(typed: &str) -> String {
    if typed.is_empty() || typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    }
}

/// An address of the web.
#[must_use]
pub fn looks_like_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or(""));
    let fits = |host: &str| {
        host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains(['@', ':', '"'])
    };
    host.is_some_and(fits) && !text.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
}

/// A telephone number.
#[must_use]
pub fn looks_like_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (6..=20).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || " +()/.-".contains(c))
}

/// A postal code of that country: four or five digits, a country's letters before them or not; elsewhere anything with a digit.
#[must_use]
pub fn looks_like_postal_code(country: &str, code: &str) -> bool {
    let upper = code.to_ascii_uppercase();
    let bare = upper
        .strip_prefix(country)
        .or_else(|| upper.strip_prefix(country.get(..1).unwrap_or("")));
    let bare = bare.unwrap_or(&upper).trim_start_matches(['-', ' ']);
    let digits = |count: usize| bare.len() == count && bare.bytes().all(|byte| byte.is_ascii_digit());
    match country {
        "LU" | "BE" => digits(4),
        "FR" | "DE" => digits(5),
        _ => code.chars().any(|c| c.is_ascii_digit()),
    }
}
