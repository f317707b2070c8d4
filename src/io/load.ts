import type { LogReader, LogReading } from "../logs/format.js";
import { formatOf, HEAD_BYTES } from "../logs/recognise.js";
import { readChunks } from "./input.js";

/**
 * Reads one input of any known format.
 *
 * @param file a path, or `-` for standard input
 * @throws UserError when it can't be read or holds nothing to read
 */
export async function load(file: string): Promise<LogReading> {
  const shown = file === "-" ? "standard input" : file;
  let head: Buffer = Buffer.alloc(0);
  let reader: LogReader | null = null;
  const begin = async (): Promise<LogReader> => {
    const begun = (await formatOf(head.subarray(0, HEAD_BYTES))).open(shown);
    begun.push(head);
    return begun;
  };
  for await (const chunk of readChunks(file)) {
    if (reader !== null) reader.push(chunk);
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length >= HEAD_BYTES) reader = await begin();
    }
  }
  return (reader ?? (await begin())).finish();
}
