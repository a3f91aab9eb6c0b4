// The page of a proposal by keys, and what its reader has opened or unticked kept over a refresh.

const TYPING = "input:not([type=checkbox]), select, textarea, dialog[open]";
let kept = { unticked: new Set(), open: new Set(), current: "" };

const host = () => document.querySelector("[data-proposal]");
const entries = () => [...document.querySelectorAll("[data-entry]")];
const current = () => document.activeElement?.closest?.("[data-entry]");

document.addEventListener("htmx:before:swap", () => {
  kept = { unticked: new Set(), open: new Set(), current: current()?.dataset.entry ?? "" };
  for (const entry of entries()) {
    const box = entry.querySelector("input[type=checkbox]");
    if (box && !box.checked) kept.unticked.add(entry.dataset.entry);
    if (entry.querySelector("details")?.open) kept.open.add(entry.dataset.entry);
  }
});

document.addEventListener("htmx:after:swap", () => {
  for (const entry of entries()) {
    const box = entry.querySelector("input[type=checkbox]");
    if (box && kept.unticked.has(entry.dataset.entry)) box.checked = false;
    const more = entry.querySelector("details");
    if (more && kept.open.has(entry.dataset.entry)) more.open = true;
    if (entry.dataset.entry === kept.current) entry.focus();
  }
});

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  " ": () => current()?.querySelector("input[type=checkbox]")?.click(),
  p: () => current()?.querySelector(".row-tools button")?.click(),
  Enter: () => toggle(),
};

document.addEventListener("keydown", (event) => {
  if (!host() || event.altKey) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    document.querySelector("button[name=which][value=all]")?.click();
    event.preventDefault();
    return;
  }
  const act = ACTS[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.target.closest(TYPING)) return;
  const own = event.target.matches("[data-entry], body");
  if (!own && (event.key === "Enter" || event.key === " ")) return; // a button's or box's own
  act();
  event.preventDefault();
});

function step(by) {
  const all = entries();
  const place = all.indexOf(current());
  const next = place < 0 ? 0 : Math.min(Math.max(place + by, 0), all.length - 1);
  all[next]?.focus();
}

function toggle() {
  const more = current()?.querySelector("details");
  if (more) more.open = !more.open;
}
