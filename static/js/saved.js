// Buttons that keep something on the visitor's own list. Pages are the same for all, so what is on
// it is read from the cookie here. Without this script a press leads to the list.

import { inTongue } from "./slow.js";

const COOKIE = /(?:^|; )saved=([^:;]*)/;
const BUTTONS = "button[form=save]:not([name=remove])";
const SHOWN_MS = 8_000;

const marks = () => (COOKIE.exec(document.cookie)?.[1] ?? "").split(".").filter(Boolean);

export function paintSaved(root) {
  const there = new Set(marks());
  for (const button of root.querySelectorAll(BUTTONS)) {
    const isThere = there.has(button.value);
    button.classList.toggle("there", isThere);
    if (button.matches(".save")) {
      button.setAttribute("aria-pressed", String(isThere));
    } else if (button.dataset.there) {
      const words = button.querySelector("span");
      button.dataset.words ??= words.textContent;
      words.textContent = isThere ? button.dataset.there : button.dataset.words;
    }
  }
}

function placeToSay() {
  const place = document.createElement("div");
  place.id = "saved-said";
  place.className = "toasts";
  place.setAttribute("role", "status");
  const toast = document.createElement("div");
  toast.className = "toast";
  place.append(toast);
  document.body.append(place);
  return place;
}

function say(isThere) {
  const line = document.getElementById("saved-said") ?? placeToSay();
  const link = document.createElement("a");
  link.href = document.getElementById("save").action;
  link.textContent = inTongue(`ดูรายการของฉัน (${marks().length})`, `See my list (${marks().length})`);
  const said = document.createElement("span");
  said.textContent = isThere
    ? inTongue("เก็บแล้ว", "Saved")
    : inTongue("เอาออกแล้ว กดอีกครั้งเพื่อเอากลับ", "Removed. Press again to put it back.");
  line.firstChild.replaceChildren(said, link);
  line.hidden = false;
  clearTimeout(say.ends);
  say.ends = setTimeout(() => { line.hidden = true; }, SHOWN_MS);
}

async function press(button, form) {
  const isThere = marks().includes(button.value);
  const body = new URLSearchParams({ [isThere ? "remove" : "add"]: button.value });
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.status);
  paintSaved(document);
  say(!isThere);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(BUTTONS);
  // Several at once, and what was removed: the list itself answers.
  if (!button || button.value.includes(".") || document.querySelector("[data-saved-list]")) return;
  event.preventDefault();
  press(button, document.getElementById("save")).catch(() => {
    button.form.requestSubmit(button);
  });
});
document.addEventListener("htmx:afterSwap", (event) => paintSaved(event.target));
window.addEventListener("pageshow", () => paintSaved(document));
paintSaved(document);
