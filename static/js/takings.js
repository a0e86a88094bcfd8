// A stall keeper's takings: the sum follows the typing, and without a signal the entry waits in the
// phone and is sent later with the same form key, so that it counts once.

import { toNumber } from "./number.js";

const STORE = "otopfair-takings";
const money = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
// One form for each booth of the vendor.
const forms = [...document.querySelectorAll("form[data-takings]")];
const offlineNotes = [...document.querySelectorAll("[data-offline]")];

function waiting() {
  try {
    return JSON.parse(localStorage.getItem(STORE)) || {};
  } catch {
    return {};
  }
}

function keep(entries) {
  localStorage.setItem(STORE, JSON.stringify(entries));
}

function showSum(form) {
  const place = form.querySelector("[data-total]");
  const values = [...form.querySelectorAll("[data-add]")].map((input) => toNumber(input.value) || 0);
  const sum = values.reduce((total, value) => total + value, 0);
  if (place) place.textContent = `${money.format(sum)} บาท`;
}

function showSignal() {
  const unsent = Object.keys(waiting()).length > 0;
  for (const note of offlineNotes) note.hidden = navigator.onLine && !unsent;
  for (const mark of document.querySelectorAll("[data-unsent]")) mark.hidden = !unsent;
}

function storeForLater(event) {
  if (navigator.onLine) return;
  const form = event.currentTarget;
  event.preventDefault();
  event.stopImmediatePropagation();
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const token = "csrfmiddlewaretoken";
  const entries = waiting();
  entries[form.dataset.formKey] = { url: form.action, fields: fields.filter(([name]) => name !== token) };
  keep(entries);
  showSignal();
  form.querySelector("[data-offline]")?.scrollIntoView({ block: "center" });
}

// The server refused the numbers: back into the form with them, for their owner to look at.
function fillAgain(form, fields) {
  for (const [name, value] of fields) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement && input.type !== "hidden") input.value = value;
  }
  showSum(form);
}

// An entry leaves the phone only when the server has it: the answer to a saved form is a redirect.
async function sendWaiting() {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!navigator.onLine || !token) return;
  let sent = 0;
  for (const [key, entry] of Object.entries(waiting())) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    for (const [name, value] of entry.fields) body.append(name, value);
    let answer;
    try {
      answer = await fetch(entry.url, { method: "POST", body });
      const form = forms.find((one) => one.dataset.formKey === key);
      if (answer.status === 422 && form) fillAgain(form, entry.fields);
      else if (!answer.redirected || answer.url.includes("/accounts/")) continue;
    } catch {
      break;
    }
    const left = waiting();
    delete left[key];
    keep(left);
    if (answer.redirected) sent += 1;
  }
  showSignal();
  if (sent) window.location.reload();
}

for (const form of forms) {
  form.addEventListener("input", () => showSum(form));
  form.addEventListener("submit", storeForLater, { capture: true });
}
window.addEventListener("online", sendWaiting);
window.addEventListener("offline", showSignal);
showSignal();
sendWaiting();
