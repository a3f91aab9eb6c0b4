// The panel beside the grid: its forms are acts of the grid.
import { readTime, showTime } from "./model.js";

/** Open and close the panel; `submit(act, id, values)` takes what is chosen in it. */
export function sidePanel(state, panel, { submit, closed }) {
  let asked = 0; // only the latest answer is shown

  async function open(id) {
    const item = state.board.items.find((one) => one.id === id);
    if (!item) return close();
    panel.dataset.item = id;
    const number = ++asked;
    const headers = { "HX-Request": "true", "HX-Target": "section#agenda-panel" };
    panel.inert = true; // what it shows is of another item
    const answer = await fetch(item.panel, { headers });
    const text = await answer.text();
    if (number !== asked) return;
    panel.inert = false;
    if (!answer.ok) return;
    panel.innerHTML = text;
    window.htmx.process(panel);
    panel.hidden = false;
  }

  function close() {
    asked += 1;
    panel.inert = false;
    panel.hidden = true;
    panel.replaceChildren();
    closed();
  }

  /** Draw the panel again where its item has changed, unless somebody types in it. */
  function refresh() {
    if (panel.hidden || panel.querySelector("input:focus, select:focus")) return;
    const item = state.board.items.find((one) => one.id === Number(panel.dataset.item));
    if (!item) close();
    else open(item.id);
  }

  panel.addEventListener("click", (event) => {
    if (event.target.closest("[data-panel-close]")) close();
  });

  panel.addEventListener("change", (event) => {
    const form = event.target.closest("[data-act=arrange]");
    if (form) arrange(form);
  });

  panel.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-act]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.act === "arrange") arrange(form);
    else submit(form.dataset.act, Number(form.dataset.item), new FormData(form));
  }, true);

  function arrange(form) {
    const [starts, ends] = ["starts", "ends"].map((name) => readTime(form.elements[name].value));
    for (const [name, minutes] of [["starts", starts], ["ends", ends]]) {
      form.elements[name].setAttribute("aria-invalid", String(minutes === null));
      if (minutes !== null) form.elements[name].value = showTime(minutes);
    }
    if (starts === null || ends === null) {
      const detail = { text: state.words.unreadable, tone: "red" };
      document.dispatchEvent(new CustomEvent("toast", { detail }));
      return;
    }
    submit("arrange", Number(form.dataset.item), { starts, ends, lane: form.elements.lane.value });
  }

  return { open, close, refresh };
}
