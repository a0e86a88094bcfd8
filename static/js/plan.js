// The map of a fair: it fits, zooms and pans; arrow keys walk from booth to booth; a tap shows the
// booth without leaving the map. Without this module the frame scrolls and each booth is a link.

import { inTongue } from "./slow.js";

const READABLE = 0.46; // from this scale on, two digits in a booth of 3 metres have room for 12 pixels
const LARGEST = 2.5;
const STEP = 1.5;
const TOUCHABLE = 24; // pixels: a smaller booth is not tapped, the tap comes nearer
const POINTABLE = 12; // the same for a mouse
const NEAR = 1.25;
const DRAGGED = 5; // pixels
const WHEEL = 0.0022;
const SHAPE = "use, rect"; // of a booth, of whatever else is a link
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const open = new Map(); // id of the box around a map → where it was left, kept through a swap

class Plan {
  constructor(box) {
    this.box = box;
    this.frame = box.querySelector(".plan-frame");
    this.svg = this.frame.querySelector("svg");
    this.width = this.svg.viewBox.baseVal.width;
    this.height = this.svg.viewBox.baseVal.height;
    this.links = [...this.svg.querySelectorAll("a")];
    this.byCode = new Map(this.links.map((link) => [boothOf(link.getAttribute("href")), link]));
    this.words = [...this.svg.querySelectorAll("[data-from]")];
    this.readable = Number(this.svg.dataset.readable) || READABLE;
    this.card = document.querySelector("#chosen");
    this.name();
    this.touches = null;
    this.listen();
    this.walkFrom(this.chosen() ?? this.links[0]);
    this.fit();
    const left = open.get(location.pathname);
    if (left) this.zoom(left.scale, () => this.frame.scrollTo(left.x, left.y));
    else if (this.chosen()) this.show(this.chosen());
    box.dataset.ready = "yes";
  }

  // A booth of the map says what its row of the list says.
  name() {
    for (const code of document.querySelectorAll(".booth-list > li > a")) {
      const words = code.parentElement.textContent.replace(/\s+/g, " ").trim();
      this.linkOf(boothOf(code.getAttribute("href")))?.setAttribute("aria-label", words);
    }
  }

  listen() {
    const frame = this.frame;
    frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    frame.addEventListener("touchstart", (event) => this.pinch(event), { passive: false });
    frame.addEventListener("touchmove", (event) => this.pinch(event), { passive: false });
    frame.addEventListener("touchend", () => { this.touches = null; });
    frame.addEventListener("pointerdown", (event) => this.grab(event));
    frame.addEventListener("dragstart", (event) => event.preventDefault());
    frame.addEventListener("click", (event) => this.press(event), true);
    frame.addEventListener("keydown", (event) => this.key(event));
    frame.addEventListener("scroll", () => this.remember(), { passive: true });
    frame.addEventListener("focusin", (event) => {
      const link = event.target.closest("svg a");
      if (link && link.matches(":focus-visible")) this.centre(link);
    });
    this.box.querySelector(".plan-tools").addEventListener("click", (event) => {
      const way = event.target.closest("button")?.dataset.zoom;
      if (way === "fit") this.fit();
      else if (way) this.step(way === "in" ? STEP : 1 / STEP);
    });
    let room = frame.clientWidth;
    new ResizeObserver(() => {
      if (frame.clientWidth === room) return;
      room = frame.clientWidth;
      if (!this.isWhole) return;
      this.svg.style.width = frame.style.height = ""; // a telephone that is turned has another height
      this.fit();
    }).observe(frame);
  }

  // --- Scale

  get whole() {
    return Math.min(this.frame.clientWidth / this.width, Math.max(this.frame.clientHeight, 1) / this.height);
  }

  fit() {
    if (!this.frame.style.height) this.frame.style.height = `${this.frame.offsetHeight}px`;
    this.zoom(this.whole);
    this.isWhole = true;
  }

  // `then` puts the frame where it belongs at the new scale; else the middle stays in the middle.
  zoom(wanted, then) {
    const frame = this.frame;
    const least = this.whole;
    const scale = Math.min(Math.max(wanted, least), Math.max(LARGEST, least));
    const middle = this.under(frame.clientWidth / 2, frame.clientHeight / 2);
    this.isWhole = scale === least;
    this.scale = scale;
    this.svg.style.width = `${this.width * scale}px`;
    this.svg.style.setProperty("--k", scale);
    this.svg.classList.toggle("far", scale < this.readable);
    for (const word of this.words) word.classList.toggle("off", scale < Number(word.dataset.from));
    if (then) then();
    else this.put(middle, frame.clientWidth / 2, frame.clientHeight / 2);
    this.remember();
  }

  step(by) {
    this.zoom(this.scale * by);
  }

  zoomAt(scale, x, y) {
    const point = this.under(x, y);
    this.zoom(scale, () => this.put(point, x, y));
  }

  // The part of the map, 0 to 1 each way, under a point of the frame.
  under(x, y) {
    const map = this.svg.getBoundingClientRect();
    const frame = this.frame.getBoundingClientRect();
    return [(frame.left + x - map.left) / map.width, (frame.top + y - map.top) / map.height];
  }

  put([across, down], x, y) {
    this.frame.scrollLeft = across * this.svg.clientWidth - x;
    this.frame.scrollTop = down * this.svg.clientHeight - y;
  }

  remember() {
    const { scrollLeft: x, scrollTop: y } = this.frame;
    if (this.isWhole) open.delete(location.pathname);
    else open.set(location.pathname, { scale: this.scale, x, y });
  }

  centre(link) {
    const booth = link.getBoundingClientRect();
    const frame = this.frame.getBoundingClientRect();
    this.frame.scrollBy(
      booth.left + booth.width / 2 - frame.left - frame.width / 2,
      booth.top + booth.height / 2 - frame.top - frame.height / 2,
    );
  }

  // --- Hands

  wheel(event) {
    const mayZoom = event.ctrlKey || event.metaKey || this.frame.contains(document.activeElement);
    const scale = this.scale * Math.exp(-event.deltaY * (event.ctrlKey ? 4 : 1) * WHEEL);
    const isAtEnd = scale < this.scale ? this.isWhole : this.scale >= LARGEST;
    if (!mayZoom || (isAtEnd && !event.ctrlKey)) return; // the page scrolls on
    event.preventDefault();
    const frame = this.frame.getBoundingClientRect();
    this.zoomAt(scale, event.clientX - frame.left, event.clientY - frame.top);
  }

  pinch(event) {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const [one, two] = event.touches;
    const frame = this.frame.getBoundingClientRect();
    const x = (one.clientX + two.clientX) / 2 - frame.left;
    const y = (one.clientY + two.clientY) / 2 - frame.top;
    const apart = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
    this.touches ??= { apart, scale: this.scale, point: this.under(x, y) };
    const { point } = this.touches;
    this.zoom((this.touches.scale * apart) / this.touches.apart, () => this.put(point, x, y));
  }

  grab(event) {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    const { scrollLeft, scrollTop } = this.frame;
    this.wasDragged = false;
    const move = (now) => {
      const [x, y] = [now.clientX - event.clientX, now.clientY - event.clientY];
      this.wasDragged ||= Math.hypot(x, y) > DRAGGED;
      if (this.wasDragged) this.frame.scrollTo(scrollLeft - x, scrollTop - y);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", () => removeEventListener("pointermove", move), { once: true });
  }

  press(event) {
    const isByKey = event.detail === 0;
    const link = event.target.closest("svg a");
    if (!isByKey && this.wasDragged) {
      event.preventDefault();
      event.stopPropagation();
    } else if (!isByKey && this.isTooSmall(link, event.pointerType)) {
      event.preventDefault();
      event.stopPropagation();
      const frame = this.frame.getBoundingClientRect();
      this.zoomAt(NEAR, event.clientX - frame.left, event.clientY - frame.top);
    } else if (link) {
      this.walkFrom(link);
    }
    this.wasDragged = false;
  }

  // Beside the booths the map comes nearer as long as it shows no numbers.
  isTooSmall(link, pointer) {
    if (!link) return this.svg.classList.contains("far");
    return this.sideOf(link) < (pointer === "mouse" ? POINTABLE : TOUCHABLE);
  }

  sideOf(link) {
    const { width, height } = link.querySelector(SHAPE).getBoundingClientRect();
    return Math.min(width, height);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const link = event.target.closest("svg a");
    if (event.key === "+" || event.key === "=") this.step(STEP);
    else if (event.key === "-") this.step(1 / STEP);
    else if (event.key === "0") this.fit();
    else if (WAYS[event.key] && link && !event.shiftKey) this.walk(link, WAYS[event.key]);
    else if (WAYS[event.key] && event.shiftKey) this.frame.scrollBy(WAYS[event.key][0] * 60, WAYS[event.key][1] * 60);
    else return;
    event.preventDefault();
    if (link && !WAYS[event.key]) this.centre(link);
  }

  // --- From booth to booth

  // One booth is a stop of the Tab key; arrow keys lead to the others.
  walkFrom(link) {
    for (const one of this.links) one.setAttribute("tabindex", one === link ? "0" : "-1");
  }

  walk(from, [x, y]) {
    const here = middleOf(from);
    let best = null;
    let least = Infinity;
    for (const link of this.links) {
      const there = middleOf(link);
      const ahead = (there.x - here.x) * x + (there.y - here.y) * y;
      const aside = Math.abs((there.x - here.x) * y) + Math.abs((there.y - here.y) * x);
      if (ahead > 1 && aside <= ahead * 2 && ahead + 3 * aside < least) [best, least] = [link, ahead + 3 * aside];
    }
    if (!best) return;
    this.walkFrom(best);
    best.focus({ preventScroll: true });
    this.centre(best);
  }

  // --- The booth of the address

  chosen() {
    return this.svg.querySelector('a[aria-current="true"]');
  }

  linkOf(code) {
    return this.byCode.get(code);
  }

  show(link) {
    if (this.sideOf(link) < TOUCHABLE) this.zoom(NEAR);
    this.centre(link);
  }

  sayNoSignal() {
    const line = document.createElement("p");
    line.className = "note";
    line.textContent = inTongue(
      "ไม่มีสัญญาณ ผังยังอยู่ แตะบูธอีกครั้งเมื่อมีสัญญาณ",
      "No signal. The plan is still here; tap the booth again when there is one.",
    );
    this.card.replaceChildren(line);
  }

  mark(link) {
    this.chosen()?.removeAttribute("aria-current");
    this.svg.querySelector("#pin")?.remove();
    if (!link) return;
    link.setAttribute("aria-current", "true");
    const box = link.querySelector(SHAPE).getBBox();
    const pin = this.box.querySelector("template").content.firstElementChild.firstElementChild.cloneNode(true);
    pin.setAttribute("transform", `translate(${box.x + box.width / 2} ${box.y + 5})`);
    this.svg.append(pin);
  }
}

function middleOf(link) {
  const box = link.querySelector(SHAPE).getBBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function boothOf(address) {
  return new URL(address, location.href).searchParams.get("booth") ?? "";
}

// The card of another booth comes by itself; the map stays where it is.
async function choose(plan, address, isNew) {
  const code = boothOf(address);
  plan.asked = address;
  if (code) {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    const card = await answer?.text().catch(() => null);
    if (plan.asked !== address) return; // another booth was tapped meanwhile
    if (card == null) return plan.sayNoSignal();
    if (!answer.ok || answer.headers.has("HX-Redirect")) return location.assign(address); // a page says what is wrong
    plan.card.innerHTML = card;
    window.htmx?.process(plan.card);
    plan.card.dispatchEvent(new Event("htmx:afterSwap", { bubbles: true }));
  } else {
    plan.card.replaceChildren();
  }
  if (isNew) history.pushState(null, "", address);
  const link = plan.linkOf(code);
  plan.mark(link);
  if (!link) return;
  plan.walkFrom(link);
  plan.show(link);
}

function follow(plan) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="?booth="], .plan-close');
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !isPlain || event.defaultPrevented) return;
    event.preventDefault();
    const onMap = plan.frame.contains(link);
    const back = link.matches(".plan-close") ? plan.chosen() : null;
    choose(plan, link.getAttribute("href"), true).then(() => {
      if (!onMap && !back) plan.box.scrollIntoView({ block: "center" });
      plan.card.querySelector("h2")?.scrollIntoView({ block: "nearest" });
      back?.focus({ preventScroll: true });
    });
  });
  addEventListener("popstate", () => choose(plan, location.search || "?", false));
}

// Paper has no folds: every zone of the list is printed, and every day of the programme.
function unfold(isPrinting) {
  for (const list of document.querySelectorAll("main details")) {
    if (isPrinting && !list.open) list.dataset.folded = "yes";
    if (isPrinting) list.open = true;
    else if (list.dataset.folded) {
      list.open = false;
      delete list.dataset.folded;
    }
  }
}

function begin() {
  for (const box of document.querySelectorAll("[data-plan]:not([data-ready])")) {
    const plan = new Plan(box);
    if (plan.card) follow(plan);
  }
}

begin();
addEventListener("beforeprint", () => unfold(true));
addEventListener("afterprint", () => unfold(false));
document.addEventListener("htmx:afterSettle", begin);
