// Booths, zones and landmarks are moved on the map: dragged, or picked up by Enter and moved by the
// arrow keys, half a metre at a time. What is dropped is saved in the draft at once, and can be
// undone. Without this module the table does the same.

const METRE = 12; // units of the map, as in otopfair/look/plans.py
const GAP = 2; // between a booth and the edge of its ground
const STEP = 0.5; // metres
const WAYS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
const NO_SIGNAL = "ไม่มีสัญญาณ ยังไม่ได้ย้าย ลองอีกครั้ง";

const snapped = (metres) => Math.round(metres / STEP) * STEP;

class Moving {
  constructor(section) {
    this.section = section;
    this.frame = section.querySelector(".plan-frame");
    this.svg = this.frame.querySelector("svg");
    this.said = section.querySelector("[data-move-said]");
    this.button = section.querySelector("[data-move-mode]");
    this.held = null; // what is picked up: {link, shape, from, by}
    this.isOn = false;
    this.saving = Promise.resolve();
    // Far away no number is written: a link keeps its name.
    for (const link of this.svg.querySelectorAll("a")) link.setAttribute("aria-label", nameOf(link));
    this.button.addEventListener("click", () => this.turn(!this.isOn));
    // Before the map's own listeners: while something is held, nothing pans and nothing is opened.
    this.frame.addEventListener("pointerdown", (event) => this.grab(event), true);
    this.frame.addEventListener("keydown", (event) => this.key(event), true);
    document.addEventListener("click", (event) => this.press(event), true);
    this.frame.addEventListener("focusout", () => { if (this.held && !this.held.byPointer) this.putBack(); });
  }

  turn(isOn) {
    this.isOn = isOn;
    this.button.setAttribute("aria-pressed", String(isOn));
    this.section.classList.toggle("moving", isOn);
    this.section.querySelector("[data-move-hint]").hidden = !isOn;
    this.say(isOn ? "ย้ายบนผังได้แล้ว" : "เลิกย้ายบนผัง");
  }

  say(words) {
    this.said.textContent = words;
  }

  // --- Picking up and dropping

  pick(link, byPointer) {
    const handle = link.matches(".plan-handle");
    this.held = {
      link,
      byPointer,
      shape: handle ? link.parentElement : link,
      from: placeOf(link),
      by: [0, 0],
    };
    this.held.shape.classList.add("held-up");
  }

  // By so many metres from where it was; the top left corner of the ground is the end.
  shift(x, y) {
    const { from, shape, link } = this.held;
    const to = [snapped(from[0] + x), snapped(from[1] + y)].map((metres) => Math.max(0, metres));
    this.held.to = to;
    this.held.by = [to[0] - from[0], to[1] - from[1]];
    const moved = movedSoFar(shape);
    const [across, down] = this.held.by.map((metres, i) => metres * METRE + moved[i]);
    shape.setAttribute("transform", `translate(${across} ${down})`);
    this.say(`${nameOf(link)} x ${to[0]} y ${to[1]} เมตร`);
  }

  letGo() {
    const held = this.held;
    held.shape.classList.remove("held-up");
    this.held = null;
    return held;
  }

  putBack() {
    const { shape, link } = this.letGo();
    restore(shape);
    this.say(`${nameOf(link)} อยู่ที่เดิม`);
  }

  // It lies there at once, so that what is picked up next starts from there; the server hears of one
  // after the other.
  drop() {
    const held = this.letGo();
    if (!held.to || (held.by[0] === 0 && held.by[1] === 0)) {
      restore(held.shape);
      return;
    }
    keep(held.shape, held.by);
    this.saving = this.saving.then(() => this.save(held));
  }

  async save({ link, shape, from, to, by }) {
    const body = new FormData();
    body.set("key", keyOf(link));
    for (const [name, metres] of [["x", to[0]], ["y", to[1]], ["from_x", from[0]], ["from_y", from[1]]]) {
      body.set(name, metres.toFixed(1));
    }
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    let answer, words;
    try {
      answer = await fetch(this.section.dataset.moveUrl, { method: "POST", body, headers: { "HX-Request": "true" } });
      words = await answer.text();
    } catch {
      takeBack(shape, by);
      this.say(NO_SIGNAL);
      return;
    }
    const isAnswer = words.includes("plan-beside");
    if (!answer.ok || !isAnswer) takeBack(shape, by);
    if (isAnswer) this.show(words);
    else location.reload(); // signed out, or no page of ours
  }

  show(words) {
    const beside = document.querySelector("#plan-beside");
    beside.outerHTML = words;
    const fresh = document.querySelector("#plan-beside");
    const refusal = fresh.querySelector("[role=alert]");
    for (const row of (fresh.dataset.rows ?? "").split(" ").filter(Boolean)) {
      const [key, x, y, seen] = row.split(":");
      for (const [name, value] of [["plan_x", x], ["plan_y", y], ["seen", seen]]) {
        const input = document.getElementsByName(`${key}.${name}`)[0];
        if (input) input.value = value;
      }
    }
    const overlap = fresh.querySelector(".note.care:not([role])");
    this.say(refusal?.textContent ?? `วางแล้ว ${overlap?.textContent.replace(/\s+/g, " ").trim() ?? ""}`);
  }

  // --- Hands

  grab(event) {
    const link = event.target.closest("svg a");
    if (!this.isOn || !link || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.held) this.putBack();
    this.pick(link, true);
    const scale = this.svg.getScreenCTM().a * METRE;
    const move = (now) => {
      if (now.pointerId !== event.pointerId || !this.held) return;
      this.shift((now.clientX - event.clientX) / scale, (now.clientY - event.clientY) / scale);
    };
    const end = (now) => {
      if (now.pointerId !== event.pointerId) return;
      for (const [name, act] of [["pointermove", move], ["pointerup", end], ["pointercancel", end]]) {
        removeEventListener(name, act);
      }
      if (!this.held) return;
      if (now.type === "pointercancel") this.putBack();
      else this.drop();
    };
    for (const [name, act] of [["pointermove", move], ["pointerup", end], ["pointercancel", end]]) {
      addEventListener(name, act);
    }
    link.focus({ preventScroll: true });
  }

  // While things are moved, a press opens nothing.
  press(event) {
    if (!this.isOn || !event.target.closest?.(".plan-frame svg a")) return;
    event.preventDefault();
    event.stopPropagation();
  }

  key(event) {
    const link = event.target.closest("svg a");
    if (!this.isOn || !link || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      if (this.held) this.drop();
      else {
        this.pick(link, false);
        this.say(`ยก ${nameOf(link)} แล้ว`);
      }
    } else if (event.key === "Escape" && this.held) this.putBack();
    else if (WAYS[event.key] && this.held) {
      const [x, y] = WAYS[event.key];
      this.shift(this.held.by[0] + x, this.held.by[1] + y);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function keyOf(link) {
  return new URL(link.getAttribute("href"), location.href).searchParams.get("part");
}

// A booth is drawn with its number without the zone's code; where that is not enough, it has a title.
function nameOf(link) {
  const title = link.querySelector("title");
  if (title) return title.textContent;
  const zone = link.querySelector("use") ? link.closest("g[role=group]").querySelector(".zone-name").firstChild.data : "";
  return `${zone.trim()}${link.querySelector("text").textContent.trim()}`;
}

// What was moved since the page was made stays where it was dropped: units of the map.
function movedSoFar(shape) {
  return [Number(shape.dataset.movedX ?? 0), Number(shape.dataset.movedY ?? 0)];
}

function keep(shape, by) {
  const [x, y] = movedSoFar(shape);
  shape.dataset.movedX = x + by[0] * METRE;
  shape.dataset.movedY = y + by[1] * METRE;
}

function takeBack(shape, by) {
  keep(shape, by.map((metres) => -metres));
  restore(shape);
}

function restore(shape) {
  const [x, y] = movedSoFar(shape);
  shape.setAttribute("transform", `translate(${x} ${y})`);
}

// The top left corner in metres, with all that has moved it: itself, or its zone.
function placeOf(link) {
  let [x, y] = movedSoFar(link);
  const zone = link.parentElement.closest("g[data-moved-x]");
  if (zone) [x, y] = [x + movedSoFar(zone)[0], y + movedSoFar(zone)[1]];
  const handle = link.dataset.at?.split(",").map(Number);
  if (handle) return [handle[0] + x / METRE, handle[1] + y / METRE];
  const sign = link.querySelector("use");
  const drawn = sign ?? link.querySelector("rect");
  const gap = sign ? GAP : 0;
  const tenth = (units) => Math.round((units / METRE) * 10) / 10;
  return [tenth(Number(drawn.getAttribute("x")) - gap + x), tenth(Number(drawn.getAttribute("y")) - gap + y)];
}

for (const section of document.querySelectorAll("[data-plan-moving]")) new Moving(section);
