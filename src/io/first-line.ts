import { closeSync, openSync, readSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The first line of the file that a command's first word starts, "" where it can't be found or is no text. */
export function firstLineOf(program: string, path: string | undefined): string {
  const places = program.includes("/")
    ? [program]
    : (path ?? "").split(delimiter).map((folder) => join(folder, program));
  for (const place of places) {
    try {
      const opened = openSync(place, "r");
      try {
        const head = Buffer.alloc(512);
        const text = head.toString("latin1", 0, readSync(opened, head, 0, head.length, 0));
        return text.startsWith("#!") ? (text.split("\n")[0] ?? "") : "";
      } finally {
        closeSync(opened);
      }
    } catch {
      // Not here.
    }
  }
  return "";
}
