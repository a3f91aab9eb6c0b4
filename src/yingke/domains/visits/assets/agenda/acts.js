// Changes: shown at once, saved one after the other, taken back and done again.
//
// An act is { url, fields(board), apply(board) }. `apply` shows it before the server answers, and
// `fields` are read from the latest agenda the server has sent, so that two changes of one item in
// a row do not look like two editors.

const PAUSE = 350; // ms in which pressed keys become one change of an item

export class Acts {
  constructor(state, changed) {
    this.state = state;
    this.changed = changed; // (what: "shown" | "saved" | "failed" | "refused", detail)
    this.queue = [];
    this.undoable = [];
    this.redoable = [];
    this.sending = false;
    this.failed = false;
    this.timer = 0;
  }

  /** Show a change and save it; `merges` names the item whose waiting change it replaces. */
  add(act, { merges = null } = {}) {
    const last = this.queue.at(-1);
    if (merges !== null && last && !last.sent && last.merges === merges) this.queue.pop();
    this.queue.push({ ...act, merges, key: `${Date.now()}-${Math.random()}`, sent: false });
    this.show();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), merges === null ? 0 : PAUSE);
  }

  undo() {
    this.takeBack(this.undoable, this.redoable, "undone");
  }

  redo() {
    this.takeBack(this.redoable, this.undoable, "redone");
  }

  takeBack(from, onto, said) {
    if (this.queue.length || !from.length) return;
    const token = from.pop();
    const url = this.state.urls.undo;
    this.add({ url, fields: () => ({ token }), apply: () => {}, onto, said });
  }

  /** The agenda with all changes that are not saved yet. */
  show() {
    const board = structuredClone(this.state.confirmed);
    for (const act of this.queue) act.apply(board);
    this.state.board = board;
    this.changed("shown");
  }

  /** Take over what others have changed. */
  confirm(board) {
    this.state.confirmed = board;
    this.show();
  }

  async send() {
    if (this.sending || !this.queue.length) return;
    this.sending = true;
    this.changed("saving");
    while (this.queue.length) {
      const act = this.queue[0];
      act.sent = true;
      const answer = await post(act.url, { ...act.fields(this.state.confirmed), once: act.key });
      if (answer === null) {
        this.failed = true;
        this.changed("failed");
        break;
      }
      this.failed = false;
      this.queue.shift();
      this.take(act, answer);
    }
    this.sending = false;
  }

  take(act, answer) {
    this.state.confirmed = answer.board;
    if (answer.refused) {
      this.show();
      this.changed("refused", answer.refused);
      return;
    }
    (act.onto ?? this.undoable).push(answer.undo);
    if (!act.onto) this.redoable.length = 0;
    this.show();
    this.changed("saved", act);
  }
}

/** Send a form; null where no answer came that says what happened. */
async function post(url, fields) {
  const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}");
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { ...headers, Accept: "application/json" },
      body: new URLSearchParams(fields),
    });
    const told = await answer.json(); // a sign-in page or an error has no agenda in it
    return told.board ? told : null;
  } catch {
    return null;
  }
}
