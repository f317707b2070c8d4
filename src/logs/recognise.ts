import type { LogFormat } from "./format.js";
import { importtime } from "./importtime/reader.js";

/** Enough of an input to tell its format. */
export const HEAD_BYTES = 1 << 16;

/** Bytes that a JSON document or a marshalled object may begin with. */
const NO_TEXT = new Set([0x7b, 0x5b, 0xfb]);

/**
 * The format of an input, judged by its first bytes; the import log where none is recognised. The other formats are
 * loaded only when the input does not begin as an import log does.
 */
export async function formatOf(head: Uint8Array): Promise<LogFormat> {
  if (!NO_TEXT.has(head[0] ?? 0) && importtime.recognises(head)) return importtime;
  const { LOG_FORMATS } = await import("./formats.js");
  const found = LOG_FORMATS.find((format) => format.recognises(head));
  if (found !== undefined) return found;
  const { GRAPH_FORMATS } = await import("./graphs/formats.js");
  return GRAPH_FORMATS.find((format) => format.recognises(head)) ?? importtime;
}
