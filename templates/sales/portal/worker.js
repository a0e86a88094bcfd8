// The vendor's takings pages without a signal, and nothing else: the newest answer where there is one, the last one kept
// where there is none. What was kept for one person is forgotten when another's page or a sign-in comes.
import { Kept } from "{% static 'js/kept.js' %}";
import { sendWaiting, whoIsHere } from "{% static 'js/sending.js' %}";

const PAGES = "takings-pages";
const FILES = "takings-files";
const FRONT = "{% url 'my-sales' %}";
const STATIC = "{{ static_url }}";
const PATIENCE_MILLISECONDS = 6000;

const personOf = (text) => /data-person="(\d+)"/.exec(text)?.[1];

async function keepPage(url, answer) {
  const text = await answer.clone().text();
  const pages = await caches.open(PAGES);
  const [first] = await pages.keys();
  const before = first && personOf(await (await pages.match(first)).text());
  if (before && before !== personOf(text)) await caches.delete(PAGES);
  await (await caches.open(PAGES)).put(url, answer);
}

async function keptPage(url) {
  const pages = await caches.open(PAGES);
  const answer = (await pages.match(url)) ?? (await pages.match(FRONT));
  if (!answer) return null;
  const text = (await answer.text()).replace("<body ", "<body data-kept-page ");
  return new Response(text, { headers: answer.headers });
}

// The answer of the line, or what was kept when there is none in time.
async function freshOrKept(request, fetched, kept) {
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MILLISECONDS); });
  const answer = await Promise.race([fetched.catch(() => null), late]);
  if (answer && answer.status < 500) return answer;
  return (await kept()) ?? fetched;
}

async function page(request) {
  const url = new URL(request.url).pathname;
  const fetched = fetch(request).then(async (answer) => {
    // Led away: nobody is signed in, or somebody without a shop.
    if (answer.type === "opaqueredirect" || answer.redirected) await caches.delete(PAGES);
    else if (answer.ok) await keepPage(url, answer.clone());
    return answer;
  });
  return freshOrKept(request, fetched, () => keptPage(url));
}

async function file(request) {
  const files = await caches.open(FILES);
  return freshOrKept(request, fetch(request), () => files.match(request));
}

// What a page is made of comes before it, so that a kept page is whole; what no page needs any more goes last.
async function keepAll({ page: url, files: urls }) {
  const files = await caches.open(FILES);
  for (const file of urls) if (!(await files.match(file))) await files.add(file);
  const answer = await fetch(url, { cache: "no-store" });
  if (answer.ok && !answer.redirected) await keepPage(new URL(url).pathname, answer);
  for (const request of await files.keys()) if (!urls.includes(request.url)) await files.delete(request);
}

async function sendInBackground() {
  const { person } = await whoIsHere();
  if (!person) throw new Error("no line yet"); // the browser tries again
  const kept = new Kept("takings", person);
  await sendWaiting(kept, person);
  if (Object.values(kept.all()).some((entry) => entry.state === "waiting")) throw new Error("not all sent");
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => event.waitUntil(keepAll(event.data).catch(() => {})));
addEventListener("sync", (event) => { if (event.tag === "takings") event.waitUntil(sendInBackground()); });
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(file(request));
});
