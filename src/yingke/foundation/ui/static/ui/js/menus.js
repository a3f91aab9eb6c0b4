// A popover menu stands under the button that opened it, and moves with the arrow keys.
import { behaviour } from "./behaviour.js";

const GAP = 6;

// Where the open menu stands: a sheet of our own, since the security policy has no inline styles.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

function place(menu, button) {
  const anchor = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = anchor.bottom + GAP + size.height <= window.innerHeight;
  const top = below ? anchor.bottom + GAP : Math.max(GAP, anchor.top - GAP - size.height);
  const left = Math.max(GAP, Math.min(anchor.left, window.innerWidth - size.width - GAP));
  sheet.replaceSync(`#${CSS.escape(menu.id)} { top: ${top}px; left: ${left}px; }`);
}

behaviour("[data-menu]", (menu) => {
  const button = () => document.querySelector(`[popovertarget="${menu.id}"]`);
  menu.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button()?.setAttribute("aria-expanded", String(open));
    if (!open) return;
    place(menu, button());
    menu.querySelector("a, button, input")?.focus();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const lines = [...menu.querySelectorAll("a, button, input:not([type=hidden])")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    const at = lines.indexOf(document.activeElement);
    lines[(at + step + lines.length) % lines.length]?.focus();
    event.preventDefault();
  });
  menu.addEventListener("click", (event) => {
    if (event.target.closest("a")) menu.hidePopover?.();
  });
});

window.addEventListener("scroll", () => {
  for (const menu of document.querySelectorAll("[data-menu]:popover-open")) menu.hidePopover();
}, { passive: true });
