// Tabs that show one panel of the page and hide the others. A choice lasts while the page is open,
// also when the part around it is drawn anew.
import { behaviour, on } from "./behaviour.js";

const chosen = new Map(); // the label of the tabs, and the panel chosen last

const tabsOf = (list) => [...list.querySelectorAll("[data-panel]")];

function show(list) {
  const tabs = tabsOf(list);
  if (!tabs.length) return;
  const wanted = chosen.get(list.getAttribute("aria-label"));
  const current =
    tabs.find((tab) => tab.dataset.panel === wanted) ??
    tabs.find((tab) => tab.getAttribute("aria-pressed") === "true") ??
    tabs[0];
  for (const tab of tabs) {
    tab.setAttribute("aria-pressed", String(tab === current));
    const panel = document.getElementById(tab.dataset.panel);
    if (panel) panel.hidden = tab !== current;
  }
}

behaviour("[data-tabs]", show);
on("click", "[data-tabs] [data-panel]", (_event, tab) => {
  const list = tab.closest("[data-tabs]");
  chosen.set(list.getAttribute("aria-label"), tab.dataset.panel);
  show(list);
});
document.addEventListener("htmx:after:swap", () => {
  for (const list of document.querySelectorAll("[data-tabs]")) show(list);
});
