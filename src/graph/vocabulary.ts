/**
 * The closed word lists of the model. Columns hold the index of a word in its list, so a list only ever
 * grows at its end: an index that was written to a file keeps its meaning.
 */
export const ORIGINS = ["application", "dependency", "stdlib", "builtin"] as const;
export type Origin = (typeof ORIGINS)[number];

/** Where the imports of a graph come from, best ground first. */
export const EVIDENCES = ["traced", "cached-rows", "static", "tree"] as const;
export type Evidence = (typeof EVIDENCES)[number];

/** When an import runs: while its importer loads, inside a function, or never (types alone). */
export const WHENS = ["eager", "deferred", "type-only"] as const;
export type When = (typeof WHENS)[number];

/** In which manner an import is written; bit `1 << index` in a manner column. */
export const MANNERS = ["conditional", "guarded", "dynamic", "implicit"] as const;
export type Manner = (typeof MANNERS)[number];

export type Language = "python" | "javascript";

/** What the widths of a graph count: microseconds of a start, or of a static graph bytes, or modules where no size is known. */
export const UNITS = ["us", "bytes", "modules"] as const;
export type Unit = (typeof UNITS)[number];
