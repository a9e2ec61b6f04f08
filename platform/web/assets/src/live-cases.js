// Keeps a case list fresh: a subscription says that something changed, the list is then asked for again
// through the same page and the same rights as before. The event itself carries no personal data.
//
//   <div id="cases" data-live-cases data-ws-url="/k/…/graphql/ws"
//        data-live-query="subscription { … }"        optional
//        data-fragment-url="/k/…/cases?…"            optional, default: the page's own address
//        data-text-updated data-text-lost data-text-restored>…</div>
//   <p class="live-status" role="status" data-live-status="cases"></p>
import { createClient } from "graphql-ws/client";
import htmx from "htmx.org/dist/htmx.esm.js";

const QUERY_DEFAULT = "subscription CaseListChanged { caseListChanged { __typename } }";
// Several changes in a row are one refresh: a bulk assignment must not reload the list a hundred times.
const REFRESH_DELAY_MS = 800;
// A short break (a laptop waking up, a restart of the server) is not worth a word.
const LOST_AFTER_MS = 4_000;
const RETRY_DELAY_MAX_MS = 30_000;

export function watchLiveCases(list) {
  const status = document.querySelector(`[data-live-status="${CSS.escape(list.id)}"]`);
  const say = (text, lost = false) => {
    if (!status) return;
    status.classList.toggle("live-status--lost", lost);
    status.textContent = text ?? "";
  };

  const refresh = refreshSoon(list, () => say(list.dataset.textUpdated));
  const connection = reportConnection(list, say, refresh);
  const client = createClient({
    url: webSocketUrl(list.dataset.wsUrl),
    lazy: false,
    retryAttempts: Infinity,
    retryWait: (retries) => new Promise((resume) => setTimeout(resume, retryDelayMs(retries))),
    // A restarting server answers the handshake with an error: that is no reason to give up.
    shouldRetry: () => true,
    on: { connected: connection.restored, closed: connection.lost, error: connection.lost },
  });
  client.subscribe({ query: list.dataset.liveQuery ?? QUERY_DEFAULT }, {
    next: ({ data }) => { if (data) refresh(); },
    error: connection.lost,
    complete: () => {},
  });
  window.addEventListener("pagehide", () => client.dispose());
}

function webSocketUrl(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

// Spread at random, so that all browsers of a county do not come back in the same instant.
function retryDelayMs(retries) {
  return Math.min(1000 * 2 ** retries, RETRY_DELAY_MAX_MS) * (0.5 + Math.random() / 2);
}

function refreshSoon(list, whenDone) {
  let timer;
  let missedWhileHidden = false;
  const refreshNow = async () => {
    if (document.hidden) {
      missedWhileHidden = true;
      return;
    }
    if (await swapList(list)) whenDone();
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !missedWhileHidden) return;
    missedWhileHidden = false;
    refreshNow();
  });
  return () => {
    clearTimeout(timer);
    timer = setTimeout(refreshNow, REFRESH_DELAY_MS);
  };
}

// Morphing keeps focus and scroll position. The answer may be the whole page or only the list. An answer
// without the list (an error, the sign-in page after the session ended) changes nothing.
async function swapList(list) {
  let found = false;
  const keepUnlessFound = (event) => {
    const { ctx } = event.detail;
    if (ctx.target !== list) return;
    const answer = new DOMParser().parseFromString(ctx.text ?? "", "text/html");
    found = ctx.response.status === 200 && answer.getElementById(list.id) !== null;
    if (!found) event.preventDefault();
  };
  document.addEventListener("htmx:before:swap", keepUnlessFound);
  try {
    await htmx.ajax("GET", list.dataset.fragmentUrl ?? location.href, {
      source: list,
      target: list,
      select: `#${CSS.escape(list.id)}`,
      swap: "outerMorph",
      push: "false",
    });
  } finally {
    document.removeEventListener("htmx:before:swap", keepUnlessFound);
  }
  return found;
}

function reportConnection(list, say, refresh) {
  let lostTimer;
  let wasLost = false;
  return {
    lost: () => {
      lostTimer ??= setTimeout(() => {
        wasLost = true;
        say(list.dataset.textLost, true);
      }, LOST_AFTER_MS);
    },
    restored: () => {
      clearTimeout(lostTimer);
      lostTimer = undefined;
      if (!wasLost) return;
      wasLost = false;
      say(list.dataset.textRestored);
      // What happened meanwhile was not told to this page.
      refresh();
    },
  };
}
