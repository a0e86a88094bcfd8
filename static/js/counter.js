// The clicker at a gate: taps add up in the browser and are sent in small sums, each under a key of its own.
// Without a signal they wait here; a sum that was sent twice counts once.

import { Kept, newKey } from "./kept.js";
import { sendWaiting } from "./sending.js";

const PAUSE_MS = 1500; // after the last tap
const AGAIN_MS = 15_000;
const form = document.querySelector("form[data-counter]");
// Each person's own: what one has tapped is not sent by who uses the telephone next.
const person = form?.dataset.who;
const kept = new Kept("counter", person);
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: "Asia/Bangkok" });

class Counter {
  constructor() {
    this.sum = form.querySelector("[data-sum]");
    this.state = form.querySelector("[data-counter-state]");
    this.back = form.querySelector('[data-tap="-1"]');
    this.hour = Number(form.dataset.hour);
    this.sent = Number(form.dataset.sent);
    this.sending = false;
    this.key = "";
    this.back.hidden = false;
    for (const button of form.querySelectorAll("[data-tap]")) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        this.tap(Number(button.dataset.tap));
      });
    }
    window.addEventListener("online", () => this.sendAll());
    document.addEventListener("visibilitychange", () => document.hidden && this.sendAll());
    setInterval(() => this.sendAll(), AGAIN_MS);
    this.show();
    this.sendAll();
  }

  // What is being tapped now: one sum for this gate and this hour.
  open() {
    return this.key ? kept.all()[this.key] : null;
  }

  tap(people) {
    this.followTheClock();
    const entry = this.open() ?? { url: form.action, people: 0 };
    const total = entry.people + people;
    if (total < 0) return;
    this.key ||= newKey();
    const fields = { gate: form.dataset.gate, hour: this.hour, people: total, form_key: this.key };
    const about = { state: "waiting", key: this.key, gate: form.dataset.gate, hour: this.hour, people: total };
    if (total) kept.set(this.key, { ...entry, ...about, fields: Object.entries(fields) });
    else kept.drop(this.key);
    this.show();
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.sendAll(), PAUSE_MS);
  }

  followTheClock() {
    const hour = Number(clock.format(new Date()));
    if (hour === this.hour) return;
    this.hour = hour;
    this.sent = 0;
    this.key = "";
    form.querySelector("[data-hours]").textContent = `${hour}.00`;
  }

  async sendAll() {
    if (this.sending || !navigator.onLine) return this.show();
    this.sending = true;
    clearTimeout(this.soon);
    this.key = ""; // taps from now on are another sum
    const entries = await kept.load();
    const { answers } = await sendWaiting(kept, person);
    for (const [key, answer] of Object.entries(answers)) {
      if (answer.state === "sent" && this.isHere(entries[key])) this.sent += entries[key].people;
    }
    this.sending = false;
    this.show();
  }

  isHere(entry) {
    return entry.url === form.action && entry.gate === form.dataset.gate && entry.hour === this.hour;
  }

  show() {
    const entries = Object.values(kept.all());
    const waiting = entries.reduce((total, entry) => total + entry.people, 0);
    const here = entries.filter((entry) => this.isHere(entry)).reduce((total, entry) => total + entry.people, 0);
    this.sum.textContent = (this.sent + here).toLocaleString("en-US");
    this.back.disabled = !this.open();
    const unsent = navigator.onLine ? `กำลังส่ง ${waiting} คน` : `ไม่มีสัญญาณ รอส่ง ${waiting} คน กดต่อได้`;
    this.state.textContent = waiting ? unsent : "ส่งถึงระบบครบแล้ว";
  }
}

if (form) kept.load().then(() => new Counter());
