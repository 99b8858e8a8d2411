//! How long this feature keeps what it told: as long as somebody may want it again.

use super::model::KEPT_DAYS;
use crate::platform::database::Sql;
use crate::platform::retention::Rule;

const DELIVERIES: Sql =
    Sql::both("DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery WHERE at < $1 LIMIT 500)");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[DELIVERIES];

/// The rules of this feature.
pub const RULES: &[Rule] = &[Rule::rows("webhookDeliveries", KEPT_DAYS, DELIVERIES)];
