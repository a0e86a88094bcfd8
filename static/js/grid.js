// The evening grid: Enter goes to the next row, Tab goes across, sums follow, a row saves itself when it is left.
// What could not be saved says so on its row and beside the button, and is sent again when there is a signal.
// Without this file the whole grid is one form with one button.

import { toNumber } from "./number.js";

// Rows with numbers that the server does not have yet.
const dirtyRows = new WeakSet();
const NO_SIGNAL = "ไม่มีสัญญาณ ตัวเลขยังอยู่ในช่อง จะส่งเองเมื่อมีสัญญาณ หรือกดบันทึก";
const REFUSED = "บันทึกไม่สำเร็จ ตัวเลขยังอยู่ในช่อง กดบันทึกอีกครั้ง";
// Nobody is sent away while typing: the button leads to the sign-in, and the server keeps the whole grid meanwhile.
const SIGNED_OUT = "ออกจากระบบแล้ว ตัวเลขยังอยู่ในช่อง กดบันทึกเพื่อเข้าสู่ระบบ แล้วตัวเลขจะกลับมา";
// A row that meets a lost session is kept here: kept by the server it could come after the whole grid, in its place.
const PART = { "HX-Request": "true", "X-Kept-By-Page": "1" };
const money = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

function cellsOf(row) {
  return [...row.querySelectorAll("input[data-col]")];
}

function moveDown(input) {
  let below = input.closest("[data-row]").nextElementSibling;
  while (below && !below.matches("[data-row]")) below = below.nextElementSibling;
  // A row is typed from its first cell, so Enter starts the next one there.
  const target = below ? cellsOf(below)[0] : null;
  if (target) {
    target.focus();
    target.select();
  } else {
    input.form.querySelector(".grid-totals button")?.focus();
  }
}

// What the server said no to, until it is typed anew.
function isRefused(input) {
  return input.hasAttribute("aria-invalid") && input.value === input.defaultValue;
}

// {sold, ordered} when the server would take the row as it stands in the cells, else null.
function amountsOf(row) {
  const amounts = {};
  for (const input of cellsOf(row)) {
    const mayBeEmpty = input.dataset.col === "ordered" && input.value.trim() === "";
    const value = mayBeEmpty ? 0 : toNumber(input.value);
    if (value === null || isRefused(input)) return null;
    amounts[input.dataset.col] = value;
  }
  return amounts;
}

// {sold, ordered} as the server has them, null when the booth has not reported.
function savedAmountsOf(row) {
  if (!row.querySelector("[data-saved]")) return null;
  return Object.fromEntries(cellsOf(row).map((input) => [input.dataset.col, toNumber(input.dataset.saved)]));
}

function showSums(form) {
  const sums = { sold: 0, ordered: 0 };
  let filled = 0;
  for (const row of form.querySelectorAll("[data-row]")) {
    const typed = amountsOf(row);
    row.querySelector("[data-row-total]").textContent = typed ? money.format(typed.sold + typed.ordered) : "–";
    const counted = typed || savedAmountsOf(row);
    if (!counted) continue;
    filled += 1;
    sums.sold += counted.sold;
    sums.ordered += counted.ordered;
  }
  sums.all = sums.sold + sums.ordered;
  for (const place of form.querySelectorAll("[data-total]")) place.textContent = money.format(sums[place.dataset.total]);
  form.querySelector("[data-filled]").textContent = String(filled);
}

async function saveRow(row, form) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const input of row.querySelectorAll("input[name], select[name]")) body.append(input.name, input.value);
  const reason = form.querySelector("[name=reason]");
  if (reason) body.append(reason.name, reason.value);
  row.classList.add("saving");
  const answer = await fetch(row.dataset.url, { method: "POST", body, headers: PART }).catch(() => null);
  row.classList.remove("saving");
  if (!answer) markUnsaved(row, form, NO_SIGNAL);
  else if (answer.headers.has("HX-Redirect")) markUnsaved(row, form, SIGNED_OUT);
  else if (answer.ok || answer.status === 422) replaceRow(row, await answer.text(), form);
  else markUnsaved(row, form, REFUSED);
}

function markUnsaved(row, form, why) {
  dirtyRows.add(row);
  row.querySelector("[data-unsaved]").hidden = false;
  showUnsaved(form, why);
}

function unsavedRows(form) {
  return [...form.querySelectorAll("[data-unsaved]:not([hidden])")].map((mark) => mark.closest("[data-row]"));
}

function showUnsaved(form, why = "") {
  const line = form.querySelector("[data-grid-trouble]");
  const count = unsavedRows(form).length;
  line.hidden = count === 0;
  if (count && why) line.dataset.why = why;
  line.querySelector("b").textContent = `ยังไม่ได้บันทึก ${count} แถว`;
  line.querySelector("span").textContent = line.dataset.why;
}

function sendAgain(form) {
  for (const row of unsavedRows(form)) if (!row.contains(document.activeElement)) leave(row, form);
}

function leave(row, form) {
  dirtyRows.delete(row);
  for (const input of cellsOf(row)) input.dataset.sent = input.value;
  saveRow(row, form);
}

function replaceRow(row, markup, form) {
  const holder = document.createElement("template");
  holder.innerHTML = markup.trim();
  const fresh = holder.content.querySelector("[data-row]");
  if (!fresh) return;
  const focused = row.contains(document.activeElement) ? document.activeElement : null;
  // What was typed while the answer was on its way is newer than the answer.
  for (const input of cellsOf(row)) {
    const twin = fresh.querySelector(`[name="${CSS.escape(input.name)}"]`);
    if (!twin) continue;
    if (input.dataset.sent === input.value) continue;
    twin.value = input.value;
    dirtyRows.add(fresh);
  }
  fresh.classList.add("swapped");
  row.replaceWith(fresh);
  if (focused?.name) fresh.querySelector(`[name="${CSS.escape(focused.name)}"]`)?.focus();
  showSums(form);
  showUnsaved(form);
}

function watch(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input[data-col]")) return;
    event.preventDefault();
    moveDown(event.target);
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("input[data-col]")) showSums(form);
  });
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("input[data-col]")) event.target.select();
  });
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (row?.dataset.url) dirtyRows.add(row);
  });
  form.addEventListener("focusout", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || !dirtyRows.has(row) || row.contains(event.relatedTarget)) return;
    leave(row, form);
  });
  window.addEventListener("online", () => sendAgain(form));
  let sending = false;
  form.addEventListener("submit", () => { sending = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && unsavedRows(form).length) event.preventDefault();
  });
  showSums(form);
}

document.querySelectorAll("form[data-grid]").forEach(watch);
