//! An authenticator of software: one passkey on the curve P-256, as browsers hand its answers on.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const ORIGIN: &str = "https://passerelle.example";

pub struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    user: String,
    counter: u32,
    /// Whether it asked for finger or PIN.
    pub verifies: bool,
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The head of a run of bytes in CBOR.
fn run(bytes: &[u8]) -> Vec<u8> {
    let length = u8::try_from(bytes.len()).unwrap();
    [&[0x58, length], bytes].concat()
}

impl Authenticator {
    pub fn new(seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
            id: vec![seed; 32],
            user: String::new(),
            counter: 0,
            verifies: true,
        }
    }

    fn client_data(kind: &str, asked: &Value) -> Vec<u8> {
        let data = json!({ "type": kind, "challenge": asked["challenge"], "origin": ORIGIN, "crossOrigin": false });
        data.to_string().into_bytes()
    }

    fn data(&mut self, attested: bool) -> Vec<u8> {
        self.counter += 1;
        let flags = 0x01 | if self.verifies { 0x04 } else { 0 } | if attested { 0x40 } else { 0 };
        let mut data = Sha256::digest(b"passerelle.example").to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Answers `navigator.credentials.create`.
    pub fn create(&mut self, asked: &Value) -> String {
        assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
        self.user = asked["user"]["id"].as_str().unwrap().to_owned();
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().unwrap(), point.y().unwrap());
        // {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y}
        let head: &[u8] = &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21];
        let key = [head, &run(x), &[0x22], &run(y)].concat();
        let mut data = self.data(true);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(&self.id);
        data.extend(key);
        let format: &[u8] = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData";
        let attestation = [format, &run(&data)].concat();
        let client = Self::client_data("webauthn.create", asked);
        self.answer(&json!({
            "attestationObject": encode(&attestation),
            "clientDataJSON": encode(&client),
            "transports": ["internal"],
        }))
    }

    /// Answers `navigator.credentials.get`.
    pub fn get(&mut self, asked: &Value) -> String {
        assert_eq!(asked["userVerification"], "required");
        let client = Self::client_data("webauthn.get", asked);
        let data = self.data(false);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(&json!({
            "authenticatorData": encode(&data),
            "clientDataJSON": encode(&client),
            "signature": encode(signature.to_der().as_bytes()),
            "userHandle": self.user,
        }))
    }

    fn answer(&self, response: &Value) -> String {
        let id = encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "extensions": {}, "response": response }).to_string()
    }
}
