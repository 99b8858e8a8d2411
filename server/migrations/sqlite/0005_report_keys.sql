-- Keys of repeated requests are taken away after a day; this finds them among all reports.
CREATE INDEX report_keyed ON report (received_at) WHERE idempotency_key IS NOT NULL;
