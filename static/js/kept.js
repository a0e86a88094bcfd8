// What waits in the browser for a signal, of one kind and one person: whoever signs in on the same telephone afterwards
// neither sees nor sends it. In IndexedDB, which a service worker reads, too. Other tabs hear of every change.

const BASE = "otopfair";
const ROWS = "kept";
let base = null;

function opened() {
  base ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(BASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(ROWS);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return base;
}

const answerOf = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export function newKey() {
  // crypto.randomUUID() is missing on plain http.
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export class Kept {
  constructor(kind, person) {
    this.prefix = `${kind}/${person}/`;
    this.entries = {};
    this.version = 0;
    this.writing = Promise.resolve();
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`otopfair/${this.prefix}`) : null;
  }

  // What is written meanwhile is not read over.
  async load() {
    const { version } = this;
    await this.writing.catch(() => {});
    const range = IDBKeyRange.bound(this.prefix, `${this.prefix}\uffff`);
    const store = (await opened()).transaction(ROWS).objectStore(ROWS);
    const [keys, rows] = await Promise.all([answerOf(store.getAllKeys(range)), answerOf(store.getAll(range))]);
    if (version !== this.version) return this.load();
    this.entries = Object.fromEntries(keys.map((key, index) => [key.slice(this.prefix.length), rows[index]]));
    return this.entries;
  }

  // As last loaded or written here.
  all() {
    return this.entries;
  }

  set(key, entry) {
    this.entries = { ...this.entries, [key]: entry };
    return this.write((store) => store.put(entry, this.prefix + key));
  }

  drop(key) {
    const { [key]: _gone, ...left } = this.entries;
    this.entries = left;
    return this.write((store) => store.delete(this.prefix + key));
  }

  // Resolves when it is on the disk.
  write(act) {
    this.version += 1;
    this.writing = this.writing.catch(() => {}).then(() => this.put(act));
    return this.writing;
  }

  async put(act) {
    const writing = (await opened()).transaction(ROWS, "readwrite", { durability: "strict" });
    await new Promise((resolve, reject) => {
      act(writing.objectStore(ROWS));
      writing.oncomplete = resolve;
      writing.onabort = writing.onerror = () => reject(writing.error);
    });
    this.channel?.postMessage({});
  }
}
