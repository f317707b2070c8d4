import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { rewriteSource } from "./rewrite.js";
import { chosenOf, judgeAll } from "./testing/all.js";
import { type GeneratedProgram, programOf } from "./testing/programs.js";

const properties = suite("rewritten requires of generated modules");

const PROGRAMS = 1500;
const SEED = Number(process.env.IMPORTPERF_SEED ?? 9);
const RUNNER = "src/languages/javascript/rewrite/testing/run-pairs.cjs";

/** What each text of each pair prints, in one process for all. */
function print(pairs: readonly (readonly [string, string])[]): [string[], string[]][] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUNNER], {
    input: JSON.stringify(pairs),
    encoding: "utf8",
    maxBuffer: 1 << 30,
    timeout: 60_000,
  });
  assert.is(status, 0, stderr);
  return JSON.parse(stdout) as [string[], string[]][];
}

/** Shows the shortest one that differs. */
function same(pairs: readonly (readonly [string, string])[]): void {
  const wrong: { text: string; before: string[]; after: string[] }[] = [];
  print(pairs).forEach(([before, after], i) => {
    if (before.join("\n") !== after.join("\n")) wrong.push({ text: pairs[i]?.join("=====\n") ?? "", before, after });
  });
  const [shortest] = wrong.sort((a, b) => a.text.length - b.text.length);
  if (shortest !== undefined)
    assert.equal(shortest.after, shortest.before, `${wrong.length} differ with seed ${SEED}:\n${shortest.text}`);
}

const numbers = fc.array(fc.nat(5000), { minLength: 60, maxLength: 400 });

function generate(count: number): GeneratedProgram[] {
  return fc.sample(numbers, { numRuns: count, seed: SEED }).map(programOf);
}

properties("print what they printed, keep what must stay, and move nine tenths of the rest", () => {
  const programs = generate(PROGRAMS);
  let safe = 0;
  let proposed = 0;
  const pairs = programs.map(({ text, safe: free, unsafe }): [string, string] => {
    const { source, judged } = judgeAll(text);
    const moved = new Set(chosenOf(judged).map(({ name }) => name.bound));
    for (const name of unsafe) assert.not.ok(moved.has(name), `${name} must stay:\n${text}`);
    safe += free.length;
    proposed += free.filter((name) => moved.has(name)).length;
    return [text, rewriteSource(source, chosenOf(judged))];
  });
  same(pairs);
  assert.ok(proposed >= safe * 0.9, `${proposed} of ${safe}`);
  assert.ok(safe > PROGRAMS, `${safe} names`);
});

properties("move any choice of names, and none when they ran before", () => {
  const programs = generate(600);
  const pairs = programs.map(({ text }, i): [string, string] => {
    const { source, judged } = judgeAll(text);
    const chosen = chosenOf(judged);
    const some = rewriteSource(
      source,
      chosen.filter((_, at) => (i + at) % 3 !== 0),
    );
    const all = rewriteSource(source, chosen);
    const again = judgeAll(all);
    assert.equal(chosenOf(again.judged), [], all);
    return [text, some];
  });
  same(pairs);
});

properties.run();
