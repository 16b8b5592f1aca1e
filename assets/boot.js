// Before the first paint: hides the plain list of articles while the app loads, and brings it back, saying why, if the
// app can't start. Without JavaScript none of this runs and the list simply shows.
(() => {
  const html = document.documentElement;
  const fail = (why) => {
    if (html.classList.contains("app-ready")) return;
    html.classList.replace("app-loading", "app-failed");
    const notice = document.getElementById("without-app-why");
    if (notice) notice.textContent = why;
  };
  const failOnceParsed = (why) =>
    document.readyState === "loading"
      ? document.addEventListener("DOMContentLoaded", () => fail(why))
      : fail(why);

  // Scripts may ask for the page's API before it is here.
  const ready = new Promise((resolve) => addEventListener("dossier-ready", () => resolve(), { once: true }));
  window.dossier = {
    get ready() {
      html.classList.add("api-wanted");
      dispatchEvent(new Event("dossier-wanted"));
      return ready;
    },
  };

  // Where the browser guards what can become code (docs/publish.md): a worker of a blob (src/own/link.rs), the service worker,
  // and the app's own markup, which has neither scripts nor handlers.
  window.trustedTypes?.createPolicy("default", {
    createScriptURL: (url) => (/^(blob:|service-worker\.js$)/.test(url) ? url : null),
    createHTML: (markup) => (/<(script|iframe|object|embed|base|meta|link)|\son\w+\s*=|srcdoc|javascript:/i.test(markup) ? null : markup),
  });
  // When the whole page is here it is kept for opening it without a network, where the site offers that.
  new MutationObserver((_, observer) => {
    if (!html.classList.contains("app-whole")) return;
    observer.disconnect();
    const { serviceWorker } = navigator;
    if (!serviceWorker || !document.querySelector("link[rel=manifest]")) return;
    serviceWorker.register("service-worker.js").catch(() => {});
    // What the first visit fetched before it was in charge is to be kept as well.
    if (!serviceWorker.controller) {
      serviceWorker.addEventListener("controllerchange", () => {
        for (const { name } of performance.getEntriesByType("resource")) if (name.endsWith(".chunk")) fetch(name).catch(() => {});
      }, { once: true });
    }
  }).observe(html, { attributeFilter: ["class"] });
  html.classList.add("app-loading");
  if (typeof WebAssembly !== "object") {
    failOnceParsed("This browser has no WebAssembly, or forbids it, so there is only this list. A current browser shows the rest.");
    return;
  }
  addEventListener("error", (event) => {
    if (event.target instanceof HTMLElement && /^(SCRIPT|LINK)$/.test(event.target.tagName)) {
      failOnceParsed("A part of this page could not be loaded, so there is only this list. Reload the page to try again.");
    }
  }, true);
  addEventListener("unhandledrejection", () => {
    failOnceParsed("This page could not be started, so there is only this list. Reload the page to try again.");
  });
})();
