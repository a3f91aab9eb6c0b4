// A file field that takes what is dropped on it and says what it holds.
import { behaviour } from "./behaviour.js";

behaviour("[data-file-drop]", (zone) => {
  const input = zone.querySelector("input[type=file]");
  const prompt = zone.querySelector("[data-prompt]");
  const empty = prompt.textContent;
  const tell = () => {
    const names = [...input.files].map((file) => file.name);
    prompt.textContent = names.length ? names.join(", ") : empty;
    zone.classList.toggle("has-file", names.length > 0);
  };
  input.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, () => zone.classList.remove("is-over"));
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
});
