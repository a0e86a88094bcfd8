// A choice that is looked up as one types (select2) is called by its label; select2 names it only
// after the chosen row.
const { jQuery } = window.django;

// "Nothing found" while somebody is still typing tells them to stop. The words of select2 are one
// object for all boxes; a page without such a box has none.
const words = jQuery.fn.select2?.amd.require("select2/i18n/th") ?? {};
words.noResults = () => "ยังไม่พบ พิมพ์ต่อหรือสะกดแบบอื่น คนนอกพื้นที่ของคุณ พิมพ์อีเมลหรือโทรศัพท์ให้ครบ";

function nameChoices() {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    const chosen = box?.querySelector(".select2-selection__rendered");
    if (!label || !chosen) continue;
    label.id ||= `label-${select.id}`;
    chosen.removeAttribute("role");
    chosen.removeAttribute("aria-readonly");
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
  }
}

// A choice that is looked up tells jQuery alone that it was changed; the warning on leaving hears
// what the browser says.
jQuery(document).on("change", "select.select2-hidden-accessible", (event) => {
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
});

// A place that was chosen loads the lists below it where they stand. Its button, which does the same
// where no script runs, is out of the form: Enter would press it, and not save. It comes back where
// the line is down.
const buttons = new Map();
for (const select of document.querySelectorAll("select[data-loads]")) {
  const button = select.parentElement.querySelector("[name=_next_place]");
  buttons.set(select.id, button);
  button.remove();
}
document.addEventListener("change", async ({ target }) => {
  if (!target.dataset.loads) return;
  const typed = new FormData(target.form);
  typed.set("_next_place", "1");
  const answer = await fetch("", { method: "POST", body: typed }).catch(() => null);
  if (!answer?.ok) {
    target.after(buttons.get(target.id));
    return;
  }
  buttons.get(target.id).remove();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of target.dataset.loads.split(" ")) {
    const list = page.getElementById(id);
    const { value } = list; // lost when its options move
    document.getElementById(id).replaceChildren(...list.children);
    document.getElementById(id).value = value;
  }
});

/** A new row stands behind the others of its section. */
function putLast(row) {
  const [own, ...others] = [row, ...row.parentElement.children]
    .map((one) => one.querySelector('[name$="-sequence"]:not([name*="__prefix__"])'));
  if (!own) return;
  const beside = others.filter((box) => box && box !== own).map((box) => Number(box.value) || 0);
  own.value = Math.max(0, ...beside) + 1;
}

// Registered after the admin's own, so that the boxes are there.
jQuery(nameChoices);
document.addEventListener("formset:added", (event) => {
  jQuery(nameChoices);
  putLast(event.target);
});
