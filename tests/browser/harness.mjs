// What the browser tests share: a browser, the server, the accessibility check.
//
//   const server = await startServer();
//   const browser = await launchBrowser();
//   const context = await openContext(browser, server, { tenant: "warendorf", login: "leitung", language: "de" });
//   const page = await context.newPage();
//   await page.goto(`${server.base}/k/warendorf/`);
//   await expectNoAxeViolations(page, "start page, lead, de");
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { openSession } from "./server.mjs";

export { DEMO_PASSWORD, askGraphql, issueToken, openSession, startServer } from "./server.mjs";

const SESSION_COOKIE = "kreislotse_session";
const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const CHROMIUM_ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Containers often give /dev/shm only 64 MB.
  "--disable-dev-shm-usage",
];

/** WCAG 2.2 A and AA, and what axe recommends beyond. */
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
/** A desktop, and the smallest phone in use. */
const VIEWPORTS = [
  { name: "wide", width: 1280, height: 900 },
  { name: "narrow", width: 360, height: 740 },
];
/** What 400 % zoom leaves of a desktop (WCAG 1.4.10): nothing may make the page scroll sideways. */
const REFLOW_VIEWPORT = { width: 320, height: 640 };
/** Longest wait for anything; a machine that compiles beside the tests is slow. */
const WAIT_MAX_MS = 20_000;

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Starts Chromium: CHROMIUM names the executable, else the first of the usual names that runs. */
export function launchBrowser(options = {}) {
  // Chromium refuses its sandbox to root, as tests in containers are.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: findChromium(), args: [...sandbox, ...CHROMIUM_ARGUMENTS], ...options });
}

function findChromium() {
  const found = [process.env.CHROMIUM, ...CHROMIUM_NAMES].filter(Boolean)
    .find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
  if (!found) throw new Error("no Chromium: install the Debian package chromium, or name an executable in CHROMIUM");
  if (found.includes("/")) return found;
  return spawnSync("sh", ["-c", `command -v ${found}`], { encoding: "utf8" }).stdout.trim();
}

/**
 * A browser of its own for somebody signed in; without `login`, for a visitor.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {{base: string}} server
 * @param {{tenant?: string, login?: string, language?: "de" | "en"} & import("playwright-core").BrowserContextOptions} who
 */
export async function openContext(browser, server, { tenant, login, language = "de", ...options }) {
  const context = await browser.newContext({
    locale: language === "de" ? "de-DE" : "en-GB",
    timezoneId: "Europe/Berlin",
    // KERN scrolls smoothly: what a test looks at would still be on its way.
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(WAIT_MAX_MS);
  if (login) {
    const { token } = await openSession(server, { tenant, login });
    const { hostname } = new URL(server.base);
    await context.addCookies([{ name: SESSION_COOKIE, value: token, domain: hostname, path: `/k/${tenant}/`, httpOnly: true }]);
  }
  return context;
}

/**
 * Collects what a page does that none of ours may do: errors on the console, breaches of the content security
 * policy, requests to another host.
 *
 * @returns {() => string[]} takes what was collected since the last call
 */
export function watchPage(page, server) {
  const complaints = [];
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // The answer itself may be a 404 or 422 that the test asked for.
    if (message.location().url === page.url() && message.text().startsWith("Failed to load resource")) return;
    complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const own = ["data:", "blob:"].includes(url.protocol) || url.host === new URL(server.base).host;
    if (!own) complaints.push(`request to another host: ${request.url()}`);
  });
  return () => complaints.splice(0);
}

/**
 * Fails with a readable list when axe finds anything on the page as it stands, wide or narrow, or when the
 * page scrolls sideways. The page keeps its state; its viewport is put back.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} name what the page shows, for the message
 * @param {{exclude?: string[]}} options `exclude`: selectors of parts that are not ours
 */
export async function expectNoAxeViolations(page, name, { exclude = [] } = {}) {
  const before = page.viewportSize();
  const found = [];
  for (const { name: width, ...size } of VIEWPORTS) {
    await page.setViewportSize(size);
    found.push(...(await violationsOf(page, exclude)).map((violation) => ({ width, ...violation })));
  }
  await page.setViewportSize(REFLOW_VIEWPORT);
  found.push(...(await sidewaysScroll(page)));
  if (before) await page.setViewportSize(before);
  if (found.length > 0) assert.fail(describe(name, page.url(), found));
}

async function violationsOf(page, exclude) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await axeSource);
  const { violations } = await page.evaluate(
    ([tags, without]) => globalThis.axe.run({ exclude: without }, { runOnly: tags, resultTypes: ["violations"] }),
    [AXE_TAGS, exclude],
  );
  return violations;
}

async function sidewaysScroll(page) {
  const beyondPx = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (beyondPx <= 0) return [];
  return [{
    width: `${REFLOW_VIEWPORT.width} px`,
    id: "reflow",
    impact: "serious",
    help: `the page is ${beyondPx} px wider than the window (WCAG 1.4.10)`,
    nodes: [],
  }];
}

function describe(name, url, found) {
  const lines = found.flatMap(({ width, id, impact, help, nodes }) => [
    `  ${width}: ${id} (${impact}): ${help}`,
    ...nodes.flatMap(({ target, html, failureSummary }) => [
      `    at ${target.join(" ")}`,
      `      ${html.slice(0, 160)}`,
      ...(failureSummary ?? "").split("\n").slice(1).map((line) => `      ${line.trim()}`),
    ]),
  ]);
  return [`${name} (${url}) is not accessible to everyone:`, ...lines].join("\n");
}
