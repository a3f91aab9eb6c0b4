// Keys of the tier board: a approves the marked move, r returns it.
document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, dialog")) return;
  const place = { a: 0, r: 1 }[event.key];
  const row = document.querySelector("[data-moves] tr.is-marked");
  const button = row?.querySelectorAll(".button")[place];
  if (!button) return;
  event.preventDefault();
  button.click();
});
