//! What strangers send to each address: forms and bodies that are good but for who sends them.

use serde_json::json;

/// What the forms of an address have; a field that a form does not have is refused before anything is looked for.
pub(crate) fn fields(path: &str) -> &'static [(&'static str, &'static str)] {
    const REASON: &str = "Une raison qui est assez longue";
    match path {
        path if path.ends_with("/webhooks") => &[
            ("for", "cci-moselle"),
            ("url", "https://receiver.example/"),
            ("event", "practice.published"),
        ],
        path if path.contains("/webhooks/") && path.ends_with("/replay") => &[("since", "2026-11-01")],
        path if path.contains("/webhooks/") && path.contains("/deliveries/") => &[],
        path if path.contains("/webhooks/") => &[
            ("version", "1"),
            ("url", "https://receiver.example/"),
            ("event", "practice.published"),
        ],
        path if path.contains("/joining/") => {
            let of_step = !["/withdraw", "/discard", "/remove"]
                .iter()
                .any(|end| path.ends_with(end));
            if of_step {
                &[("version", "1"), ("go", "send")]
            } else {
                &[]
            }
        }
        path if path.contains("/join") => &[("name", "Prise")],
        path if path.contains("/listing") => &[("kind", "startup"), ("chamber", "cc-luxembourg")],
        path if path.ends_with("/import") => &[("version", "1")],
        path if path.ends_with("/funding") => &[("version", "0"), ("stage", "pilot")],
        path if path.ends_with("/watchlist") => &[("organisation", "00000000000000000000000000"), ("do", "add")],
        path if path.ends_with("/searches") => &[("stage", "pilot"), ("told", "1")],
        path if path.ends_with("/judge") => &[("version", "1"), ("verdict", "good"), ("expert", "cc-luxembourg")],
        path if path.ends_with("/practices") || path.ends_with("/adopt") || path.contains("/adoption") => &[],
        path if path.contains("/practices/") => &[("version", "1")],
        path if path.contains("/files/") || path.contains("/attachments/") => &[],
        path if path.contains("/languages/") => &[("title", REASON)],
        path if path.ends_with("/score") => &[
            ("version", "1"),
            ("advantage", "5"),
            ("clarity", "5"),
            ("cooperation", "5"),
            ("language", "5"),
            ("confirm", "published"),
        ],
        path if path.ends_with("/opportunities") => &[("type", "BO")],
        path if path.contains("opportunities/") => &[("version", "1")],
        path if path.contains("/outcome/") => &[
            ("version", "1"),
            ("kind", "pilot"),
            ("band", "under_10k"),
            ("on", "2026-11-20"),
            ("evidence", REASON),
            ("why", REASON),
            ("body", REASON),
        ],
        path if path.contains("/introductions/") => &[
            ("version", "2"),
            ("body", REASON),
            ("reason", "no_fit"),
            ("text", REASON),
            ("next", REASON),
            ("on", "2026-12-01"),
            ("side", "requester"),
            ("subject", REASON),
            ("message", REASON),
        ],
        path if path.contains("/desk/") => &[
            ("version", "1"),
            ("body", REASON),
            ("decision", "approved"),
            ("chamber", "cc-luxembourg"),
        ],
        path if path.contains("/cases/") => &[("version", "1"), ("body", REASON)],
        path if path.ends_with("/members") => &[("mail", "intrus@example.org"), ("role", "owner")],
        path if path.ends_with("/role") => &[("role", "owner")],
        path if path.ends_with("/edit") || path.ends_with("/languages") => &[("version", "1")],
        path if path.ends_with("/change") => &[("name", "Prise"), ("reason", REASON)],
        path if path.ends_with("/facts") => &[("class", "declared"), ("seen", "")],
        path if path.ends_with("/letter") => &[("language", "fr")],
        path if path.ends_with("/recoveries") => &[("mail", "a@example.org"), ("proof", "video")],
        path if path.contains("/appeal/") => &[("body", REASON)],
        path if path.ends_with("/account") => &[("name", "Prise"), ("language", "fr"), ("digest", "at_once")],
        _ => &[],
    }
}

/// What an address of the API is sent: good but for who sends it. `closed` is an organisation of others.
pub(crate) fn body(path: &str, closed: &str) -> serde_json::Value {
    const REASON: &str = "Une raison qui est assez longue";
    match path.rsplit('/').next().unwrap_or_default() {
        "introductions" => json!({
            "requester": closed, "target": closed, "subject": REASON, "message": REASON, "language": "fr",
        }),
        "webhooks" => {
            json!({ "organisation": closed, "url": "https://receiver.example/", "events": ["practice.published"] })
        }
        "webhook" => json!({ "url": "https://receiver.example/", "events": ["practice.published"] }),
        "secrets" | "pings" => json!({}),
        "replays" => json!({ "since": "2026-11-01T00:00:00Z" }),
        "outcome" => {
            json!({ "kind": "pilot", "band": "10k_50k", "on": "2026-11-20", "evidence": REASON, "language": "fr" })
        }
        "confirmations" => json!({}),
        "disputes" => json!({ "why": REASON, "language": "fr" }),
        "remedies" => json!({ "body": REASON, "language": "fr" }),
        "steps" if path.contains("/opportunities/") => json!({ "step": "withdraw" }),
        "steps" => json!({ "step": "screen" }),
        "messages" => json!({ "text": REASON, "language": "fr" }),
        "notes" if path.contains("/introductions/") => json!({ "side": "requester", "text": REASON, "language": "fr" }),
        "advisers" => json!({ "side": "requester", "person": closed }),
        "opportunities" => json!({ "organisation": closed }),
        "imports" => json!({ "organisation": closed, "profiles": [{ "title": "Prise" }] }),
        "submission" | "assignments" if path.contains("/opportunities/") => json!({}),
        "review" => json!({
            "scores": { "advantage": 5, "clarity": 5, "cooperation": 5, "language": 5 }, "verdict": "published",
        }),
        "practices" => json!({ "organisation": closed }),
        "decisions" if path.contains("/practices/") => json!({ "verdict": "good" }),
        "adoptions" => json!({ "adopter": closed, "language": "fr" }),
        "answers" if path.contains("/practices/") => json!({ "confirmed": true }),
        "searches" => json!({ "filters": "stage=pilot", "told": true }),
        "hand-overs" => json!({ "chamber": "cc-luxembourg", "why": REASON }),
        "questions" | "notes" | "answers" | "appeals" => json!({ "text": REASON }),
        "decisions" => json!({ "decision": "approved" }),
        _ if path.contains("/cases/") => json!({}),
        _ => json!({ "name": "Prise" }),
    }
}
