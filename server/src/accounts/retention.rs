//! How long accounts keep what ended.

use crate::platform::database::Sql;
use crate::platform::retention::Rule;

// A session nobody used for a day has ended, whether anybody said so or not.
const SESSIONS: Sql = Sql::both(
    "DELETE FROM session WHERE id IN
     (SELECT id FROM session WHERE coalesce(ended_at, seen_at + 86400000000) < $1 LIMIT 500)",
);
const LINKS: Sql = Sql::both(
    "DELETE FROM sign_in_link WHERE token_hash IN (SELECT token_hash FROM sign_in_link WHERE expires_at < $1 LIMIT 500)",
);
const CHALLENGES: Sql = Sql::both(
    "DELETE FROM passkey_challenge WHERE id_hash IN
     (SELECT id_hash FROM passkey_challenge WHERE expires_at < $1 LIMIT 500)",
);
const ATTEMPTS: Sql =
    Sql::both("DELETE FROM attempt WHERE key IN (SELECT key FROM attempt WHERE last_at < $1 LIMIT 500)");
const TOKENS: Sql = Sql::both(
    "DELETE FROM token WHERE id IN (SELECT id FROM token WHERE coalesce(ended_at, expires_at) < $1 LIMIT 500)",
);
const RECOVERIES: Sql =
    Sql::both("DELETE FROM recovery WHERE id IN (SELECT id FROM recovery WHERE ended_at < $1 LIMIT 500)");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[SESSIONS, LINKS, CHALLENGES, ATTEMPTS, TOKENS, RECOVERIES];

/// The rules of this feature.
pub const RULES: &[Rule] = &[
    Rule::rows("sessions", 30, SESSIONS),
    Rule::rows("signInLinks", 1, LINKS),
    Rule::rows("passkeyChallenges", 1, CHALLENGES),
    // A wait grows with tries over a day.
    Rule::rows("signInAttempts", 2, ATTEMPTS),
    Rule::rows("tokens", 365, TOKENS),
    Rule::rows("recoveries", 365, RECOVERIES),
];
