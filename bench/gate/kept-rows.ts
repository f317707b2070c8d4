import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * What a long benchmark has measured so far, a line of JSON each in `bench/.cache`, so that it can be stopped at any time and goes on
 * from there. `--new` begins again.
 */
export class KeptRows<Row> {
  readonly rows: Row[];
  private readonly file: string;

  constructor(name: string, words: readonly string[] = process.argv) {
    this.file = join("bench", ".cache", `${name}.jsonl`);
    if (words.includes("--new")) rmSync(this.file, { force: true });
    mkdirSync(dirname(this.file), { recursive: true });
    const text = existsSync(this.file) ? readFileSync(this.file, "utf8") : "";
    // A line that was cut off by the end of its process is measured again.
    this.rows = text.split("\n").flatMap((line) => parsed(line) as Row[]);
    if (text !== "" && !text.endsWith("\n")) appendFileSync(this.file, "\n");
  }

  add(row: Row): void {
    this.rows.push(row);
    appendFileSync(this.file, `${JSON.stringify(row)}\n`);
  }
}

function parsed(line: string): unknown[] {
  try {
    return line === "" ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}

/** The numbers among a script's arguments. */
export function numbersGiven(words: readonly string[] = process.argv.slice(2)): number[] {
  return words.filter((word) => /^\d+$/.test(word)).map(Number);
}
