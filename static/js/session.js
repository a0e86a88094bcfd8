// Two minutes before an officer's session ends the page says so; one tap, and it goes on.
// Work in another tab keeps the session too, so the server is asked before anything is said.

const WARNED_BEFORE_SECONDS = 120;

function watch(bar) {
  const stay = bar.querySelector("button");
  const soon = bar.querySelector("[data-soon]");
  const over = bar.querySelector("[data-over]");
  let timer;

  function wait(seconds) {
    clearTimeout(timer);
    bar.hidden = true;
    timer = setTimeout(look, Math.max(0, seconds - WARNED_BEFORE_SECONDS) * 1000);
  }

  function show(left) {
    const isOver = left <= 0;
    soon.hidden = isOver;
    over.hidden = !isOver;
    stay.hidden = isOver;
    bar.hidden = false;
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(look, left * 1000);
  }

  // Seconds that are left: 0 when the session is over, null when the server cannot be asked just now.
  async function ask(headers) {
    const answer = await fetch(bar.dataset.url, { headers, cache: "no-store", redirect: "manual" }).catch(() => null);
    if (!answer) return null;
    return answer.ok ? Number(await answer.text()) : 0;
  }

  async function look() {
    const left = await ask({ "X-Only-Asks": "1" });
    if (left === null) timer = setTimeout(look, 30_000);
    else if (left > WARNED_BEFORE_SECONDS) wait(left);
    else show(left);
  }

  stay.addEventListener("click", async () => {
    const left = await ask({});
    if (left === null) return;
    // Twelve hours after the sign-in no tap helps: the bar stays.
    if (left > WARNED_BEFORE_SECONDS) wait(left);
    else show(left);
  });
  // A computer that slept does not know how late it is.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  wait(Number(bar.dataset.sessionEnds));
}

document.querySelectorAll("[data-session-ends]").forEach(watch);
