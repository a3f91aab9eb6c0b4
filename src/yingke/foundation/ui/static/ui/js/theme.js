// Light, dark or as the device: the page changes at once, the choice is sent after it.
import { behaviour } from "./behaviour.js";

const MEDIA = { light: "not all", dark: "all", auto: "(prefers-color-scheme: dark)" };

behaviour("[data-theme-form]", (form) => {
  form.addEventListener("submit", (event) => {
    const theme = event.submitter?.value;
    if (!(theme in MEDIA)) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    document.documentElement.dataset.theme = theme;
    document.getElementById("dark-colours").media = MEDIA[theme];
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    }
    fetch(form.action, { method: "POST", body, redirect: "manual" });
  });
});

for (const hint of document.querySelectorAll("[data-shortcut]")) {
  if (/Mac|iPhone|iPad/.test(navigator.platform)) hint.textContent = "⌘ K";
}
