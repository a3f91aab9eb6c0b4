// Live parts: ask for the version of what is shown, and refresh it when someone else changed it.
import { behaviour } from "./behaviour.js";

const PAUSE = 2000; // ms
// A part in which somebody types, or has opened a menu, is not redrawn under their hands.
const IN_USE = ":popover-open, input:focus, select:focus, textarea:focus";

behaviour("[data-live]", (part) => {
  const address = part.getAttribute("hx-get");
  let version = part.dataset.live;

  async function ask() {
    if (!part.isConnected) return;
    if (!document.hidden && !part.querySelector(IN_USE)) await compare();
    setTimeout(ask, PAUSE);
  }

  async function compare() {
    try {
      const answer = await fetch(address, { headers: { "X-Live": version }, redirect: "manual" });
      if (answer.status !== 204) return;
      version = answer.headers.get("X-Live");
      part.dispatchEvent(new CustomEvent("live"));
    } catch {
      // no connection: the next time tells
    }
  }

  setTimeout(ask, PAUSE);
});
