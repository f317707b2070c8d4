import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { lookedProject } from "../../../../io/looked-project.js";
import { askPythonBatch } from "../../../../io/python-batch.js";
import { standardLibrary } from "../../../../io/testing/python-sources.js";
import { interpreters } from "../../../../io/testing/pythons.js";
import type { ImportedName } from "../../../rewriting.js";
import { absoluteName } from "../../static/absolute-name.js";
import { aliasesOf, withPackages } from "./aliases.js";
import { Candidates } from "./candidates.js";
import { headOf, questionOf } from "./find.js";
import type { LookedProject } from "./project.js";
import { natureOf, publicAs } from "./public-names.js";
import { WantedNames } from "./wanted.js";

const SCRIPT = "src/languages/python/judge/lookers/lookers.py";
const exe = interpreters().at(-1)?.path ?? "python3";
const test = suite("who is read for looks");

/** All names that are imported at module level. */
function allNames(project: LookedProject): ImportedName[] {
  return project.files.flatMap(({ file, shown, module: importer, isPackage }) =>
    project.scan(file).imports.flatMap(({ kind, when, scope, module, level, names, line, column }) => {
      if (kind === "call" || when !== "eager" || scope.length > 0) return [];
      const base = absoluteName(module, level, { name: importer, isPackage }) ?? "";
      return names.map(({ name, as }, index): ImportedName => {
        const bound = as ?? (kind === "import" ? (name.split(".")[0] ?? name) : name);
        const from = kind === "from" ? ".".repeat(level) + module : null;
        const text = as === null ? name : `${name} as ${as}`;
        return { file: shown, line, column, index, importer, text, from, bound, imported: [base] };
      });
    }),
  );
}

/** Files that are not read although CPython's parser finds looks in them. */
async function passedOver(project: LookedProject, names: readonly ImportedName[]): Promise<string[]> {
  const wanted = new WantedNames(names, project);
  const aliases = aliasesOf(project, withPackages(wanted.modules));
  const candidates = new Candidates(wanted, aliases);
  const rest = project.files.filter((file) => !candidates.isCandidate(file, project));
  const answers = (await askPythonBatch(exe, SCRIPT, [headOf(wanted, aliases)], rest.map(questionOf))) as unknown[][];
  return answers.flatMap((facts, at) => (facts.length === 0 ? [] : [`${rest[at]?.shown}: ${JSON.stringify(facts)}`]));
}

test("no look of a fixture is passed over", async () => {
  const folder = "fixtures/rewrite/python";
  for (const name of readdirSync(folder)) {
    if (!existsSync(join(folder, name, "judge.json"))) continue;
    const project = lookedProject(resolve(folder, name));
    assert.equal(await passedOver(project, allNames(project)), [], name);
  }
});

for (const of of ["asyncio", "email", "unittest", "json", "xml", "logging"]) {
  test(`no look at ${of} is passed over in the standard library`, async () => {
    const folder = standardLibrary(exe);
    const project = lookedProject(folder, { path: [folder] });
    const files = project.files.filter(
      ({ shown }) => !/site-packages|^idlelib|^test\/(?!test_(?:asyncio|json|email))/.test(shown),
    );
    const names = allNames({ ...project, files: files.filter(({ module }) => module.split(".")[0] === of) });
    assert.ok(names.length > 5);
    assert.equal(await passedOver({ ...project, files }, names), []);
  });
}

test("what is public", () => {
  const name = (importer: string, text: string, from: string | null, imported: string): ImportedName => {
    const bound = text.split(" as ").pop() ?? text;
    return { file: "x.py", line: 1, column: 1, index: 0, importer, text, from, bound, imported: [imported] };
  };
  const app = natureOf(['[project]\nname = "x"\n[project.scripts]\nx = "x:main"\n'], false);
  const library = natureOf(['[project]\nname = "x"\n'], false);
  const isPublic = (each: ImportedName, isPackage: boolean, nature = app): boolean =>
    publicAs(each, isPackage, nature) !== null;
  assert.is(library.isLibrary, true);
  assert.is(app.isLibrary, false);
  assert.is(natureOf([], false).isLibrary, false);
  assert.is(isPublic(name("pkg", "run", ".core", "pkg.core"), true), true);
  assert.is(isPublic(name("pkg", "logging", null, "logging"), true), false);
  assert.is(isPublic(name("pkg", "_run", ".core", "pkg.core"), true), false);
  assert.is(isPublic(name("pkg._private", "run", ".core", "pkg.core"), true), false);
  assert.is(isPublic(name("pkg.mod", "client", "kubernetes", "kubernetes.client"), false), false);
  assert.is(isPublic(name("pkg.mod", "client as client", "kubernetes", "kubernetes.client"), false), true);
  assert.is(isPublic(name("pkg.mod", "run", ".core", "pkg.core"), false), false);
  assert.is(isPublic(name("pkg.mod", "run", ".core", "pkg.core"), false, library), true);
  assert.is(isPublic(name("tests", "run", "pkg.core", "pkg.core"), true), false);
});

test.run();
