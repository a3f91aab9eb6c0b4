// Tabs that show one panel of the page and hide the others.
import { behaviour } from "./behaviour.js";

function show(tabs, chosen) {
  for (const tab of tabs) {
    const current = tab === chosen;
    tab.setAttribute("aria-pressed", String(current));
    const panel = document.getElementById(tab.dataset.panel);
    if (panel) panel.hidden = !current;
  }
}

behaviour("[data-tabs]", (list) => {
  const tabs = [...list.querySelectorAll("[data-panel]")];
  if (!tabs.length) return;
  show(tabs, tabs.find((tab) => tab.getAttribute("aria-pressed") === "true") ?? tabs[0]);
  for (const tab of tabs) tab.addEventListener("click", () => show(tabs, tab));
});
