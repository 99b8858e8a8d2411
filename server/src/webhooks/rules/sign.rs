//! What is sent and how it is signed: Standard Webhooks 1.0, scheme `v1`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;

use crate::platform::clock::rfc3339;
use crate::platform::seal;
use crate::webhooks::model::{DeliveryId, Event, WebhookId};

/// The key of an endpoint: made of the node's secret, the endpoint and how often its secret was made anew. It lies nowhere.
#[must_use]
pub fn key(secret: &[u8], webhook: WebhookId, generation: i64) -> [u8; 32] {
    let parts: [&[u8]; 3] = [b"webhook", webhook.0.as_bytes(), &generation.to_be_bytes()];
    seal::key(secret, &parts)
}

/// The key as its receiver keeps it.
#[must_use]
pub fn secret_text(key: &[u8; 32]) -> String {
    format!("whsec_{}", STANDARD.encode(key))
}

/// What is told: what happened, when, and where more of it can be read by who may. Nobody is named in it, and the same delivery
/// says the same each time.
#[must_use]
pub fn body(event: Event, at: i64, subject: &str, public_url: &str) -> String {
    let href = format!("{public_url}{}", event.path(subject));
    json!({
        "type": event.code(), "timestamp": rfc3339(at), "data": { "id": subject, "href": href },
    })
    .to_string()
}

/// As a receiver knows a delivery.
#[must_use]
pub fn message(delivery: DeliveryId) -> String {
    format!("msg_{delivery}")
}

/// The header's value: a signature by each key, the newest first.
#[must_use]
pub fn signature(keys: &[[u8; 32]], message: &str, seconds: i64, body: &str) -> String {
    let sign = |key: &[u8; 32]| {
        // Keys of any length are taken.
        let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
        mac.update(format!("{message}.{seconds}.{body}").as_bytes());
        Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    };
    keys.iter().filter_map(sign).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the standard's own test suites.
    #[test]
    fn it_is_signed_as_others_sign() {
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        let (id, at, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}");
        mac.update(format!("{id}.{at}.{body}").as_bytes());
        let expected = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(STANDARD.encode(mac.finalize().into_bytes()), expected);
    }

    #[test]
    fn two_keys_sign_beside_each_other() {
        let (one, two) = (WebhookId(uuid::Uuid::from_u128(1)), WebhookId(uuid::Uuid::from_u128(2)));
        let secret = b"secret of a node";
        assert_ne!(key(secret, one, 1), key(secret, one, 2));
        assert_ne!(key(secret, one, 1), key(secret, two, 1));
        assert_ne!(key(secret, one, 1), key(b"another secret!!", one, 1));
        let text = signature(&[key(secret, one, 2), key(secret, one, 1)], "msg_1", 7, "{}");
        let parts: Vec<&str> = text.split(' ').collect();
        assert!(
            parts.len() == 2 && parts.iter().all(|part| part.starts_with("v1,")),
            "{text}"
        );
        assert!(secret_text(&key(secret, one, 1)).starts_with("whsec_"));
        assert_eq!(secret_text(&[0; 32]).len(), "whsec_".len() + 44);
    }

    #[test]
    fn what_is_told_is_thin() {
        let body = body(
            Event::IntroductionStep,
            1_795_521_600_000_000,
            "01ABC",
            "https://passerelle.example",
        );
        assert_eq!(
            body,
            r#"{"type":"introduction.step","timestamp":"2026-11-24T12:00:00.000Z","data":{"id":"01ABC","href":"https://passerelle.example/api/v1/introductions/01ABC"}}"#
        );
    }
}
