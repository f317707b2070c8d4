import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hookEnvironment, tellRoot } from "../io/hook-environment.js";
import { HookFolder } from "../io/hook-folder.js";
import { type NodeProgram, nodePrograms } from "../io/testing/nodes.js";
import { HOOK_FILES, hookPrefixes } from "../languages/javascript/record/hooks.js";
import { nodeRecording } from "../languages/javascript/record/recording.js";

const FIXTURES = resolve("fixtures", "record", "node");
const PROGRAMS = ["", "esm", "later"].flatMap((inner) =>
  readdirSync(join(FIXTURES, inner))
    .filter((name) => /\.[mc]?[jt]s$/.test(name))
    .map((name) => join(inner, name)),
);
const nodes = nodePrograms();
const folder = new HookFolder("dist", HOOK_FILES);
const made = mkdtempSync(join(tmpdir(), "importperf-test-"));
process.on("exit", () => {
  folder.remove();
  rmSync(made, { recursive: true, force: true });
});

function run(node: NodeProgram, args: readonly string[], isObserved: boolean, more: Record<string, string> = {}) {
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const own = { ...environment, ...more };
  const hooks = isObserved ? hookEnvironment(folder, "observe", hookPrefixes(folder.path, "observe"), own) : {};
  const { status, signal, stdout, stderr } = spawnSync(node.path, args, {
    cwd: FIXTURES,
    env: { ...own, ...hooks },
    input: "from standard input\n".repeat(20_000),
    encoding: "utf8",
    timeout: 60_000,
  });
  const processes = nodeRecording(() => null).processes(folder.take(), FIXTURES);
  return { seen: { status, signal, stdout, stderr: stderr.replaceAll(/\(node:\d+\)/g, "(node)") }, processes };
}

/** By base name: what ran later, and of what it is told that it did not. */
function use(node: NodeProgram, program: string, more: Record<string, string> = {}) {
  const [process] = run(node, [program], true, more).processes;
  assert.ok(process?.observed, "it was observed");
  const { ranLater, canTell } = process.observed;
  const modules = [...new Set(process.loads.map(({ module }) => module))];
  const names = (kept: (module: string) => boolean): string[] =>
    modules
      .filter(kept)
      .map((name) => basename(name))
      .sort();
  return { later: names((name) => ranLater.has(name)), not: names((name) => canTell(name) && !ranLater.has(name)) };
}

/** Lines that anything ran in, as the engine says of a plain run at its end. */
function coveredLines(node: NodeProgram, program: string): Map<string, number[]> {
  const out = join(made, "coverage");
  rmSync(out, { recursive: true, force: true });
  run(node, [program], false, { NODE_V8_COVERAGE: out });
  const found = new Map<string, number[]>();
  for (const name of readdirSync(out)) {
    const { result } = JSON.parse(readFileSync(join(out, name), "utf8")) as { result: Script[] };
    for (const { url, functions } of result) {
      if (!url.startsWith(`file://${FIXTURES}/`) || url.includes("/node_modules/")) continue;
      const file = fileURLToPath(url.replace(/[?#].*/, ""));
      const text = readFileSync(file, "utf8");
      // The innermost range of each character: the last one that holds it, as wider ones come first.
      const counts = new Uint32Array(text.length);
      for (const { ranges } of functions)
        for (const range of ranges) counts.fill(range.count, range.startOffset, range.endOffset);
      const lines = new Set(found.get(file));
      let line = 1;
      for (let at = 0; at < text.length; at++) {
        const character = text.charAt(at);
        if ((counts[at] ?? 0) > 0 && character.trim() !== "") lines.add(line);
        if (character === "\n") line++;
      }
      found.set(
        file,
        [...lines].sort((a, b) => a - b),
      );
    }
  }
  return found;
}

interface Script {
  readonly url: string;
  readonly functions: {
    readonly ranges: { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
  }[];
}

const test = suite("an observed run of Node");

for (const node of nodes) {
  for (const program of PROGRAMS) {
    test(`${program} behaves as ever on ${node.major}`, () => {
      assert.equal(run(node, [program], true).seen, run(node, [program], false).seen);
    });
  }

  test(`CommonJS on ${node.major}: whose functions ran after their load, and whose did not`, () => {
    assert.equal(use(node, "later/main.cjs"), {
      later: ["at-exit.cjs", "inner.cjs", "later.cjs", "main.cjs", "timer.cjs"],
      not: ["during.cjs", "in-function.cjs", "nested.cjs", "quiet.cjs"],
    });
    assert.equal(use(node, "later/exits.cjs"), { later: ["later.cjs"], not: ["in-function.cjs", "quiet.cjs"] });
  });

  test(`ES modules on ${node.major}: the same`, () => {
    assert.equal(use(node, "later/main.mjs"), {
      later: ["es-deep.mjs", "es-later.mjs"],
      not: ["es-awaits.mjs", "es-during.mjs", "es-quiet.mjs", "later.cjs", "main.mjs", "quiet.cjs"],
    });
  });

  test(`lines on ${node.major}: those that the engine's own coverage shows for a plain run`, () => {
    for (const program of [
      "later/main.cjs",
      "later/branch.cjs",
      "later/main.mjs",
      "later/exits.cjs",
      "esm/main.mjs",
      "circular.js",
    ]) {
      const { processes } = run(node, [program], true);
      const ours = new Map<string, number[]>();
      for (const { observed } of processes) {
        for (const [file, lines] of observed?.linesRun ?? [])
          ours.set(
            file,
            [...lines].sort((a, b) => a - b),
          );
      }
      const truth = coveredLines(node, program);
      assert.ok(truth.size > 0);
      assert.equal(Object.fromEntries([...ours].sort()), Object.fromEntries([...truth].sort()), program);
    }
  });

  test(`lines of a project that is installed itself on ${node.major}, and those on which functions begin that were called`, () => {
    const project = join(made, `installed-${node.major}`, "node_modules", "tool");
    const inner = join(project, "node_modules", "other");
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, "index.js"), "exports.x = 1;\n");
    writeFileSync(
      join(project, "main.js"),
      `const called = () => require("other");
const not = () => require("other");
function inner() {
  const later = () => 1;
  return [called(), later];
}
class A { method() { return 1; } }
inner();
`,
    );
    for (const [root, lines, calledLines] of [
      [project, [1, 2, 3, 4, 5, 6, 7, 8], [1, 3]],
      [join(made, "elsewhere"), undefined, undefined],
    ] as const) {
      tellRoot(folder, root);
      const [process] = run(node, [join(project, "main.js")], true).processes;
      rmSync(join(folder.path, "root"));
      const linesOf = (of: ReadonlyMap<string, readonly number[]> | undefined) =>
        of?.get(join(project, "main.js"))?.toSorted((a, b) => a - b);
      assert.equal(linesOf(process?.observed?.linesRun), lines);
      assert.equal(linesOf(process?.observed?.linesCalled), calledLines);
      assert.is(process?.observed?.linesRun.has(join(inner, "index.js")), false);
    }
  });

  test(`a program that uses the inspector itself is left alone on ${node.major}`, () => {
    const { processes } = run(node, ["later/inspects.cjs"], true);
    const [process] = processes;
    assert.match(process?.observed?.warnings[0]?.message ?? "", /inspector itself/);
    assert.equal(use(node, "later/inspects.cjs").not, []);
    const [covered] = run(node, ["later/exits.cjs"], true, { NODE_V8_COVERAGE: join(made, "own") }).processes;
    assert.is(covered?.observed, undefined);
  });
}

test.run();
