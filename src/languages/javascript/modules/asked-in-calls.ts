import { scanFast } from "../scan/scan.js";

/** What the calls of a file ask for, by its text alone: plain data. */
export interface AskedInCalls {
  readonly asked: readonly AskedInCall[];
  /** The line of the first `import()` of a name that is computed, or may be; null for none. */
  readonly computed: number | null;
}

export interface AskedInCall {
  readonly kind: "import()" | "require";
  readonly specifier: string;
}

/** `import()` within a text that is made a function, as compilers' output has it. */
export const WITHIN_TEXT = /\b(?:Function|eval)\s*\((?:[^()]|\([^()]*\))*\bimport\s*\(/;

/** @param path for its dialect */
export function askedInCalls(text: string, path: string): AskedInCalls {
  if (!/\b(?:import|require)\s*\(/.test(text)) return { asked: [], computed: null };
  const scanned = scanFast(text, path);
  if (scanned === null || WITHIN_TEXT.test(text)) return { asked: [], computed: /\bimport\s*\(/.test(text) ? 1 : null };
  const asked = scanned.imports.flatMap(({ kind, specifier, typeOnly }): AskedInCall[] =>
    (kind === "import()" || kind === "require") && typeOnly === null ? [{ kind, specifier }] : [],
  );
  return { asked, computed: scanned.unresolved.find(({ kind }) => kind === "import()")?.line ?? null };
}
