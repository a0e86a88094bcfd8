// A page of planning shows what others save: pieces that somebody has open are left alone.

const SECONDS = 15;
const sheet = document.querySelector("[data-sheet]");

// What the page of now has, put into this one. A piece with a form in it is somebody's work.
function take(fresh) {
  let others = false;
  for (const piece of fresh.querySelectorAll("[data-piece]")) {
    const here = document.getElementById(piece.id);
    if (!here || here.dataset.seen === piece.dataset.seen) continue;
    if (here.querySelector("form")) {
      warn(here, piece.dataset.seen);
      continue;
    }
    here.replaceWith(document.adoptNode(piece));
    others = true;
  }
  // A list in which a row has come or gone, or has another place, is shown as it is now.
  for (const list of fresh.querySelectorAll("[data-list]")) {
    const here = document.getElementById(list.id);
    if (!here || rows(here) === rows(list) || here.querySelector("form:not([data-moving])")) continue;
    here.replaceWith(document.adoptNode(list));
    others = true;
  }
  return others;
}

// Somebody has saved what is open here: the next save shows both texts, and none is lost.
function warn(here, seen) {
  const line = here.querySelector("[data-save-state] p span");
  const mine = here.querySelector("[name=seen]")?.value;
  if (line && mine && mine !== seen) line.textContent = "มีผู้บันทึกส่วนนี้แล้ว เมื่อคุณบันทึกจะเห็นทั้งสองข้อความ";
}

const rows = (list) => [...list.querySelectorAll("[data-piece]")].map((one) => one.id).join(" ");

async function look() {
  if (document.hidden) return;
  const answer = await fetch(`${sheet.dataset.sheet}?since=${sheet.dataset.cursor}`, { headers: { "X-Looks": "1" } }).catch(() => null);
  if (answer?.status !== 200 || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-sheet]");
  if (!fresh) return;
  sheet.dataset.cursor = fresh.dataset.cursor;
  if (!take(fresh)) return;
  htmx.process(sheet);
  document.querySelector("[data-others]").hidden = false;
}

if (sheet) setInterval(look, SECONDS * 1000);
