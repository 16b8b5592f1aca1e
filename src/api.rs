//! `window.dossier`, the page's own API for scripts; typed in dossier.d.ts.
