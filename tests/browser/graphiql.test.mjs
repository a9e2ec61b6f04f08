// GraphiQL from our own assets: it runs under its content security policy and asks the county's schema.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectNoAxeViolations, launchBrowser, openContext, startServer, watchPage } from "./harness.mjs";

const TENANT = "warendorf";
/** GraphiQL's tabs hold buttons inside `role="tab"`; it has no setting for that. Our statement says so. */
const NOT_OURS = ['[role="tab"]'];

let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const language of ["de", "en"]) {
  test(`GraphiQL answers the query that it opens with, ${language}`, async (t) => {
    const context = await openContext(browser, server, { tenant: TENANT, login: "it", language });
    t.after(() => context.close());
    const page = await context.newPage();
    const takeMisdeeds = watchPage(page, server);
    await page.goto(`${server.base}/k/${TENANT}/graphiql`);
    // The editor is drawn by scripts after the page has come.
    await page.locator(".graphiql-query-editor .view-line", { hasText: "viewer" }).waitFor();
    await page.getByRole("button", { name: /^Execute query/ }).click();
    await page.locator(".result-window .view-line", { hasText: language === "de" ? "Kreis Warendorf" : "County of Warendorf" }).waitFor();
    assert.deepEqual(takeMisdeeds(), []);
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    await expectNoAxeViolations(page, `GraphiQL, ${language}`, { exclude: NOT_OURS });
  });
}
