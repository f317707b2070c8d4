import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { lookedProject } from "../../../io/looked-project.js";
import { askPythonBatch } from "../../../io/python-batch.js";
import { interpreters } from "../../../io/testing/pythons.js";
import type { EditKind, ImportedName } from "../../rewriting.js";
import { absoluteName } from "../static/absolute-name.js";
import { BoundNames } from "./load/bound-anew.js";
import { BoundElsewhere } from "./load/bound-elsewhere.js";
import { installationChecks } from "./load/installation-checks.js";
import { judgeLoads } from "./load/judge-loads.js";
import type { LoadedModule } from "./load/load-facts.js";
import { snapshotReasons } from "./load/snapshots.js";
import { surroundingsOf } from "./load/surroundings.js";
import { findLooks } from "./lookers/find.js";
import { refusingLooks } from "./lookers/looks.js";
import type { LookedProject } from "./lookers/project.js";
import { natureOf } from "./lookers/public-names.js";

/** What a fixture's judge.json says: see fixtures/rewrite/README.md. */
interface Situation {
  readonly file: string;
  readonly line: number;
  /** Code of a reason that must be among those that refuse a move into functions; null for none. */
  readonly refused: string | null;
  readonly also?: Partial<Record<EditKind, string | null>>;
  /** Whether the program says something else once the import is moved all the same. */
  readonly differs: boolean;
  readonly moved?: readonly string[];
}

const FOLDER = "fixtures/rewrite/python";
const JUDGE = "src/languages/python/judge";
const pythons = interpreters().filter(({ minor }) => minor >= 8);
const able = new Set([...pythons.slice(0, 1), ...pythons.slice(-1)]);
const test = suite("situations");

function nameIn(project: LookedProject, { file, line }: Situation): ImportedName {
  const found = project.files.find(({ shown }) => shown === file);
  const [statement] = found === undefined ? [] : project.scan(found.file).imports.filter((each) => each.line === line);
  const name = statement?.names[0];
  if (found === undefined || statement === undefined || name === undefined)
    throw new Error(`${file}:${line} has no import`);
  const { kind, level, module } = statement;
  const base = absoluteName(module, level, { name: found.module, isPackage: found.isPackage }) ?? "";
  return {
    file,
    line,
    column: statement.column,
    index: 0,
    importer: found.module,
    text: name.as === null ? name.name : `${name.name} as ${name.as}`,
    from: kind === "from" ? ".".repeat(level) + module : null,
    bound: name.as ?? name.name,
    imported: [base],
  };
}

/** Codes of all that refuses each edit. */
async function codes(root: string, exe: string, situation: Situation, edit: EditKind): Promise<string[]> {
  const project = lookedProject(root);
  const name = nameIn(project, situation);
  const metadata = project.texts
    .filter(({ shown }) => shown === "pyproject.toml")
    .map(({ file }) => readFileSync(file, "utf8"));
  const ask = (head: string, lines: readonly string[]): Promise<unknown[]> =>
    askPythonBatch(exe, `${JUDGE}/lookers/lookers.py`, [head], lines);
  const looks = await findLooks([name], project, natureOf(metadata, true), ask);
  const found = refusingLooks({ edit }, looks.get(name) ?? []).map(({ code }) => code);
  if (edit !== "function") return found;
  const bound = new BoundNames((_, lines) => askPythonBatch(exe, `${JUDGE}/load/bound_names.py`, [], lines));
  const texts = {
    bound,
    elsewhere: new BoundElsewhere(project, bound, () => false),
    text(module: string) {
      const file = project.files.find((each) => each.module === module);
      const bytes = file === undefined ? null : project.bytes(file.file);
      return file === undefined || bytes === null ? null : { ...file, isStandard: false, bytes };
    },
  };
  for (const { code } of (await snapshotReasons([name], project, texts, ask)).values()) found.push(code);
  for (const { code } of installationChecks(
    [name],
    project,
    (module) => module === "json" || module === "os",
    () => false,
  ).values()) {
    found.push(code);
  }
  const find = (module: string): LoadedModule | null => {
    const file = project.files.find((each) => each.module === module);
    return file === undefined
      ? null
      : { name: module, kind: "source", file: file.file, isPackage: file.isPackage, isStandard: false };
  };
  const moved = (situation.moved ?? []).flatMap((module) => find(module) ?? []);
  const sources = {
    find,
    shadowed: [],
    bytes: (file: string) => project.bytes(file),
    ask: (lines: readonly string[]) => askPythonBatch(exe, `${JUDGE}/load/load_facts.py`, [], lines),
  };
  const loads = await judgeLoads(
    moved,
    sources,
    surroundingsOf(project, (file) => file),
  );
  return [...found, ...[...loads.values()].flatMap(({ reasons }) => reasons).map(({ code }) => code)];
}

/** What the program prints, where each run has a copy of its own. */
function output(root: string, exe: string, edit: (folder: string) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "situation-"));
  try {
    cpSync(root, folder, { recursive: true });
    edit(folder);
    const env = { PATH: process.env.PATH ?? "", PYTHONDONTWRITEBYTECODE: "1", PYTHONHASHSEED: "0" };
    const { stdout, stderr, status } = spawnSync(exe, ["main.py"], {
      cwd: folder,
      env,
      encoding: "utf8",
      timeout: 60_000,
    });
    const last = stderr.trim().split("\n").pop() ?? "";
    return `${stdout}${status} ${last}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Moves the import to the top of the function `use`, whatever that breaks. */
function move(folder: string, { file, line }: Situation): void {
  const path = join(folder, file);
  const lines = readFileSync(path, "utf8").split("\n");
  const [statement = ""] = lines.splice(line - 1, 1);
  const at = lines.indexOf("def use():");
  assert.ok(at >= 0, `${file} has no function "use"`);
  lines.splice(at + 1, 0, `    ${statement}`);
  writeFileSync(path, lines.join("\n"));
}

for (const name of readdirSync(FOLDER).sort()) {
  const root = resolve(FOLDER, name);
  if (!existsSync(join(root, "judge.json"))) continue;
  const situation = JSON.parse(readFileSync(join(root, "judge.json"), "utf8")) as Situation;
  test(name, async () => {
    for (const { path, minor } of able) {
      for (const [edit, code] of Object.entries({ function: situation.refused, ...situation.also })) {
        const found = await codes(root, path, situation, edit as EditKind);
        if (code === null) assert.equal(found, [], `3.${minor} ${edit}`);
        else assert.ok(found.includes(code), `3.${minor} ${edit}: ${found} lacks ${code}`);
      }
    }
  });
  test(`${name}: what moving it all the same does`, () => {
    for (const { path, minor } of pythons.slice(-1)) {
      const before = output(root, path, () => {});
      const after = output(root, path, (folder) => move(folder, situation));
      const message = `3.${minor}\nbefore: ${before}\nafter: ${after}`;
      assert.is(before !== after, situation.differs, message);
      assert.ok(situation.refused !== null || before === after, message);
    }
  });
}

test.run();
