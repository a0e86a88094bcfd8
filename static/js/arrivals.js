// The arrival list on a bad line: a tap is kept in this browser until the server has it, and is sent again with the same
// key when there is a signal or the page is opened anew. Only the server's answer changes the state of a row.
// Without this file each tap is a form of its own.

import { Kept } from "./kept.js";

const list = document.querySelector("[data-arrivals]");
const trouble = document.querySelector("[data-arrivals-trouble]");
const person = list?.dataset.arrivals;
// Address of the row -> the tap that waits; the last tap of a row counts.
const kept = new Kept("arrivals", person);
const PART = { "HX-Request": "true", "X-Kept-By-Page": "1", "X-Kept-For": person };
const AGAIN_MILLISECONDS = 20_000;
const SENT_MILLISECONDS = 4000;
const NO_SIGNAL = "ยังไม่ได้ส่ง จะส่งเองเมื่อมีสัญญาณ อย่าออกจากระบบ";
const SIGNED_OUT = "ออกจากระบบแล้ว ที่แตะไว้ยังอยู่ในเครื่อง เข้าสู่ระบบแล้วเปิดหน้านี้ จะส่งให้เอง";
let isSending = false;

function formOf(url) {
  return [...list.querySelectorAll("form[data-arrival]")].find((form) => form.getAttribute("action") === url);
}

function show(words = "") {
  const taps = kept.all();
  const number = Object.keys(taps).length;
  for (const row of list.querySelectorAll(".arrival")) {
    const form = row.querySelector("form[data-arrival]");
    const waits = Boolean(form && taps[form.getAttribute("action")]);
    row.querySelector("[data-arrival-wait]").hidden = !waits;
    form?.querySelector("button").classList.toggle("second", waits || form.querySelector("button").value === "undo");
    if (waits) row.querySelector("[data-arrival-sent]").hidden = true;
  }
  trouble.hidden = !number;
  if (number) trouble.textContent = `รอส่ง ${number} บูธ ${words || NO_SIGNAL}`;
}

// The answer holds the row and the counts as the server has them now.
function takeAnswer(url, text, isRefused) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const row = answer.querySelector(".arrival");
  const counts = answer.getElementById("arrival-counts");
  if (counts) document.getElementById("arrival-counts")?.replaceChildren(...counts.childNodes);
  const before = row && document.getElementById(row.id);
  if (!before) return;
  const hadFocus = before.contains(document.activeElement);
  before.replaceWith(row);
  if (hadFocus) (row.querySelector("button") || row).focus();
  if (isRefused) return;
  const sent = row.querySelector("[data-arrival-sent]");
  sent.hidden = false;
  setTimeout(() => { sent.hidden = true; }, SENT_MILLISECONDS);
}

async function send(url, tap) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const [name, value] of Object.entries(tap)) body.append(name, value);
  const answer = await fetch(url, { method: "POST", body, headers: PART });
  // Signed out, or an error of the server: the tap stays and says so.
  if (answer.headers.has("HX-Redirect") || answer.redirected || answer.status === 412) return SIGNED_OUT;
  if (answer.status >= 500 || answer.status === 429) return NO_SIGNAL;
  const text = await answer.text();
  const now = kept.all()[url];
  // It may have been tapped once more meanwhile.
  if (now?.form_key === tap.form_key && now?.tap === tap.tap) await kept.drop(url);
  takeAnswer(url, text, !answer.ok);
  if (!answer.ok && !text.includes("arrival-counts")) return "ระบบไม่รับ โหลดหน้าใหม่แล้วแตะอีกครั้ง";
  return "";
}

async function sendWaiting() {
  if (isSending || !document.querySelector("[name=csrfmiddlewaretoken]")) return;
  isSending = true;
  let words = "";
  try {
    let left = Object.entries(kept.all());
    while (left.length && !words) {
      words = await send(...left[0]);
      left = Object.entries(kept.all());
    }
  } catch {
    words = NO_SIGNAL;
  }
  isSending = false;
  show(words);
}

function tapped(event) {
  const form = event.target.closest("form[data-arrival]");
  if (!form) return;
  const url = form.getAttribute("action");
  const tap = {
    tap: event.submitter?.value || form.querySelector("button").value,
    form_key: form.elements.namedItem("form_key").value,
    tapped_at: new Date().toISOString(),
  };
  // A tap that is on its way is not made another by a second press.
  if (!kept.all()[url]) kept.set(url, tap);
  event.preventDefault();
  event.stopImmediatePropagation();
  show();
  sendWaiting();
}

function begin() {
  list.addEventListener("submit", tapped, { capture: true });
  window.addEventListener("online", sendWaiting);
  setInterval(sendWaiting, AGAIN_MILLISECONDS);
  show();
  sendWaiting();
}

// Where the browser keeps nothing, each tap is a form that goes by itself.
if (list) kept.load().then(begin, () => {});
