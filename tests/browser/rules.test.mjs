// A rule from upload to effect, and back: the county's IT prepares it, the lead agrees, case managers read why.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { expectNoAxeViolations, issueToken, launchBrowser, openContext, startServer } from "./harness.mjs";

const TENANT = "warendorf";
const repository = fileURLToPath(new URL("../../", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? `${repository}target`;
const COMPONENT = `${target}/rules/warendorf/case-closing.rust.wasm`;
const CASES = `${repository}plugins/rules/warendorf/case-closing/cases`;

let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const address = (path) => `${server.base}/k/${TENANT}/${path}`;

async function pageOf(t, login, language = "de") {
  const context = await openContext(browser, server, { tenant: TENANT, login, language });
  t.after(() => context.close());
  return context.newPage();
}

/** Waits until something that goes on in the background has ended and its page has been shown anew. */
const ended = (page) => page.waitForFunction(() => !document.querySelector("[data-progress]"), undefined, { timeout: 120_000 });

test("a rule is uploaded, tried out, agreed to, explained and taken back", async (t) => {
  const it = await pageOf(t, "it");
  await it.goto(address("rules"));
  await it.getByLabel("Komponente").setInputFiles(COMPONENT);
  await it.getByLabel("Beispielfälle").setInputFiles(readdirSync(CASES).map((name) => `${CASES}/${name}`));
  await it.getByLabel("Anmerkung").fill("Erste Fassung");
  await it.getByRole("button", { name: "Hochladen und prüfen" }).click();
  await ended(it);
  assert.match(await it.locator("main").innerText(), /Entwurf/);
  assert.equal(await it.getByText("bestanden:").count(), readdirSync(CASES).length);
  await expectNoAxeViolations(it, "a draft, IT, de");
  const version = it.url();

  await it.getByRole("button", { name: "Probelauf beginnen" }).click();
  await ended(it);
  const found = await it.locator("main").innerText();
  assert.match(found, /fertig/);
  assert.match(found, /Um wen es geht, sehen nur die/);
  assert.match(found, /Ahlen[\s\S]*wird abgeschlossen|Ahlen[\s\S]*bleibt offen/);
  await expectNoAxeViolations(it, "a trial run, IT, de");
  const run = it.url();

  await it.goto(version);
  await it.getByRole("button", { name: "Vorschlagen" }).click();
  await it.waitForURL(version);
  assert.match(await it.locator("main").innerText(), /zustimmen muss jemand anderes/);

  const lead = await pageOf(t, "leitung", "en");
  await lead.goto(run);
  assert.ok(await lead.getByRole("heading", { name: "Whom it is about" }).isVisible(), "the lead sees the cases");
  await expectNoAxeViolations(lead, "a trial run with its cases, lead, en");
  await lead.goto(version);
  await expectNoAxeViolations(lead, "a proposal, lead, en");
  await lead.getByRole("button", { name: "Agree" }).click();
  await lead.goto(address("rules"));
  assert.ok(await lead.getByText("in effect", { exact: true }).isVisible());
  await expectNoAxeViolations(lead, "rules, lead, en");

  const manager = await pageOf(t, "fallmanagement-ki");
  await manager.goto(address("cases"));
  await manager.locator("tbody a[href*='/cases/']").first().click();
  assert.ok(await manager.getByRole("heading", { name: "Fallabschluss nach der Regel des Kreises" }).isVisible());
  await manager.getByRole("link", { name: "Alle Entscheidungen von Regeln" }).click();
  await manager.locator("summary").first().click();
  assert.match(await manager.locator("main").innerText(), /Gilt zurzeit[\s\S]*"verdict"/);
  await expectNoAxeViolations(manager, "decisions, case manager, de");

  await lead.goto(version);
  await lead.getByLabel("Why").fill("Trial is over");
  await lead.getByLabel("No version shall be in effect").check();
  await lead.getByRole("button", { name: "This version again from today" }).click();
  await lead.goto(address("rules"));
  assert.equal(await lead.getByText("in effect", { exact: true }).count(), 0);
});

test("other parameters are a version of their own, and mistakes come back with what was typed", async (t) => {
  const it = await pageOf(t, "it");
  await it.goto(address("rules"));
  await it.locator("main a[href*='/rules/']").last().click();
  const months = it.getByLabel("Kurzintervention: Monate ohne Kontakt");
  await months.fill("500");
  await it.getByRole("button", { name: "Als neue Fassung anlegen" }).click();
  assert.equal(await months.inputValue(), "500");
  assert.match(await it.locator("[data-error-summary]").innerText(), /Parameter passen nicht/);
  await expectNoAxeViolations(it, "parameters with a mistake, IT, de");
  await months.fill("4");
  await it.getByRole("button", { name: "Als neue Fassung anlegen" }).click();
  assert.match(await it.locator("h1").innerText(), /Fassung 2/);
  assert.equal(await months.inputValue(), "4");
});

test("the command line brings a rule to the county and says how its check went", async () => {
  const token = await issueToken(server, { tenant: TENANT, login: "it" });
  const upload = (component, ...more) => {
    const program = process.env.KREISLOTSE_BIN ?? `${target}/debug/kreislotse`;
    const given = ["plugin", "upload", "--county", `${server.base}/k/${TENANT}`, component, ...more];
    return spawnSync(program, given, { encoding: "utf8", env: { ...process.env, KREISLOTSE_TOKEN: token } });
  };
  const good = upload(COMPONENT, CASES);
  assert.equal(good.status, 0, good.stdout + good.stderr);
  assert.match(good.stdout, /\/rules\/[\s\S]*ok/);
  const bad = upload(`${CASES}/${readdirSync(CASES)[0]}`);
  assert.notEqual(bad.status, 0);
  assert.match(bad.stderr, /component: /);
});
