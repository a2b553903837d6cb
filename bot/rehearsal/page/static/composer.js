// Suggestions while a command is typed (a combobox with a list), and forms as dialogs.
"use strict";

const WAIT = 150; // milliseconds of silence before anybody is asked
let asked = 0;
let timer = 0;

const field = () => document.getElementById("text");
const list = () => document.getElementById("suggestions");
const options = () => [...list().querySelectorAll("[role=option]")];
const chosen = () => list().querySelector("[aria-selected=true]");

function close() {
  list().hidden = true;
  list().replaceChildren();
  field().setAttribute("aria-expanded", "false");
  field().removeAttribute("aria-activedescendant");
}

function mark(option) {
  chosen()?.setAttribute("aria-selected", "false");
  if (!option) return field().removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  field().setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function show(suggestions) {
  if (!suggestions.length) return close();
  list().replaceChildren(
    ...suggestions.map((one, place) => {
      const item = document.createElement("li");
      item.id = `suggestion-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.text = one.text;
      const label = document.createElement("b");
      label.textContent = one.label;
      item.append(label, one.about ? ` ${one.about}` : "");
      return item;
    }),
  );
  list().hidden = false;
  field().setAttribute("aria-expanded", "true");
  if (!suggestions[0].is_extra) mark(options()[0]); // Enter sends what is complete
}

function showFiles(files) {
  const place = document.getElementById("files");
  const known = new Set([...place.querySelectorAll("input")].map((input) => input.name));
  const wanted = new Set(files.map((file) => `file:${file.name}`));
  if (known.size === wanted.size && [...known].every((name) => wanted.has(name))) return;
  place.replaceChildren(
    ...files.map((file) => {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "file";
      input.name = `file:${file.name}`;
      label.append(`${file.label} `, input);
      return label;
    }),
  );
}

async function ask() {
  const text = field().value;
  const mine = ++asked;
  if (!text.startsWith("/")) {
    showFiles([]);
    return close();
  }
  const address = `${field().dataset.suggest}?text=${encodeURIComponent(text)}`;
  try {
    const answer = await fetch(address);
    const found = answer.ok ? await answer.json() : { suggestions: [], files: [] };
    if (mine !== asked || field().value !== text) return; // something newer is on its way
    show(found.suggestions);
    showFiles(found.files);
  } catch {
    close();
  }
}

function take(option) {
  field().value = option.dataset.text;
  field().focus();
  close();
  ask();
}

document.addEventListener("input", (event) => {
  if (event.target.id !== "text") return;
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "text" || list().hidden) return;
  const all = options();
  const at = all.indexOf(chosen());
  if (event.key === "ArrowDown") mark(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") mark(all[(at - 1 + all.length) % all.length]);
  else if (event.key === "Escape") close();
  else if ((event.key === "Tab" || event.key === "Enter") && chosen()) {
    if (!chosen().dataset.text || chosen().dataset.text.trim() === field().value.trim()) return close();
    take(chosen());
  } else return;
  event.preventDefault();
});

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.("#suggestions [role=option]");
  if (!option) return;
  event.preventDefault(); // the focus stays in the field
  take(option);
});

document.addEventListener("focusout", (event) => {
  if (event.target.id === "text") close();
});

document.addEventListener("acted", (event) => {
  if (!event.target.matches(".writing")) return;
  clearTimeout(timer);
  asked++;
  event.target.reset();
  showFiles([]);
  close();
});

// A form that is open takes the focus and keeps it, as dialogs do.
let opener = null;

function raise(dialog) {
  if (!(dialog instanceof HTMLDialogElement)) {
    if (opener && document.activeElement === document.body) find(document.body, opener)?.focus();
    opener = null;
    return;
  }
  dialog.removeAttribute("open");
  dialog.showModal();
  (dialog.querySelector("[aria-invalid]") || dialog.querySelector(".act :is(input:not([type=hidden]), textarea, select)"))?.focus();
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dialog.querySelector("button.cancel").click();
  });
}

document.addEventListener("submit", (event) => {
  const from = event.submitter || document.activeElement;
  if (from && !from.closest("dialog")) opener = trace(document.body, from);
});

document.addEventListener("put", (event) => {
  if (event.detail.id === "dialog") raise(event.detail);
});

raise(document.getElementById("dialog"));
