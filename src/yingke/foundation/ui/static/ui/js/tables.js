// Lists: j and k move, Enter opens, x chooses; choosing rows shows what can be done to them.
import { behaviour } from "./behaviour.js";

const typing = (target) => target.closest("input, select, textarea, dialog, [popover]");

function current(table) {
  return table.querySelector("tr.is-marked");
}

function mark(table, step) {
  const rows = [...table.querySelectorAll("tbody tr")];
  const at = rows.indexOf(current(table));
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  if (!next) return;
  for (const row of rows) row.classList.toggle("is-marked", row === next);
  next.scrollIntoView({ block: "nearest" });
  (next.querySelector("[data-row-link]") ?? next).focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
  const table = document.querySelector("[data-table]");
  if (!table) return;
  if (event.key === "j") mark(table, 1);
  else if (event.key === "k") mark(table, -1);
  else if (event.key === "x") current(table)?.querySelector("input[name=pk]")?.click();
  else if (event.key === "/") table.querySelector("input[type=search], input[name=q]")?.focus();
  else return;
  event.preventDefault();
});

// A press anywhere in a row opens it, as its title does.
behaviour("[data-table]", (block) => {
  block.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-row]");
    if (!row || event.target.closest("a, button, input, label, td.cell-choose")) return;
    if (window.getSelection()?.toString()) return;
    row.querySelector("[data-row-link]")?.click();
  });
  block.addEventListener("change", (event) => {
    if (event.target.matches("[data-choose-all]")) {
      for (const box of block.querySelectorAll("input[name=pk]")) box.checked = event.target.checked;
    }
    count(block);
  });
  count(block);
});

function count(block) {
  const bulk = block.querySelector("[data-bulk]");
  if (!bulk) return;
  const chosen = block.querySelectorAll("input[name=pk]:checked").length;
  bulk.classList.toggle("is-active", chosen > 0);
  bulk.querySelector("[data-bulk-count]").textContent = String(chosen);
}

document.addEventListener("htmx:after:swap", () => {
  for (const block of document.querySelectorAll("[data-table]")) count(block);
});

// Filters that are empty stay out of the address.
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (!ctx.sourceElement.matches("[data-tidy]")) return;
  for (const [name, value] of [...ctx.request.body]) {
    if (value === "") ctx.request.body.delete(name);
  }
});
