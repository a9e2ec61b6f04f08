// Every page as every role that may see it, in both languages, wide and narrow. Pages are found as people find
// them: by following links from the start page until no new kind of page turns up.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectNoAxeViolations, launchBrowser, openContext, startServer, watchPage } from "./harness.mjs";
import { findProgramNames } from "./wording.mjs";

const TENANT = "warendorf";
const CLOSED = " (closed)";
/** What everybody finds who works on cases. */
const CASE_PAGES = [
  "today",
  "tasks",
  "appointments",
  "referrals",
  "calendar",
  "cases",
  "cases/new",
  "cases/:id",
  "cases/:id/contacts/new",
  "cases/:id/tasks/new",
  "cases/:id/appointments/new",
  "cases/:id/conferences/new",
  "cases/:id/documents/new",
  "cases/:id/referrals/new",
  "cases/:id/support",
  "cases/:id/assessment",
  "cases/:id/plan",
  "cases/:id/consents/new",
  "cases/:id/findings/new",
  "cases/due",
  "findings",
  "cases/:id/intake",
  "cases/:id/constellation",
  "cases/:id/close",
  `cases/:id${CLOSED}`,
  `cases/:id/reactivate${CLOSED}`,
  "persons/new",
  "persons/:id",
  "persons/:id/edit",
  "persons/:id/documents/new",
];
/** Where filters and searches lead, which no link does. Whoever may not go there is not sent. */
const SEARCHES = ["cases?state=closed", "cases/new?name=a", "persons?name=a"];
/** One account of each role; the counties differ in structure, so their leads come from all three. `finds`: kinds
 * of pages that must be among those found. */
const VIEWERS = [
  { tenant: TENANT, login: "leitung", finds: [...CASE_PAGES, "cases/:id/assign", "households/:id", "structure", "rules", "help"] },
  { tenant: TENANT, login: "koordination-ahlen", finds: [...CASE_PAGES, "cases/:id/assign"] },
  { tenant: TENANT, login: "fallmanagement-ki", finds: [...CASE_PAGES, "tokens"] },
  { tenant: TENANT, login: "behoerde", finds: ["cases", "structure"] },
  { tenant: TENANT, login: "verwaltung", finds: ["cases", "cases/:id", "cases/new", "persons/new"] },
  { tenant: TENANT, login: "gremium", finds: ["structure", "findings"] },
  { tenant: TENANT, login: "it", finds: ["tokens", "structure", "rules"] },
  { tenant: TENANT, login: "datenschutz", finds: ["audit"] },
  { tenant: "coesfeld", login: "leitung", finds: ["structure"] },
  { tenant: "rhein-kreis-neuss", login: "leitung", finds: ["structure"] },
];
const LANGUAGES = ["de", "en"];
/** More kinds than this are not kinds: an address is taken apart wrongly. */
const KINDS_MAX = 90;
/** Forms that need nothing filled in: a consent is withdrawn without a reason, and today unless another day is said. */
const NEEDS_NOTHING = ["cases/:id/consents/:id/withdraw"];
/** Where GraphiQL stands: its own test looks at it. */
const FOREIGN = ["graphiql"];
/** Parts of an address that sort, narrow or turn pages of the same page. */
const SAME_PAGE = ["lang", "sort", "direction", "after", "search", "constellation", "municipality", "notSeen", "onlyMine", "unit", "choice", "all"];

let server;
let browser;
/** What axe has seen already: other names in the same build need no second look in that language. */
const seenByAxe = new Set();

before(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const viewer of VIEWERS) {
  for (const language of LANGUAGES) {
    test(`all pages of ${viewer.login} in ${viewer.tenant}, ${language}`, async () => {
      const context = await openContext(browser, server, { ...viewer, language });
      const page = await context.newPage();
      const { kinds, complaints } = await crawl(page, { ...viewer, language });
      await context.close();
      expectNone(complaints);
      const missing = viewer.finds.filter((kind) => !kinds.has(kind));
      assert.deepEqual(missing, [], `no link leads there; found: ${[...kinds].join(", ")}`);
    });
  }
}

for (const language of LANGUAGES) {
  test(`pages of visitors and pages of refusal, ${language}`, async () => {
    const visitor = await openContext(browser, server, { language });
    const member = await openContext(browser, server, { tenant: TENANT, login: "gremium", language });
    const complaints = [];
    for (const [context, path, status] of [
      [visitor, "/", 200],
      [visitor, "/nowhere", 404],
      [visitor, `/k/${TENANT}/sign-in`, 200],
      [visitor, `/k/${TENANT}/help`, 200],
      [visitor, `/k/${TENANT}/help/sign-in`, 200],
      [visitor, `/k/${TENANT}/accessibility`, 200],
      [member, `/k/${TENANT}/cases`, 403],
      [member, `/k/${TENANT}/nowhere`, 404],
    ]) {
      const page = await context.newPage();
      const takeMisdeeds = watchPage(page, server);
      const response = await page.goto(`${server.base}${path}`);
      if (response.status() !== status) complaints.push(`${path}: ${response.status()} instead of ${status}`);
      complaints.push(...(await complaintsOf(page, { name: path, language, takeMisdeeds })));
      await page.close();
    }
    await Promise.all([visitor.close(), member.close()]);
    expectNone(complaints);
  });

  test(`forms that come back with mistakes, ${language}`, async () => {
    const context = await openContext(browser, server, { tenant: TENANT, login: "leitung", language });
    const page = await context.newPage();
    const { complaints, forms } = await crawl(page, { tenant: TENANT, language, lookOnly: true });
    const takeMisdeeds = watchPage(page, server);
    for (const { address, action } of forms) {
      const name = `${address} with an empty form to ${action}`;
      await page.goto(address);
      const [response] = await Promise.all([page.waitForNavigation(), page.evaluate(sendEmptied, action)]);
      if (response.status() !== 422) complaints.push(`${name}: ${response.status()} instead of 422`);
      const focused = await page.evaluate(() => document.activeElement?.matches("[data-error-summary]"));
      if (!focused) complaints.push(`${name}: the summary of mistakes has no focus`);
      complaints.push(...(await complaintsOf(page, { name, language, takeMisdeeds })));
    }
    await context.close();
    expectNone(complaints);
    assert.ok(forms.length > 0, "no form was found");
  });
}

/**
 * Visits one page of each kind. `lookOnly` skips the checks: for tests that want the addresses.
 *
 * @returns {Promise<{kinds: Set<string>, complaints: string[], forms: {address: string, action: string}[]}>}
 */
async function crawl(page, { tenant, language, lookOnly = false }) {
  const base = `${server.base}/k/${tenant}/`;
  const [kinds, titles, forms] = [new Set([""]), new Map(), new Map()];
  const complaints = [];
  const takeMisdeeds = watchPage(page, server);
  const queue = [{ address: base, kind: "" }];
  const searches = SEARCHES.map((search) => ({ address: base + search, kind: kindOf(base + search, base) }));
  for (const { address, kind } of queue) {
    const name = `/${kind}`;
    const response = await page.goto(address);
    if (response.status() !== 200) complaints.push(`${name} (${address}): ${response.status()}`);
    if (!lookOnly) {
      complaints.push(...(await complaintsOf(page, { name, language, takeMisdeeds })));
      complaints.push(...sharedTitle(titles, await page.title(), kind));
    }
    for (const action of await page.evaluate(formsWithFields)) forms.set(kindOf(action, base, kind), { address, action });
    for (const link of await page.$$eval("a[href]:not([download])", (links) => links.map(({ href }) => href))) {
      const found = kindOf(link, base, kind);
      if (found === undefined || kinds.has(found)) continue;
      kinds.add(found);
      queue.push(...searches.filter(({ kind: search }) => search.startsWith(`${found}?`)));
      assert.ok(kinds.size <= KINDS_MAX, `too many kinds of pages: ${[...kinds].join(", ")}`);
      queue.push({ address: link, kind: found });
    }
  }
  const needy = [...forms].filter(([kind]) => !NEEDS_NOTHING.some((form) => kind.startsWith(form)));
  return { kinds, complaints, forms: needy.map(([, form]) => form) };
}

/**
 * The address without what tells one thing from another: `cases/:id`; undefined for what is no page of ours.
 * A closed case offers other steps than an open one: that it is closed, `from` tells, the kind of the page with the link.
 */
function kindOf(address, base, from = "") {
  const url = new URL(address);
  if (!url.href.startsWith(base)) return undefined;
  const path = url.pathname.slice(new URL(base).pathname.length);
  const parts = path.split("/").map((part) => (/^[a-z]+(-[a-z]+)*$/.test(part) ? part : part && ":id"));
  if (FOREIGN.includes(parts[0])) return undefined;
  const parameters = [...url.searchParams.keys()].filter((key) => !SAME_PAGE.includes(key)).sort();
  const kind = parts.join("/") + (parameters.length > 0 ? `?${[...new Set(parameters)].join("&")}` : "");
  const isClosed = kind.startsWith("cases/:id") && (from === "cases?state" || from.endsWith(CLOSED));
  return isClosed ? kind + CLOSED : kind;
}

/** Two kinds of pages with one title cannot be told apart in tabs and by ear. A filtered list keeps its title. */
function sharedTitle(titles, title, kind) {
  const path = kind.split(/[? ]/)[0];
  const other = titles.get(title);
  titles.set(title, path);
  return other !== undefined && other !== path ? [`/${kind} has the title of /${other}: “${title}”`] : [];
}

function expectNone(complaints) {
  if (complaints.length > 0) assert.fail(`${complaints.length} complaints:\n${complaints.join("\n")}`);
}

async function complaintsOf(page, { name, language, takeMisdeeds }) {
  const { title, headings, lang } = await page.evaluate(() => ({
    title: document.title.trim(),
    headings: document.querySelectorAll("h1").length,
    lang: document.documentElement.lang,
  }));
  const complaints = [...takeMisdeeds(), ...(await findProgramNames(page))];
  if (!/\S – Kreislotse/.test(title)) complaints.push(`title “${title}”`);
  if (headings !== 1) complaints.push(`${headings} main headings`);
  if (lang !== language) complaints.push(`marked as ${lang}`);
  return [...complaints.map((complaint) => `${name}: ${complaint}`), ...(await barriers(page, name, language))];
}

async function barriers(page, name, language) {
  const key = `${language} ${await page.evaluate(shapeOfPage)}`;
  if (seenByAxe.has(key)) return [];
  seenByAxe.add(key);
  return expectNoAxeViolations(page, name).then(() => [], (error) => [error.message]);
}

/**
 * Runs in the page: what it is built of, whatever it says. Rows of the same build count once; what stands around
 * the content counts on start pages only, since it is the same on all pages of a viewer.
 */
function shapeOfPage() {
  const shapeOf = (element) => {
    const attributes = [...element.attributes]
      .filter(({ name }) => !["href", "action", "value", "content"].includes(name) && !name.startsWith("data-"))
      .map(({ name, value }) => (["class", "role", "type", "tabindex"].includes(name) ? `${name}=${value}` : name));
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) ? "…" : "";
    return `${element.tagName}[${attributes}]${says}(${[...new Set([...element.children].map(shapeOf))]})`;
  };
  const isStartPage = /^\/(k\/[^/]+\/)?$/.test(location.pathname);
  return shapeOf(isStartPage ? document.documentElement : document.querySelector("main"));
}

/** Runs in the page: where forms lead that change something and have fields to fill in. */
function formsWithFields() {
  return [...document.querySelectorAll('form[method="post"]')]
    .filter((form) => form.querySelector('input:not([type="hidden"], [type="checkbox"]), textarea, select'))
    .map((form) => form.action);
}

/** Runs in the page: sends the form to `action` with nothing filled in. */
function sendEmptied(action) {
  const form = [...document.forms].find((candidate) => candidate.action === action);
  for (const field of form.querySelectorAll('input:not([type="hidden"]), textarea, select')) {
    if (field.type === "checkbox") field.checked = false;
    else if (field.type !== "radio") field.value = "";
  }
  form.requestSubmit();
}
