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
