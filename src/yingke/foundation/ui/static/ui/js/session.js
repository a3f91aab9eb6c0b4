// A session that ended while somebody wrote: what was typed stays, and goes after a new sign-in.
import { on, word } from "./behaviour.js";
import { toast } from "./toasts.js";

const asking = new WeakSet();
const passed = new WeakSet();
let notice = null;

/** Whether the page's person is still signed in; renews the page's tokens, or says what to do. */
async function lives() {
  const answer = await fetch(document.body.dataset.session);
  if (!answer.ok) return true; // the server answers the form itself
  const session = await answer.json();
  if (session.token) renew(session.token);
  else tell(session);
  return Boolean(session.token);
}

/** A sign-in changes the token: forms that were drawn before it are refused without the new one. */
function renew(token) {
  notice?.remove();
  notice = null;
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}

function tell({ text, label, address }) {
  notice?.remove();
  notice = toast(text, "red");
  const link = document.createElement("a");
  Object.assign(link, { href: address, target: "_blank", textContent: label });
  notice?.querySelector("span").append(" ", link);
}

document.addEventListener("signed-out", (event) => tell(event.detail));

// Back from the other tab: a form in a dialog can be sent again.
for (const [target, event] of [[document, "visibilitychange"], [window, "focus"]]) {
  target.addEventListener(event, () => {
    if (notice?.isConnected && !document.hidden) lives().catch(() => {});
  });
}

// A form that htmx does not send would give its page away for the sign-in page: ask first.
on("submit", "main form[method=post]:not([hx-post])", async (event, form) => {
  if (event.defaultPrevented || !document.body.dataset.session || passed.delete(form)) return;
  event.preventDefault();
  if (asking.has(form)) return;
  asking.add(form);
  try {
    if (await lives()) {
      passed.add(form);
      form.requestSubmit(event.submitter);
    }
  } catch {
    toast(word("offline"), "red");
  } finally {
    asking.delete(form);
  }
});
