// Short messages at the edge of the page; a failed request says so.
import { behaviour, on, word } from "./behaviour.js";

const SECONDS = 6;
const SECONDS_TO_UNDO = 12;

/** Show a message and return its element; a red one stays until it is closed. A button on it sends
 * a POST to `undo`. */
export function toast(text, tone = "green", undo = "") {
  const model = document.getElementById("words")?.content.querySelector(
    `.toast-${tone === "red" ? "red" : "green"}`,
  );
  if (!model) return null;
  // What lies behind an open dialog can be neither read nor pressed.
  const dialog = tone === "red" && document.querySelector("#dialog:modal");
  const place = dialog || document.getElementById("toasts");
  const before = place.querySelector(`:scope > .toast-${tone === "red" ? "red" : "green"}`);
  before?.remove(); // one of a kind: what is said now stands for what was said before
  const shown = model.cloneNode(true);
  shown.querySelector("span").textContent = merged(before, text);
  if (undo) shown.querySelector("span").after(undoButton(shown, undo));
  place.append(shown);
  if (!undo) leave(shown);
  return shown;
}

/** The same sentence again counts up; another one takes its place. */
function merged(before, text) {
  const said = before?.querySelector("span").textContent.replace(/ ×(\d+)$/, "");
  if (said !== text) return text;
  const times = / ×(\d+)$/.exec(before.querySelector("span").textContent);
  return `${text} ×${Number(times?.[1] ?? 1) + 1}`;
}

function leave(shown) {
  if (shown.classList.contains("toast-red")) return;
  setTimeout(() => shown.remove(), SECONDS * 1000);
}

function undoButton(shown, url) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "toast-undo";
  button.textContent = word("undo");
  button.addEventListener("click", () => {
    shown.remove();
    window.htmx.ajax("POST", url, { source: "#toasts", target: "#toasts", swap: "none" });
  });
  setTimeout(() => shown.remove(), SECONDS_TO_UNDO * 1000);
  return button;
}

behaviour("#toasts > [data-toast]", leave);
on("click", "[data-dismiss]", (_event, button) => button.closest("[data-toast]").remove());

document.addEventListener("toast", ({ detail }) => toast(detail.text, detail.tone, detail.undo));

document.addEventListener("htmx:response:error", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status >= 500) toast(word("failed"), "red");
});

document.addEventListener("htmx:error", () => {
  toast(navigator.onLine ? word("failed") : word("offline"), "red");
});
