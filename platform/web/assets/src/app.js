// What pages gain when JavaScript runs. Nothing here is needed: every page works without it.
// No words live in this file; what people read comes from the templates, in their language.
import htmx from "htmx.org/dist/htmx.esm.js";
import { sendCsrfTokenWithHtmx } from "./csrf.js";
import { preventDoubleSubmit } from "./double-submit.js";
import { focusErrorSummary } from "./error-summary.js";
import { watchLiveCases } from "./live-cases.js";
import { followProgress } from "./progress.js";
import { warnBeforeSessionEnds } from "./session.js";

// Trigger filters and hx-on would need eval, which the content security policy forbids.
htmx.config.includeIndicatorCSS = false;
// Pages hold personal data: "back" asks the server again instead of swapping in something kept.
htmx.config.history = "reload";

sendCsrfTokenWithHtmx();
preventDoubleSubmit();
warnBeforeSessionEnds();
focusErrorSummary();
for (const list of document.querySelectorAll("[data-live-cases]")) watchLiveCases(list);
for (const shown of document.querySelectorAll("[data-progress]")) followProgress(shown);
