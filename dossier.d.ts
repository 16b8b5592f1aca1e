// The API of a Dossier page: `window.dossier`. Everything stays in the page; nothing is sent anywhere.

/** Days are ISO 8601, both ends included; `null` is an open end. */
export interface Published {
  from: string | null;
  to: string | null;
  /** Extended Date/Time Format, level 2: "2026-01-21", "[2025-11..]" (some day from November 2025), "XXXX" (unknown). */
  edtf: string;
  certainty: "stated" | "inferred" | "bounded" | "unknown";
}

/** One id; in a list, a list means any of its ids. A leading "-" excludes: "-kirkuk", or all of ["-kirkuk", "mosul"]. */
export type Ids = string | (string | string[])[];

export interface Filters {
  /** Words, "phrases", -excluded, prefix*: as in the search box. */
  q?: string;
  person?: Ids;
  org?: Ids;
  place?: Ids;
  source?: Ids;
  /** A year, a month or a day: "2025", "2025-11", "2025-11-03". */
  from?: string | null;
  to?: string | null;
  /** Which dates `from` and `to` speak of. Default: "published". */
  on?: "published" | "mentioned";
  /** What of articles without such a date. Default: kept without a range, left out with one. */
  undated?: "keep" | "out" | "only" | null;
  sort?: "relevance" | "newest" | "oldest";
}

export interface Search extends Filters {
  /** From 0. */
  offset?: number;
  /** Default: 20. */
  limit?: number;
  /** How many values of each facet; `true` is 10, `false` leaves out facets and histogram. Default: true. */
  facets?: boolean | number;
}

export interface FacetValue {
  id: string;
  label: string;
  /** How many of all found articles have it. */
  count: number;
}

export interface Bucket {
  from: string;
  to: string;
  /** Articles that certainly lie in it. */
  certain: number;
  /** Articles that may lie in it, the certain ones among them. */
  possible: number;
}

export interface Results {
  total: number;
  hits: { id: string; title: string; published: Published; score: number; certain: boolean; snippet: string }[];
  facets?: { person: FacetValue[]; org: FacetValue[]; place: FacetValue[]; source: FacetValue[] };
  /** Buckets that hold anything, and the articles whose day of publication is not known at all. */
  histogram?: { published: Bucket[]; mentioned: Bucket[]; undated: number };
  /** What the search took inside the engine, in milliseconds. */
  ms: number;
}

/** A view as plain data, equal to its link. */
export interface ViewState extends Filters {
  /** The id of the open article. */
  doc?: string | null;
  /** The passage the link points at, as bytes of the text: "120-180". */
  at?: string | null;
  /** What the link said and could not be understood. */
  unread?: { key: string; value: string; reason: string }[];
}

export interface Dossier {
  /** Resolves when the page is usable. */
  readonly ready: Promise<void>;
  /** Throws an Error that names a wrong argument. An id that the corpus lacks finds nothing. */
  search(search?: Search): Results;
  documents(): { id: string; title: string; source: string | null; published: Published }[];
  /** The view that the page shows. */
  state(): ViewState;
  /** Shows another view: "#q=prison&place=-kirkuk". */
  go(link: string): void;
  /** The link of a view. */
  link(state: ViewState): string;
}

declare global {
  interface Window {
    readonly dossier: Dossier;
  }
}
