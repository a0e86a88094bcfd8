// A box for a file: our own button, a look at what was chosen, and what is too large is said before it is sent.
// A form with a heavy file shows how much of it has gone. Without this script the browser sends it,
// and the server says the same.

import { inTongue } from "./slow.js";

const WORTH_SHOWING = 150_000; // bytes; fewer have gone before anybody looks
const STALLED_MS = 45_000;
const NO_LINE = inTongue(
  "สัญญาณขาดหาย ไฟล์และสิ่งที่พิมพ์ยังอยู่ กดส่งอีกครั้งเมื่อมีสัญญาณ",
  "No signal. The file and what you typed are still here. Send again when there is a signal.",
);
const NO_ANSWER = inTongue(
  "ระบบยังรับไม่ได้ ไฟล์และสิ่งที่พิมพ์ยังอยู่ รอสักครู่แล้วกดส่งอีกครั้ง",
  "The system cannot take it now. The file and what you typed are still here. Wait a little and send again.",
);
const TOO_LARGE = inTongue("ไฟล์ใหญ่เกินไป เลือกไฟล์ที่เล็กกว่านี้", "The file is too large. Choose a smaller one.");

function megabytes(file) {
  return (file.size / 1024 / 1024).toFixed(1);
}

function askedFor(kinds) {
  const pictures = kinds.filter((kind) => kind.trim().startsWith("image/"));
  if (!pictures.length) return inTongue("เลือกไฟล์", "Choose a file");
  return pictures.length === kinds.length
    ? inTongue("ถ่ายหรือเลือกรูป", "Take or choose a picture")
    : inTongue("ถ่ายรูปหรือเลือกไฟล์", "Take a picture or choose a file");
}

// The browser words its own file button in its own language; ours is Thai and as large as the rest.
export function coverFileInput(input) {
  if (!input.id) return;
  const button = document.createElement("label");
  button.className = "button second";
  button.htmlFor = input.id;
  button.textContent = askedFor((input.accept || "").split(",").filter(Boolean));
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

function preview(input, file) {
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
  const size = megabytes(file) < 1 ? `${Math.ceil(file.size / 1024)} KB` : `${megabytes(file)} MB`;
  line.className = "small";
  line.textContent = `${file.name} ${size}`;
  chosen.append(line);
  input.parentElement.append(chosen);
}

function whyNot(input, file) {
  const most = Number(input.dataset.mostMegabytes);
  if (!most || file.size <= most * 1024 * 1024) return "";
  return inTongue(
    `ไฟล์ต้องเล็กกว่า ${most} MB ไฟล์ ${file.name} มีขนาด ${megabytes(file)} MB เลือกไฟล์อื่น`,
    `A file must be smaller than ${most} MB. ${file.name} has ${megabytes(file)} MB. Choose another file.`,
  );
}

function refuse(input, sentence) {
  const field = input.closest(".field");
  field.querySelector("[data-said-here]")?.remove();
  field.classList.toggle("field-wrong", Boolean(sentence));
  if (!sentence) return;
  input.value = "";
  const error = document.createElement("p");
  error.className = "field-error";
  error.dataset.saidHere = "";
  error.setAttribute("role", "alert");
  error.textContent = sentence;
  input.parentElement.before(error);
}

export function fileChosen(input) {
  input.parentElement.querySelector(".file-chosen")?.remove();
  const file = input.files[0];
  if (!file) return;
  const sentence = whyNot(input, file);
  refuse(input, sentence);
  if (!sentence) preview(input, file);
}

export function isHeavy(form) {
  const files = [...form.querySelectorAll('input[type="file"]')].flatMap((input) => [...input.files]);
  return files.reduce((sum, file) => sum + file.size, 0) > WORTH_SHOWING;
}

function answersOf(form, button) {
  const answers = new FormData(form);
  if (button.name) answers.append(button.name, button.value);
  return answers;
}

function lineUnder(button) {
  document.querySelector("[data-sent-share]")?.remove();
  const line = document.createElement("div");
  line.className = "stack-sm";
  line.dataset.sentShare = "";
  const meter = document.createElement("progress");
  meter.className = "meter";
  meter.max = 100;
  meter.setAttribute("aria-label", inTongue("ส่งไฟล์", "Sending the file"));
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  line.append(meter, words);
  button.closest(".actions").after(line);
  return {
    show(share) {
      meter.value = share;
      words.textContent = share < 100
        ? inTongue(`กำลังส่งไฟล์ ${share} %`, `Sending the file: ${share} %`)
        : inTongue("ส่งไฟล์แล้ว รอคำตอบ", "The file is sent. Waiting for the answer.");
    },
    fail(sentence) {
      meter.remove();
      words.className = "field-error";
      words.textContent = sentence;
    },
  };
}

// Send the form; `free` makes its button one to press again, `show` puts an answer that is a page
// in place of this one.
export function sendWithProgress(form, button, { free, show }) {
  const line = lineUnder(button);
  const request = new XMLHttpRequest();
  let stalled = 0;
  const alive = () => {
    clearTimeout(stalled);
    stalled = setTimeout(() => request.abort(), STALLED_MS);
  };
  request.open("POST", form.getAttribute("action") || location.href);
  request.setRequestHeader("X-Sent-By-Page", "1");
  request.upload.onprogress = (event) => {
    alive();
    line.show(Math.round((100 * event.loaded) / event.total));
  };
  request.onloadend = () => {
    clearTimeout(stalled);
    const to = request.getResponseHeader("X-Leads-To");
    if (to) return location.assign(to);
    if (request.status && request.status < 500 && show(request.responseText)) return undefined;
    free();
    if (request.status === 413) return line.fail(TOO_LARGE);
    return line.fail(request.status ? NO_ANSWER : NO_LINE);
  };
  line.show(0);
  alive();
  request.send(answersOf(form, button));
}
