// Shows the notice [data-session-notice] before the session ends, as WCAG 2.2.1 asks.
//   data-session-seconds: how long the session lasts without a request
//   data-session-warn-seconds: how long before the end the notice appears (default 120)
// The notice holds its own text and a link or form that renews the session.
const WARN_SECONDS_DEFAULT = 120;

export function warnBeforeSessionEnds() {
  const notice = document.querySelector("[data-session-notice]");
  const lastsSeconds = Number(notice?.dataset.sessionSeconds);
  if (!notice || !(lastsSeconds > 0)) return;
  const warnSeconds = Number(notice.dataset.sessionWarnSeconds) || WARN_SECONDS_DEFAULT;

  let timer;
  const restart = () => {
    clearTimeout(timer);
    notice.hidden = true;
    timer = setTimeout(() => { notice.hidden = false; }, Math.max(lastsSeconds - warnSeconds, 0) * 1000);
  };
  restart();
  document.addEventListener("htmx:after:request", restart);
}
