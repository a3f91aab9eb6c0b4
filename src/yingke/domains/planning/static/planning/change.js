// The page of a change: the time since the report, and the minutes of a report by one tap.

const loaded = performance.now();
let counted = null; // the element whose seconds were counted from `since`
let since = loaded;

function tick() {
  const clock = document.querySelector("[data-elapsed]");
  if (!clock) return;
  if (clock !== counted) {
    counted = clock;
    since = performance.now();
  }
  const passed = "running" in clock.dataset ? (performance.now() - since) / 1000 : 0;
  const seconds = Math.floor(Number(clock.dataset.elapsed) + passed);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  clock.querySelector("b").textContent = shown.map((n) => String(n).padStart(2, "0")).join(":");
}

tick();
setInterval(tick, 1000);

document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-minutes]");
  if (!step) return;
  const field = step.closest("[data-report]").querySelector("[name=minutes]");
  field.value = step.dataset.minutes;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
