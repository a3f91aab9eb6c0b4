// The keyboard on the grid: every drag has its twin here.
import { STEP } from "./model.js";

/** Keys on a block of the grid, and undo anywhere on the page. */
export function keys(state, host, { acts, open, close, nudge, resize, sideways, remove }) {
  document.addEventListener("keydown", (event) => {
    if (event.target.closest?.("input, select, textarea, dialog")) return;
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    if (event.shiftKey) acts.redo();
    else acts.undo();
  });

  host.addEventListener("keydown", (event) => {
    const block = event.target.closest(".agenda-block");
    if (!block || event.ctrlKey || event.metaKey) return;
    const id = Number(block.dataset.item);
    const item = state.board.items.find((one) => one.id === id);
    const step = event.shiftKey ? 3 * STEP : STEP;
    const act = {
      ArrowUp: () => (event.altKey ? resize(item, -step) : nudge(item, -step)),
      ArrowDown: () => (event.altKey ? resize(item, step) : nudge(item, step)),
      ArrowLeft: () => sideways(item, block.dataset.lane, -1),
      ArrowRight: () => sideways(item, block.dataset.lane, 1),
      Enter: () => open(id),
      Escape: close,
      Delete: () => remove(item),
    }[event.key];
    if (!act || !item) return;
    event.preventDefault();
    const changes = !["Enter", "Escape"].includes(event.key);
    if (changes && (item.locked || !state.board.mayPlan)) return;
    act();
  });
}
