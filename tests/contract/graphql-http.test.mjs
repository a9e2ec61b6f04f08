// The county endpoint keeps the specification "GraphQL over HTTP": the audits of the npm package graphql-http,
// MUST and SHOULD alike, each as a test of its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serverAudits } from "graphql-http";
import { issueToken, startServer } from "../browser/server.mjs";

const TENANT = "warendorf";
// A role that may ask the schema without seeing a person.
const LOGIN = "it";

let server;
let token;

before(async () => {
  server = await startServer();
  token = await issueToken(server, { tenant: TENANT, login: LOGIN });
});

after(() => server?.stop());

const audits = serverAudits({
  url: () => `${server.base}/k/${TENANT}/graphql`,
  fetchFn: (url, init = {}) => fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
});

test("the suite holds audits of both kinds", () => {
  for (const kind of ["MUST", "SHOULD"]) assert.ok(audits.some(({ name }) => name.startsWith(kind)), `no ${kind} audit`);
});

for (const audit of audits.filter(({ name }) => /^(MUST|SHOULD)\b/.test(name))) {
  test(`${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn();
    assert.equal(result.status, "ok", result.status === "ok" ? "" : await describe(result));
  });
}

async function describe({ reason, response }) {
  const body = response?.bodyUsed ? "(already read)" : await response?.text().catch(() => "(unreadable)");
  return [
    reason,
    response && `answer: ${response.status} ${response.headers.get("content-type") ?? "(no content type)"}`,
    body && `body: ${body.slice(0, 500)}`,
  ].filter(Boolean).join("\n");
}
