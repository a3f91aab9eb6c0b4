// On a narrow screen the process strip starts at the current step.
import { behaviour } from "./behaviour.js";

behaviour("[data-stepper]", (strip) => {
  const current = strip.querySelector("[aria-current]");
  if (!current || strip.scrollWidth <= strip.clientWidth) return;
  strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.clientWidth) / 2;
});
