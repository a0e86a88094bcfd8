// The takings of this person that wait in the browser: one instance for all scripts of a page. They are sent from
// whatever page of the portal is open.

import { Kept } from "./kept.js";
import { sendWaiting } from "./sending.js";

const SOON_MILLISECONDS = 3_000;
const LATEST_MILLISECONDS = 20_000;
const listeners = [];

export const person = document.body.dataset.person;
export const kept = new Kept("takings", person);
// What the last try came to: words are made of it.
export const line = { isSending: false, isSignedOut: false };
export const isReady = person ? kept.load().then(() => true, () => false) : Promise.resolve(false);

export function whenChanged(listener) {
  listeners.push(listener);
}

function tell(answers = {}) {
  for (const listener of listeners) listener(answers);
}

export const unsent = () => Object.values(kept.all()).filter((entry) => entry.state !== "draft");

export async function sendNow() {
  if (line.isSending || !unsent().some((entry) => entry.state === "waiting")) return;
  line.isSending = true;
  tell();
  let answers = {};
  try {
    const result = await sendWaiting(kept, person);
    answers = result.answers;
    line.isSignedOut = Boolean(result.isSignedOut);
  } finally {
    line.isSending = false;
    tell(answers);
  }
}

// Not every browser says that the line is back: what waits is tried again, soon at first, then less often.
async function sendAgain(pause) {
  const waits = unsent().some((entry) => entry.state === "waiting");
  await sendNow().catch(() => null);
  const next = waits ? Math.min(2 * pause, LATEST_MILLISECONDS) : SOON_MILLISECONDS;
  setTimeout(sendAgain, next, next);
}

// In another tab, or sent by the worker.
async function changedElsewhere(event) {
  await kept.load();
  tell(event.data?.answers);
  sendNow();
}

isReady.then((works) => {
  if (!works) return;
  kept.channel?.addEventListener("message", changedElsewhere);
  window.addEventListener("online", sendNow);
  window.addEventListener("offline", () => tell());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) changedElsewhere(); });
  tell();
  sendNow();
  setTimeout(sendAgain, SOON_MILLISECONDS, SOON_MILLISECONDS);
});
