// What happens at the edges of a working day: two people at one record, impatient clicks, a session that ended,
// addresses of others.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DEMO_PASSWORD, askGraphql, launchBrowser, openContext, openSession, startServer } from "./harness.mjs";

const TENANT = "warendorf";
const COORDINATOR = "koordination-ahlen";

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

const ask = async (login, query, variables) =>
  askGraphql(server, TENANT, await openSession(server, { tenant: TENANT, login }), query, variables);

/** Somebody's browser with one page, closed after the test. */
async function browserOf(t, login, options = {}) {
  const context = await openContext(browser, server, { tenant: TENANT, login, ...options });
  t.after(() => context.close());
  return context.newPage();
}

test("two people change one person: the second sees both versions and decides", async (t) => {
  const { persons } = await ask(COORDINATOR, "{ persons(first: 1) { nodes { id displayName } } }");
  const [person] = persons.nodes;
  const edit = address(`persons/${person.id}/edit`);
  const [lead, coordinator] = [await browserOf(t, "leitung"), await browserOf(t, COORDINATOR)];
  await Promise.all([lead.goto(edit), coordinator.goto(edit)]);

  await lead.getByLabel("Vorname").fill("Zuerst");
  await lead.getByRole("button", { name: "Speichern" }).click();
  await lead.getByRole("heading", { level: 1, name: /^Zuerst / }).waitFor();

  await coordinator.getByLabel("Vorname").fill("Danach");
  const [answer] = await Promise.all([
    coordinator.waitForResponse(edit),
    coordinator.getByRole("button", { name: "Speichern" }).click(),
  ]);
  assert.equal(answer.status(), 409);
  const row = coordinator.getByRole("row", { name: /^Vorname/ });
  assert.deepEqual(await row.getByRole("cell").allInnerTexts(), ["Zuerst", "Danach"]);

  await coordinator.getByRole("button", { name: "Meine Eingaben übernehmen" }).click();
  await coordinator.getByRole("heading", { level: 1, name: /^Danach / }).waitFor();
});

test("a double click registers one person", async (t) => {
  const page = await browserOf(t, "leitung");
  await page.goto(address("persons/new"));
  await page.getByLabel("Vorname").fill("Testperson");
  await page.getByLabel("Familienname").fill("Doppelklick");
  await page.getByRole("button", { name: "Person erfassen" }).dblclick();
  await page.getByRole("heading", { level: 1, name: "Testperson Doppelklick" }).waitFor();
  assert.equal(await countPersons("Doppelklick"), 1);
});

test("the same form sent twice, as without JavaScript, registers one person and shows it", async (t) => {
  const page = await browserOf(t, "leitung", { javaScriptEnabled: false });
  await page.goto(address("persons/new"));
  const fields = await page.locator("main form").locator("input:not([type=checkbox]), select")
    .evaluateAll((all) => all.map(({ name, value }) => [name, value]));
  const form = { ...Object.fromEntries(fields), givenName: "Testperson", familyName: "Zweimal" };
  const send = (more) => page.context().request.post(address("persons/new"), { form: { ...form, ...more }, maxRedirects: 0 });
  const registered = await send();
  assert.equal(registered.status(), 303);
  const leadsTo = registered.headers().location;
  // The name is known by now: the page asks whether the person just registered is meant.
  const asked = await send();
  assert.equal(asked.status(), 422);
  assert.ok((await asked.text()).includes(leadsTo), "the page does not lead to the person");
  const confirmed = await send({ confirmedName: "Testperson Zweimal" });
  assert.equal(confirmed.headers().location, leadsTo);
  assert.equal(await countPersons("Zweimal"), 1);
});

test("after an ended session, signing in leads back to the page asked for", async (t) => {
  const session = await openSession(server, { tenant: TENANT, login: "leitung" });
  const page = await browserOf(t, undefined);
  await page.context().addCookies([{ name: "kreislotse_session", value: session.token, url: address("") }]);
  await page.goto(address("cases"));
  await askGraphql(server, TENANT, session, "mutation { sessionClose(input: {}) { closed } }");

  const wanted = address("cases?state=closed");
  await page.goto(wanted);
  await page.getByRole("heading", { level: 1, name: "Anmelden" }).waitFor();
  await page.getByText("Ihre Sitzung ist beendet").waitFor();
  await signInByForm(page, "leitung");
  await page.waitForURL(wanted);
  await page.getByRole("heading", { level: 1, name: "Fälle" }).waitFor();
});

test("a wrong password says so without saying which part was wrong", async (t) => {
  const page = await browserOf(t, undefined);
  await page.goto(address("sign-in"));
  const texts = [];
  for (const login of ["leitung", "niemand"]) {
    await signInByForm(page, login, "falsch");
    const summary = page.locator("[data-error-summary]");
    await summary.waitFor();
    assert.equal(await page.getByLabel("Anmeldename").inputValue(), login);
    assert.equal(await page.getByLabel("Passwort").inputValue(), "");
    texts.push(await summary.innerText());
  }
  assert.equal(texts[0], texts[1]);
});

test("after signing out, going back shows nobody's data", async (t) => {
  const page = await browserOf(t, "leitung");
  const list = await page.goto(address("cases"));
  assert.equal(list.headers()["cache-control"], "no-store");
  const name = await page.locator("#cases tbody td").first().innerText();
  await page.getByRole("button", { name: "Abmelden" }).click();
  await page.getByRole("heading", { level: 1, name: "Anmelden" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Anmelden" }).waitFor();
  assert.ok(!(await page.content()).includes(name), `${name} is still shown`);
});

test("the language changes, the page stays, and the choice is kept", async (t) => {
  const page = await browserOf(t, "leitung");
  await page.goto(address("cases?state=closed&sort=number"));
  await page.getByRole("link", { name: "English" }).click();
  await page.getByRole("heading", { level: 1, name: "Cases" }).waitFor();
  const shown = new URL(page.url());
  assert.equal(shown.pathname, new URL(address("cases")).pathname);
  assert.equal(shown.searchParams.get("state"), "closed");
  assert.equal(shown.searchParams.get("sort"), "number");
  await page.goto(address("structure"));
  await page.getByRole("heading", { level: 1, name: "Structure" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

test("a record of others answers like one that never was, byte for byte", async () => {
  const query = `{ cases(first: 100) { nodes { id client { id } household { id } } } }`;
  const idsOf = async (login) => (await ask(login, query)).cases.nodes
    .flatMap(({ id, client, household }) => [["cases", id], ["persons", client.id], ["households", household?.id]])
    .filter(([, id]) => id);
  const [all, own] = [await idsOf("leitung"), new Set((await idsOf(COORDINATOR)).map(([, id]) => id))];
  const session = await openSession(server, { tenant: TENANT, login: COORDINATOR });
  const answer = async (path) => {
    const response = await fetch(address(path), { redirect: "manual", headers: { cookie: `kreislotse_session=${session.token}` } });
    return { status: response.status, body: await response.text() };
  };
  for (const kind of ["cases", "persons", "households"]) {
    const foreign = all.find(([of, id]) => of === kind && !own.has(id))?.[1];
    assert.ok(foreign, `no foreign id among ${kind}`);
    const absent = withOtherEnd(foreign);
    assert.deepEqual(await answer(`${kind}/${foreign}`), await answer(`${kind}/${absent}`), kind);
    assert.equal((await answer(`${kind}/${foreign}`)).status, 404, kind);
  }
});

test("a day that does not exist is refused with a message at its field", async (t) => {
  const page = await browserOf(t, "leitung", { javaScriptEnabled: false });
  const answer = await page.goto(address("structure?on=2026-02-31"));
  assert.equal(answer.status(), 422);
  const field = page.getByLabel("Stichtag");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal(await field.getAttribute("value"), "2026-02-31");
  await page.locator("[data-error-summary]").getByRole("link", { name: /Das ist kein Tag/ }).waitFor();
});

async function countPersons(name) {
  const { persons } = await ask("leitung", "query ($name: String) { persons(name: $name) { totalCount } }", { name });
  return persons.totalCount;
}

async function signInByForm(page, login, password = DEMO_PASSWORD) {
  await page.getByLabel("Anmeldename").fill(login);
  await page.getByLabel("Passwort").fill(password);
  await page.getByRole("button", { name: "Anmelden" }).click();
}

/** The id of nothing: the same kind, another UUID. */
function withOtherEnd(id) {
  const text = Buffer.from(id, "base64url").toString();
  const end = text.endsWith("0") ? "1" : "0";
  return Buffer.from(text.slice(0, -1) + end).toString("base64url");
}
