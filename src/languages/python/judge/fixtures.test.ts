import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pythonIn } from "../../../io/python-batch.js";
import { pythonFacts } from "../../../io/python-facts.js";
import { interpreters } from "../../../io/testing/pythons.js";
import type { Judged } from "../../rewriting.js";
import { ANNOTATION_WORDS } from "./annotation-readers.js";
import { wrapperNames } from "./decorators.js";
import type { FileFacts, UnreadFile } from "./facts.js";
import { importedNames } from "./imported-names.js";
import { judgeUses } from "./judge.js";
import { NO_SITUATION, type Situation } from "./situation.js";
import { starNamesOf } from "./star-names.js";

const FOLDER = "fixtures/rewrite/python";
const SCRIPTS = "src/languages/python/judge";
const pythons = interpreters().filter(({ minor }) => minor >= 8);
const test = suite("judge fixtures");

/** What a fixture's comments say of a name: see its folder's README. */
function commented(lines: readonly string[], line: number, bound: string, nth: number): string {
  const comment = / # -> ([^#]*)/.exec(lines[line - 1] ?? "")?.[1]?.trim() ?? "";
  const parts = comment.split("; ").filter((part) => !comment.includes("; ") || part.startsWith(`${bound} `));
  const verdict = parts[Math.min(nth, parts.length - 1)] ?? "";
  return verdict.startsWith(`${bound} `) ? verdict.slice(bound.length + 1) : verdict;
}

function marked(lines: readonly string[], mark: string, bound: string): number[] {
  const pattern = new RegExp(`# ${mark} ${bound}(?![\\w.])`);
  return lines.flatMap((text, i) => (pattern.test(text) ? [i + 1] : []));
}

function said({ options: [option], refusal }: Judged): string {
  if (refusal !== null) return refusal.code;
  const rules = option?.proof.some(({ rule }) => rule === "in-coroutine") ? " in-coroutine" : "";
  return `${option?.edit}${option?.edit === "function" && option.types ? "+types" : ""}${rules}`;
}

function situationOf(first: string): Situation {
  const floor = /^# floor 3\.(\d+)/.exec(first);
  const submodules = /^# submodules (.*)/.exec(first);
  return {
    ...NO_SITUATION,
    floor: [3, Number(floor?.[1] ?? 8)],
    submodules: submodules?.[1] === undefined ? null : new Set(submodules[1].split(" ")),
  };
}

/** What the files beside say of star imports and decorators. */
function fromOthers(
  facts: FileFacts,
  modules: ReadonlyMap<string, FileFacts | UnreadFile | undefined>,
): Pick<Situation, "starNames" | "wrappers"> {
  const starNames = new Map<number, ReadonlyMap<string, string>>();
  for (const { names, module, line } of facts.imports) {
    const other = modules.get(module);
    if (names[0]?.bound !== "*" || !other || other.unread !== null) continue;
    const found = starNamesOf(other, { file: `${module}.py`, module: `pkg.${module}` }, new Map());
    if (found !== null) starNames.set(line, found);
  }
  const wrappers = [...modules].flatMap(([name, other]) =>
    other && other.unread === null ? wrapperNames(other, `pkg.${name}`) : [],
  );
  return { starNames, wrappers: new Set(wrappers) };
}

for (const situation of readdirSync(FOLDER).sort()) {
  const file = ["uses.py", "__init__.py"].map((name) => join(FOLDER, situation, name)).find((path) => existsSync(path));
  if (file === undefined || situation === "broken") continue;
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  const least = Number(/^# at-least 3\.(\d+)/.exec(text)?.[1] ?? 8);
  const able = pythons.filter(({ minor }) => minor >= least);
  if (able.length === 0) {
    console.log(`not judged, as no Python 3.${least} is on this machine: ${situation}`);
    continue;
  }
  test(situation, async () => {
    for (const { minor, path } of new Set([...able.slice(0, 1), ...able.slice(-1)])) {
      const beside = readdirSync(join(FOLDER, situation)).filter(
        (name) => name.endsWith(".py") && !file.endsWith(name),
      );
      const files = [file, ...beside.map((name) => join(FOLDER, situation, name))];
      const [facts, ...others] = await pythonFacts(pythonIn(path, SCRIPTS)).read(files, ANNOTATION_WORDS);
      if (facts === undefined || facts.unread !== null) throw new Error(`3.${minor}: ${facts?.unread.reason}`);
      const modules = new Map(beside.map((name, i) => [name.replace(/\.py$/, ""), others[i]]));
      const told = { ...situationOf(lines[0] ?? ""), ...fromOthers(facts, modules) };
      const seen = new Map<string, number>();
      for (const { line, column } of facts.imports) {
        for (const name of importedNames(
          facts,
          { file, module: file.endsWith("uses.py") ? "pkg.uses" : "pkg" },
          line,
          column,
          (full) => full === "email.mime",
        )) {
          const where = `3.${minor}: ${file}:${line} ${name.text}`;
          const nth = seen.get(`${line} ${name.bound}`) ?? 0;
          seen.set(`${line} ${name.bound}`, nth + 1);
          const verdict = commented(lines, line, name.bound, nth);
          const judged = judgeUses(facts, name, told);
          assert.is(said(judged), verdict.replace(" elsewhere", ""), `${where}: ${judged.refusal?.message}`);
          const placed = judged.options.flatMap((option) => option.places.map((place) => place.line));
          const places = [...new Set(placed)].sort((a, b) => a - b);
          assert.equal(places, judged.refusal === null ? marked(lines, "<-", name.bound) : [], where);
          if (judged.refusal === null || verdict.endsWith(" elsewhere")) continue;
          assert.is(
            judged.refusal.line,
            marked(lines, "<!", name.bound)[0] ?? line,
            `${where}: ${judged.refusal.message}`,
          );
        }
      }
    }
  });
}

test("a file that CPython can't read is refused with its line", async () => {
  const file = join(FOLDER, "broken/uses.py");
  const missing = join(FOLDER, "broken/missing.py");
  for (const { path } of pythons) {
    const [facts, gone] = await pythonFacts(pythonIn(path, SCRIPTS)).read([file, missing], ANNOTATION_WORDS);
    const name = {
      file,
      line: 1,
      column: 1,
      index: 0,
      importer: "uses",
      text: "json",
      from: null,
      bound: "json",
      imported: [],
    };
    if (facts === undefined) throw new Error("no facts");
    const { options, refusal } = judgeUses(facts, name, NO_SITUATION);
    assert.equal(options, []);
    assert.is(refusal?.code, "unread");
    assert.match(refusal?.message ?? "", /syntax/);
    assert.is(refusal?.line, 4);
    assert.match(gone?.unread?.reason ?? "", /^file: /);
  }
});

test.run();
