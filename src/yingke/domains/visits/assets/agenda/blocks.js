// The blocks of the grid: items, what others take, and marks.
import { element, place } from "./elements.js";
import { fill, showTime, showTimes } from "./model.js";

export function itemBlock(state, item, lane, first, marks) {
  const length = item.ends - item.starts;
  const made = element("div", "agenda-block");
  made.dataset.item = item.id;
  made.dataset.lane = lane.key;
  const classes = {
    "is-interactive": item.interactive,
    "is-line": length < 18,
    "is-tiny": length < 10,
    "is-short": length >= 18 && length < 28,
    "is-clash": marks.some((mark) => mark.code === "overlap" && mark.items.includes(item.id)),
    "is-locked": item.locked,
    "is-selected": state.selected === item.id,
    "is-dragged": state.dragged === item.id,
    "is-others": state.others.has(item.id),
    "is-vacant": Boolean(lane.missing),
  };
  for (const [name, on] of Object.entries(classes)) made.classList.toggle(name, on);
  made.append(face(state, item, lane, length));
  if (state.board.mayPlan && !item.locked) made.append(element("span", "block-grip"));
  tags(made, state, item, marks);
  return place(made, item.starts, item.ends, first);
}

function face(state, item, lane, length) {
  const made = element("button", "block-face");
  made.type = "button";
  made.dataset.face = `${item.id}/${lane.key}`;
  made.setAttribute("aria-pressed", String(state.selected === item.id));
  const times = length < 18 ? showTime(item.starts) : showTimes(item);
  made.append(element("time", "", times), element("b", "", item.name));
  if (length >= 36 && !lane.missing) made.append(names(item));
  const locked = item.locked ? `, ${state.words.locked}` : "";
  made.setAttribute("aria-label", `${item.name}, ${showTimes(item)}, ${lane.title}${locked}`);
  return made;
}

function names(item) {
  const made = element("span", "block-names", item.people.map((one) => one.name).join(" "));
  for (const one of item.missing) made.append(" ", element("em", "", one.title));
  return made;
}

function tags(made, state, item, marks) {
  const long = marks.find((mark) => mark.code === "opening_long" && mark.items.includes(item.id));
  if (long) {
    const over = long.count - state.board.limits.opening;
    made.append(element("span", "mark-tag", `+${fill(state.words.minutes, { n: over })}`));
  }
  const who = state.others.get(item.id);
  if (who) made.append(element("span", "others-name", who));
}

/** What another visit takes of a column, with the buffers of a room. */
export function busyBlocks(one, { first, last }) {
  const clip = (minute) => Math.min(Math.max(minute, first), last);
  const made = [];
  const add = (classes, from, until) => {
    if (clip(until) <= clip(from)) return null;
    made.push(place(element("div", classes), clip(from), clip(until), first));
    return made.at(-1);
  };
  add("agenda-buffer", one.from, one.starts);
  add("agenda-buffer", one.until > one.ends ? one.ends : one.until, one.until);
  const block = add("agenda-busy", one.starts, one.ends);
  block?.append(one.title, element("small", "", showTimes({
    starts: Math.max(one.starts, 0), ends: Math.min(one.ends, 24 * 60),
  })));
  return made;
}

/** A band over two overlapping items, from the one's column to the other's. */
export function overlapBand(text, [from, until], [left, right], first) {
  const band = place(element("div", "mark-overlap"), from, until, first);
  band.style.left = `${left}px`;
  band.style.width = `${right - left}px`;
  band.append(element("span", "", text));
  return band;
}

export function gapBand(text, from, until, first) {
  return place(element("div", "mark-gap", text), from + 2, until - 2, first);
}
