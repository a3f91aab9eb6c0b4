// The agenda builder: the list that the server sent becomes a day grid on screens with room for it.
import { Acts } from "./acts.js";
import { dragging } from "./drag.js";
import { drawChecks, drawDays, drawGrid, drawMeter } from "./draw.js";
import { edits } from "./edits.js";
import { keys } from "./keys.js";
import { fill, marksOf } from "./model.js";
import { sidePanel } from "./panel.js";

const host = document.querySelector("[data-agenda]");
const list = document.getElementById("agenda-list");
const wide = matchMedia("(min-width: 761px)");
const roomy = matchMedia("(min-width: 1101px)"); // the panel stands beside the grid

if (host && wide.matches) start().catch(giveUp);

async function start() {
  const board = await read();
  const words = JSON.parse(host.dataset.words);
  const today = new Date().toLocaleDateString("sv");
  const busiest = board.days.find(({ date }) => board.items.some((item) => item.day === date));
  const state = {
    words,
    sprite: host.dataset.sprite,
    urls: { insert: host.dataset.insert, shift: host.dataset.shift, undo: host.dataset.undo },
    confirmed: board,
    board,
    marks: [],
    by: "place",
    day: board.days.some(({ date }) => date === today) ? today : (busiest ?? board.days[0]).date,
    selected: null,
    dragged: null,
    draft: null,
    others: new Map(), // what someone else has just changed: item to name
    columns: {}, // the columns by place that were shown, by day
    allLanes: false,
    justDragged: false,
  };
  const grid = host.querySelector("[data-grid]");
  const view = { state, grid, draw: () => draw(state, grid), say };
  const acts = new Acts(state, (what, detail) => follow(view, acts, panel, what, detail));
  const edit = edits(view, acts);
  const panel = sidePanel(state, document.getElementById("agenda-panel"), {
    submit: edit.fromPanel,
    closed: () => edit.select(null),
  });
  view.panel = panel;
  dragging(state, grid, { ...edit, select: edit.open });
  keys(state, grid, { acts, ...edit, close: panel.close });
  bar(view, acts, edit);
  host.hidden = false;
  list.querySelector("[data-agenda-days]").hidden = true;
  const marked = marksOf(board).find((mark) => mark.items.length)?.items[0];
  const first = marked ?? board.items.find((item) => item.day === state.day)?.id;
  const opens = roomy.matches && first !== undefined;
  document.getElementById("agenda-panel").hidden = !opens; // its room is kept from the start
  view.draw();
  listen(view, acts);
  document.querySelector("#keys .keys").prepend(host.querySelector("[data-keys]").content);
  if (opens) await edit.open(first);
}

function draw(state, grid) {
  const shown = state.draft ? drafted(state) : state.board;
  const board = state.board;
  state.board = shown;
  state.marks = marksOf(shown);
  drawGrid(state, grid);
  drawMeter(state, host.querySelector("[data-golden]"));
  drawChecks(state, document.querySelector("[data-checks]"));
  drawDays(state, host.querySelector("[data-days]"));
  const template = host.querySelector("[data-template]");
  if (template) template.hidden = shown.items.length > 0;
  state.board = board;
}

/** The agenda as it would be if the pointer let go now. */
function drafted(state) {
  const board = structuredClone(state.board);
  const item = board.items.find((one) => one.id === state.draft.id);
  Object.assign(item, { starts: state.draft.starts, ends: state.draft.ends });
  if (state.by === "place") item.lane = state.draft.lane;
  return board;
}

/** What follows a change: the drawing, the line that says it is saved, the panel. */
function follow(view, acts, panel, what, detail) {
  const { state } = view;
  const saved = document.querySelector("[data-saved]");
  if (what === "shown") view.draw();
  if (what === "saving") status(saved, state.words.saving);
  if (what === "failed") status(saved, state.words.failed, true);
  if (what === "refused") {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: detail, tone: "red" } }));
    status(saved, fill(state.words.saved, { time: state.board.savedAt }));
    panel.refresh();
  }
  if (what === "saved") {
    status(saved, fill(state.words.saved, { time: state.board.savedAt }));
    if (detail.said) say(state.words[detail.said]);
    panel.refresh();
  }
  for (const [name, stack] of [["undo", acts.undoable], ["redo", acts.redoable]]) {
    const button = host.querySelector(`button[data-${name}]`);
    if (button) button.disabled = stack.length === 0 || acts.queue.length > 0;
  }
}

function status(saved, text, failed = false) {
  if (!saved) return;
  saved.hidden = false;
  saved.classList.toggle("is-failed", failed);
  saved.querySelector("span").textContent = text;
}

function bar(view, acts, edit) {
  const { state } = view;
  host.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { day, shift, lanes, kind } = button.dataset;
    if (day) Object.assign(state, { day, selected: null });
    else if (lanes !== undefined) state.allLanes = !state.allLanes;
    else if (shift) return edit.shift(Number(shift));
    else if (button.matches("[data-undo]")) return acts.undo();
    else if (button.matches("[data-redo]")) return acts.redo();
    else if (kind && !state.justDragged) return edit.append(kind);
    else return;
    view.draw();
  });
  host.addEventListener("change", (event) => {
    if (event.target.name !== "by") return;
    state.by = event.target.value;
    view.draw();
  });
  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-shows]");
    if (chip) edit.show(Number(chip.dataset.shows));
  });
  const retry = () => acts.failed && acts.send();
  document.querySelector("[data-saved]")?.addEventListener("click", retry);
  window.addEventListener("online", retry);
  window.addEventListener("beforeunload", (event) => acts.queue.length && event.preventDefault());
  let width = 0;
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width === width) return;
    width = contentRect.width;
    view.draw(); // what spans columns is drawn to their width
  }).observe(view.grid);
}

/** Follow what others change, and dialogs of this page. */
function listen(view, acts) {
  const { state } = view;
  const again = async () => {
    const board = await read();
    const before = new Map(state.confirmed.items.map((item) => [item.id, item.seen]));
    const changed = board.items.filter((item) => before.get(item.id) !== item.seen);
    if (!acts.queue.length) {
      acts.confirm(board);
      view.panel.refresh();
    }
    glow(view, changed, board.changedBy);
  };
  list.addEventListener("live", () => again().catch(console.warn));
  document.body.addEventListener("visit-changed", () => again().catch(console.warn));
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail?.ctx?.target?.id !== "agenda-list") return;
    list.querySelector("[data-agenda-days]").hidden = true;
    view.draw();
  });
}

/** Show for a while who has changed an item. */
function glow(view, items, who) {
  if (!items.length || !who) return;
  for (const item of items) view.state.others.set(item.id, who);
  view.draw();
  setTimeout(() => {
    for (const item of items) view.state.others.delete(item.id);
    view.draw();
  }, 6000);
}

function say(text) {
  host.querySelector("[data-said]").textContent = text;
}

async function read() {
  const answer = await fetch(host.dataset.agenda, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the agenda answered ${answer.status}`);
  return answer.json();
}

/** The list is still there: whoever cannot have the grid loses nothing. */
function giveUp(problem) {
  host.hidden = true;
  console.warn("agenda:", problem);
}
