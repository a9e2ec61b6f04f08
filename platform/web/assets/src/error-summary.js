// A form that comes back with mistakes is read from its summary on.
export function focusErrorSummary() {
  focusIn(document);
  document.addEventListener("htmx:after:swap", () => focusIn(document));
}

function focusIn(root) {
  const summary = root.querySelector("[data-error-summary]:not([data-focused])");
  if (!summary) return;
  summary.dataset.focused = "true";
  summary.tabIndex = -1;
  summary.focus();
}
