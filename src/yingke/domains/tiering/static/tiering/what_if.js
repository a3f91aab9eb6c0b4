// Weights keep their sum: when one moves, the others give way in proportion. Home: value in force.
const form = document.querySelector("[data-rules]");
const weights = form ? [...form.querySelectorAll("[data-weight]")] : [];

function show(input) {
  const output = form.querySelector(`output[for="${CSS.escape(input.id)}"]`);
  output.textContent = Number(input.value) + ("weight" in input.dataset ? "%" : "");
}

function giveWay(moved) {
  const others = weights.filter((one) => one !== moved);
  const room = 100 - Number(moved.value);
  const held = others.reduce((sum, one) => sum + Number(one.value), 0);
  for (const one of others) {
    const share = held ? Number(one.value) / held : 1 / others.length;
    one.value = String(Math.round(room * share));
    show(one);
  }
}

form?.addEventListener("input", (event) => {
  if (event.target.type !== "range") return;
  if ("weight" in event.target.dataset) giveWay(event.target);
  show(event.target);
});

form?.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!input.matches("input[type=range]")) return;
  const arrows = { ArrowLeft: -1, ArrowRight: 1 };
  let value;
  if (event.key === "Home") value = Number(input.dataset.inForce);
  else if (event.shiftKey && event.key in arrows) {
    value = Number(input.value) + 5 * arrows[event.key] * Number(input.step);
  } else return;
  event.preventDefault();
  input.value = String(value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
});
