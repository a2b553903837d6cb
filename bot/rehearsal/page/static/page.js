// Makes the page live: acts without leaving it, and shows what changes. Without this it works too.
"use strict";

const FIELDS = "input, select, textarea, button, a, summary, [tabindex]";

/** Replace an element, keeping what has the focus, what is open and what is being written. */
function put(id, markup) {
  const old = document.getElementById(id);
  if (!old) return;
  const made = parse(markup);
  const focus = old.contains(document.activeElement) ? trace(old, document.activeElement) : null;
  keep(old, made);
  const list = old.id === "messages" ? old : null;
  const atEnd = list && isAtEnd(list);
  const top = old.scrollTop;
  old.replaceWith(made);
  if (list) atEnd ? toEnd(made) : (made.scrollTop = top);
  if (focus) find(made, focus)?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("put", { detail: made }));
}

function parse(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup.trim();
  return template.content.firstElementChild;
}

/** Which of the elements that take the focus it was: by id, else by what it is called and where. */
function trace(root, element) {
  if (element.id) return { id: element.id };
  const all = [...root.querySelectorAll(FIELDS)];
  return { at: all.indexOf(element), name: element.name, value: element.value };
}

function find(root, trace) {
  if (root.id === trace.id) return root;
  if (trace.id) return root.querySelector("#" + CSS.escape(trace.id));
  const all = [...root.querySelectorAll(FIELDS)];
  const same = (one) => one.name === trace.name && one.value === trace.value;
  return all[trace.at] && same(all[trace.at]) ? all[trace.at] : all.find(same) || all[trace.at];
}

/** Carry over what is no part of the markup: opened details, and fields that were written in. */
function keep(old, made) {
  for (const one of old.querySelectorAll("details[id][open]:not([data-newest])")) {
    const other = made.querySelector("#" + CSS.escape(one.id));
    if (other) other.open = true;
  }
  for (const one of old.querySelectorAll("[id][data-keep]")) {
    made.querySelector("#" + CSS.escape(one.id))?.replaceWith(one); // as it is, files included
  }
  for (const one of old.querySelectorAll("input[id], textarea[id], select[id]")) {
    const other = made.querySelector("#" + CSS.escape(one.id));
    if (!other || other.type === "hidden" || other.type === "file") continue;
    if (one instanceof HTMLSelectElement) {
      if (!wasChosen(one)) continue;
      const chosen = new Set([...one.selectedOptions].map((option) => option.value));
      for (const option of other.options) option.selected = chosen.has(option.value);
    } else if (one.type === "checkbox" || one.type === "radio") {
      if (one.checked !== one.defaultChecked) other.checked = one.checked;
    } else if (one.value !== one.defaultValue) {
      other.value = one.value;
    }
  }
}

function wasChosen(select) {
  return [...select.options].some((option) => option.selected !== option.defaultSelected);
}

function isAtEnd(list) {
  return list.scrollHeight - list.scrollTop - list.clientHeight < 80;
}

function toEnd(list) {
  list.scrollTop = list.scrollHeight;
}

function putMessage({ id, markup, before }) {
  if (document.getElementById(id)) return put(id, markup);
  const list = document.getElementById("messages");
  if (!list || "still" in list.dataset) return;
  const atEnd = isAtEnd(list);
  list.querySelector(".empty")?.remove();
  list.insertBefore(parse(markup), before ? document.getElementById(before) : null);
  if (atEnd) toEnd(list);
}

function listen() {
  const source = new EventSource(document.body.dataset.live);
  const lost = document.getElementById("lost");
  source.onopen = () => (lost.hidden = true);
  source.onerror = () => (lost.hidden = false);
  source.addEventListener("put", (event) => {
    const { id, markup } = JSON.parse(event.data);
    const list = document.getElementById("messages");
    if (id === "messages" && list && "still" in list.dataset) return;
    put(id, markup);
  });
  source.addEventListener("message-at", (event) => putMessage(JSON.parse(event.data)));
  source.addEventListener("onward", (event) => location.assign(JSON.parse(event.data).path));
  source.addEventListener("gone", (event) => {
    document.getElementById(JSON.parse(event.data).id)?.remove();
  });
  window.addEventListener("pagehide", () => source.close());
}

/** Act without leaving the page; what comes of it arrives by the events. */
async function act(form, submitter) {
  const fields = new FormData(form, submitter);
  const isPlain = form.enctype !== "multipart/form-data";
  form.setAttribute("aria-busy", "true");
  try {
    const action = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
    const answer = await fetch(action, {
      method: "POST",
      headers: { "X-Live": "1" },
      body: isPlain ? new URLSearchParams(fields) : fields,
    });
    const onward = answer.headers.get("X-Go");
    if (onward) location.assign(onward);
    else if (!answer.ok) say(await answer.text());
    else if (!answer.headers.has("X-Refused")) form.dispatchEvent(new CustomEvent("acted", { bubbles: true }));
  } catch {
    say("The rehearsal does not answer. Is it still running?");
  } finally {
    form.removeAttribute("aria-busy");
  }
}

function say(text) {
  const notice = document.getElementById("notice");
  const line = document.createElement("p");
  line.textContent = text;
  notice.replaceChildren(line);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form.act") || event.defaultPrevented) return;
  event.preventDefault();
  if (!form.hasAttribute("aria-busy")) act(form, event.submitter);
});

const messages = document.getElementById("messages");
if (messages && !("still" in messages.dataset)) toEnd(messages);
listen();
