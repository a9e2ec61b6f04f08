// Runs the real binary for a test: own data folder, free port, demo counties.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const BINARY_DEFAULT = join(REPOSITORY, "target/debug/kreislotse");
// The first start migrates and fills three demo counties, on a machine that may be busy compiling.
const START_MAX_MS = 180_000;
// The server finishes what it has accepted; after this it is not going to.
const STOP_MAX_MS = 15_000;
const OUTPUT_KEPT_LINES = 40;
// Enough cases for a second page of the list, few enough to be made in a second.
const DEMO_CASES = 60;

/** The password of every demo account. */
export const DEMO_PASSWORD = "kreislotse-demo";

/**
 * Starts `kreislotse serve --demo`.
 *
 * @param {{database?: string, args?: string[], env?: Record<string, string>}} options
 *   `database`: a postgres:// address; without it the server keeps SQLite files in its data folder.
 * @returns {Promise<{base: string, dataFolder: string, pid: number, output: () => string, stop: () => Promise<void>}>}
 */
export async function startServer({ database, args = [], env = {} } = {}) {
  const dataFolder = await mkdtemp(join(tmpdir(), "kreislotse-test-"));
  const child = spawn(
    binary(),
    ["serve", "--data", dataFolder, "--listen", "127.0.0.1:0", "--demo", "--demo-cases", String(DEMO_CASES), ...args],
    // In the repository, where the demo's counties are looked for.
    { cwd: REPOSITORY, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...(database && { DATABASE_URL: database }), ...env } },
  );
  const output = [];
  const stop = async () => {
    await end(child);
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    const base = await addressOf(child, output);
    return { base, dataFolder, pid: child.pid, output: () => output.join("\n"), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Signs a demo account in, as a program does: what a browser would keep as its cookie, and the token that comes
 * back with changes.
 *
 * @param {{base: string}} server
 * @param {{tenant: string, login: string}} who
 * @returns {Promise<{token: string, csrfToken: string}>}
 */
export async function openSession(server, { tenant, login }) {
  const { sessionOpen } = await askGraphql(server, tenant, {}, `mutation ($login: String!, $password: String!) {
    sessionOpen(input: { login: $login, password: $password }) { session { token csrfToken } userErrors { message } }
  }`, { login, password: DEMO_PASSWORD });
  if (!sessionOpen.session) throw new Error(`${login} cannot sign in to ${tenant}: ${JSON.stringify(sessionOpen.userErrors)}`);
  return sessionOpen.session;
}

/**
 * Asks a county's schema in the name of somebody signed in, and returns the data.
 *
 * @param {{base: string}} server
 * @param {string} tenant
 * @param {{token?: string, csrfToken?: string}} session of `openSession`; `{}` is nobody
 */
export async function askGraphql(server, tenant, { token, csrfToken }, query, variables = {}) {
  const response = await fetch(`${server.base}/k/${tenant}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token && { cookie: `kreislotse_session=${token}`, "x-csrf-token": csrfToken }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`${response.status}: ${JSON.stringify(errors)}`);
  return data;
}

/** A bearer token of a demo account, made as its owner makes one: signed in, through GraphQL. */
export async function issueToken(server, { tenant, login }) {
  const session = await openSession(server, { tenant, login });
  const { apiTokenCreate } = await askGraphql(server, tenant, session, `mutation {
    apiTokenCreate(input: { name: "Tests", readOnly: false, validDays: 1 }) { secret userErrors { message } }
  }`);
  if (!apiTokenCreate.secret) throw new Error(`no token: ${JSON.stringify(apiTokenCreate.userErrors)}`);
  return apiTokenCreate.secret;
}

function binary() {
  return process.env.KREISLOTSE_BIN ?? BINARY_DEFAULT;
}

function addressOf(child, output) {
  return new Promise((resolve, reject) => {
    const giveUp = (why) => reject(new Error(`kreislotse did not start: ${why}\n${output.join("\n")}`));
    const timer = setTimeout(() => giveUp(`no address within ${START_MAX_MS / 1000} s`), START_MAX_MS);
    const read = (line) => {
      output.push(line);
      if (output.length > OUTPUT_KEPT_LINES) output.shift();
      const address = line.match(/listening on (http:\/\/127\.0\.0\.1:\d+)/)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    };
    // Both are read to the end: a full pipe would stop the server.
    createInterface({ input: child.stdout }).on("line", read);
    createInterface({ input: child.stderr }).on("line", read);
    child.once("error", (error) => { clearTimeout(timer); giveUp(error.message); });
    child.once("exit", (code, signal) => { clearTimeout(timer); giveUp(`it ended with ${signal ?? code}`); });
  });
}

async function end(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MAX_MS);
  await ended;
  clearTimeout(timer);
}
