import { candidates } from "./candidates.js";
import { Parser } from "./declarations.js";
import { dialectOf, whyNotRead } from "./dialect.js";
import { finish } from "./finish.js";
import type { ScanOptions, ScanResult } from "./import.js";
import { Unsure } from "./unsure.js";

const NOTHING: ScanResult = { imports: [], unresolved: [], unread: null };

/**
 * Finds the imports of a JavaScript or TypeScript source without building a tree. Time is linear in the text's length.
 *
 * A text in which no word could begin an import is not read at all, and what follows the last such word at most up to
 * the end of its statement: errors there are not seen.
 *
 * @param text the source, decoded; a byte order mark may be left at its start
 * @param file its name: the extension says which language it is in
 * @returns its imports, or null if only the full parser can tell (`scanFully`)
 */
export function scanFast(text: string, file: string, options: ScanOptions = {}): ScanResult | null {
  const dialect = dialectOf(file);
  if (dialect === null) {
    const reason = whyNotRead(file);
    return reason === null ? NOTHING : { ...NOTHING, unread: { line: null, reason } };
  }
  const { last, aliases } = candidates(text);
  if (last < 0) return NOTHING;
  if (!dialect.types && /@flow\b/.test(text.slice(0, 2000)) && !/@noflow/.test(text.slice(0, 2000))) return null;
  const elides = dialect.types && !dialect.declaration;
  const parser = new Parser(text, dialect, aliases);
  try {
    parser.program(elides ? text.length : last);
  } catch (error) {
    if (error instanceof Unsure || error instanceof RangeError) return null;
    throw error;
  }
  const keeps = (options.keepsUnused ?? false) || parser.hasDecorators || /@jsx\b/.test(text);
  if (parser.hasJsx) parser.used.add("React");
  return finish(text, { sites: parser.sites, bindings: parser.bindings, used: elides ? parser.used : null }, keeps);
}

/**
 * Finds the imports of a source: fast where that is sure, with Babel (loaded then) where it is not, such as in Flow's
 * types, or to say where a syntax error is. A file of another kind gives a reason in `unread`; JSON and native addons,
 * which import nothing, give nothing.
 */
export async function scanSource(text: string, file: string, options: ScanOptions = {}): Promise<ScanResult> {
  const result = scanFast(text, file, options);
  if (result !== null) return result;
  const { scanFully } = await import("./full/scan.js");
  return scanFully(text, file, options);
}
