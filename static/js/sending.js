// How what was kept goes to the server; for pages and for the service worker. A line that is there and fails is no line.

const HERE = "/accounts/here/";
const TO_SIGN_IN = "/accounts/";
const PATIENCE_MILLISECONDS = 20_000;
const ASK_AGAIN = new Set([403, 408, 412, 425, 429]);
const NOT_THERE = "ระบบไม่พบบูธหรือวันนี้ อาจย้ายบูธหรือเลื่อนงานแล้ว ตรวจแล้วบันทึกอีกครั้ง หรือโทรหาเจ้าหน้าที่";

const asked = (url, more) => fetch(url, {
  ...more, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout?.(PATIENCE_MILLISECONDS),
});

// {person, token}, {isSignedOut} or {} when there is no line, or a line that leads to somebody else's page.
export async function whoIsHere() {
  try {
    const answer = await asked(HERE, { headers: { "X-Only-Asks": "1" } });
    if (answer.type === "opaqueredirect") return { isSignedOut: true };
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

// {state: "sent" | "refused" | "waiting", ...what the server said}
async function post(entry, here) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", here.token);
  for (const [name, value] of entry.fields) body.append(name, value);
  const headers = { "X-Kept-By-Page": "1", "X-Sent-By-Page": "1", "X-Kept-For": here.person };
  try {
    const answer = await asked(entry.url, { method: "POST", body, headers });
    const leadsTo = answer.headers.get("X-Leads-To");
    if (leadsTo) return leadsTo.includes(TO_SIGN_IN) ? { state: "waiting", isSignedOut: true } : { state: "sent" };
    if (answer.status >= 500 || ASK_AGAIN.has(answer.status)) return { state: "waiting" };
    if (answer.ok) return { ...(await answer.json()), state: "sent" };
    if (answer.status === 422) return { ...(await answer.json()), state: "refused" };
    return { state: "refused", sentences: [NOT_THERE], asks: [], marks: [] };
  } catch {
    return { state: "waiting" };
  }
}

// An entry leaves the browser only when the server has it; a refused one stays with the reason.
async function settle(kept, key, entry, answer) {
  await kept.load();
  if (kept.all()[key]?.key !== entry.key) return; // corrected while it was on its way
  if (answer.state === "sent") await kept.drop(key);
  if (answer.state === "refused") await kept.set(key, { ...entry, ...answer });
  kept.channel?.postMessage({ answers: { [key]: answer } });
}

async function sendEach(kept, person) {
  await kept.load();
  const waiting = Object.entries(kept.all()).filter(([, entry]) => entry.state === "waiting");
  if (!waiting.length) return { answers: {} };
  const here = await whoIsHere();
  if (!here.token || here.person !== person) return { answers: {}, isSignedOut: Boolean(here.isSignedOut || here.token) };
  const answers = {};
  for (const [key, entry] of waiting) {
    const answer = await post(entry, here);
    if (answer.state === "waiting") return { answers, isSignedOut: Boolean(answer.isSignedOut) };
    await settle(kept, key, entry, answer);
    answers[key] = answer;
  }
  return { answers };
}

// One tab, or the worker, at a time.
export function sendWaiting(kept, person) {
  const send = () => sendEach(kept, person);
  return navigator.locks ? navigator.locks.request(kept.prefix, send) : send();
}
