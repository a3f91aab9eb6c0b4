// Lists whose rows are dragged: <ol data-sortable="/address/"> with children that carry data-key.
// The new order is posted as repeated `key` fields; a refusal puts the rows back.
import { behaviour, word } from "./behaviour.js";
import { toast } from "./toasts.js";

async function send(address, keys) {
  const body = new FormData();
  for (const key of keys) body.append("key", key);
  const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}");
  const answer = await fetch(address, { method: "POST", body, headers });
  return answer.ok;
}

behaviour("[data-sortable]", async (list) => {
  const { default: Sortable } = await import("../dist/sortable.js");
  const order = () => [...list.querySelectorAll("[data-key]")].map((row) => row.dataset.key);
  let before = order();
  const sortable = Sortable.create(list, {
    handle: "[data-handle]",
    dataIdAttr: "data-key",
    animation: 120,
    onStart: () => {
      before = order();
    },
    onEnd: async () => {
      const after = order();
      if (after.join() === before.join()) return;
      if (await send(list.dataset.sortable, after)) return;
      sortable.sort(before);
      toast(word("failed"), "red");
    },
  });
});
