// "?" shows what the keys do; a key presses the control that names it.
import { open } from "./dialogs.js";

const TYPING = "input, select, textarea, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || event.target.closest?.(TYPING)) return;
  if (document.querySelector("dialog[open]")) return;
  const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (event.key === "?") open(document.getElementById("keys"));
  else if (control) control.click();
  else return;
  event.preventDefault();
});
