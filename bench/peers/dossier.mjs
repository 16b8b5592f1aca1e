import { execFileSync } from "node:child_process"; import { join } from "node:path";
// The product as a peer: a site made by its own command (DOSSIER_BIN), driven through window.dossier.
export default {
  name: "dossier",
  site: "site",
  async offline({ corpusPath, dir }) {
    const t = performance.now();
    execFileSync(process.env.DOSSIER_BIN, ["build", corpusPath, "--out", join(dir, "site"), "--no-cache"], { stdio: "ignore" });
    return { buildSeconds: (performance.now() - t) / 1000 };
  },
  inject: `window.peer = { async load() { while (!window.dossier) await new Promise((r) => setTimeout(r, 1)); await window.dossier.ready; },
    async search({ q, prefix, phrase, facets, from, to, limit }) { return window.dossier.search({ q: phrase ? '"' + q + '"' : prefix ? q + "*" : q, facets: !!facets, limit, ...(from ? { from, to, on: "published" } : {}) }); } };`,
};
