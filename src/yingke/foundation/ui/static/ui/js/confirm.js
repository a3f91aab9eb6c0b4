// "Are you sure?" in the page's own dialog, for htmx requests and for plain buttons.
import { on } from "./behaviour.js";

/** Ask; resolves to true or false. */
export function ask(question) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("[data-confirm-text]").textContent = question;
  dialog.showModal();
  const yes = dialog.querySelector("[data-confirm-yes]");
  yes.focus();
  return new Promise((resolve) => {
    let agreed = false;
    const agree = () => {
      agreed = true;
      dialog.close();
    };
    yes.addEventListener("click", agree);
    dialog.addEventListener(
      "close",
      () => {
        yes.removeEventListener("click", agree);
        resolve(agreed);
      },
      { once: true },
    );
  });
}

document.addEventListener("htmx:confirm", (event) => {
  const { ctx, issueRequest, dropRequest } = event.detail;
  if (!ctx.confirm) return;
  event.preventDefault();
  ask(ctx.confirm).then((agreed) => (agreed ? issueRequest() : dropRequest()));
});

const agreed = new WeakSet();

on(
  "click",
  "[data-confirm]",
  (event, button) => {
    if (agreed.delete(button)) return;
    event.preventDefault();
    event.stopPropagation();
    ask(button.dataset.confirm).then((yes) => {
      if (!yes) return;
      agreed.add(button);
      button.click();
    });
  },
  true,
);
