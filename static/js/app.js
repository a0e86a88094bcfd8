// Small comforts for every page; each page works without them.

import "./answered.js";
import { inTongue, watchSlow } from "./slow.js";

const BUSY_WORDS = inTongue("กำลังบันทึก…", "Saving…");
const TOAST_MILLISECONDS = 10_000;
const SIGNED_OUT = "signed-out";
// Form -> what ends the watch over its slow press.
const slowPresses = new WeakMap();
// What only some pages need comes when it is needed: most visitors read, on a thin line.
let uploads = null;
const loadUploads = async () => (uploads ??= await import("./upload.js"));
if (document.querySelector("input[type=file]")) await loadUploads();

document.documentElement.classList.add("js");

function focusErrorSummary(root) {
  root.querySelector("[data-error-summary]")?.focus();
}

// The pressed button shows that it works and cannot be pressed twice. It is disabled only after the
// browser has read the form, or its name and value would not be sent.
function markBusy(event) {
  const button = event.submitter;
  const form = event.target;
  if (form.matches("[data-saves-itself].htmx-request")) {
    // It is saving by itself just now: the press comes after, or it would meet its own save.
    event.preventDefault();
    form.addEventListener("htmx:afterRequest", () => form.requestSubmit(button), { once: true });
    return;
  }
  if (event.defaultPrevented || form.method !== "post" || !button || button.hasAttribute("formtarget")) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  const heavy = uploads?.isHeavy(form);
  if (heavy) {
    event.preventDefault();
    uploads.sendWithProgress(form, button, { free: () => markFree(form), show: showPage });
  }
  setTimeout(() => {
    button.dataset.words = button.innerHTML;
    if (button.tagName === "BUTTON") button.textContent = button.dataset.busy || BUSY_WORDS;
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
    if (heavy) return; // says by itself how far it is
    slowPresses.set(form, watchSlow(button, () => {
      markFree(form);
      form.requestSubmit(button);
    }));
  });
}

function markFree(form) {
  delete form.dataset.sending;
  slowPresses.get(form)?.();
  for (const button of form.querySelectorAll("[aria-busy]")) {
    if (button.dataset.words) button.innerHTML = button.dataset.words;
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
}

// An answer that came to a script stands where the browser would have put it.
function showPage(text) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const main = answer.querySelector("main");
  if (!main) return false;
  document.title = answer.title;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  htmx.process(main);
  enliven(main);
  focusErrorSummary(main);
  return true;
}

// A question that follows an earlier answer is out of the way until that answer is chosen.
function followAnswer(box) {
  const field = box.closest(".field");
  const before = [...(box.form?.elements ?? [])].filter((one) => one.name === box.dataset.after);
  const show = () => {
    const isShown = before.some((one) => one.checked && one.value === box.dataset.afterAnswer && !one.closest("[hidden]"));
    field.hidden = !isShown;
  };
  box.form?.addEventListener("change", show);
  show();
}

function hideToasts() {
  for (const toast of document.querySelectorAll("[data-toast]")) {
    if (toast.classList.contains("error")) continue;
    setTimeout(() => toast.classList.add("leaving"), TOAST_MILLISECONDS);
  }
}

function warnUnsaved(form) {
  // What came back with its errors is not saved either.
  let changed = Boolean(document.querySelector(".error-summary"));
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

// Nothing says "saved" that is not: at the first letter the line says so, until the answer is there.
// A page with several such forms has a line in each.
function saySaving(event, words) {
  const form = event.target.closest?.("form[data-saves-itself]");
  if (!form || event.target.type === "submit") return;
  const line = (form.querySelector("[data-save-state]") ?? document.querySelector("[data-save-state]"))?.querySelector("span");
  if (line) line.textContent = words;
}

// A press on a button of such a form saves by itself: leaving the box on the way to it does not, or
// the answer would put another button under the pointer. Let go elsewhere, it was no press.
let pressed = null;

function holdBack(event) {
  const button = event.target.closest?.("button[type=submit]");
  if (button?.form?.matches("[data-saves-itself]")) pressed = button;
}

function letGo(event) {
  if (!pressed) return;
  const { form } = pressed;
  const isPress = event.type === "pointerup" && pressed.contains(event.target);
  pressed = null;
  if (!isPress) htmx.trigger(form, "change");
}

function waitForPress(event) {
  if (!pressed || event.target !== pressed.form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function watchBulkForm(form) {
  const bar = form.querySelector("[data-bulk-bar]");
  const all = form.querySelector("[data-bulk-all]");
  const boxes = () => [...form.querySelectorAll('td.tick input[type="checkbox"]')];
  const show = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    bar?.classList.toggle("some", ticked > 0);
    const unit = form.dataset.bulk || "รายการ";
    const count = form.querySelector("[data-bulk-count]");
    if (count) count.textContent = `เลือกอยู่ ${ticked} ${unit}`;
    for (const number of form.querySelectorAll("[data-bulk-number]")) number.textContent = `${ticked} ${unit}`;
    if (all) {
      all.checked = ticked > 0 && ticked === boxes().length;
      all.indeterminate = ticked > 0 && !all.checked;
    }
  };
  all?.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    show();
  });
  form.addEventListener("change", show);
  show();
}

document.addEventListener("submit", markBusy);
if (document.getElementById("save")) import("./saved.js");
document.addEventListener("focusin", (event) => {
  if (event.target.matches("input[data-suggestions]")) import("./suggest.js").then(({ suggestUnder }) => suggestUnder(event.target));
});
document.addEventListener("input", (event) => saySaving(event, "ยังไม่ได้บันทึก"));
document.addEventListener("pointerdown", holdBack);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, letGo);
document.addEventListener("htmx:beforeRequest", waitForPress);
document.addEventListener("htmx:beforeRequest", (event) => saySaving(event, "กำลังบันทึก…"));
for (const trouble of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(trouble, (event) => saySaving(event, "ยังไม่ได้บันทึก ไม่มีสัญญาณ กดปุ่มบันทึกเมื่อมีสัญญาณ"));
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
// The code of a slip comes behind "#", which no server and no log sees; it does not stay there.
function takeCodeFromAddress(input) {
  const code = /^#code=([A-Za-z0-9]{10})$/.exec(location.hash)?.[1];
  if (!code) return;
  if (!input.value) input.value = code;
  history.replaceState(history.state, "", location.pathname + location.search);
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.matches("input[type=file][data-preview]")) loadUploads().then(({ fileChosen }) => fileChosen(input));
});
// A page taken back from the browser's memory must not keep its dead button, and one from before
// the sign-out must not be shown again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sending]").forEach(markFree);
  if (performance.timeOrigin < Number(localStorage.getItem(SIGNED_OUT))) location.reload();
});
// What the worker of the takings keeps of one person is not there for the next.
const forgetPages = () => globalThis.caches?.delete("takings-pages");
if (location.pathname.startsWith("/accounts/")) forgetPages();
document.addEventListener("submit", (event) => {
  // A box named "action" hides the property of the form.
  const to = event.target.getAttribute("action") ?? location.pathname;
  if (!to.endsWith("/accounts/logout/")) return;
  localStorage.setItem(SIGNED_OUT, Date.now());
  forgetPages();
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  // What a form keeps by itself while it is filled in is no answer to the press.
  if (form && event.detail.requestConfig?.triggeringEvent?.type === "submit") markFree(form);
});
document.addEventListener("htmx:afterSwap", (event) => {
  focusErrorSummary(event.target);
  hideToasts();
});

function enliven(root) {
  root.querySelectorAll("[data-after]").forEach(followAnswer);
  const ways = root.querySelectorAll("[data-back]");
  if (ways.length) import("./back.js").then(({ leadBack }) => ways.forEach(leadBack));
  const files = root.querySelectorAll("input[type=file][data-preview]");
  if (files.length) loadUploads().then(({ coverFileInput }) => files.forEach(coverFileInput));
  root.querySelectorAll("form[data-warn-unsaved], .change-form #content-main > form").forEach(warnUnsaved);
  root.querySelectorAll("form[data-bulk]").forEach(watchBulkForm);
  root.querySelectorAll("input[data-code-behind]").forEach(takeCodeFromAddress);
}

enliven(document);
focusErrorSummary(document);
hideToasts();
