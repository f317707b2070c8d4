import { dialectOf } from "../dialect.js";
import { finish } from "../finish.js";
import type { ScanOptions, ScanResult } from "../import.js";
import { parseFully } from "./parse.js";
import { Walk } from "./walk.js";

/**
 * Finds the imports of a source with Babel: several times slower than `scanFast`, and it also reads Flow.
 *
 * A text that is no program, or nested too deeply for the call stack, gives no imports and a reason in `unread`.
 */
export function scanFully(text: string, file: string, options: ScanOptions = {}): ScanResult {
  const dialect = dialectOf(file);
  if (dialect === null) throw new TypeError(`not a JavaScript file: ${file}`);
  try {
    const walk = new Walk(text, parseFully(text, dialect), dialect.declaration);
    const keeps = (options.keepsUnused ?? false) || walk.hasDecorators || /@jsx\b/.test(text);
    if (walk.hasJsx) walk.used.add("React");
    const used = dialect.types && !dialect.declaration ? walk.used : null;
    return finish(text, { sites: walk.sites, bindings: walk.bindings, used }, keeps);
  } catch (error) {
    if (error instanceof RangeError) return unread(null, "nested too deeply");
    if (!(error instanceof SyntaxError)) throw error;
    const line = (error as SyntaxError & { loc?: { line: number } }).loc?.line ?? null;
    return unread(line, `syntax error: ${error.message.replace(/ \(\d+:\d+\)$/, "")}`);
  }
}

function unread(line: number | null, reason: string): ScanResult {
  return { imports: [], unresolved: [], unread: { line, reason } };
}
