import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pythonIn } from "../../../io/python-batch.js";
import { pythonFacts } from "../../../io/python-facts.js";
import { interpreters } from "../../../io/testing/pythons.js";
import type { ChosenEdit, Judged } from "../../rewriting.js";
import { ANNOTATION_WORDS } from "./annotation-readers.js";
import type { FileFacts, UnreadFile } from "./facts.js";
import { importedNames } from "./imported-names.js";
import { judgeUses } from "./judge.js";
import { NO_SITUATION } from "./situation.js";
import { moved } from "./testing/moved.js";
import { MODULES, programOf } from "./testing/programs.js";

const SCRIPTS = "src/languages/python/judge";
const PROGRAMS = 400;
const pythons = interpreters().filter(({ minor }) => minor >= 8);
const test = suite("judge");

function judgedNames(facts: FileFacts | UnreadFile, file: string): Judged[] {
  if (facts.unread !== null) return [];
  const lines = new Set(facts.imports.map(({ line }) => line));
  const module = file.replace(/\.py$/, "");
  const isModule = (name: string): boolean => name === "pk.sub";
  return [...lines].flatMap((line) =>
    importedNames(facts, { file, module }, line, null, isModule).map((name) => judgeUses(facts, name, NO_SITUATION)),
  );
}

for (const { minor, path } of pythons.filter(
  (_, i) => i === 0 || i === pythons.length - 1 || i === pythons.length - 3,
)) {
  test(`3.${minor}: generated programs do the same with all imports moved that may move`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "uses-"));
    try {
      for (const [file, text] of Object.entries(MODULES)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
      const numbers = fc.array(fc.nat(1 << 20), { minLength: 100, maxLength: 400, size: "max" });
      const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
      const programs = fc.sample(numbers, { numRuns: PROGRAMS, seed }).map((drawn) => programOf(drawn, minor));
      const files = programs.map((text, i) => {
        const file = join(folder, `p${i}.py`);
        writeFileSync(file, text);
        return file;
      });
      const facts = await pythonFacts(pythonIn(path, SCRIPTS)).read(files, ANNOTATION_WORDS);
      let edits = 0;
      let refused = 0;
      const pairs = programs.map((text, i) => {
        const read = facts[i];
        if (read === undefined || read.unread !== null)
          throw new Error(`seed ${seed}: ${read?.unread.reason}\n${text}`);
        const judged = judgedNames(read, `p${i}.py`);
        // The plain mover knows no other edits; those have tests of their own.
        const chosen: ChosenEdit[] = judged.flatMap(({ name, options }) => {
          const option = options.find(({ edit }) => edit === "function" || edit === "type-checking");
          return option ? [{ name, option }] : [];
        });
        edits += chosen.length;
        refused += judged.length - chosen.length;
        const places = chosen.flatMap(({ option }) => option.places.map(({ line, column }) => [line, column]));
        return [text, moved(text, chosen), places] as const;
      });
      const input = JSON.stringify(pairs);
      const run = "src/languages/python/judge/testing/run_pairs.py";
      const { stdout, stderr } = spawnSync(path, ["-I", "-S", run, folder], {
        input,
        encoding: "utf8",
        timeout: 300_000,
        maxBuffer: 1 << 26,
      });
      assert.is(stderr, "");
      const problems = JSON.parse(stdout) as (string | null)[];
      problems.forEach((problem, i) => {
        assert.is(problem, null, `seed ${seed}: ${problem}\n${pairs[i]?.[0]}\n=====\n${pairs[i]?.[1]}`);
      });
      assert.ok(edits > PROGRAMS / 2, `${edits} moved, ${refused} refused`);
      if (process.env.SEED !== undefined) console.log(`${edits} moved, ${refused} refused`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test.run();
