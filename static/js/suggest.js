// Suggestions under a search box: htmx asks for them, this script makes a list box of them (arrows,
// Enter, Escape) and tells a screen reader how many there are. Without it the box searches.

import { inTongue } from "./slow.js";

const SHORTEST = 2;

export function suggestUnder(input) {
  if (input.getAttribute("role") === "combobox") return;
  const list = document.getElementById(input.dataset.suggestions);
  const status = document.createElement("p");
  status.className = "sr-only";
  status.setAttribute("role", "status");
  input.after(status);
  list.setAttribute("role", "listbox");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);

  const options = () => [...list.querySelectorAll("[role=option]")];
  let chosen = null;

  function choose(option) {
    chosen?.setAttribute("aria-selected", "false");
    chosen = option;
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) {
      choose(null);
      status.textContent = "";
    }
  }

  function step(by) {
    const all = options();
    const places = all.length + 1; // one of them is the box itself
    const at = (all.indexOf(chosen) + 1 + by + places) % places;
    choose(all[at - 1] ?? null);
  }

  const isShort = () => input.value.trim().length < SHORTEST;
  const ours = (event) => event.detail.requestConfig?.elt === input;

  open(false);
  input.addEventListener("input", () => {
    if (!isShort()) return;
    htmx.trigger(input, "htmx:abort");
    open(false);
  });
  input.addEventListener("htmx:configRequest", (event) => {
    if (isShort()) event.preventDefault();
  });
  // Nothing but an answer is shown: a trouble's page has no place here.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (ours(event) && (event.detail.xhr.status !== 200 || isShort())) event.detail.shouldSwap = false;
  });
  list.addEventListener("htmx:afterSwap", () => {
    const count = options().length;
    choose(null);
    open(count > 0 && document.activeElement === input);
    status.textContent = count
      ? inTongue(`มี ${count} คำแนะนำ กดลูกศรลงเพื่อเลือก`, `${count} suggestions. Press the down arrow to choose.`)
      : inTongue("ไม่มีคำแนะนำ กดค้นหาได้", "No suggestions. You can still search.");
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options().length && !isShort()) {
      event.preventDefault();
      if (list.hidden) open(true);
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first closes the list, the next empties the box
      open(false);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      chosen.click();
    }
  });
  // A press on the list leaves the box where it is until the link has been followed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("blur", () => open(false));
}
