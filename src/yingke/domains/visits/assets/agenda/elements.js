// Making elements: positions are set through CSSOM, since the policy forbids style attributes.

export const PIXELS = 1.4; // per minute
export const HOURS_WIDTH = 46;

export function element(name, classes = "", text = "") {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  if (text !== "") made.textContent = text;
  return made;
}

export function icon(sprite, name) {
  const space = "http://www.w3.org/2000/svg";
  const made = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  made.setAttribute("class", "icon icon-s");
  made.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  made.append(use);
  return made;
}

/** Put an element at its hours on the grid. */
export function place(made, from, until, first) {
  made.style.top = `${(from - first) * PIXELS}px`;
  made.style.height = `${Math.max((until - from) * PIXELS - 1, 3)}px`;
  return made;
}
