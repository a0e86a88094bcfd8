// Small comforts for every page; each page works without them.

import "./answered.js";
import { watchSlow } from "./slow.js";

const BUSY_WORDS = "กำลังบันทึก…";
const TOAST_MILLISECONDS = 10_000;
const SIGNED_OUT = "signed-out";
// Form -> what ends the watch over its slow press.
const slowPresses = new WeakMap();

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
  setTimeout(() => {
    button.dataset.words = button.innerHTML;
    if (button.tagName === "BUTTON") button.textContent = button.dataset.busy || BUSY_WORDS;
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
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

// The browser words its own file button in its own language; ours is Thai and as large as the rest.
function coverFileInput(input) {
  if (!input.id) return;
  const button = document.createElement("label");
  button.className = "button second";
  button.htmlFor = input.id;
  button.textContent = (input.accept || "").includes("image/") ? "ถ่ายหรือเลือกรูป" : "เลือกไฟล์";
  button.setAttribute("aria-hidden", "true");
  input.classList.add("file-covered", "sr-only");
  input.after(button);
}

async function drawSmall(file, canvas) {
  try {
    const picture = await createImageBitmap(file);
    const scale = 320 / Math.min(picture.width, picture.height);
    canvas.width = picture.width * scale;
    canvas.height = picture.height * scale;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  } catch {
    canvas.remove();
  }
}

function previewFile(input) {
  const frame = input.parentElement;
  frame.querySelector(".file-chosen")?.remove();
  const file = input.files[0];
  if (!file) return;
  const chosen = document.createElement("div");
  chosen.className = "file-chosen stack-sm";
  if (/^image\/(jpeg|png|webp)$/.test(file.type)) {
    // Drawn, not shown by address: the policy allows pictures of this site only.
    const picture = document.createElement("canvas");
    picture.setAttribute("aria-hidden", "true");
    drawSmall(file, picture);
    chosen.append(picture);
  }
  const line = document.createElement("p");
  const megabytes = file.size / 1024 / 1024;
  const size = megabytes < 1 ? `${Math.ceil(file.size / 1024)} KB` : `${megabytes.toFixed(1)} MB`;
  line.className = "small";
  line.textContent = `${file.name} ${size}`;
  chosen.append(line);
  frame.append(chosen);
}

function warnUnsaved(form) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

// Nothing says "saved" that is not: at the first letter the line says so, until the answer is there.
function watchSaving(form) {
  const say = (words) => {
    const line = document.querySelector("[data-save-state] span");
    if (line) line.textContent = words;
  };
  form.addEventListener("input", () => say("ยังไม่ได้บันทึก"));
  form.addEventListener("htmx:beforeRequest", () => say("กำลังบันทึก…"));
  for (const trouble of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    form.addEventListener(trouble, () => say("ยังไม่ได้บันทึก ไม่มีสัญญาณ กดปุ่มบันทึกเมื่อมีสัญญาณ"));
  }
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
  if (event.target.matches("input[type=file][data-preview]")) previewFile(event.target);
});
// A page taken back from the browser's memory must not keep its dead button, and one from before
// the sign-out must not be shown again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sending]").forEach(markFree);
  if (performance.timeOrigin < Number(localStorage.getItem(SIGNED_OUT))) location.reload();
});
document.addEventListener("submit", (event) => {
  // A box named "action" hides the property of the form.
  if (event.target.getAttribute("action")?.endsWith("/accounts/logout/")) localStorage.setItem(SIGNED_OUT, Date.now());
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

document.querySelectorAll("[data-after]").forEach(followAnswer);
document.querySelectorAll("input[type=file][data-preview]").forEach(coverFileInput);
focusErrorSummary(document);
hideToasts();
document.querySelectorAll("form[data-warn-unsaved]").forEach(warnUnsaved);
document.querySelectorAll("form[data-saves-itself]").forEach(watchSaving);
document.querySelectorAll("form[data-bulk]").forEach(watchBulkForm);
document.querySelectorAll("input[data-code-behind]").forEach(takeCodeFromAddress);
