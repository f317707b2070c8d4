import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { temporaryFolder } from "../cli/testing.js";
import { RememberedPython } from "./remembered-python.js";

const test = suite("io/remembered-python");

interface Asking {
  /** What the interpreter was asked. */
  readonly asked: string[];
  plan(script: string, files: readonly string[], meanwhile?: () => void): Promise<readonly unknown[]>;
}

/** Says of a file what it holds, as an interpreter that reads it. */
class Project implements Asking {
  readonly asked: string[] = [];
  readonly root = temporaryFolder();
  readonly cache = join(temporaryFolder(), "new");
  readonly exe = join(this.root, "python");
  readonly scripts = join(this.root, "scripts");

  constructor() {
    mkdirSync(this.scripts);
    this.write("scripts/facts.py", "1");
    this.write("python", "\0");
    chmodSync(this.exe, 0o755);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.root, name), text);
  }

  /** A plan of its own: what it reads is read once. */
  async plan(script: string, files: readonly string[], meanwhile = (): void => {}): Promise<readonly unknown[]> {
    const askTexts = async (name: string, head: readonly string[], lines: readonly string[]): Promise<string[]> => {
      meanwhile();
      return lines.map((line) => {
        this.asked.push(`${name} ${head.join()} ${line}`);
        const { file } = JSON.parse(line) as { file: string };
        return JSON.stringify({ name, head, holds: readFileSync(file, "utf8") });
      });
    };
    const ask: typeof askTexts = async (...words) => (await askTexts(...words)).map((text) => JSON.parse(text));
    const { root: project, cache: folder, exe, scripts } = this;
    const bytes = (file: string): Uint8Array => readFileSync(file);
    const remembered = new RememberedPython(
      { ask, askTexts, start() {}, close() {} },
      { folder, project, exe, scripts, bytes },
    );
    const lines = files.map((name) => JSON.stringify({ file: join(this.root, name) }));
    const found = await remembered.ask(script, ["head"], lines);
    await remembered.close();
    return found.map((each) => (each as { holds: string }).holds);
  }

  /** How many files the interpreter was asked about by a plan. */
  async count(script: string, files: readonly string[]): Promise<number> {
    const before = this.asked.length;
    await this.plan(script, files);
    return this.asked.length - before;
  }

  get pack(): string {
    return join(this.cache, readdirSync(this.cache)[0] ?? "");
  }
}

test("a file that has not changed is asked about once, by one interpreter and one script", async () => {
  const it = new Project();
  it.write("a.py", "a");
  it.write("b.py", "b");
  assert.is(await it.count("facts.py", ["a.py"]), 1);
  assert.is(await it.count("facts.py", ["a.py", "b.py"]), 1);
  assert.is(await it.count("facts.py", ["b.py", "a.py"]), 0);
  assert.is(await it.count("taken_facts.py", ["a.py"]), 1);
  it.write("a.py", "c");
  assert.equal(await it.plan("facts.py", ["a.py", "b.py"]), ["c", "b"]);
  it.write("scripts/facts.py", "2");
  assert.is(await it.count("facts.py", ["a.py", "b.py"]), 2);
  it.write("python", "\0newer");
  assert.is(await it.count("facts.py", ["a.py", "b.py"]), 2);
  // A script may start another interpreter next time.
  it.write("python", "#!/bin/sh\n");
  assert.is(await it.count("facts.py", ["a.py"]), 1);
  assert.is(await it.count("facts.py", ["a.py"]), 1);
});

test("scripts that look at more than one file are asked each time", async () => {
  const it = new Project();
  it.write("a.py", "a");
  assert.is(await it.count("lookers.py", ["a.py"]), 1);
  assert.is(await it.count("lookers.py", ["a.py"]), 1);
});

test("a file that changes while it is asked about is not remembered", async () => {
  const it = new Project();
  it.write("a.py", "old");
  await it.plan("facts.py", ["a.py"], () => it.write("a.py", "new"));
  it.write("a.py", "old");
  assert.equal(await it.plan("facts.py", ["a.py"]), ["old"]);
});

test("whatever is damaged is asked again", async () => {
  const it = new Project();
  it.write("a.py", "a");
  it.write("b.py", "b");
  await it.plan("facts.py", ["a.py", "b.py"]);
  const whole = readFileSync(it.pack);
  for (let at = 0; at < whole.length; at += 3) {
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
    writeFileSync(it.pack, damaged);
    assert.equal(await it.plan("facts.py", ["a.py", "b.py"]), ["a", "b"]);
    writeFileSync(it.pack, whole.subarray(0, at));
    assert.equal(await it.plan("facts.py", ["a.py", "b.py"]), ["a", "b"]);
  }
});

test("whatever was asked and written before, a plan hears what files hold", async () => {
  const file = fc.constantFrom("a.py", "b.py", "c.py");
  const step = fc.oneof(
    fc.record({ write: file, text: fc.constantFrom("1", "2", "line\nline", " ", "é") }),
    fc.record({ ask: fc.array(file, { maxLength: 4 }), script: fc.constantFrom("facts.py", "load_facts.py") }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const it = new Project();
      const holds = new Map(["a.py", "b.py", "c.py"].map((name) => [name, ""]));
      for (const name of holds.keys()) it.write(name, "");
      for (const each of steps) {
        if ("write" in each) {
          it.write(each.write, each.text);
          holds.set(each.write, each.text);
        } else {
          assert.equal(
            await it.plan(each.script, each.ask),
            each.ask.map((name) => holds.get(name)),
          );
        }
      }
    }),
    { numRuns: 60 },
  );
});

test.run();
