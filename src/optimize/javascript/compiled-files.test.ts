import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fileSystem } from "../../io/file-system.js";
import { projectOf } from "../../io/testing/tried-project.js";
import { ModuleGraph } from "../../languages/javascript/modules/module-graph.js";
import { Resolver } from "../../languages/javascript/resolve/resolver.js";
import { CompiledFiles } from "./compiled-files.js";
import { LoadedFiles } from "./loaded-files.js";
import { SourceTexts } from "./source-texts.js";

const test = suite("files that are compiled from TypeScript");

const SETTINGS = {
  outDir: "lib",
  rootDir: "src",
  module: "commonjs",
  target: "es2018",
  strict: true,
  types: ["node"],
  skipLibCheck: true,
};

function project(cli: string, settings: object = SETTINGS) {
  const root = projectOf([
    ["tsconfig.json", JSON.stringify({ compilerOptions: settings, include: ["src"] })],
    ["src/cli.ts", cli],
    ["src/other.ts", "export interface Shape {\n  sides: number;\n}\nexport const sides = 4;\n"],
    ["hand.js", "module.exports = 1;\n"],
  ]);
  mkdirSync(join(root, "node_modules", "@types"), { recursive: true });
  for (const name of ["typescript", "@types/node", "undici-types"])
    symlinkSync(resolve("node_modules", name), join(root, "node_modules", name));
  const build = () => execFileSync(process.execPath, ["node_modules/typescript/bin/tsc"], { cwd: root });
  build();
  const texts = new SourceTexts();
  const files = new CompiledFiles({
    root,
    texts,
    resolver: new Resolver(fileSystem),
    loaded: new LoadedFiles([], root),
    graph: new ModuleGraph(new Resolver(fileSystem), (file) => texts.of(file)),
  });
  return { root, build, files };
}

for (const [what, head] of [
  ["a hashbang", "#!/usr/bin/env node\n"],
  ["a comment", "// what it is\n"],
  ["single quotes", ""],
] as const) {
  test(`an entry's compile cache comes first in its source: ${what}`, () => {
    const quote = what === "single quotes" ? "'" : '"';
    const { root, build, files } = project(
      `${head}import { sides } from ${quote}./other${quote};\nconsole.log(sides);\n`,
    );
    const made = files.enabled("lib/cli.js", undefined);
    if (made === null || "reason" in made || made.source === undefined) throw new Error(JSON.stringify(made));
    assert.equal([made.file, made.line], ["src/cli.ts", what === "a hashbang" ? 2 : 1]);
    writeFileSync(join(root, "src/cli.ts"), made.source.after);
    build();
    assert.is(readFileSync(join(root, "lib/cli.js"), "utf8"), Buffer.from(made.after).toString("utf8"));
    assert.match(
      Buffer.from(made.source.after).toString("utf8"),
      `require(${quote}node:module${quote}).enableCompileCache?.();\n`,
    );
  });
}

test("a file that nothing compiles is edited as it is", () => {
  assert.is(project("export {};\n").files.enabled("hand.js", undefined), null);
});

test("what a file's own text does not tell keeps it", () => {
  // Of a type that is passed on nothing is left, which only the whole program tells.
  const { files } = project('import { Shape, sides } from "./other";\nexport { Shape };\nconsole.log(sides);\n');
  const made = files.enabled("lib/cli.js", undefined);
  assert.match(made !== null && "reason" in made ? made.reason.message : "", "by itself is compiled to another text");
  const modules = project("export const x = 1;\n", { ...SETTINGS, module: "es2022", moduleResolution: "bundler" });
  const refused = modules.files.enabled("lib/cli.js", undefined);
  assert.is(refused !== null && "reason" in refused ? refused.reason.code : "", "es-module-entry");
});

test.run();
