import type { Warning } from "./profile.js";

/** What the view's page carries of a comparison of bundles: `report/bundles/html.ts` writes it, `viz/bundles-page.ts` reads it. */
export interface ViewBundlesPage {
  readonly tool: string;
  readonly bundles: ViewBundles;
  readonly warnings: readonly Warning[];
}

/** Texts are as they are shown; times beside them are microseconds. */
export interface ViewBundles {
  /** The command that was started, and its entry. */
  readonly command: string;
  readonly entry: string;
  /** One sentence: what to ship, or that nothing works. */
  readonly recommendation: string;
  /** What the ratios are to; null for nothing. */
  readonly yardstick: string | null;
  /** Sorted by start; those that don't work behind all that do. */
  readonly rows: readonly ViewBundle[];
  readonly notBuilt: readonly ViewNotBuilt[];
}

export interface ViewBundle {
  readonly name: string;
  /** "yardstick" and "unbundled" are there to compare with. */
  readonly kind: "bundle" | "best" | "unbundled" | "yardstick";
  /** The bundler's version; "" where there is none to tell. */
  readonly version: string;
  readonly startUs: number | null;
  readonly start: ViewCell;
  readonly ratio: ViewCell;
  readonly cold: ViewCell;
  readonly first: ViewCell;
  readonly size: ViewCell;
  readonly build: ViewCell;
  readonly needs: string;
  /** Null where that is no question; `checked` says of how many conditions it is known, "" for all. */
  readonly works: { readonly ok: boolean; readonly checked: string; readonly why: string } | null;
  /** Of its recorded start; null where that is not known, absent where it was not asked. */
  readonly parts?: readonly ViewStartPart[] | null;
  /** Where it lies. */
  readonly path: string;
}

/** A figure, and what is said of it below. */
export interface ViewCell {
  readonly text: string;
  readonly more: string;
}

export interface ViewStartPart {
  readonly name: "interpreter" | "unpacking" | "imports" | "main" | "end";
  readonly us: number;
}

/** A bundler that failed or was skipped. */
export interface ViewNotBuilt {
  readonly name: string;
  readonly failed: boolean;
  readonly why: string;
  /** Its last lines. */
  readonly said: readonly string[];
  readonly log: string;
}
