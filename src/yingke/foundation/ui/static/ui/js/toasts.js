// Short messages at the edge of the page; a failed request says so.
import { behaviour, on, word } from "./behaviour.js";

const SECONDS = 6;

/** Show a message and return its element; a red one stays until it is closed. */
export function toast(text, tone = "green") {
  const model = document.getElementById("words")?.content.querySelector(
    `.toast-${tone === "red" ? "red" : "green"}`,
  );
  if (!model) return null;
  const shown = model.cloneNode(true);
  shown.querySelector("span").textContent = text;
  // What lies behind an open dialog can be neither read nor pressed.
  const dialog = tone === "red" && document.querySelector("#dialog:modal");
  (dialog || document.getElementById("toasts")).append(shown);
  leave(shown);
  return shown;
}

function leave(shown) {
  if (shown.classList.contains("toast-red")) return;
  setTimeout(() => shown.remove(), SECONDS * 1000);
}

behaviour("#toasts > [data-toast]", leave);
on("click", "[data-dismiss]", (_event, button) => button.closest("[data-toast]").remove());

document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.tone));

document.addEventListener("htmx:response:error", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status >= 500) toast(word("failed"), "red");
});

document.addEventListener("htmx:error", () => {
  toast(navigator.onLine ? word("failed") : word("offline"), "red");
});
