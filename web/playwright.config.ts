// Drives the real server with a filled region in the system's Chromium; `cargo xtask test` sets both.
import { defineConfig } from "@playwright/test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const port = process.env["PASSERELLE_TEST_PORT"] ?? "8197";
const binary = process.env["PASSERELLE_BINARY"] ?? "../target/debug/passerelle";
// Workers read this file again; only the first reading makes the folder.
const data = (process.env["PASSERELLE_TEST_DATA"] ??= mkdtempSync(
  join(tmpdir(), "passerelle-web-"),
));

const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const stories = [
  "opportunities.spec.ts",
  "practices.spec.ts",
  "investors.spec.ts",
  "market.spec.ts",
  "outside.spec.ts",
];
// PASSERELLE_STORIES=all tells each story in both languages, wide and on a phone, with script and without; else each language once.
// Introductions then one project a run: the same two may be asked to meet once in a demonstration.
const isWhole = process.env["PASSERELLE_STORIES"] === "all";
const once = (language: string) => (isWhole ? {} : { grep: new RegExp(`: ${language}$`) });

export default defineConfig({
  testDir: "tests",
  globalSetup: "./tests/register.ts",
  testMatch: "*.spec.ts",
  workers: 2,
  timeout: 60_000,
  use: {
    baseURL: `http://localhost:${port}`,
    // What is not there by then does not come: the story says which click it waits for, and not only that its time is up.
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: process.env["PASSERELLE_CHROMIUM"] ?? "/usr/bin/chromium",
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    {
      name: "script",
      testIgnore: [
        "decay.spec.ts",
        "runs.spec.ts",
        "chamber-file.spec.ts",
        "introductions.spec.ts",
        ...stories,
      ],
    },
    {
      name: "no-script",
      use: { javaScriptEnabled: false },
      testMatch: ["story.spec.ts", "cases.spec.ts", "erasure.spec.ts"],
    },
    {
      name: "phone",
      use: phone,
      testMatch: ["cases.spec.ts", "erasure.spec.ts", "decay.spec.ts"],
    },
    {
      name: "phone-no-script",
      use: { ...phone, javaScriptEnabled: false },
      testMatch: ["cases.spec.ts", "erasure.spec.ts", "decay.spec.ts"],
    },
    // Long stories: each language once, with and without script between them.
    { name: "wide", testMatch: stories, ...once("de") },
    {
      name: "phone-story-no-script",
      use: { ...phone, javaScriptEnabled: false },
      testMatch: stories,
      ...once("fr"),
    },
    ...(isWhole
      ? [
          {
            name: "wide-no-script",
            use: { javaScriptEnabled: false },
            testMatch: [...stories, "introductions.spec.ts"],
          },
          { name: "phone-story", use: phone, testMatch: [...stories, "introductions.spec.ts"] },
        ]
      : []),
    {
      name: "long",
      testMatch: ["runs.spec.ts", "chamber-file.spec.ts", "introductions.spec.ts"],
      ...once("fr"),
    },
    {
      name: "long-no-script",
      use: { javaScriptEnabled: false },
      testMatch: "runs.spec.ts",
      ...once("de"),
    },
    {
      name: "long-phone-no-script",
      use: { ...phone, javaScriptEnabled: false },
      testMatch: ["chamber-file.spec.ts", "introductions.spec.ts"],
      ...once("de"),
    },
  ],
  webServer: {
    command: `${binary} demo --fresh --port ${port} --data ${data}`,
    url: `http://localhost:${port}/health/ready`,
    env: {
      PASSERELLE_REQUESTS_A_MINUTE: "0",
      PASSERELLE_REPORTS_AN_HOUR: "0",
      // Receivers of webhooks are on this machine.
      PASSERELLE_WEBHOOK_NETWORKS: "127.0.0.0/8",
      PASSERELLE_IMPORT_FOLDER: join(data, "imports"),
    },
    timeout: 120_000,
  },
});
