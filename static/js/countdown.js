// What has data-countdown (a moment) says in [data-left] how long it is still; at the moment the page
// is loaded anew. Without this script the moment itself stands there.
const SECOND = 1000;
// Not all phones at the same instant.
const SPREAD_MILLISECONDS = 1500;

function words(milliseconds) {
  const seconds = Math.ceil(milliseconds / SECOND);
  if (seconds >= 24 * 3600) return `${Math.floor(seconds / 86_400)} วัน`;
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} ชม. ${Math.floor((seconds % 3600) / 60)} นาที`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} นาที`;
}

for (const place of document.querySelectorAll("[data-countdown]")) {
  const until = Date.parse(place.dataset.countdown);
  const shown = place.querySelector("[data-left]");
  // A screen reader is told of each change of the whole, and need not hear every second.
  shown.setAttribute("aria-live", "off");
  const tick = () => {
    const left = until - Date.now();
    if (left > 0) {
      shown.textContent = words(left);
      return;
    }
    clearInterval(timer);
    shown.textContent = place.dataset.over;
    setTimeout(() => location.assign(location.pathname), Math.random() * SPREAD_MILLISECONDS);
  };
  const timer = setInterval(tick, SECOND);
  tick();
}
