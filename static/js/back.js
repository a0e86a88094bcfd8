// The way back leads to the list that one came from, to the very row, when that list is ours.
// Without a script it leads to the list that the page itself names.

const LISTS = /^\/(products|search|vendors|provinces|fairs)\//;

export function leadBack(link) {
  let before;
  try {
    before = new URL(document.referrer);
  } catch {
    return; // opened from nowhere: a bookmark, a message
  }
  const isList = before.origin === location.origin && LISTS.test(before.pathname) && before.pathname !== location.pathname;
  if (!isList) return;
  before.hash = link.dataset.back;
  link.href = before.href;
  link.lastChild.textContent = link.dataset.backWords;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || history.length < 2) return;
    event.preventDefault();
    history.back(); // the browser remembers where on the page one was
  });
}
