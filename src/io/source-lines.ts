import { readFileSync } from "node:fs";

/** Lines of source files by number, each file read once; null where there is no such line. */
export class SourceLines {
  private readonly files = new Map<string, readonly string[]>();

  line(file: string, line: number): string | null {
    let lines = this.files.get(file);
    if (lines === undefined) {
      lines = read(file);
      this.files.set(file, lines);
    }
    return lines[line - 1] ?? null;
  }
}

function read(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8")
      .replace(/^\ufeff/, "")
      .split(/\r\n|[\n\r]/);
  } catch {
    return [];
  }
}
