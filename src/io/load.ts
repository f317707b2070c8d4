import type { LogReading } from "../logs/format.js";
import { formatOf, HEAD_BYTES } from "../logs/formats.js";
import { readChunks } from "./input.js";

/**
 * Reads one input of any known format.
 *
 * @param file a path, or `-` for standard input
 */
export async function load(file: string): Promise<LogReading> {
  const shown = file === "-" ? "standard input" : file;
  let head: Buffer = Buffer.alloc(0);
  let reader: ReturnType<ReturnType<typeof formatOf>["open"]> | null = null;
  for await (const chunk of readChunks(file)) {
    if (reader !== null) reader.push(chunk);
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < HEAD_BYTES) continue;
      reader = formatOf(head.subarray(0, HEAD_BYTES)).open(shown);
      reader.push(head);
    }
  }
  if (reader === null) {
    reader = formatOf(head).open(shown);
    reader.push(head);
  }
  return reader.finish();
}
