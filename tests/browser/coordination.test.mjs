// Coordination: a case is assigned, and the list of the team that gets it changes by itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { askGraphql, launchBrowser, openContext, openSession, startServer } from "./harness.mjs";

const TENANT = "warendorf";
const COORDINATOR = "koordination-ahlen";
const TEAM = "fallmanagement-wohlfahrtsverband";
/** A post of that team, and the district both serve. */
const POST_OF_TEAM = "Case Management Ahlen 4";
/** “Going away”: what a server says that is being stopped. */
const CLOSED_BY_SERVER = 1001;

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

async function pageOf(t, login) {
  const context = await openContext(browser, server, { tenant: TENANT, login });
  t.after(() => context.close());
  return context.newPage();
}

/** An open case that the coordinator sees and the team does not. */
async function caseOfAnotherTeam() {
  const query = "{ cases(first: 100) { nodes { id number post { label } } } }";
  const casesOf = async (login) =>
    (await askGraphql(server, TENANT, await openSession(server, { tenant: TENANT, login }), query)).cases.nodes;
  const [coordinators, teams] = [await casesOf(COORDINATOR), await casesOf(TEAM)];
  const found = coordinators.find(({ id }) => !teams.some((own) => own.id === id));
  assert.ok(found, "every case of the district is the team's already");
  return found;
}

test("a case assigned to another post appears in that team's list without a reload", async (t) => {
  const { id, number } = await caseOfAnotherTeam();
  const [coordinator, team] = [await pageOf(t, COORDINATOR), await pageOf(t, TEAM)];
  // Listened for from the beginning: the server may answer before the page counts as loaded.
  const listening = new Promise((resolve) => {
    team.on("websocket", (socket) => socket.on("framesent", ({ payload }) => {
      if (String(payload).includes('"subscribe"')) resolve();
    }));
  });
  await team.goto(address("cases"));
  await listening;
  await team.evaluate(() => { globalThis.sameDocument = true; });
  const row = team.getByRole("row", { name: new RegExp(`^${number}`) });
  assert.equal(await row.count(), 0);

  await coordinator.goto(address(`cases/${id}`));
  await coordinator.getByRole("link", { name: "Fall zuweisen" }).click();
  await coordinator.getByLabel("Neue Stelle").selectOption(POST_OF_TEAM);
  await coordinator.getByRole("button", { name: "Fall zuweisen" }).click();
  await coordinator.getByRole("heading", { level: 3, name: "Zuständigkeit festgelegt" }).first().waitFor();

  await row.getByText(POST_OF_TEAM).waitFor();
  await team.getByRole("status").getByText("Die Liste wurde aufgefrischt.").waitFor();
  assert.ok(await team.evaluate(() => globalThis.sameDocument), "the page was loaded anew");
});

test("a list that lost its connection says so, and says when it is back", async (t) => {
  const page = await pageOf(t, TEAM);
  let allowed = true;
  let closeOpened;
  const opened = new Promise((resolve) => { closeOpened = resolve; });
  await page.routeWebSocket(/\/graphql$/, (socket) => {
    if (!allowed) return void socket.close({ code: CLOSED_BY_SERVER });
    socket.connectToServer();
    closeOpened(() => socket.close({ code: CLOSED_BY_SERVER }));
  });
  await page.goto(address("cases"));
  const status = page.getByRole("status");

  allowed = false;
  const close = await opened;
  await close();
  await status.getByText("Die Verbindung ist unterbrochen.").waitFor();
  allowed = true;
  await status.getByText(/Die Verbindung steht wieder|Die Liste wurde aufgefrischt/).waitFor();
});
