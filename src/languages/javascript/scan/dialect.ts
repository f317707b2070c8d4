import type { Dialect } from "./state.js";

/** What a file's name says of its language, or null where this scanner reads no such files. */
export function dialectOf(file: string): Dialect | null {
  const extension = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? "";
  const declaration = /\.d\.([cm]?ts|[^.]+\.ts)$/i.test(file);
  switch (extension) {
    case "js":
    case "cjs":
    case "mjs":
    case "jsx":
    case "":
      return { types: false, jsx: true, declaration: false };
    case "ts":
    case "mts":
    case "cts":
      return { types: true, jsx: false, declaration };
    case "tsx":
      return { types: true, jsx: true, declaration };
  }
  return null;
}

/** Why a file of another kind is not read; null for kinds that hold no imports (JSON, `.node`). */
export function whyNotRead(file: string): string | null {
  if (/\.(vue|svelte|astro)$/i.test(file)) return "components of this kind are not read";
  if (/\.(json|node|wasm)$/i.test(file)) return null;
  return "not a JavaScript or TypeScript file";
}
