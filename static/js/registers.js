// A choice that is looked up as one types (select2) is called by its label; select2 names it only
// after the chosen row.
const { jQuery } = window.django;

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

// Registered after the admin's own, so that the boxes are there.
jQuery(nameChoices);
document.addEventListener("formset:added", () => jQuery(nameChoices));
