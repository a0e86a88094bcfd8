// On every page of a signed-in person: says what has not reached us yet, and asks before signing out.

import { isReady, unsent, whenChanged } from "./waiting.js";

const note = document.querySelector("[data-kept-note]");
const leaving = document.querySelector("[data-asks-to-leave]");
let leavingForm = null;

function counted() {
  const refused = unsent().filter((entry) => entry.state === "refused").length;
  const waiting = unsent().length - refused;
  const words = [];
  if (waiting) words.push(`รอส่ง ${waiting} รายการ`);
  if (refused) words.push(`ต้องแก้ ${refused} รายการ`);
  return words.join(" ");
}

function showNote() {
  if (!note) return;
  note.hidden = !unsent().length || Boolean(document.querySelector("[data-takings-page]"));
  note.querySelector("[data-kept-words]").textContent = `ยอดขาย${counted()}`;
}

// What is half typed stays as well, but nobody waits for it.
function askFirst(event) {
  const form = event.target;
  const to = form.getAttribute("action") ?? location.pathname;
  if (!to.endsWith("/accounts/logout/")) return;
  if (!unsent().length || form === leavingForm) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  leavingForm = form;
  leaving.querySelector("[data-leave-words]").textContent = unsent().map((entry) => entry.label).join(", ");
  leaving.hidden = false;
  form.closest("details")?.removeAttribute("open");
  leaving.focus();
}

isReady.then((works) => {
  if (!works || !leaving) return;
  document.addEventListener("submit", askFirst, { capture: true });
  leaving.querySelector("[data-leave]").addEventListener("click", () => leavingForm.requestSubmit());
  leaving.querySelector("[data-stay]").addEventListener("click", () => {
    leaving.hidden = true;
    leavingForm = null;
  });
});
whenChanged(showNote);
