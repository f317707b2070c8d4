import type { Prelude } from "../../recording.js";

/** Runs `site.py`: what `site` and the `.pth` files do, timed. */
export function preludeWords(executable: string, folder: string, out: string): string[] {
  return [executable, "-S", `${folder}/importperf_site.py`, out];
}

type LoadLine = [string, number, number, boolean, string | null, number | null, string | null, boolean];

interface Written {
  loads: LoadLine[];
  files: Record<string, string | null>;
  pth: [string, number][];
}

/** @returns null for a file that is not whole */
export function readPrelude(text: string): Prelude | null {
  try {
    const { loads, files, pth } = JSON.parse(text) as Written;
    return {
      loads: loads.map(([module, importer, selfNs, isFailed]) => {
        return { module, importer, selfNs, isFailed, isUnfinished: false };
      }),
      imports: loads.map(([imported, , , , importer, line, file, isDeferred]) => {
        return { importer, imported, line, file, isDeferred, manner: [], names: [], loaded: true };
      }),
      files: new Map(Object.entries(files)),
      pth: pth.map(([file, ns]) => ({ file, us: Math.round(ns / 1000) })),
    };
  } catch {
    return null;
  }
}
