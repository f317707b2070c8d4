import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { dirname, join, relative } from "node:path";
import type { BundleTools } from "./bundler.js";

/** What drivers call a program's one script, beside the script that starts it. */
const BUNDLE = "importperf-bundle.cjs";
/** Where what they put first in it begins. */
const BANNER = "const __perf_base=";
/** Asks the script that starts it: in code that V8 kept Node does not know who imports. */
const IMPORT = "const __perf_import=module.__perf_import??((name,options)=>import(name,options)),__perf_base=";
/** How import() is kept from compilers that would make a `require` of it. */
const IDIOM = /\b(?:new )?Function\("(\w+)", "return import\(\1\);?"\)/g;
/** Any other import() in code that is made of a text, which nobody can lead elsewhere. */
const HIDDEN = /\b(?:Function|eval)\s*\([^\n]*\bimport\s*\(/;
/** In names they keep the fast scan from being sure. */
const ESCAPE = /\\u[\dA-Fa-f]{4}/g;

/**
 * Lets a bundled script start with the code that V8 made of it as an earlier start ended. Where its imports are not known for certain, it
 * starts as it did.
 *
 * @param path the bundle's folder
 * @param start the script that starts it, in the folder
 */
export async function keepCode(path: string, start: string, tools: BundleTools): Promise<void> {
  const place = join(path, dirname(start));
  const bundle = join(place, BUNDLE);
  if (!tools.exists(bundle)) return;
  const made = await withImports(tools.read(bundle));
  if (made === null) return;
  // A hashbang would stand within a function.
  const text = made.replace(/^#!/, "//");
  const up = relative(place, path).replaceAll("\\", "/");
  const given: Readonly<Record<string, string>> = {
    UP: up === "" ? "" : `${up}/`,
    HASH: createHash("sha256").update(text).digest("hex").slice(0, 32),
    // Read without being decoded, where that is the same.
    ENCODING: isAscii(Buffer.from(text)) ? "latin1" : "utf8",
  };
  tools.write(bundle, text);
  const script = tools.read(tools.script("start-script.cjs"));
  tools.write(
    join(path, start),
    script.replace(/@([A-Z]+)@/g, (_, name: string) => given[name] ?? ""),
    true,
  );
}

/** The script with each import() asked of `__perf_import`; null where not all of them are known. */
async function withImports(bundled: string): Promise<string | null> {
  const text = bundled.replace(IDIOM, "(($1)=>__perf_import($1))");
  if (!text.includes(BANNER) || HIDDEN.test(text)) return null;
  const { scanFast } = await import("../languages/javascript/scan/scan.js");
  const scanned = scanFast(text.replace(ESCAPE, "escape"), BUNDLE);
  if (scanned === null || scanned.unread !== null) return null;
  const parts: string[] = [];
  let end = text.length;
  const calls = [...scanned.imports, ...scanned.unresolved].filter(({ kind }) => kind === "import()");
  for (const { offset } of calls.sort((a, b) => b.offset - a.offset)) {
    if (!text.startsWith("import", offset)) return null;
    parts.push(text.slice(offset, end).replace("import", "__perf_import"));
    end = offset;
  }
  return [text.slice(0, end), ...parts.reverse()].join("").replace(BANNER, IMPORT);
}
