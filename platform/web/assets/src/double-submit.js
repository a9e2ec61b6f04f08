// A form that changes something is sent once. The server's idempotency key is what guarantees it;
// this spares people the second click.

// After this time the form may be sent again, in case the answer never came.
const RELEASE_AFTER_MS = 15_000;

export function preventDoubleSubmit() {
  // In the capture phase, so that htmx does not see the second submit either.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!changesSomething(form)) return;
    if (form.dataset.submitting) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    hold(form, event.submitter);
  }, true);

  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.target.closest?.("form");
    if (form) release(form);
  });

  // A page restored by "back" shows the form as it was left: it must be usable again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-submitting]").forEach(release);
  });
}

function changesSomething(form) {
  return form instanceof HTMLFormElement
    && (form.getAttribute("method") ?? "").toLowerCase() === "post"
    && !form.hasAttribute("data-allow-resubmit");
}

function hold(form, submitter) {
  form.dataset.submitting = "true";
  // Not `disabled`: a disabled button loses the focus, and its name and value are not sent.
  submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), RELEASE_AFTER_MS);
}

function release(form) {
  delete form.dataset.submitting;
  form.querySelectorAll('[aria-busy="true"]').forEach((button) => button.removeAttribute("aria-busy"));
}
