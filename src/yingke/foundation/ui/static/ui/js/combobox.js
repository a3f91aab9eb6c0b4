// A select that is searched by typing. The select stays on the page and is what the form sends.
import { behaviour, word } from "./behaviour.js";

const PAUSE = 160;
const MOST = 60; // options shown at once

class Combobox {
  constructor(select) {
    this.select = select;
    this.source = select.dataset.source;
    this.at = -1;
    this.build();
    this.recall();
    select.addEventListener("change", () => this.show(this.chosenLabel()));
    // The browser puts the select's value back after scripts have run, and says nothing.
    window.addEventListener("pageshow", () => this.show(this.chosenLabel()));
  }

  build() {
    const { select } = this;
    this.box = document.createElement("div");
    this.box.className = "combobox";
    this.input = document.createElement("input");
    this.list = document.createElement("ul");
    Object.assign(this.input, { type: "text", autocomplete: "off", className: "input" });
    this.input.id = `${select.id}-input`;
    this.input.placeholder = select.dataset.placeholder ?? "";
    this.list.id = `${select.id}-list`;
    this.list.className = "combobox-list";
    this.list.hidden = true;
    this.list.popover = "manual"; // above a dialog, whatever scrolls in it
    const roles = { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    this.input.setAttribute("aria-controls", this.list.id);
    for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) {
      if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    }
    this.list.setAttribute("role", "listbox");
    const label = document.querySelector(`label[for="${select.id}"]`);
    if (label) {
      label.htmlFor = this.input.id;
      this.list.setAttribute("aria-label", label.textContent.trim());
    }
    select.hidden = true;
    select.before(this.box);
    this.box.append(this.input, this.list, select);
    this.input.addEventListener("input", () => this.search());
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("click", () => this.search(""));
    this.input.addEventListener("blur", () => this.leave());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => this.press(event));
    for (const moved of ["scroll", "resize"]) {
      window.addEventListener(moved, () => this.list.hidden || this.place(), true);
    }
  }

  chosenLabel() {
    const option = this.select.selectedOptions[0];
    return option?.value ? option.textContent.trim() : "";
  }

  show(text) {
    this.input.value = text;
  }

  search(query = this.input.value) {
    clearTimeout(this.timer);
    if (!this.source) {
      const wanted = query.trim().toLocaleLowerCase();
      const options = [...this.select.options]
        .filter((option) => option.value && option.textContent.toLocaleLowerCase().includes(wanted))
        .map((option) => ({ value: option.value, label: option.textContent.trim() }));
      this.open(options);
      return;
    }
    this.timer = setTimeout(async () => {
      const answer = await fetch(`${this.source}?q=${encodeURIComponent(query)}`);
      if (answer.ok) this.open((await answer.json()).options);
    }, PAUSE);
  }

  open(options) {
    this.options = options.slice(0, MOST);
    this.list.replaceChildren(...this.options.map((option, at) => this.line(option, at)));
    if (!this.options.length) {
      const nothing = document.createElement("li");
      nothing.className = "combobox-none";
      nothing.textContent = word("none");
      this.list.append(nothing);
    }
    this.list.hidden = false;
    this.list.showPopover();
    this.place();
    this.input.setAttribute("aria-expanded", "true");
    this.mark(this.options.length ? 0 : -1);
  }

  line(option, at) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${at}`;
    line.setAttribute("role", "option");
    line.dataset.at = String(at);
    line.textContent = option.label;
    line.setAttribute("aria-selected", String(option.value === this.select.value));
    if (option.note) {
      const note = document.createElement("small");
      note.textContent = option.note;
      line.append(note);
    }
    return line;
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((line, i) => line.classList.toggle("is-marked", i === at));
    const line = this.list.children[at];
    line?.scrollIntoView({ block: "nearest" });
    if (line?.id) this.input.setAttribute("aria-activedescendant", line.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const closed = this.list.hidden;
    if (event.key === "ArrowDown") {
      if (closed) this.search("");
      else this.mark(Math.min(this.at + 1, this.options.length - 1));
    } else if (event.key === "ArrowUp" && !closed) this.mark(Math.max(this.at - 1, 0));
    else if (event.key === "Enter" && !closed && this.at >= 0) this.choose(this.options[this.at]);
    else if (event.key === "Escape" && !closed) {
      this.close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  press(event) {
    const line = event.target.closest("[data-at]");
    event.preventDefault(); // the field keeps the focus
    if (line) this.choose(this.options[Number(line.dataset.at)]);
  }

  choose({ value, label }) {
    this.put({ value, label });
    this.close();
    if (this.source) this.remember({ value, label });
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  put({ value, label }) {
    if (![...this.select.options].some((one) => one.value === String(value))) {
      this.select.add(new Option(label, value));
    }
    this.select.value = String(value);
    this.show(label);
  }

  /** Kept with this entry of the history: a choice that was fetched is in no later copy of the page. */
  remember(choice) {
    const choices = { ...history.state?.choices, [this.select.id]: choice };
    // stamped as htmx does, which else replaces the state at its first swap
    history.replaceState({ ...history.state, htmx: true, choices }, "");
  }

  recall() {
    const choice = this.source && history.state?.choices?.[this.select.id];
    if (choice && !this.select.closest("dialog")) this.put(choice);
    else this.show(this.chosenLabel());
  }

  /** Under the field, or over it where there is more room. */
  place() {
    const field = this.input.getBoundingClientRect();
    const below = window.innerHeight - field.bottom;
    const above = below < 200 && field.top > below;
    Object.assign(this.list.style, {
      left: `${field.left}px`,
      width: `${field.width}px`,
      top: above ? "auto" : `${field.bottom + 4}px`,
      bottom: above ? `${window.innerHeight - field.top + 4}px` : "auto",
      maxHeight: `${Math.min(280, (above ? field.top : below) - 12)}px`,
    });
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    if (this.list.matches(":popover-open")) this.list.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** An emptied field chooses nothing; a half-typed word falls back to the choice before. */
  leave() {
    this.close();
    if (this.input.value.trim() === "" && this.select.value) {
      this.select.value = "";
      if (this.source) this.remember(undefined);
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.show(this.chosenLabel());
  }
}

behaviour("select[data-combobox]", (select) => new Combobox(select));
