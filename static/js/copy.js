import { inTongue } from "./slow.js";

// A button with data-copy="<id>" copies that field's text; without this script the text can be selected.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const label = button.querySelector("[data-copy-label]") ?? button;
  const words = label.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // No permission, or no secure address: select, so that one keystroke copies.
      field.focus();
      field.select();
      label.textContent = inTongue("เลือกข้อความแล้ว กด Ctrl+C", "Selected. Press Ctrl+C.");
      return;
    }
    label.textContent = inTongue("คัดลอกแล้ว", "Copied");
    setTimeout(() => { label.textContent = words; }, 3000);
  });
}
