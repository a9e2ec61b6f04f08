// Follows something that goes on in the background: asks the same page again, takes over how far it is, and shows the
// whole page anew when it has ended. Where the reader is and what has the focus stays until then.
//
//   <div data-progress><p role="status">…</p><progress …></progress></div>
const ASK_AGAIN_AFTER_MS = 2_000;

export function followProgress(shown) {
  const ask = async () => {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
    // A break in the connection is waited out; a session that has ended shows on the reload.
    if (answer?.ok !== true) return answer === null ? again() : location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const present = page.querySelector("[data-progress]");
    if (!present) return location.reload();
    takeOver(shown, present);
    again();
  };
  const again = () => setTimeout(ask, ASK_AGAIN_AFTER_MS);
  again();
}

function takeOver(shown, present) {
  const [from, to] = [present, shown].map((part) => part.querySelector("progress"));
  if (from && to) {
    to.max = from.max;
    to.value = from.value;
    const [text, place] = [present, shown].map((part) => part.querySelector('[role="status"]'));
    if (text && place && place.textContent !== text.textContent) place.textContent = text.textContent;
  }
}
