// Drawing the grid, the golden meter and the checks from the state.
import { busyBlocks, gapBand, itemBlock, overlapBand } from "./blocks.js";
import { element, HOURS_WIDTH, icon, PIXELS, place } from "./elements.js";
import * as model from "./model.js";

/** The columns of the view, in their order. */
export function lanesOf(state) {
  if (state.by === "people") {
    return { lanes: model.peopleLanes(state.board, state.day, state.words.guests), more: 0 };
  }
  const known = (state.columns[state.day] ??= []);
  return model.placeLanes(state.board, state.day, state.allLanes, known);
}

export function drawGrid(state, host) {
  const { lanes, more } = lanesOf(state);
  const hours = state.draft ? state.hours : model.hoursOf(state.board, state.day);
  state.lanes = lanes;
  state.hours = hours;
  const focused = document.activeElement?.dataset?.face;
  const scrolled = host.scrollLeft;
  const grid = element("div", "agenda-grid");
  grid.classList.toggle("may-plan", state.board.mayPlan);
  const columns = `${HOURS_WIDTH}px repeat(${lanes.length}, minmax(100px, 1fr))`;
  const heads = drawHeads(state, lanes, more);
  const canvas = drawCanvas(state, lanes, hours);
  for (const row of [heads, canvas]) row.style.gridTemplateColumns = columns;
  grid.append(heads, canvas);
  host.replaceChildren(grid);
  host.scrollLeft = scrolled;
  drawAcross(state, canvas, hours);
  if (focused) focusFace(host, focused);
}

/** Focus an item's block again: in its column, or in another where it has left that one. */
function focusFace(host, face) {
  const same = host.querySelector(`[data-face="${CSS.escape(face)}"]`);
  const id = face.split("/")[0];
  (same ?? host.querySelector(`[data-face^="${CSS.escape(id)}/"]`))?.focus({ preventScroll: true });
}

function drawHeads(state, lanes, more) {
  const heads = element("div", "lane-heads");
  const corner = element("span", "lane-corner");
  if (state.by === "place" && (more || state.allLanes)) {
    const words = state.allLanes ? state.words.fewer : model.fill(state.words.more, { n: more });
    const button = element("button", "lane-more", state.allLanes ? "−" : `+${more}`);
    button.type = "button";
    button.dataset.lanes = "";
    button.title = words;
    button.setAttribute("aria-label", words);
    corner.append(button);
  }
  heads.append(corner);
  for (const lane of lanes) {
    const title = element("div", lane.missing ? "lane-title is-missing" : "lane-title");
    title.append(element("b", "", lane.title), element("small", "", lane.note));
    title.title = [lane.title, lane.note].filter(Boolean).join(" · ");
    heads.append(title);
  }
  return heads;
}

function drawCanvas(state, lanes, hours) {
  const { first, last } = hours;
  const canvas = element("div", "lane-canvas");
  canvas.style.height = `${(last - first) * PIXELS}px`;
  const scale = element("div", "lane-hours");
  for (let hour = first + 60; hour < last; hour += 60) {
    const label = element("span", "", model.showTime(hour % (24 * 60)));
    label.style.top = `${(hour - first) * PIXELS}px`;
    scale.append(label);
  }
  canvas.append(scale);
  const golden = model.goldenOf(state.board, state.day);
  if (golden) {
    canvas.prepend(place(element("div", "golden-band"), golden.starts, golden.ends, first));
  }
  for (const lane of lanes) canvas.append(drawColumn(state, lane, hours));
  return canvas;
}

function drawColumn(state, lane, hours) {
  const column = element("div", "lane-column");
  column.dataset.lane = lane.key;
  const busy = state.board.busy.filter((one) => one.lane === lane.key && one.day === state.day);
  for (const one of busy) column.append(...busyBlocks(one, hours));
  for (const item of model.itemsOf(state.board, state.day)) {
    const here = state.by === "people" ? model.columnsOf(item).includes(lane.key) : item.lane === lane.key;
    if (here) column.append(itemBlock(state, item, lane, hours.first, state.marks));
  }
  return column;
}

/** What spans columns: the guests' way, overlaps and gaps. */
function drawAcross(state, canvas, { first }) {
  const items = model.itemsOf(state.board, state.day);
  const byId = new Map(items.map((item) => [item.id, item]));
  const columns = [...canvas.querySelectorAll(".lane-column")];
  const columnOf = (item) =>
    columns.find((one) => one.dataset.lane === (state.by === "people" ? model.GUESTS : item.lane));
  if (state.by === "place") canvas.append(route(items, columnOf, first));
  for (const mark of state.marks) {
    const [one, other] = mark.items.map((id) => byId.get(id));
    const words = () => model.markWords(mark, state.board, state.words).title;
    if (mark.code === "overlap" && one && other) {
      const edges = [columnOf(one), columnOf(other)].filter(Boolean);
      const left = Math.min(...edges.map((edge) => edge.offsetLeft + 3));
      const right = Math.max(...edges.map((edge) => edge.offsetLeft + edge.offsetWidth - 3));
      const hours = [other.starts, Math.min(one.ends, other.ends)];
      canvas.append(overlapBand(words(), hours, [left, right], first));
    } else if (mark.code === "wait" && one && other) {
      columnOf(other)?.append(gapBand(words(), one.ends, other.starts, first));
    }
  }
}

function route(items, columnOf, first) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("class", "agenda-route");
  drawing.setAttribute("aria-hidden", "true");
  const middle = (item) => {
    const column = columnOf(item);
    return column ? column.offsetLeft + column.offsetWidth / 2 : 0;
  };
  for (const [n, item] of items.slice(1).entries()) {
    const before = items[n];
    if (before.lane === item.lane || item.starts < before.ends) continue;
    const y = (minute) => (minute - first) * PIXELS;
    const half = (y(before.ends) + y(item.starts)) / 2;
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", `M${middle(before)} ${y(before.ends)}V${half}H${middle(item)}V${y(item.starts)}`);
    drawing.append(path);
  }
  return drawing;
}

/** The meter on top: only the core hours, what lies beyond them dashed. */
export function drawMeter(state, host) {
  const golden = model.goldenOf(state.board, state.day);
  host.replaceChildren();
  if (!golden) return;
  const items = model.itemsOf(state.board, state.day).filter((item) => item.ends > golden.starts);
  const end = Math.max(golden.ends, ...items.filter((item) => item.interactive).map((item) => item.ends));
  const share = (minute) => `${((minute - golden.starts) / (end - golden.starts)) * 100}%`;
  const label = element("div", "golden-label");
  const hours = state.board.limits.golden / 60;
  label.append(
    element("b", "", model.fill(state.words.golden, { n: Number(hours.toFixed(1)) })),
    element("span", "", model.showTimes(golden)),
  );
  const track = element("div", "golden-track");
  track.append(across(element("span", "golden-ground"), "0%", share(golden.ends)));
  for (const item of items.filter((one) => one.starts < end)) {
    const outside = !model.isWithin(golden, item);
    if (outside && !item.interactive) continue;
    const part = element("span", "golden-part", item.name);
    part.classList.toggle("is-interactive", item.interactive && !outside);
    part.classList.toggle("is-outside", outside);
    track.append(across(part, share(item.starts), share(item.ends)));
  }
  track.append(across(element("i", "golden-end"), share(golden.ends), null));
  const all = state.board.days.flatMap(({ date }) => {
    const window = model.goldenOf(state.board, date);
    return model.itemsOf(state.board, date).filter((one) => one.interactive && model.isWithin(window, one));
  });
  const needed = state.board.limits.interactions;
  const count = element("span", "golden-count",
    model.fill(state.words.interactions, { n: all.length, m: needed }));
  count.classList.toggle("is-short", all.length < needed);
  host.append(label, track, count);
}

function across(made, left, right) {
  made.style.left = left;
  if (right !== null) made.style.width = `${parseFloat(right) - parseFloat(left)}%`;
  return made;
}

/** The chips on top; each leads to its place. */
export function drawChecks(state, list) {
  if (!list) return;
  list.replaceChildren(
    ...state.marks.map((mark) => {
      const words = model.markWords(mark, state.board, state.words);
      const row = element("li");
      const chip = element("button", `check check-${mark.code === "overlap" ? "red" : "amber"}`);
      chip.type = "button";
      chip.dataset.shows = mark.items[0] ?? "";
      const texts = [element("b", "", words.title), element("span", "", words.text)];
      chip.append(icon(state.sprite, words.icon), ...texts);
      row.append(chip);
      return row;
    }),
  );
  if (state.board.closed) {
    const why = element("li", "checks-ok");
    why.append(icon(state.sprite, "lock"), state.board.closed);
    list.append(why);
    return;
  }
  const found = new Set(state.marks.map((mark) => mark.code)).size;
  const count = Object.keys(state.words.marks).length - found;
  if (!count) return;
  const well = element("li", "checks-ok");
  const words = found ? model.fill(state.words.passed, { n: count }) : state.words.allWell;
  well.append(icon(state.sprite, "circle-check"), words);
  list.append(well);
}

export function drawDays(state, host) {
  host.replaceChildren(
    ...state.board.days.map(({ date, label }) => {
      const tab = element("button", "tab", label);
      tab.type = "button";
      tab.dataset.day = date;
      tab.setAttribute("aria-pressed", String(date === state.day));
      tab.append(element("span", "tab-count", model.itemsOf(state.board, date).length));
      return tab;
    }),
  );
}
