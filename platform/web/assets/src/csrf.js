// Forms carry the token in a hidden field. Requests of htmx that no form sends carry it as a header.
export function sendCsrfTokenWithHtmx() {
  document.addEventListener("htmx:config:request", (event) => {
    const token = document.querySelector('meta[name="csrf-token"]')?.content;
    const { request } = event.detail.ctx;
    if (token && request.method !== "GET") request.headers["x-csrf-token"] = token;
  });
}
