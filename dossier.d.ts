// The API of a Dossier page: `window.dossier`. Everything stays in the page; nothing is sent anywhere.

/** When an article was published. Days are ISO 8601, both ends included; `null` is an open end. */
export interface Published {
  from: string | null;
  to: string | null;
  /** Extended Date/Time Format, level 2: "2026-01-21", "[2025-11..]" (some day from November 2025), "XXXX" (unknown). */
  edtf: string;
  certainty: "stated" | "inferred" | "bounded" | "unknown";
}

/**
 * What articles must have: an id, or a list of which they must meet every element. An element that is a list itself
 * means any of its ids. A leading "-" excludes: "-kirkuk"; inside an inner list every id has one or none has. An id that
 * itself begins with "-" or "\" is written with a "\" before it. An id that the corpus lacks is no error: no article has it.
 */
export type Ids = string | (string | string[])[];

/** A view as plain data, equal to its link. What is absent or `null` is not asked for. */
export interface View {
  /** Words, "phrases", -excluded, prefix*: as in the search box. */
  q?: string | null;
  person?: Ids | null;
  org?: Ids | null;
  place?: Ids | null;
  source?: Ids | null;
  /** Who is quoted; "unattributed" where the text does not say who speaks. */
  "said-by"?: Ids | null;
  tag?: Ids | null;
  /** The earliest: a year, a month or a day, "2025", "2025-11" or "2025-11-03". */
  from?: string | null;
  /** The latest, included: to "2025-11" is to the end of that month. */
  to?: string | null;
  /** Which dates `from` and `to` speak of. Default: "published". */
  on?: "published" | "mentioned" | null;
  /** What becomes of articles without such a date. Default: kept without a range, left out with one. */
  undated?: "keep" | "out" | "only" | null;
  /** Whether only articles are wanted that are new or changed since this reader's last visit. Default: false. */
  new?: boolean | null;
  /** Default: "relevance", which is newest first without a query. */
  sort?: "relevance" | "newest" | "oldest" | null;
  /** The way the results are looked at. Default: "articles". */
  panel?: "articles" | "quotes" | "entities" | "contexts" | "timeline" | "network" | "map" | "compare" | null;
  /** The ids of the two to four articles to compare. Default: the first of the results, and the one most like it. */
  compare?: string[] | null;
  /** The entity whose page is open: "person:jane-doe". */
  about?: string | null;
  /** The id of the open article. */
  doc?: string | null;
  /** The passage that the link points at, as bytes of the article's text: "120-180". */
  at?: string | null;
  /** Whether the page is shown without its masthead, as in an iframe. Default: false. */
  embed?: boolean | null;
  /** What the link said and could not be understood. */
  unread?: { key: string; value: string; reason?: string }[] | null;
}

/** The view that the page shows, with all its keys. */
export interface State extends View {
  q: string;
  person: (string | string[])[];
  org: (string | string[])[];
  place: (string | string[])[];
  source: (string | string[])[];
  "said-by": (string | string[])[];
  tag: (string | string[])[];
  from: string | null;
  to: string | null;
  on: "published" | "mentioned";
  undated: "keep" | "out" | "only" | null;
  new: boolean;
  sort: "relevance" | "newest" | "oldest";
  panel: "articles" | "quotes" | "entities" | "contexts" | "timeline" | "network" | "map" | "compare";
  compare: string[];
  about: string | null;
  doc: string | null;
  at: string | null;
  embed: boolean;
  unread: { key: string; value: string; reason: string }[];
}

/** A question. What a view only opens or looks at in a way of its own (`panel`, `compare`, `about`, `doc`, `at`, `embed`) and what it could not read (`unread`) changes no results. */
export interface Search extends View {
  /** How many hits to pass over. Default: 0. */
  offset?: number | null;
  /** How many hits to give, 0 to 1000. Default: 20. */
  limit?: number | null;
  /** How many values of each facet; `true` is 10, `false` leaves out the facets and the histogram. Default: true. */
  facets?: boolean | number | null;
}

/** An article. */
export interface Document {
  id: string;
  title: string;
  source: string | null;
  published: Published;
}

/** A found article. */
export interface Hit extends Document {
  /** How well it matches, from 0; comparable within one search only. Always 0 where the order is by date. */
  score: number;
  /** Whether its date certainly lies in the range asked for; `true` if none was. */
  certain: boolean;
  /** The best passage, as plain text of at most 220 characters. */
  snippet: string;
}

/** A value of a facet that at least one found article has. */
export interface FacetValue {
  id: string;
  label: string;
  /** How many of all found articles have it. */
  count: number;
}

/** The found articles with a date between two days, both included. */
export interface Bucket {
  from: string;
  to: string;
  /** Articles with a date that certainly lies in it. */
  certain: number;
  /** Articles with a date that may lie in it, the certain ones included. */
  possible: number;
}

/** The dates of all found articles, on one track. */
export interface TrackCounts {
  /** The buckets that hold anything, in order. */
  buckets: Bucket[];
  /** Articles without any known date. */
  undated: number;
}

export interface Results {
  /** How many articles there are in all. */
  total: number;
  hits: Hit[];
  /** The values that most of the found articles have, the most common first. Absent with `facets: false`. */
  facets?: { person: FacetValue[]; org: FacetValue[]; place: FacetValue[]; source: FacetValue[]; "said-by": FacetValue[]; tag: FacetValue[] };
  /** Absent with `facets: false`. */
  histogram?: { published: TrackCounts; mentioned: TrackCounts };
  /** What the engine took, in milliseconds, as fine as the browser's clock. */
  ms: number;
}

/** What an article has points for in the order of relevance. */
export interface Reason {
  /** The words; a word in the very form that was typed; two words near each other; two side by side. */
  kind: "found" | "as-typed" | "near" | "side-by-side";
  /** The words of the query, as they could be typed. */
  words: string;
  /** How often it was found in the title. */
  title: number;
  /** How often it was found in the text. */
  body: number;
  /** How many articles of the corpus have it, or the rarer of two words. */
  documents: number;
  /** What that adds to the score. */
  points: number;
}

/** Why an article is where it is. */
export interface Explanation {
  /** The sum of the points: the `score` that a search by relevance gives it. */
  score: number;
  reasons: Reason[];
}

/**
 * An answer; of a large corpus, whose parts come when something asks for them, a promise of it where a part is still to come.
 * `await` is right for both.
 */
export type Soon<T> = T | Promise<T>;

/** An argument that is not what it should be throws an `Error` whose message begins with the argument's name and a colon. */
export interface Dossier {
  /** Resolves when the page can be asked. */
  readonly ready: Promise<void>;
  /** Searches without changing what the page shows. */
  readonly search: (search?: Search) => Results;
  /** All articles of the corpus. */
  readonly documents: () => Document[];
  /** Why a search for `q` alone finds the article of this id where it does; `null` where it does not. */
  readonly explain: (id: string, q: string) => Soon<Explanation | null>;
  /** The view that the page shows. */
  readonly state: () => State;
  /** Shows another view, as a new entry of the history. `link` is a fragment with or without "#": "#q=prison". */
  readonly go: (link: string) => void;
  /** The link of a view, with its "#": `link(state())` is the link of what the page shows. */
  readonly link: (view?: View) => string;
}

declare global {
  interface Window {
    /** There from the first script of the page on, and whole once `ready` is kept. */
    readonly dossier: Dossier;
  }
}
