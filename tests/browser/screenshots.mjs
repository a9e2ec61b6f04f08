// Writes the pictures of README and help: node tests/browser/screenshots.mjs. Not a test; run it when pages changed.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { askGraphql, launchBrowser, openContext, openSession, startServer } from "./harness.mjs";

const FOLDER = fileURLToPath(new URL("../../platform/web/screenshots/", import.meta.url));
const TENANT = "warendorf";
const LOGIN = "leitung";
const VIEWPORT = { width: 1280, height: 900 };

/** The case with the longest story: a picture of an empty case explains nothing. */
async function fullestCase(server) {
  const session = await openSession(server, { tenant: TENANT, login: LOGIN });
  const { cases } = await askGraphql(server, TENANT, session, "{ cases(first: 50) { nodes { id contactCount referrals { id } } } }");
  const stories = cases.nodes.map(({ id, contactCount, referrals }) => ({ id, length: contactCount + 3 * referrals.length }));
  return stories.sort((one, other) => other.length - one.length)[0].id;
}

const [server, browser] = await Promise.all([startServer(), launchBrowser()]);
try {
  await mkdir(FOLDER, { recursive: true });
  const context = await openContext(browser, server, { tenant: TENANT, login: LOGIN, viewport: VIEWPORT });
  const page = await context.newPage();
  for (const [name, path] of [
    ["case-list", "cases"],
    ["case", `cases/${await fullestCase(server)}`],
    ["structure", "structure"],
  ]) {
    await page.goto(`${server.base}/k/${TENANT}/${path}`);
    await page.screenshot({ path: `${FOLDER}${name}.png` });
    console.log(`platform/web/screenshots/${name}.png`);
  }
} finally {
  await browser.close();
  await server.stop();
}
