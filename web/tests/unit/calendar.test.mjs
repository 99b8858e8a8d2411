// The calendar that `platform/feeds/tests.rs` writes, read by a program of others.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ICAL from "ical.js";

const file = new URL("deadlines.ics", import.meta.url);

test("another program reads the deadlines", () => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  assert.equal(calendar.getFirstPropertyValue("method"), "PUBLISH");
  const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  assert.equal(events.length, 2);
  const [first, second] = events;
  assert.equal(first.startDate.toString(), "2026-11-30");
  assert.ok(first.startDate.isDate);
  assert.equal(second.uid, "introduction-01@passerelle.example");
  assert.equal(second.sequence, 4);
  assert.equal(second.summary, "Vermittlung 2026-0012: Sie sind am Zug, bitte; \\ ja");
  assert.match(second.description, /– mit Ümläuten\.\nUnd eine zweite\.$/);
  assert.equal(
    second.component.getFirstPropertyValue("url"),
    "https://passerelle.example/de/introductions/01",
  );
  assert.equal(second.duration.toSeconds(), 86_400);
});
