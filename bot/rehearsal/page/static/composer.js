// Suggestions while a command is typed (a combobox with a list), and forms as dialogs.
"use strict";

const WAIT = 150; // milliseconds of silence before anybody is asked
const NOTHING = { suggestions: [], files: [], hint: "" };
let asked = 0;
let timer = 0;

const field = () => document.getElementById("text");
const list = () => document.getElementById("suggestions");
const options = () => [...list().querySelectorAll("[role=option]")];
const chosen = () => list().querySelector("[aria-selected=true]");

function hint(text) {
  const line = document.getElementById("hint");
  if (line.textContent !== text) line.textContent = text;
}

function close() {
  asked++; // whatever is still on its way comes too late
  clearTimeout(timer);
  if (!field()) return;
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

/** List what could come next, written before what stands behind the cursor. */
function show(suggestions, rest) {
  list().replaceChildren(
    ...suggestions.map((one, place) => {
      const item = document.createElement("li");
      item.id = `suggestion-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.text = one.text;
      item.dataset.rest = rest;
      const label = document.createElement("b");
      label.textContent = one.label;
      item.append(label, one.about ? ` ${one.about}` : "");
      return item;
    }),
  );
  list().hidden = false;
  field().setAttribute("aria-expanded", "true");
  mark(suggestions[0].is_extra ? null : options()[0]); // Enter sends what is complete
}

function showFiles(files) {
  const place = document.getElementById("files");
  const known = [...place.querySelectorAll("input")].map((input) => input.name);
  const wanted = files.map((file) => `file:${file.name}`);
  if (known.join("\n") === wanted.join("\n")) return;
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
  const cursor = field().selectionStart ?? text.length;
  if (!text.startsWith("/")) return clear();
  const mine = ++asked;
  const [before, rest] = [text.slice(0, cursor), text.slice(cursor)];
  const query = new URLSearchParams({ text: before, rest });
  let found = NOTHING;
  try {
    const answer = await fetch(`${field().dataset.suggest}?${query}`);
    if (answer.ok && !answer.redirected) found = await answer.json();
  } catch {
    found = NOTHING; // the page says by itself that nobody answers
  }
  if (mine !== asked || field()?.value !== text) return; // something newer is on its way
  showFiles(found.files);
  if (!found.suggestions.length) {
    close();
    return hint(found.hint);
  }
  show(found.suggestions, rest);
  const number = found.suggestions.length;
  hint(number === 1 ? "1 suggestion" : `${number} suggestions`);
}

/** Nothing is typed that could be gone on with. */
function clear() {
  close();
  showFiles([]);
  hint("");
}

function take(option) {
  const { text, rest } = option.dataset;
  const isSpaced = text.endsWith(" ") && rest.startsWith(" ");
  field().value = text + (isSpaced ? rest.slice(1) : rest);
  field().focus();
  field().setSelectionRange(text.length, text.length);
  close();
  ask();
}

document.addEventListener("input", (event) => {
  if (event.target.id !== "text") return;
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "text" || event.isComposing) return;
  if (list().hidden) {
    if (event.key !== "ArrowDown" || !field().value.startsWith("/")) return;
    event.preventDefault();
    return ask();
  }
  const all = options();
  const at = all.indexOf(chosen());
  if (event.key === "ArrowDown") mark(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") mark(all[at < 1 ? all.length - 1 : at - 1]);
  else if (event.key === "Escape") {
    close();
    hint("");
  } else if ((event.key === "Tab" || event.key === "Enter") && !event.shiftKey && chosen()) {
    const { text, rest } = chosen().dataset;
    if ((text + rest).trim() === field().value.trim()) return close(); // it is there already
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

document.addEventListener("submit", (event) => {
  if (event.target.matches(".writing")) close();
});

document.addEventListener("acted", (event) => {
  if (!event.target.matches(".writing")) return;
  field().value = "";
  clear();
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
  dialog.showModal(); // the focus goes where the markup says: to the first field, or the wrong one
  dialog.querySelectorAll("[data-counts]").forEach(count);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dialog.querySelector("button.cancel").click();
  });
}

/** Say how much of a text's room is taken, as it is written. */
function count(line) {
  line.dataset.rule ??= line.textContent;
  const length = [...document.getElementById(line.dataset.counts).value].length;
  line.textContent = length ? `${length} of ${line.dataset.most} characters` : line.dataset.rule;
}

document.addEventListener("input", (event) => {
  const line = document.getElementById(`${event.target.id}-rule`);
  if (line?.dataset.counts) count(line);
});

document.addEventListener("submit", (event) => {
  const at = document.activeElement;
  const from = event.target.contains(at) ? at : event.submitter;
  if (from && !from.closest("dialog")) opener = trace(document.body, from);
});

document.addEventListener("put", (event) => {
  if (event.detail.id === "dialog") raise(event.detail);
  if (event.detail.id !== "composer" || !field()) return;
  if (field() === document.activeElement && field().value.startsWith("/")) ask();
});

raise(document.getElementById("dialog"));
