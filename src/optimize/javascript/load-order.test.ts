import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fileSystem } from "../../io/file-system.js";
import { readText } from "../../io/read-text.js";
import { nodePrograms } from "../../io/testing/nodes.js";
import { ended, projectOf } from "../../io/testing/tried-project.js";
import { ModuleGraph } from "../../languages/javascript/modules/module-graph.js";
import { Resolver } from "../../languages/javascript/resolve/resolver.js";
import { seededRandom } from "../../measure/random.js";
import { recordCommands } from "../recordings.js";
import { PLAN_OPTIONS } from "../testing/plan-options.js";
import { LoadOrders } from "./load-order.js";
import { LoadedFiles } from "./loaded-files.js";

const test = suite("the order in which modules run, as Node has it");
const MODULES = 14;
const PROGRAMS = 4;
const CUTS = 6;

interface Made {
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** Import statements, by file and line. */
  readonly statements: readonly (readonly [file: string, line: number])[];
}

/** ES modules that import others, also in circles and later, and CommonJS modules that require such; all say when they run. */
function madeProgram(random: () => number): Made {
  const names = Array.from({ length: MODULES }, (_, at) => `m${at}.${at === 0 || random() < 0.6 ? "mjs" : "cjs"}`);
  const files = new Map<string, string[]>();
  const statements: [string, number][] = [];
  for (const [at, name] of names.entries()) {
    const isModule = name.endsWith("mjs");
    const lines: string[] = [];
    const body: string[] = [];
    for (const [to, other] of names.entries()) {
      const wanted = random();
      if (to === at || (to < at && wanted > 0.05) || (to > at && wanted > 0.35)) continue;
      if (!isModule && (to < at || other.endsWith("mjs"))) continue;
      if (isModule && wanted < 0.02) body.push(`import("./${other}");`);
      else if (isModule && other.endsWith("cjs") && wanted < 0.08)
        body.push(`createRequire(import.meta.url)("./${other}");`);
      else if (isModule) statements.push([name, lines.push(`import "./${other}";`)]);
      else lines.push(`require("./${other}");`);
    }
    if (isModule) lines.push('import { createRequire } from "node:module";');
    files.set(name, [...lines, ...body, `(globalThis.order ??= []).push("${name}");`]);
  }
  files.get("m0.mjs")?.push("createRequire;", 'process.on("exit", () => console.log(globalThis.order.join()));');
  return { files, statements };
}

/** Behind the program's own module comes what `import()` asks for, by its timing alone. */
const upToMain = (names: readonly string[]): readonly string[] => names.slice(0, names.indexOf("m0.mjs") + 1);
const textOf = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

test("of made programs, as they are and with imports taken away", async () => {
  const [node] = nodePrograms();
  assert.ok(node);
  const random = seededRandom(1);
  let asked = 0;
  let foreseen = 0;
  for (let program = 0; program < PROGRAMS; program++) {
    const { files, statements } = madeProgram(random);
    const root = projectOf([...files].map(([name, lines]) => [name, textOf(lines)]));
    const run = async () => upToMain((await ended(node.path, ["m0.mjs"], root)).stdout.trim().split(","));
    const command = { words: [node.path, join(root, "m0.mjs")], weight: 1 };
    const where = { project: root, folder: root, environment: process.env };
    const [recorded] = await recordCommands({ ...PLAN_OPTIONS, ...where, commands: [command] });
    assert.ok(recorded);
    assert.ok(recorded.modules > 1);
    const start = { graph: recorded.graph, process: 0, weight: 1 };
    const loaded = new LoadedFiles([start], root);
    const orders = new LoadOrders(new ModuleGraph(new Resolver(fileSystem), readText), loaded);
    const shown = (all: readonly string[]) => upToMain(all.map((file) => file.slice(root.length + 1)));
    const before = orders.of(start, false, () => null)?.before ?? null;
    asked++;
    if (before === null) continue;
    foreseen++;
    const texts = [...files].map(([name, lines]) => `${name}\n${textOf(lines)}`).join("");
    assert.equal(shown(before.order), await run(), texts);
    for (let cut = 0; cut < CUTS; cut++) {
      const [file = "", line = 0] = statements[Math.floor(random() * statements.length)] ?? [];
      const lines = files.get(file) ?? [];
      const after = orders.of(start, false, (from, edge) =>
        from === `${root}/${file}` && edge.line === line ? [] : null,
      )?.after;
      writeFileSync(join(root, file), textOf(lines.map((text, at) => (at === line - 1 ? "" : text))));
      const found = await run();
      writeFileSync(join(root, file), textOf(lines));
      assert.ok(after);
      const moved = new Set([...after.elsewhere].map((each) => each.slice(root.length + 1)));
      const isKnown = (name: string): boolean => !moved.has(name);
      assert.equal(shown(after.order).filter(isKnown), found.filter(isKnown), `${texts}without ${file}:${line}`);
    }
  }
  assert.ok(foreseen > asked / 2, `${foreseen} of ${asked}`);
});

test.run();
