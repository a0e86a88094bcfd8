// Rows of a list are dragged by their grip; without this script the arrows beside it do the same.

const EDGE = 72; // so near to the edge of the window, in pixels, the page moves along

// A row is a piece, or a matter of the agenda: its piece with what was said and resolved below it.
function rows(list) {
  return [...list.children].filter((one) => one.matches("[data-piece], .matter"));
}

function showGrips(root) {
  for (const grip of root.querySelectorAll("[data-grip][hidden]")) grip.hidden = false;
}

class Drag {
  constructor(grip, event) {
    this.name = grip.closest("[data-piece]").id;
    this.list = grip.closest("[data-list]");
    this.row = rows(this.list).find((one) => one.contains(grip));
    this.from = rows(this.list).indexOf(this.row);
    this.before = this.row.nextElementSibling;
    this.row.classList.add("dragged");
    this.pointer = event.pointerId;
    this.stops = new AbortController();
    const heard = { signal: this.stops.signal };
    // Heard at the document: a row that takes another place loses the capture of its pointer.
    document.addEventListener("pointermove", (moved) => this.move(moved), heard);
    document.addEventListener("pointerup", (event) => { if (event.pointerId === this.pointer) this.drop(); }, heard);
    document.addEventListener("pointercancel", () => this.giveUp(), heard);
    document.addEventListener("keydown", (key) => { if (key.key === "Escape") this.giveUp(); }, heard);
  }

  move(event) {
    if (event.pointerId !== this.pointer) return;
    if (event.clientY < EDGE) window.scrollBy(0, -12);
    else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
    const others = rows(this.list).filter((one) => one !== this.row);
    const middle = (one) => one.getBoundingClientRect().top + one.offsetHeight / 2;
    const next = others.find((one) => event.clientY < middle(one));
    if (next) next.before(this.row);
    else others.at(-1)?.after(this.row);
  }

  end() {
    this.stops.abort();
    this.row.classList.remove("dragged");
  }

  giveUp() {
    this.end();
    this.list.insertBefore(this.row, this.before);
  }

  // The same form as the arrows; what comes back is the list as it is now.
  drop() {
    this.end();
    const steps = rows(this.list).indexOf(this.row) - this.from;
    if (steps === 0) return;
    const press = document.createElement("button");
    Object.assign(press, { type: "submit", name: "move", value: `${this.name}:${steps}`, hidden: true });
    const form = this.list.querySelector("form[data-moving]");
    form.append(press);
    press.click(); // htmx sends the button that was clicked
  }
}

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  new Drag(grip, event);
});
document.addEventListener("htmx:load", (event) => showGrips(event.detail.elt));
showGrips(document);
