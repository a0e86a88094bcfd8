// The evening grid: Enter goes to the next row, Tab goes across, sums follow, a row saves itself when it is left.
// What could not be saved says so on its row and beside the button, and is sent again when there is a signal.
// Without this file the whole grid is one form with one button.

import { toNumber } from "./number.js";
import { whoIsHere } from "./sending.js";

// Rows with numbers that the server does not have yet.
const dirtyRows = new WeakSet();
const NO_SIGNAL = "ไม่มีสัญญาณ ตัวเลขยังอยู่ในช่อง จะส่งเองเมื่อมีสัญญาณ หรือกดบันทึก";
const REFUSED = "บันทึกไม่สำเร็จ ตัวเลขยังอยู่ในช่อง กดบันทึกอีกครั้ง";
const WHY_IN_ROW = "ดูเหตุผลในแถวสีแดง แก้แล้วแถวจะบันทึกเอง";
const ANOTHERS = "มีคนอื่นเข้าสู่ระบบในเครื่องนี้ ตัวเลขยังอยู่ในช่อง กลับเข้าสู่ระบบเป็นคุณก่อน แล้วจะส่งเอง";
// Nobody is sent away while typing: the button leads to the sign-in, and the server keeps the whole grid meanwhile.
const SIGNED_OUT = "ออกจากระบบแล้ว ตัวเลขยังอยู่ในช่อง กดบันทึกเพื่อเข้าสู่ระบบ แล้วตัวเลขจะกลับมา";
// A row that meets a lost session is kept here: kept by the server it could come after the whole grid, in its place.
// And it is the figure of who typed it: under another's session on the same computer it is not taken.
const PART = { "HX-Request": "true", "X-Kept-By-Page": "1" };
const PATIENCE_MILLISECONDS = 20_000;
const money = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

function cellsOf(row) {
  return [...row.querySelectorAll("input[data-col]")];
}

// With the reason, where the row asks for one.
function typedIn(row) {
  return [...row.querySelectorAll("input[name]:not([type=hidden])")];
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

// A row adds up what is typed in it; the zone adds up what the server has, and nothing else.
function showSums(form) {
  const sums = { sold: 0, ordered: 0 };
  let filled = 0;
  for (const row of form.querySelectorAll("[data-row]")) {
    const typed = amountsOf(row);
    row.querySelector("[data-row-total]").textContent = typed ? money.format(typed.sold + typed.ordered) : "–";
    const saved = savedAmountsOf(row);
    if (!saved) continue;
    filled += 1;
    sums.sold += saved.sold;
    sums.ordered += saved.ordered;
  }
  sums.all = sums.sold + sums.ordered;
  for (const place of form.querySelectorAll("[data-total]")) place.textContent = money.format(sums[place.dataset.total]);
  form.querySelector("[data-filled]").textContent = String(filled);
}

function post(row, body, form) {
  return fetch(row.dataset.url, {
    method: "POST",
    body,
    headers: { ...PART, "X-Kept-For": form.dataset.person },
    signal: AbortSignal.timeout?.(PATIENCE_MILLISECONDS),
  }).catch(() => null);
}

// Who has signed in again meanwhile, in another tab, has another token.
async function postAnew(row, body, form) {
  const { person, token } = await whoIsHere();
  if (!token || person !== form.dataset.person) return null;
  form.querySelector("[name=csrfmiddlewaretoken]").value = token;
  body.set("csrfmiddlewaretoken", token);
  return post(row, body, form);
}

async function saveRow(row, form) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const input of row.querySelectorAll("input[name], select[name]")) body.append(input.name, input.value);
  const reason = form.querySelector("[name=reason]");
  if (reason) body.append(reason.name, reason.value);
  row.classList.add("saving");
  let answer = await post(row, body, form);
  if (answer?.status === 403) answer = await postAnew(row, body, form) ?? answer;
  row.classList.remove("saving");
  if (!answer) markUnsaved(row, form, NO_SIGNAL);
  else if (answer.headers.has("HX-Redirect")) markUnsaved(row, form, SIGNED_OUT);
  else if (answer.status === 412) markUnsaved(row, form, ANOTHERS);
  else if (answer.ok || answer.status === 422) {
    replaceRow(row, await answer.text(), form);
    lookSoon(form);
  } else markUnsaved(row, form, REFUSED);
}

function markUnsaved(row, form, why) {
  dirtyRows.add(row);
  row.classList.add("wrong");
  row.querySelector("[data-unsaved]").hidden = false;
  showUnsaved(form, why);
}

function unsavedRows(form) {
  return [...form.querySelectorAll("[data-unsaved]:not([hidden])")].map((mark) => mark.closest("[data-row]"));
}

function refusedRows(form) {
  return [...form.querySelectorAll("[data-row]:is(:has([aria-invalid]), :has([data-asks]))")];
}

function showUnsaved(form, why = "") {
  const line = form.querySelector("[data-grid-trouble]");
  const unsaved = unsavedRows(form);
  const count = new Set([...unsaved, ...refusedRows(form)]).size;
  line.hidden = count === 0;
  if (!unsaved.length) line.dataset.why = WHY_IN_ROW;
  if (count && why) line.dataset.why = why;
  line.querySelector("b").textContent = `ยังไม่ได้บันทึก ${count} แถว`;
  line.querySelector("span").textContent = line.dataset.why;
}

function sendAgain(form) {
  for (const row of unsavedRows(form)) if (!row.contains(document.activeElement)) leave(row, form);
}

function leave(row, form) {
  dirtyRows.delete(row);
  for (const input of typedIn(row)) input.dataset.sent = input.value;
  return saveRow(row, form);
}

function replaceRow(row, markup, form) {
  const holder = document.createElement("template");
  holder.innerHTML = markup.trim();
  const fresh = holder.content.querySelector("[data-row]");
  if (!fresh) return;
  const focused = row.contains(document.activeElement) ? document.activeElement : null;
  // What was typed while the answer was on its way is newer than the answer.
  for (const input of typedIn(row)) {
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

// More than one cell: "1,200⇥300" or two lines. One cell is pasted into its box as ever.
function isBlock(text) {
  return /[\t\n]/.test(text.replace(/[\r\n]+$/, ""));
}

// The server lays the block over the rows of this page, in their order, and shows what would be written where.
async function pasteBlock(form, input, text) {
  const row = input.closest("[data-row]");
  if (dirtyRows.has(row)) await leave(row, form);
  if (unsavedRows(form).length + refusedRows(form).length || !navigator.onLine) {
    const line = form.querySelector("[data-grid-trouble]");
    line.hidden = false;
    line.querySelector("b").textContent = "ยังวางจาก Excel ไม่ได้";
    line.querySelector("span").textContent = "บันทึกแถวที่ค้างก่อน แล้ววางอีกครั้ง";
    return;
  }
  const keyOf = (one) => one.id.slice("row-".length);
  const fields = {
    csrfmiddlewaretoken: form.querySelector("[name=csrfmiddlewaretoken]").value,
    text,
    rows: [...form.querySelectorAll("[data-row]")].map(keyOf).join(","),
    start: keyOf(row),
    column: input.dataset.col,
  };
  const sent = document.createElement("form");
  sent.method = "post";
  sent.action = form.dataset.paste + location.search;
  sent.hidden = true;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    sent.append(field);
  }
  document.body.append(sent);
  sent.submit();
}

const LOOKED_EVERY = 30_000;
const live = { "HX-Request": "true", "X-Only-Asks": "1" };

async function askLive(form, more = "") {
  const query = new URLSearchParams(location.search);
  if (more) query.set("rows", more);
  const answer = await fetch(`${form.dataset.liveUrl}?${query}`, { headers: live, cache: "no-store" }).catch(() => null);
  if (!answer?.ok || answer.headers.has("HX-Redirect")) return null;
  const holder = document.createElement("template");
  holder.innerHTML = (await answer.text()).trim();
  return holder.content;
}

// A row in which nobody types, and that has nothing of its own to send or to say.
function isAtRest(row) {
  const asIs = typedIn(row).every((input) => input.value === input.defaultValue);
  return asIs && !dirtyRows.has(row) && !row.matches(".wrong, .saving") && !row.contains(document.activeElement);
}

// What others have saved meanwhile: the counts, and the rows that are at rest here.
async function look(form) {
  const news = await askLive(form);
  const counts = news?.querySelector("[data-live]");
  if (!counts) return;
  sendAgain(form); // the line is there, or the session is again
  const shown = document.querySelector("[data-live]");
  if (!shown.contains(document.activeElement)) shown.replaceWith(counts);
  const changed = [...counts.querySelectorAll("[data-now]")]
    .filter(({ dataset }) => {
      const row = document.getElementById(`row-${dataset.now}`);
      return row && isAtRest(row) && row.querySelector("[name^=seen-]").value !== dataset.seen;
    })
    .map(({ dataset }) => dataset.now);
  if (!changed.length) return;
  const fresh = (await askLive(form, changed.slice(0, 100).join(",")))?.querySelectorAll("[data-row]") ?? [];
  for (const row of fresh) {
    const old = document.getElementById(row.id);
    if (!old || !isAtRest(old)) continue;
    row.classList.add("swapped");
    old.replaceWith(row);
  }
  showSums(form);
}

let soon;
function lookSoon(form) {
  clearTimeout(soon);
  soon = setTimeout(look, 800, form);
}

// "ถูกต้อง" is an answer: it goes with the row, and stays with it where the line fails.
function answerQuestion(button, form) {
  const given = document.createElement("input");
  Object.assign(given, { type: "hidden", name: button.name, value: button.value });
  const row = button.closest("[data-row]");
  button.replaceWith(given);
  leave(row, form);
  moveDown(cellsOf(row)[0]);
}

function watch(form) {
  setInterval(() => { if (!document.hidden) look(form); }, LOOKED_EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(form); });
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    if (!event.target.matches("input[data-col]") || !isBlock(text)) return;
    event.preventDefault();
    pasteBlock(form, event.target, text);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-row] input")) return;
    event.preventDefault();
    moveDown(event.target);
  });
  form.addEventListener("click", (event) => {
    const answer = event.target.closest("[data-asks] button");
    if (!answer) return;
    event.preventDefault();
    answerQuestion(answer, form);
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
    if (!sending && unsavedRows(form).length + refusedRows(form).length) event.preventDefault();
  });
  showSums(form);
  showUnsaved(form);
}

document.querySelectorAll("form[data-grid]").forEach(watch);
