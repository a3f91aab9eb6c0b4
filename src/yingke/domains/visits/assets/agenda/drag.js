// The pointer on the grid: move, resize, hand over, drop from the tray, double-click.
import { PIXELS } from "./elements.js";
import { STEP } from "./model.js";

const THRESHOLD = 4; // px before a press becomes a drag
const NEW = 60; // minutes of a new item
const snap = (minutes, step = STEP) => Math.round(minutes / step) * step;

/** Let blocks be dragged; `draft` shows where one would go, `drop` and `insert` change the agenda. */
export function dragging(state, host, { select, draft, drop, insert }) {
  host.addEventListener("pointerdown", (event) => {
    const block = event.target.closest(".agenda-block");
    if (!block || event.button !== 0) return;
    const item = state.board.items.find((one) => one.id === Number(block.dataset.item));
    if (!item || item.locked || !state.board.mayPlan) return;
    const resizes = event.target.closest(".block-grip") !== null;
    follow(event, item, block.dataset.lane, resizes);
  });

  host.addEventListener("click", (event) => {
    const block = event.target.closest(".agenda-block");
    if (block && !state.justDragged) select(Number(block.dataset.item));
  });

  host.addEventListener("dblclick", (event) => {
    if (event.target.closest(".agenda-block") || !state.board.mayPlan) return;
    const at = spotOf(event.clientX, event.clientY);
    if (at) insert("talk", snap(at.minute, 15), NEW, at.lane);
  });

  for (const chip of document.querySelectorAll(".tray-chip[data-kind]")) {
    chip.addEventListener("pointerdown", (event) => {
      if (event.button === 0) fromTray(event, chip.dataset.kind);
    });
  }

  /** The column and minute under the pointer, or null beside the grid. */
  function spotOf(x, y) {
    const columns = [...host.querySelectorAll(".lane-column")];
    const column = columns.find((one) => {
      const box = one.getBoundingClientRect();
      return box.left <= x && x < box.right && box.top <= y && y <= box.bottom;
    });
    if (!column) return null;
    const minute = state.hours.first + (y - column.getBoundingClientRect().top) / PIXELS;
    return { lane: column.dataset.lane, minute };
  }

  function follow(event, item, from, resizes) {
    const start = { x: event.clientX, y: event.clientY, scroll: window.scrollY };
    let moved = null;
    const move = (now) => {
      const dy = now.clientY - start.y + window.scrollY - start.scroll;
      const far = Math.hypot(now.clientX - start.x, dy) >= THRESHOLD;
      if (moved === null && !far) return;
      const by = snap(dy / PIXELS);
      const lane = resizes ? from : spotOf(now.clientX, now.clientY)?.lane ?? moved?.lane ?? from;
      const ends = Math.max(item.ends + by, item.starts + STEP);
      const starts = Math.max(item.starts + by, 0);
      const times = resizes
        ? { starts: item.starts, ends }
        : { starts, ends: starts + item.ends - item.starts };
      moved = { id: item.id, ...times, from, lane };
      draft(moved);
    };
    track(move, (cancelled) => {
      if (moved === null) return;
      afterDrag();
      draft(null);
      if (!cancelled) drop(item, moved);
    });
  }

  function fromTray(event, kind) {
    const start = { x: event.clientX, y: event.clientY };
    let last = null;
    const move = (now) => {
      if (Math.hypot(now.clientX - start.x, now.clientY - start.y) < THRESHOLD) return;
      last = now;
      const lane = spotOf(now.clientX, now.clientY)?.lane;
      for (const one of host.querySelectorAll(".lane-column")) {
        one.classList.toggle("is-target", one.dataset.lane === lane);
      }
    };
    track(move, (cancelled) => {
      for (const one of host.querySelectorAll(".is-target")) one.classList.remove("is-target");
      if (last === null) return;
      afterDrag();
      const at = spotOf(last.clientX, last.clientY);
      if (at && !cancelled) insert(kind, snap(at.minute, 15), NEW, at.lane);
    });
  }

  /** The click that ends a drag selects nothing and presses nothing. */
  function afterDrag() {
    state.justDragged = true;
    setTimeout(() => (state.justDragged = false));
  }
}

/** Follow the pointer until it is let go; Escape gives up. */
function track(move, done) {
  const ends = new AbortController();
  const finish = (cancelled) => {
    ends.abort();
    done(cancelled);
  };
  const { signal } = ends;
  document.addEventListener("pointermove", move, { signal });
  document.addEventListener("pointerup", () => finish(false), { signal });
  document.addEventListener("pointercancel", () => finish(true), { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && finish(true), { signal });
}
