// What one can do to an item, by pointer, key or panel: each makes one act.
import { fill, itemsOf, showTime, showTimes, STEP } from "./model.js";

const LENGTH = 60; // minutes of a new item

export function edits(view, acts) {
  const { state, say } = view;
  const find = (board, id) => board.items.find((item) => item.id === id);

  function select(id) {
    if (state.selected === id) return;
    state.selected = id;
    view.draw();
  }

  function open(id) {
    select(id);
    return view.panel.open(id);
  }

  /** Scroll to an item, on its day, and select it. */
  function show(id) {
    const item = find(state.board, id);
    if (!item) return;
    state.day = item.day;
    state.selected = id;
    view.draw();
    const face = view.grid.querySelector(`[data-face^="${id}/"]`);
    face?.scrollIntoView({ block: "center" });
    face?.focus({ preventScroll: true });
  }

  /** Put an item at these times and into this column of places. */
  function arrange(id, values, merges = null) {
    const now = find(state.board, id);
    const place = { starts: now.starts, ends: now.ends, lane: now.lane, ...values };
    if (place.ends <= place.starts) return;
    const fields = (board) => ({
      day: now.day,
      starts: showTime(place.starts),
      ends: showTime(place.ends),
      lane: place.lane,
      seen: find(board, id)?.seen ?? now.seen,
    });
    const apply = (board) => {
      const item = find(board, id);
      if (item) Object.assign(item, place);
    };
    acts.add({ url: now.arrange, fields, apply }, { merges });
    const title = state.board.lanes.find((lane) => lane.key === place.lane)?.title ?? "";
    const clash = state.marks.some((mark) => mark.code === "overlap" && mark.items.includes(id));
    const words = fill(state.words.moved, { name: now.name, times: showTimes(place), lane: title });
    say(clash ? `${words}, ${overlapWords(id)}` : `${words}, ${state.words.free}`);
  }

  function overlapWords(id) {
    const mark = state.marks.find((one) => one.code === "overlap" && one.items.includes(id));
    return fill(state.words.marks.overlap.title, { n: mark.count });
  }

  const nudge = (item, by) => {
    const starts = Math.max(item.starts + by, 0);
    arrange(item.id, { starts, ends: starts + item.ends - item.starts }, item.id);
  };
  const resize = (item, by) => {
    const ends = Math.max(item.ends + by, item.starts + STEP);
    arrange(item.id, { ends }, item.id);
  };

  /** To the next column: another place, or another person. */
  function sideways(item, from, step) {
    const at = state.lanes.findIndex((lane) => lane.key === from);
    const lane = state.lanes[at + step];
    if (!lane) return;
    if (state.by === "place") arrange(item.id, { lane: lane.key }, item.id);
    else handOver(item, from, lane.key);
  }

  /** Give a part from one person's column (or an empty role's) to another person. */
  function handOver(item, from, to) {
    const [, staff] = to.split("staff:");
    const part = item.people.find((person) => person.key === from)?.part ?? "";
    const role = item.missing.find((one) => one.key === from)?.role ?? "";
    if (!staff || (!part && !role)) return;
    acts.add({ url: item.person, fields: () => ({ staff, part, role }), apply: () => {} });
  }

  /** Show where a drag would put an item; null once it is over. */
  function draft(moved) {
    state.draft = moved;
    state.dragged = moved?.id ?? null;
    view.draw();
  }

  function drop(item, moved) {
    const times = moved.starts !== item.starts || moved.ends !== item.ends;
    if (state.by === "people") {
      if (moved.lane !== moved.from) handOver(item, moved.from, moved.lane);
      if (times) arrange(item.id, { starts: moved.starts, ends: moved.ends });
    } else if (times || moved.lane !== item.lane) {
      arrange(item.id, { starts: moved.starts, ends: moved.ends, lane: moved.lane });
    }
  }

  /** A new item; in a column of people it has no place yet. */
  function insert(kind, starts, length, lane) {
    const fields = () => ({
      kind,
      day: state.day,
      starts: showTime(starts),
      ends: showTime(starts + length),
      lane: state.by === "place" ? lane : "",
    });
    acts.add({ url: state.urls.insert, fields, apply: () => {} });
  }

  /** A new item after the last one of the day, in the column of the selected one. */
  function append(kind) {
    const last = itemsOf(state.board, state.day).at(-1);
    const chosen = find(state.board, state.selected);
    const lane = chosen?.lane ?? last?.lane ?? "";
    insert(kind, last?.ends ?? 9 * 60, LENGTH, lane);
  }

  /** Move the selected item and the later ones of its day that have not begun. */
  function shift(minutes) {
    const chosen = find(state.board, state.selected) ?? itemsOf(state.board, state.day)[0];
    if (!chosen) return;
    const apply = (board) => {
      const first = find(board, chosen.id);
      if (!first) return;
      const { starts } = first;
      for (const item of itemsOf(board, chosen.day)) {
        if (item.locked || item.starts < starts) continue;
        item.starts += minutes;
        item.ends += minutes;
      }
    };
    const fields = () => ({ item: chosen.id, minutes });
    acts.add({ url: state.urls.shift, fields, apply });
  }

  function remove(item) {
    const apply = (board) => (board.items = board.items.filter((one) => one.id !== item.id));
    const focused = view.grid.contains(document.activeElement);
    const rest = itemsOf(state.board, item.day).filter((one) => one.id !== item.id);
    const next = rest.find((one) => one.starts >= item.starts) ?? rest.at(-1);
    acts.add({ url: item.remove, fields: () => ({}), apply });
    if (focused && next) view.grid.querySelector(`[data-face^="${next.id}/"]`)?.focus();
    say(fill(state.words.removed, { name: item.name }));
  }

  /** What is chosen in the panel. */
  function fromPanel(act, id, values) {
    const item = find(state.board, id);
    if (!item) return;
    if (act === "arrange") arrange(id, values);
    else if (act === "remove") remove(item);
    else if (act === "person") {
      const fields = { staff: values.get("staff"), role: values.get("role") };
      acts.add({ url: item.person, fields: () => fields, apply: () => {} });
    }
  }

  const byHand = { nudge, resize, sideways, remove, draft, drop };
  return { ...byHand, select, open, show, insert, append, shift, fromPanel };
}
