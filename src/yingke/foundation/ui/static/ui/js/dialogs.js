// Dialogs, drawers and the phone's sidebar: opening, closing, and asking before input is lost.
import { on, word } from "./behaviour.js";

const touched = new WeakSet();

export function open(dialog) {
  if (!dialog) return;
  if (!(dialog instanceof HTMLDialogElement)) {
    dialog.classList.toggle("is-open");
    return;
  }
  if (!dialog.open) dialog.showModal();
}

export function close(dialog) {
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open) return;
  touched.delete(dialog);
  dialog.close();
  if (dialog.id === "dialog") dialog.replaceChildren();
}

/** Whether a dialog may go: nothing was typed in it, or its owner does not mind. */
function mayClose(dialog) {
  const guarded = dialog.querySelector("[data-guard]");
  return !guarded || !touched.has(dialog) || window.confirm(word("unsaved"));
}

on("click", "[data-opens]", (event, button) => {
  const target = document.getElementById(button.dataset.opens);
  event.preventDefault();
  open(target);
  target?.dispatchEvent(new CustomEvent("opened"));
});

on("click", "[data-close]", (event, button) => {
  const dialog = button.closest("dialog");
  if (!dialog) return; // the page stands alone: "cancel" is then an ordinary link
  event.preventDefault();
  if (mayClose(dialog)) close(dialog);
});

// A press on the ground outside the sheet closes it.
on("click", "dialog", (event, dialog) => {
  if (event.target === dialog && dialog.id !== "confirm" && mayClose(dialog)) close(dialog);
});

on("input", "dialog", (_event, dialog) => touched.add(dialog));

document.addEventListener(
  "cancel",
  (event) => {
    const dialog = event.target;
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    if (mayClose(dialog)) close(dialog);
  },
  true,
);

document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail?.ctx?.target;
  if (target?.id !== "dialog") return;
  touched.delete(target);
  open(target);
  const wrong = target.querySelector("[aria-invalid=true], .note-red");
  const first = target.querySelector("[autofocus], input:not([type=hidden]), select, textarea");
  (wrong ?? first)?.focus?.();
});

document.addEventListener("dialog-close", () => close(document.getElementById("dialog")));

document.addEventListener("click", (event) => {
  const sidebar = document.getElementById("sidebar");
  if (!sidebar?.classList.contains("is-open")) return;
  const opener = event.target.closest?.("[data-opens=sidebar]");
  if (!opener && !sidebar.contains(event.target)) sidebar.classList.remove("is-open");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.getElementById("sidebar")?.classList.remove("is-open");
});
