// A stall keeper's takings: the sum follows the typing, and what is saved waits in the telephone until the server has it.
// Each row says where its figure is: ร่าง, รอส่ง, ส่งแล้ว or ต้องแก้. Without this file a form is sent as any other.

import { newKey } from "./kept.js";
import { toNumber } from "./number.js";
import { isReady, kept, line, sendNow, whenChanged } from "./waiting.js";

const DRAFT = "/draft";
const PAUSE_MILLISECONDS = 300;
const OF_THE_PAGE = new Set(["csrfmiddlewaretoken", "form_key", "replaces", "typed_at", "asked", "is-right"]);
const NO_SIGNAL = "ไม่มีสัญญาณ ยอดเก็บไว้ในเครื่องแล้ว จะส่งเองเมื่อมีสัญญาณ";
const SIGNED_OUT = "ออกจากระบบแล้ว ยอดเก็บไว้ในเครื่อง เข้าสู่ระบบอีกครั้งแล้วจะส่งให้เอง";
const SENDING = "กำลังส่ง…";
const TYPED_ONLY = "เก็บไว้ในเครื่องแล้ว กดบันทึกเพื่อส่ง";
const NO_NUMBER = "กรอกยอดเป็นตัวเลข ถ้าไม่มีให้ใส่ 0";
const money = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Bangkok" });
const forms = [...document.querySelectorAll("form[data-takings]")];

const boxes = (form) => [...form.querySelectorAll("[data-add]")];
const amount = (text) => toNumber(text) ?? 0;

class TakingsForm {
  constructor(form) {
    this.form = form;
    this.place = form.dataset.formKey;
    this.box = form.querySelector("[data-entry-state]");
    this.sentAt = "";
    this.dropped = null;
    this.shown = ""; // the key of the entry that stands in the boxes
    this.isTyped = false; // since then
    form.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => this.save(event), { capture: true });
    this.press("right", () => this.send(this.entry().marks));
    this.press("drop", () => this.dropEntry());
    this.press("undo", () => this.takeBack());
    // An answer to a press shows what was typed and what is wrong with it already.
    if (!document.body.dataset.answersPress) this.fill(this.draft() ?? this.entry());
  }

  press(name, act) {
    this.box.querySelector(`[data-entry-${name}]`).addEventListener("click", act);
  }

  entry() {
    return kept.all()[this.place];
  }

  draft() {
    return kept.all()[this.place + DRAFT];
  }

  sum() {
    return boxes(this.form).reduce((total, input) => total + amount(input.value), 0);
  }

  fields() {
    return [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !OF_THE_PAGE.has(name));
  }

  fill(entry) {
    if (!entry) return;
    this.shown = entry.key ?? this.shown;
    this.isTyped = false;
    for (const input of this.form.elements) {
      if (OF_THE_PAGE.has(input.name) || !input.name) continue;
      const values = entry.fields.filter(([name]) => name === input.name).map(([, value]) => value);
      if (input.type === "checkbox") input.checked = values.includes(input.value);
      else if (input.name === "seen") input.value = entry.seen ?? values[0] ?? "";
      else if (values.length) [input.value] = values;
    }
    this.showSum();
  }

  showSum() {
    this.form.querySelector("[data-total]").textContent = `${money.format(this.sum())} บาท`;
  }

  typed() {
    this.showSum();
    this.sentAt = "";
    this.isTyped = true;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.keepDraft(), PAUSE_MILLISECONDS);
  }

  async keepDraft() {
    await kept.set(this.place + DRAFT, { state: "draft", fields: this.fields() });
    this.show();
  }

  save(event) {
    const isNumber = boxes(this.form).every((input) => toNumber(input.value) !== null);
    const isNothing = this.form.elements.namedItem("nothing_sold")?.checked;
    if (!isNumber && !isNothing && navigator.onLine) return; // the server says what is missing, field by field
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isNumber || isNothing) this.send();
    else this.show(NO_NUMBER);
  }

  // What the page refused before is mended by what is sent now.
  forgetRefusal() {
    document.querySelector("[data-error-summary]")?.remove();
    document.title = document.title.replace(/^ข้อผิดพลาด: /, "");
    for (const field of this.form.querySelectorAll(".field-wrong")) {
      field.classList.remove("field-wrong");
      field.querySelectorAll(".field-error").forEach((error) => error.remove());
      field.querySelectorAll("[aria-invalid]").forEach((box) => box.removeAttribute("aria-invalid"));
    }
  }

  async send(marks = []) {
    clearTimeout(this.soon);
    this.forgetRefusal();
    const before = this.entry();
    const key = newKey();
    this.shown = key;
    this.isTyped = false;
    const replaces = before ? [...before.replaces, before.key].slice(-20) : [];
    const more = [["form_key", key], ["replaces", replaces.join(" ")], ["typed_at", new Date().toISOString()]];
    if (marks.length) more.push(["is-right", "1"], ...marks.map((mark) => ["asked", mark]));
    await kept.set(this.place, {
      state: "waiting", key, replaces, url: this.form.action, fields: [...this.fields(), ...more],
      label: `${this.form.dataset.label} ${money.format(this.sum())} บาท`,
    });
    await kept.drop(this.place + DRAFT);
    askForBackground();
    this.show();
    this.box.scrollIntoView({ block: "center" });
    sendNow();
  }

  // The figure is in: the next change is made over this one.
  taken(answer) {
    this.form.elements.namedItem("seen").value = answer.seen;
    this.sentAt = answer.said;
  }

  async dropEntry() {
    this.dropped = { entry: this.entry(), draft: this.draft() };
    await kept.drop(this.place);
    await kept.drop(this.place + DRAFT);
    this.show();
  }

  async takeBack() {
    const { entry, draft } = this.dropped;
    if (entry) await kept.set(this.place, entry);
    if (draft) await kept.set(this.place + DRAFT, draft);
    this.dropped = null;
    this.fill(draft ?? entry);
    this.show();
  }

  state() {
    if (this.draft()) return "draft";
    return this.entry()?.state ?? (this.sentAt ? "sent" : "");
  }

  words() {
    if (this.state() === "sent") return `${this.sentAt} ${clock.format(new Date()).replace(":", ".")}\u00a0น.`;
    if (this.state() === "draft") return TYPED_ONLY;
    return this.state() === "waiting" ? waitingWords() : "";
  }

  show(trouble = "") {
    const state = this.state();
    const entry = this.entry();
    // Saved in another tab: what waits is what stands here.
    if (entry && !this.draft() && !this.isTyped && entry.key !== this.shown) this.fill(entry);
    const sentences = state === "refused" ? [...entry.sentences, ...entry.asks] : [];
    this.box.hidden = !state && !trouble && !this.dropped;
    showBadge(this.box, state);
    this.box.querySelector("[data-entry-words]").textContent = trouble || this.words() || (this.dropped && !state ? "ทิ้งยอดที่พิมพ์ไว้แล้ว" : "");
    listLines(this.box.querySelector("[data-entry-sentences]"), sentences);
    this.box.querySelector("[data-entry-right]").hidden = !(state === "refused" && entry.asks.length && !entry.sentences.length);
    this.box.querySelector("[data-entry-drop]").hidden = state !== "refused" && state !== "draft";
    this.box.querySelector("[data-entry-undo]").hidden = !this.dropped || Boolean(state);
  }
}

function waitingWords() {
  if (line.isSignedOut) return SIGNED_OUT;
  return line.isSending && navigator.onLine ? SENDING : NO_SIGNAL;
}

function showBadge(root, state) {
  for (const badge of root.querySelectorAll("[data-state]")) badge.hidden = badge.dataset.state !== state;
}

function listLines(list, lines) {
  list.replaceChildren(...lines.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
}

// A row of a day says what waits for that day, in place of what the server knew.
function showDays() {
  for (const row of document.querySelectorAll("[data-takings-day]")) {
    const of = Object.values(kept.all()).filter((entry) => entry.url && new URL(entry.url).pathname === row.dataset.takingsDay);
    const state = of.find((entry) => entry.state === "refused")?.state ?? of[0]?.state ?? "";
    showBadge(row, state);
    row.querySelector("[data-of-server]")?.toggleAttribute("hidden", Boolean(state));
  }
}

// Entries whose form is not on this page: of another day, of a day that was closed, of a booth that is gone.
function showElsewhere(own) {
  const list = document.querySelector("[data-kept-elsewhere]");
  if (!list) return;
  const places = new Set(own.map((one) => one.place));
  const others = Object.entries(kept.all()).filter(([place, entry]) => entry.state !== "draft" && !places.has(place));
  list.closest("section").hidden = !others.length;
  const rows = others.map(([place, entry]) => {
    const row = document.querySelector("template[data-kept-row]").content.cloneNode(true).firstElementChild;
    showBadge(row, entry.state);
    row.querySelector("[data-entry-words]").textContent = entry.label;
    listLines(row.querySelector("[data-entry-sentences]"), [...(entry.sentences ?? []), ...(entry.asks ?? [])]);
    row.querySelector("a").href = entry.url;
    const drop = row.querySelector("[data-entry-drop]");
    drop.hidden = entry.state !== "refused";
    drop.addEventListener("click", () => dropElsewhere(place, entry, row));
    return row;
  });
  list.replaceChildren(...rows);
}

async function dropElsewhere(place, entry, row) {
  await kept.drop(place);
  const undo = row.querySelector("[data-entry-undo]");
  showBadge(row, "");
  row.querySelector("[data-entry-drop]").hidden = true;
  undo.hidden = false;
  undo.addEventListener("click", async () => { await kept.set(place, entry); showAll(); });
}

// What the server says about the days, once it has more of them.
async function readDaysAgain() {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const days of document.querySelectorAll("[data-fair-days]")) {
    const fresh = page.getElementById(days.id);
    if (fresh) days.replaceWith(fresh);
  }
  showDays();
}

// Where the browser can, it sends by itself once there is a signal, this page open or not.
async function askForBackground() {
  const worker = await navigator.serviceWorker?.getRegistration("/my/sales/").catch(() => null);
  worker?.sync?.register("takings").catch(() => {});
}

// So that these pages open without a signal.
async function keepPages() {
  const workers = navigator.serviceWorker;
  const { worker } = document.querySelector("[data-takings-page]").dataset;
  await workers.register(worker, { type: "module" });
  const ready = await workers.ready;
  const files = performance.getEntriesByType("resource").map((one) => one.name).filter((url) => url.includes("/static/"));
  ready.active.postMessage({ page: location.href, files: [...new Set(files)] });
}

let own = [];

function showAll(answers = {}) {
  for (const one of own) {
    const answer = answers[one.place];
    if (answer?.state === "sent") one.taken(answer);
    one.show();
    if (answer?.state === "refused" && !one.draft()) {
      one.fill(one.entry());
      one.box.focus();
    }
  }
  showDays();
  showElsewhere(own);
  if (Object.values(answers).some((answer) => answer.state === "sent")) readDaysAgain();
}

isReady.then((works) => {
  if (!works) return;
  own = forms.map((form) => new TakingsForm(form));
  whenChanged(showAll);
  showAll();
});
for (const note of document.querySelectorAll("[data-kept-page-note]")) note.hidden = !("keptPage" in document.body.dataset);
if (navigator.serviceWorker && navigator.onLine) keepPages().catch(() => {});
