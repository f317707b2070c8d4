import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { checkDocument, checkReading, checkText } from "../analyze/testing.js";
import { UserError } from "../errors.js";
import type { LogReading } from "../logs/format.js";
import { formatOf, HEAD_BYTES } from "../logs/recognise.js";
import { errorText } from "./show-error.js";
import { hangWatch, runCommand, temporaryFolder } from "./testing.js";

/** Each format's turn: the document most often, the page seldom, since it is large. */
const TURNS = [
  ...Array.from({ length: 12 }, () => "json"),
  ...Array.from({ length: 6 }, () => "text"),
  "markdown",
  "csv",
  "profile",
  "speedscope",
  "collapsed",
  "chrome",
];
const PAGE_EVERY = 500;

/**
 * For tests: a check that any bytes, given to `perf analyze` as a file, end in a result whose sums hold or in an
 * error that a user can act on; and that it makes no difference where the bytes are cut when they arrive.
 *
 * @returns a function of the bytes and a number that decides on format and cuts
 */
export function inputChecks(Command: Parameters<typeof runCommand>[0], extension: string) {
  const file = join(temporaryFolder(), `input.${extension}`);
  const beat = hangWatch(file);
  return async (input: Buffer, turn: number): Promise<void> => {
    beat();
    writeFileSync(file, input);
    try {
      await check(input, turn);
    } catch (error) {
      const kept = join(tmpdir(), `importperf-failing-${process.pid}.${extension}`);
      writeFileSync(kept, input);
      console.log(`fails with format ${formatOfTurn(turn)}: ${kept}\n${error instanceof Error ? error.stack : error}`);
      throw error;
    }
  };

  async function check(input: Buffer, turn: number): Promise<void> {
    const format = formatOfTurn(turn);
    const { printed, error } = await runCommand(Command, [file, "--format", format, "--top", `${turn % 30}`]);
    // Every other input is read again, in pieces.
    const whole = turn % 2 === 0 ? await read(input, file, [input.length]) : null;
    if (error === null) {
      assert.not(whole instanceof Error, "the command reads what the reader refuses");
      if (format === "json" || format === "profile" || format === "speedscope" || format === "chrome") {
        const document = JSON.parse(printed);
        if (format === "json") checkDocument(document);
      } else if (format === "text") checkText(printed, 80);
      assert.ok(printed.length > 0 || format === "collapsed");
      if (whole !== null && !(whole instanceof Error)) checkReading(whole);
    } else {
      checkError(error, printed);
      if (whole !== null) assert.is(whole instanceof UserError && whole.message, error.message);
    }
    if (whole === null || turn % 3 !== 0) return;
    const cut = await read(input, file, [1 + (turn % 97), 1 + (turn % 7), 1 + (turn % 1013)]);
    assert.is(told(cut), told(whole));
  }
}

function formatOfTurn(turn: number): string {
  return turn % PAGE_EVERY === 0 ? "html" : (TURNS[turn % TURNS.length] ?? "json");
}

/** What `show-error.ts` prints for it is a place, a sentence and a next step; nothing else was printed. */
function checkError(error: UserError, printed: string): void {
  assert.is.not(error.code, "defect", error.message);
  assert.is(printed, "");
  const text = errorText(error);
  assert.match(text, /^perf: [^\n]{3,}\n {2}[^\n]{3,}\n$/);
  assert.not(/\n\s+at /.test(text), text);
}

function told(result: LogReading | Error): string {
  return result instanceof Error ? result.message : JSON.stringify(result);
}

async function read(input: Buffer, file: string, sizes: readonly number[]): Promise<LogReading | Error> {
  try {
    const reader = (await formatOf(input.subarray(0, HEAD_BYTES))).open(file);
    for (let at = 0, turn = 0; at < input.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1;
      reader.push(input.subarray(at, at + size));
      at += size;
    }
    return reader.finish();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
