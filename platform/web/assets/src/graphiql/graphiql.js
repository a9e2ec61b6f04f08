// GraphiQL for one endpoint, told by the root element:
//   <div id="graphiql" data-endpoint="/k/…/graphql" data-ws="/k/…/graphql/ws" data-csrf="…" data-query="…"
//     data-home="/k/…/" data-home-text="…"></div>
import "./workers.js";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws/client";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { storageOf } from "./storage.js";

const root = document.getElementById("graphiql");
const { endpoint, ws, csrf, query, home, homeText } = root.dataset;

const fetcher = createGraphiQLFetcher({
  url: endpoint,
  headers: csrf ? { "x-csrf-token": csrf } : {},
  // The server answers in one piece; asking for parts would only make it refuse the accept header.
  enableIncrementalDelivery: false,
  ...(ws && { wsClient: createClient({ url: webSocketUrl(ws), lazy: true }) }),
});

createRoot(root).render(createElement(GraphiQL, {
  fetcher,
  storage: storageOf(endpoint),
  shouldPersistHeaders: false,
  ...(query && { defaultQuery: query }),
},
// Where GraphiQL would show its own name, the way back: the page has no other.
createElement(GraphiQL.Logo, null, createElement("a", { className: "graphiql-logo-link", href: home }, homeText))));

function webSocketUrl(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
