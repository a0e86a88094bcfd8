// A bar of buttons above a box of text with marks (textarea[data-marks]): each puts the marks around
// what is chosen, or before its lines. Without this module the marks are typed.

const KINDS = [
  { label: "ตัวหนา", around: "**", empty: "ข้อความ" },
  { label: "ตัวเอียง", around: "*", empty: "ข้อความ" },
  { label: "หัวข้อย่อย", before: () => "# " },
  { label: "รายการ", before: () => "- " },
  { label: "ลำดับเลข", before: (place) => `${place + 1}. ` },
  { label: "คำพูด", before: () => "> " },
  { label: "ลิงก์", link: true },
];

function write(box, start, end, text, chosen) {
  box.focus();
  box.setSelectionRange(start, end);
  // Keeps the browser's own undo; setRangeText would empty it.
  if (!document.execCommand("insertText", false, text)) {
    box.setRangeText(text, start, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  box.setSelectionRange(start + chosen[0], start + chosen[1]);
}

function around(box, mark, empty) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const words = value.slice(start, end).trim() || empty;
  write(box, start, end, mark + words + mark, [mark.length, mark.length + words.length]);
}

function beforeLines(box, markOf) {
  const { value } = box;
  const start = value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const next = value.indexOf("\n", box.selectionEnd);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n").map((line, place) => markOf(place) + line);
  // A list or heading begins after an empty line.
  const gap = start > 0 && value[start - 2] !== "\n" ? "\n" : "";
  const text = gap + lines.join("\n");
  write(box, start, end, text, [text.length, text.length]);
}

function link(box) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const words = value.slice(start, end).trim() || "ข้อความ";
  const text = `[${words}](https://)`;
  write(box, start, end, text, [text.length - 1, text.length - 1]);
}

function bar(box) {
  const row = document.createElement("div");
  row.className = "marks-bar";
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "จัดข้อความ");
  for (const kind of KINDS) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button second small";
    button.textContent = kind.label;
    button.addEventListener("click", () => {
      if (kind.link) link(box);
      else if (kind.around) around(box, kind.around, kind.empty);
      else beforeLines(box, kind.before);
    });
    row.append(button);
  }
  box.before(row);
}

document.querySelectorAll("textarea[data-marks]").forEach(bar);
