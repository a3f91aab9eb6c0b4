// An end that follows its start: moving the beginning keeps how long it lasts.
import { behaviour } from "./behaviour.js";

behaviour("input[data-follows]", (end) => {
  const start = end.form?.elements[end.dataset.follows];
  if (!start) return;
  let before = start.valueAsNumber;
  start.addEventListener("change", () => {
    const by = start.valueAsNumber - before;
    if (Number.isNaN(start.valueAsNumber)) return;
    before = start.valueAsNumber;
    if (by && !Number.isNaN(end.valueAsNumber)) end.valueAsNumber += by;
  });
});
