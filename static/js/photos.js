// Photos are made small on the phone and sent one by one, so that a dead line loses only one.
// Without this script the form sends them all at once.

const LONGEST_EDGE = 2048;
const LONG_RATIO = 2.5; // a screenshot longer than that keeps its width instead
const QUALITY = 0.85;
const STALLED_MS = 45_000;
const TAKEN_AS_THEY_ARE = /^image\/(jpeg|png|webp)$/;
const WORDS = {
  ready: "รอส่ง",
  making: "กำลังย่อรูป",
  sending: "กำลังส่ง",
  sent: "ส่งแล้ว",
  failed: "ส่งไม่สำเร็จ",
  refused: "ใช้ไม่ได้",
};
const NO_LINE = "สัญญาณขาดหาย รูปยังอยู่ในเครื่อง";
const SIGN_IN = "หมดเวลาเข้าใช้ระบบ เปิดหน้าเข้าสู่ระบบในแท็บใหม่ แล้วกดส่งอีกครั้ง";

function newKey() {
  // crypto.randomUUID() is missing on plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function sizeWords(bytes) {
  const megabytes = bytes / 1024 / 1024;
  return megabytes < 1 ? `${Math.ceil(bytes / 1024)} KB` : `${megabytes.toFixed(1)} MB`;
}

function drawn(picture, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const ink = canvas.getContext("2d");
  ink.fillStyle = "#fff";
  ink.fillRect(0, 0, canvas.width, canvas.height);
  ink.imageSmoothingQuality = "high";
  ink.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function blobOf(canvas, type) {
  return new Promise((done) => { canvas.toBlob(done, type, QUALITY); });
}

// The photo upright, in the browser's colours, no larger than the portal shows; the original when
// the browser cannot read it or would only make it heavier.
async function madeSmall(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const short = Math.min(picture.width, picture.height);
    const long = Math.min(Math.max(picture.width, picture.height), short * LONG_RATIO);
    const canvas = drawn(picture, Math.min(1, LONGEST_EDGE / long));
    picture.close();
    let small = await blobOf(canvas, "image/webp");
    if (small?.type !== "image/webp") small = await blobOf(canvas, "image/jpeg");
    const better = small && (small.size < file.size || !TAKEN_AS_THEY_ARE.test(file.type));
    return better ? small : file;
  } catch {
    return file;
  }
}

async function preview(file, frame) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    frame.append(drawn(picture, 160 / Math.min(picture.width, picture.height)));
    picture.close();
  } catch {
    frame.classList.add("no-photo");
    frame.textContent = "ดูก่อนไม่ได้";
  }
}

class Sending {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector('input[type="file"]');
    this.licence = form.querySelector('input[name="licence"]');
    this.token = form.querySelector('input[name="csrfmiddlewaretoken"]').value;
    this.wayOn = document.querySelector("[data-way-on]");
    this.items = [];
    this.busy = false;
    this.list = document.createElement("ul");
    this.list.className = "photo-queue";
    this.said = document.createElement("p");
    this.said.setAttribute("role", "status");
    this.extra = document.createElement("p");
    this.extra.setAttribute("role", "alert");
    this.extra.className = "field-error";
    this.extra.hidden = true;
    this.input.closest(".field").after(this.list, this.extra);
    this.form.querySelector(".actions").before(this.said);
    this.show();
    this.input.addEventListener("change", () => this.choose([...this.input.files]));
    form.addEventListener("submit", (event) => this.submit(event));
    document.body.addEventListener("htmx:beforeOnLoad", (event) => this.stay(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.waiting().length) event.preventDefault();
    });
  }

  waiting() {
    return this.items.filter((item) => !["sent", "refused"].includes(item.state));
  }

  places() {
    return Number(document.getElementById("photos").dataset.places) - this.waiting().length;
  }

  choose(files) {
    this.input.value = "";
    const free = Math.max(0, this.places());
    const more = files.slice(free).map((file) => file.name);
    for (const file of files.slice(0, free)) this.add(file);
    if (files.length) this.clearError(this.input.closest(".field"));
    this.extra.hidden = more.length === 0;
    this.extra.textContent = `ใส่ได้อีก ${free} รูป ไม่ได้เลือก ${more.join(", ")}`;
    this.show();
    this.sendAtOnce();
  }

  add(file) {
    const item = { file, key: newKey(), state: "ready", share: 0, problem: "" };
    item.row = document.createElement("li");
    item.frame = document.createElement("span");
    item.frame.className = "frame";
    item.frame.setAttribute("aria-hidden", "true");
    item.text = document.createElement("p");
    item.meter = document.createElement("progress");
    item.meter.className = "meter";
    item.meter.max = 100;
    item.meter.setAttribute("aria-label", `ส่ง ${file.name}`);
    item.again = this.button("ส่งอีกครั้ง", file.name, () => this.send([item]));
    item.drop = this.button("ไม่ใช้รูปนี้", file.name, () => this.drop(item));
    const side = document.createElement("div");
    side.className = "stack-sm";
    side.append(item.text, item.meter, item.again, item.drop);
    item.row.append(item.frame, side);
    this.list.append(item.row);
    this.items.push(item);
    if (file.size === 0) this.refuse(item, "ไฟล์ว่าง เลือกรูปอื่น");
    else preview(file, item.frame);
  }

  button(words, name, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = words;
    const aloud = document.createElement("span");
    aloud.className = "sr-only";
    aloud.textContent = ` ${name}`;
    button.append(aloud);
    button.addEventListener("click", act);
    return button;
  }

  drop(item) {
    this.items = this.items.filter((one) => one !== item);
    item.row.remove();
    this.extra.hidden = true;
    this.show();
    this.input.focus();
  }

  refuse(item, problem) {
    item.state = "refused";
    item.problem = problem;
  }

  show() {
    for (const item of this.items) {
      const { state, problem, file } = item;
      const share = state === "sending" ? ` ${item.share} %` : "";
      item.text.textContent = `${file.name} ${sizeWords(file.size)} · ${WORDS[state]}${share}${problem ? ` ${problem}` : ""}`;
      item.row.dataset.state = state;
      item.meter.hidden = state !== "sending";
      item.meter.value = item.share;
      item.again.hidden = state !== "failed" || this.busy;
      item.drop.hidden = ["making", "sending", "sent"].includes(state);
    }
    const button = this.form.querySelector(".actions .button");
    const left = this.waiting().length;
    const done = !left && this.items.some((item) => item.state === "sent");
    button.hidden = this.busy || done || (this.form.hasAttribute("data-at-once") && !left);
    this.lead(button, left, done);
    button.querySelector("[data-many]")?.remove();
    if (left) {
      const many = document.createElement("span");
      many.dataset.many = "";
      many.textContent = ` ${left} รูป`;
      button.append(many);
    }
  }

  // One button leads: to send what waits, and to go on when all is sent.
  lead(button, left, done) {
    if (!this.wayOn || !(left || done)) return;
    button.classList.toggle("second", !left);
    this.wayOn.classList.toggle("second", !done);
  }

  // A list that looks again by itself must not take along what waits here when the session is over.
  stay(event) {
    const { xhr, requestConfig } = event.detail;
    const leaves = requestConfig.verb === "get" && xhr.getResponseHeader("HX-Redirect");
    if (leaves && this.waiting().length) event.preventDefault();
  }

  submit(event) {
    const left = this.waiting();
    if (!left.length && !this.items.some((item) => item.state === "refused")) return; // the server answers
    event.preventDefault();
    if (!left.length) return;
    if (this.mayBeShown()) this.send(left);
  }

  // Beside a form with a button of its own nobody looks for a second button.
  sendAtOnce() {
    const ready = this.items.filter((item) => item.state === "ready");
    if (this.form.hasAttribute("data-at-once") && ready.length) this.send(ready);
  }

  mayBeShown() {
    if (!this.licence) return true; // what nobody but officers sees needs no such word
    const field = this.licence.closest(".field");
    this.clearError(field);
    field.classList.toggle("field-wrong", !this.licence.checked);
    if (this.licence.checked) return true;
    const error = document.createElement("p");
    error.className = "field-error";
    error.setAttribute("role", "alert");
    error.textContent = "ยืนยันว่ามีสิทธิ์ใช้รูปนี้ก่อนส่ง รูปที่เลือกยังอยู่";
    field.prepend(error);
    this.licence.focus();
    return false;
  }

  clearError(field) {
    field.querySelector(".field-error")?.remove();
    field.classList.remove("field-wrong");
  }

  async send(items) {
    if (this.busy || !this.mayBeShown()) return;
    this.busy = true;
    for (const [number, item] of items.entries()) {
      this.now = { number: number + 1, of: items.length };
      await this.sendOne(item);
      this.show();
    }
    this.busy = false;
    this.say();
    this.show();
    if (this.items.some((item) => item.state === "sent")) this.forget();
    htmx.ajax("GET", this.form.getAttribute("action"), { target: "#photos", select: "#photos", swap: "outerHTML" })
      .then(() => this.count());
    this.sendAtOnce();
  }

  // What the page said of the last press, or of a product without photos, is no longer so.
  forget() {
    document.querySelectorAll("[data-error-summary], [data-until-sent]").forEach((part) => part.remove());
  }

  count() {
    const left = document.querySelector("[data-places-left]");
    if (left) left.textContent = Math.max(0, this.places());
  }

  say() {
    const count = (state) => this.items.filter((item) => item.state === state).length;
    const parts = [`ส่งแล้ว ${count("sent")} รูป`];
    const first = this.items.some((item) => item.stale) ? "เข้าสู่ระบบก่อน แล้วกดส่งอีกครั้ง" : "กดส่งอีกครั้งเมื่อมีสัญญาณ";
    if (count("failed")) parts.push(`ส่งไม่สำเร็จ ${count("failed")} รูป ${first}`);
    if (count("refused")) parts.push(`ใช้ไม่ได้ ${count("refused")} รูป`);
    this.said.textContent = parts.join(" ");
  }

  async sendOne(item) {
    item.state = "making";
    item.problem = "";
    this.show();
    item.small ??= await madeSmall(item.file);
    if (item.small.size > Number(this.form.dataset.mostBytes)) {
      const most = Math.floor(this.form.dataset.mostBytes / 1024 / 1024);
      this.refuse(item, `ไฟล์ต้องเล็กกว่า ${most} MB`);
      return;
    }
    if (item.stale) await this.freshToken();
    item.state = "sending";
    item.share = 0;
    this.show();
    Object.assign(item, await this.post(item));
  }

  progress(item, share) {
    item.share = share;
    this.said.textContent = `กำลังส่ง ${this.now.number} จาก ${this.now.of} · ${share} %`;
    this.show();
  }

  post(item) {
    const answers = new FormData();
    answers.append("csrfmiddlewaretoken", this.token);
    answers.append("form_key", item.key);
    answers.append("licence", "on");
    answers.append("photo", item.small, item.file.name);
    const request = new XMLHttpRequest();
    request.open("POST", this.form.getAttribute("action"));
    request.setRequestHeader("Accept", "application/json");
    return new Promise((done) => {
      let stalled = 0;
      const alive = () => {
        clearTimeout(stalled);
        stalled = setTimeout(() => request.abort(), STALLED_MS);
      };
      request.upload.onprogress = (event) => {
        alive();
        this.progress(item, Math.min(99, Math.round((100 * event.loaded) / event.total)));
      };
      request.onloadend = () => {
        clearTimeout(stalled);
        done(this.outcome(request));
      };
      this.progress(item, 0);
      alive();
      request.send(answers);
    });
  }

  outcome(request) {
    if (request.status === 201) return { state: "sent", share: 100, stale: false };
    const failed = (problem, stale = false) => ({ state: "failed", problem, stale });
    if (request.status === 422) {
      try {
        return { state: "refused", problem: JSON.parse(request.responseText).problem };
      } catch {
        return failed("");
      }
    }
    if (request.status === 200 || request.status === 403) return failed(SIGN_IN, true);
    if (request.status === 413) return { state: "refused", problem: "ไฟล์ใหญ่เกินไป" };
    return failed(request.status ? "ระบบยังรับไม่ได้ รูปยังอยู่ในเครื่อง" : NO_LINE);
  }

  // Who has signed in again has another token; the page's own is then worth nothing.
  async freshToken() {
    try {
      const answer = await fetch(this.form.getAttribute("action"));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector('form[data-photos] input[name="csrfmiddlewaretoken"]');
      if (token) this.token = token.value;
    } catch {
      // Without a line the next try fails, and says so.
    }
  }
}

document.querySelectorAll("form[data-photos]").forEach((form) => new Sending(form));
