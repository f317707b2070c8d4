import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Listed } from "../../languages/python/rewrite/testing/at-random.js";
import type { ChosenEdit } from "../../languages/rewriting.js";

const SCRIPT = "src/languages/python/rewrite/testing/truth.py";

/** For tests: a running Python that says what its ast makes of sources. */
export class Truth {
  private readonly python: ChildProcess;
  private readonly waiting: ((answer: unknown) => void)[] = [];

  /** @param path of an interpreter; its working folder is the project's root */
  constructor(path: string) {
    this.python = spawn(path, ["-I", "-S", SCRIPT], { stdio: ["pipe", "pipe", "inherit"] });
    const { stdout } = this.python;
    if (stdout === null) throw new Error("no pipe");
    createInterface({ input: stdout }).on("line", (line) => this.waiting.shift()?.(JSON.parse(line)));
    this.python.once("exit", () => {
      for (const give of this.waiting.splice(0)) give("Python ended");
    });
  }

  /** Imports and places of a file; null where this Python can't read it. */
  async list(file: string): Promise<Listed | null> {
    return (await this.ask({ list: file })) as Listed | null;
  }

  /** What is wrong with a source in which names were moved into functions; null where nothing is. */
  async check(before: Uint8Array, after: Uint8Array, edits: readonly ChosenEdit[]): Promise<string | null> {
    const asked = edits.map(({ name, option }) => ({
      line: name.line,
      column: name.column,
      index: name.index,
      places: option.places.map(({ line, column }) => [line, column]),
      values: (option.values ?? []).map(({ name: of, line, column, places, isServed }) => ({
        name: of,
        line,
        column,
        places: places.map((place) => [place.line, place.column]),
        isServed,
      })),
    }));
    const check = { before: base64(before), after: base64(after), edits: asked };
    return (await this.ask({ check })) as string | null;
  }

  /** Why this Python does not compile a source; null where it does. */
  async compile(source: Uint8Array): Promise<string | null> {
    return (await this.ask({ compile: base64(source) })) as string | null;
  }

  close(): void {
    this.python.stdin?.end();
  }

  private ask(question: object): Promise<unknown> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.python.stdin?.write(`${JSON.stringify(question)}\n`);
    });
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
