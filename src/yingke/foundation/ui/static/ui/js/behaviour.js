// Attaching a behaviour to elements, those of the page and those that htmx brings later.

const behaviours = [];

/** Call `connect(element)` once for every element that matches, now and after each swap. */
export function behaviour(selector, connect) {
  const known = new WeakSet();
  const attach = (root) => {
    const found = [...root.querySelectorAll(selector)];
    if (root instanceof Element && root.matches(selector)) found.unshift(root);
    for (const element of found) {
      if (known.has(element)) continue;
      known.add(element);
      connect(element);
    }
  };
  behaviours.push(attach);
  attach(document);
}

/** Attach to what was just put on the page. */
export function refresh(root = document) {
  for (const attach of behaviours) attach(root);
}

document.addEventListener("htmx:after:swap", () => refresh());

/** Listen for an event on anything that matches, present or future. */
export function on(event, selector, handle, options) {
  document.addEventListener(
    event,
    (happened) => {
      const element = happened.target instanceof Element && happened.target.closest(selector);
      if (element) handle(happened, element);
    },
    options,
  );
}

/** A translated word that the server put on the page. */
export function word(name) {
  return document.getElementById("words")?.dataset[name] ?? "";
}
