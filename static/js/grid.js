// The evening grid: Enter goes down, Tab goes across, sums follow, a row saves itself when it is left.
// Without this file the whole grid is one form with one button.

import { toNumber } from "./number.js";

// Rows with numbers that the server does not have yet.
const dirtyRows = new WeakSet();
const money = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

function cellsOf(row) {
  return [...row.querySelectorAll("input[data-col]")];
}

function moveDown(input) {
  const row = input.closest("[data-row]");
  const step = (start, direction) => {
    let next = start[direction];
    while (next && !next.matches("[data-row]")) next = next[direction];
    return next;
  };
  const below = step(row, "nextElementSibling");
  const target = below?.querySelector(`input[data-col="${input.dataset.col}"]`);
  if (target) {
    target.focus();
    target.select();
  } else {
    input.form.querySelector(".grid-totals button")?.focus();
  }
}

function showSums(form) {
  const sums = {};
  let all = 0;
  let filled = 0;
  for (const row of form.querySelectorAll("[data-row]")) {
    let rowSum = null;
    for (const input of cellsOf(row)) {
      const value = toNumber(input.value);
      if (value === null) continue;
      sums[input.dataset.col] = (sums[input.dataset.col] || 0) + value;
      rowSum = (rowSum || 0) + value;
    }
    const sumCell = row.querySelector("[data-row-total]");
    if (sumCell) sumCell.textContent = rowSum === null ? "–" : money.format(rowSum);
    if (rowSum !== null) filled += 1;
    all += rowSum || 0;
  }
  sums.all = all;
  for (const place of form.querySelectorAll("[data-total]")) {
    const elsewhere = Number(place.dataset.base || 0);
    place.textContent = money.format((sums[place.dataset.total] || 0) + elsewhere);
  }
  const count = form.querySelector("[data-filled]");
  if (count) count.textContent = String(filled + Number(count.dataset.base || 0));
}

async function saveRow(row, form) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const input of row.querySelectorAll("input[name], select[name]")) body.append(input.name, input.value);
  row.classList.add("saving");
  let answer;
  try {
    answer = await fetch(row.dataset.url, { method: "POST", body, headers: { "HX-Request": "true" } });
  } catch {
    row.classList.remove("saving");
    dirtyRows.add(row);
    return; // No signal: the numbers stay in the cells, and the save button still sends them.
  }
  row.classList.remove("saving");
  if (answer.ok || answer.status === 422) replaceRow(row, await answer.text(), form);
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
    dirtyRows.delete(row);
    for (const input of cellsOf(row)) input.dataset.sent = input.value;
    saveRow(row, form);
  });
  showSums(form);
}

document.querySelectorAll("form[data-grid]").forEach(watch);
