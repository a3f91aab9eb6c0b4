// Forms: one press sends once, and a mistake is scrolled to.
import { behaviour, on } from "./behaviour.js";

const BUSY = "is-busy";

// htmx would keep a second press and send it after the first: two of what was wanted once.
document.addEventListener("htmx:config:request", (event) => {
  const { sourceElement, request } = event.detail.ctx;
  if (request.method !== "GET" && sourceElement.classList.contains(BUSY)) event.preventDefault();
});
document.addEventListener("htmx:before:request", (event) => {
  event.detail.ctx.sourceElement.classList.add(BUSY);
});
document.addEventListener("htmx:finally:request", (event) => {
  const { hx, sourceElement } = event.detail.ctx;
  // Until the page that the answer leads to is there, the old one takes no further press.
  if (!hx?.redirect) sourceElement.classList.remove(BUSY);
});

// A form that htmx does not send: the second press within one submit does nothing.
on("submit", "form:not([hx-post]):not([hx-get])", (event, form) => {
  if (event.defaultPrevented) return;
  if (form.classList.contains(BUSY)) event.preventDefault();
  form.classList.add(BUSY);
});
window.addEventListener("pageshow", () => {
  for (const sender of document.querySelectorAll(`.${BUSY}`)) sender.classList.remove(BUSY);
});

behaviour("main form .field.has-error", (field) => {
  const first = document.querySelector("main form .field.has-error");
  if (field !== first) return;
  field.scrollIntoView({ block: "center" });
  field.querySelector("input, select, textarea")?.focus({ preventScroll: true });
});
