// Keeps this site for reading without a network (docs/publish.md). Made by Dossier for one version of the site.
//
// A version is kept whole or not at all: each file is checked against its digest, and this script takes over only when all
// are here. Each version has a cache of its own. A page asks for its files by names that say what is in them, so that an
// older page goes on with its own files beside a newer one. Nothing is ever asked of another host.
const VERSION = "";
const FILES = {};

const PAGE = "index.html";
const PATIENCE = 3000;
const REST = 1000;
const MOST_UNKEPT = 100;
const MINE = `dossier ${registration.scope} `;
const CACHE = MINE + VERSION;
// What is kept when it is first used: the parts of a large corpus and what searches it, what reads a reader's own files and the page to save them in.
const CHUNK = /^chunks\/[a-z]([0-9a-f]{10})\.chunk$/;
const isKeptWhenUsed = (name) => CHUNK.test(name) || /^(worker|searcher)-\w+\.(js|wasm)$|^single-\w+\.txt$/.test(name);
const isNamedByContent = (name) => /-[0-9a-f]{12,16}/.test(name);
// Parts that may be kept. To look into the caches for each that is not takes longer than to fetch it.
const parts = new Set();
let arePartsKnown = false;
const addressOf = (name) => new URL(name, registration.scope).href;
const nameOf = (address) => address.slice(registration.scope.length);

readParts().catch(() => undefined);
addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const [address] = request.url.split(/[?#]/);
  if (request.method !== "GET" || !address.startsWith(registration.scope)) return;
  const name = nameOf(address);
  if (request.mode === "navigate") {
    if (name === "" || name === PAGE) event.respondWith(page(event));
  } else if (Object.hasOwn(FILES, name) || isKeptWhenUsed(name)) {
    event.respondWith(file(event, name));
  } else {
    // A file of an older version, whose page is still open.
    event.respondWith(kept(name).then((found) => found ?? fetch(request)));
  }
});

async function keepAll() {
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(Object.entries(FILES).map(async ([name, integrity]) => {
      const freshness = isNamedByContent(name) ? "default" : "no-cache";
      const response = await fetch(addressOf(name), { integrity, cache: freshness });
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      // A browser takes no page that came by a detour.
      const { headers } = response;
      await cache.put(addressOf(name), new Response(await response.blob(), { headers }));
    }));
  } catch (why) {
    await caches.delete(CACHE);
    throw why;
  }
  await skipWaiting();
}

async function takeOver() {
  await clients.claim();
  await forget(await clients.matchAll({ type: "window" }));
}

// Older versions go when no page is open that may be one of theirs.
async function forget(open) {
  if (open.length > 0) return;
  for (const older of (await caches.keys()).filter((name) => name.startsWith(MINE) && name !== CACHE)) {
    // A full disk is no reason to keep it.
    await inherit(older).catch(() => undefined);
    await caches.delete(older);
  }
}

// Parts that are in this version too stay. They are named by what they hold, and the pack has the bytes of their names.
async function inherit(older) {
  const [from, to] = await Promise.all([caches.open(older), caches.open(CACHE)]);
  const parts = (await from.keys()).map(({ url }) => [url, nameOf(url).match(CHUNK)]).filter(([, found]) => found);
  const pack = Object.keys(FILES).find((name) => name.endsWith(".pack"));
  if (parts.length === 0 || !pack) return;
  const text = (bytes) => new TextDecoder("latin1").decode(bytes);
  const named = text(await (await kept(pack)).arrayBuffer());
  for (const [url, [, hash]] of parts) {
    const bytes = hash.match(/../g).map((digits) => parseInt(digits, 16));
    if (named.includes(text(new Uint8Array(bytes)))) await to.put(url, await from.match(url));
  }
}

async function readParts() {
  for (const version of (await caches.keys()).filter((name) => name.startsWith(MINE))) {
    const requests = await caches.open(version).then((cache) => cache.keys());
    for (const { url } of requests) parts.add(nameOf(url));
  }
  arePartsKnown = true;
}

// What came, until it is kept. That waits until nothing else is asked for, or there is much of it.
const came = new Map();
let lastCame = 0;
let keeping;

function keepSoon(name, response) {
  came.set(name, response);
  parts.add(name);
  lastCame = Date.now();
  keeping ??= keepWhatCame().finally(() => { keeping = undefined; });
  return keeping;
}

async function keepWhatCame() {
  const isBusy = () => Date.now() - lastCame < REST && came.size < MOST_UNKEPT;
  do await new Promise((resolve) => setTimeout(resolve, REST / 4)); while (isBusy());
  const cache = await caches.open(CACHE);
  for (const [name, response] of came) {
    // A full disk is no reason to do anything else.
    await cache.put(addressOf(name), response.clone()).catch(() => undefined);
    came.delete(name);
  }
}

async function kept(name) {
  const here = await caches.open(CACHE).then((cache) => cache.match(addressOf(name)));
  if (here) return here;
  for (const other of (await caches.keys()).filter((other) => other.startsWith(MINE))) {
    const found = await caches.open(other).then((cache) => cache.match(addressOf(name)));
    if (found) return found;
  }
}

// The newest page where the host answers soon, else the one that is kept.
async function page(event) {
  event.waitUntil(clients.matchAll({ type: "window" }).then(forget));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = fetch(event.request);
  const good = answer.then((response) => (response.status < 500 ? response : undefined), () => undefined);
  return (await Promise.race([good, late])) ?? (await kept(PAGE)) ?? answer;
}

async function file(event, name) {
  const isNew = CHUNK.test(name) && arePartsKnown && !parts.has(name);
  const found = isNew ? undefined : came.get(name)?.clone() ?? (await kept(name));
  if (found) return found;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(keepSoon(name, response.clone()));
  return response;
}
