// ⌘K: search or jump. The server finds; this moves through what it found.
import { behaviour } from "./behaviour.js";
import { close, open } from "./dialogs.js";

const PAUSE = 140; // ms after the last key before the server is asked

behaviour("[data-palette]", (dialog) => {
  const source = dialog.dataset.source;
  let asked = 0;
  let timer;

  async function load(query, whole) {
    const turn = ++asked;
    const address = `${source}?q=${encodeURIComponent(query)}`;
    const part = whole ? "dialog#palette" : "div#hits";
    const headers = { "HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": part };
    const answer = await fetch(address, { headers });
    if (!answer.ok || turn !== asked) return;
    const place = whole ? dialog : dialog.querySelector("#hits");
    place.innerHTML = await answer.text();
    mark(0);
    if (whole) dialog.querySelector("[data-palette-input]")?.focus();
  }

  const hits = () => [...dialog.querySelectorAll(".palette-hit")];

  function mark(at) {
    const all = hits();
    const next = all[(at + all.length) % all.length];
    for (const hit of all) hit.toggleAttribute("data-marked", hit === next);
    next?.scrollIntoView({ block: "nearest" });
  }

  dialog.addEventListener("opened", () => load("", true));
  dialog.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => load(event.target.value, false), PAUSE);
  });
  dialog.addEventListener("submit", (event) => event.preventDefault());
  dialog.addEventListener("keydown", (event) => {
    const at = hits().findIndex((hit) => hit.hasAttribute("data-marked"));
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter") hits()[Math.max(at, 0)]?.click();
    else if (event.key === "Escape") close(dialog); // a search field would only be emptied
    else return;
    event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    if (dialog.open) {
      close(dialog);
    } else {
      open(dialog);
      load("", true);
    }
  });
});
