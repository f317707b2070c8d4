import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hookEnvironment } from "../io/hook-environment.js";
import { HookFolder } from "../io/hook-folder.js";
import { type NodeProgram, nodePrograms } from "../io/testing/nodes.js";
import { HOOK_FILES, hookPrefixes } from "../languages/javascript/record/hooks.js";
import { nodeRecording } from "../languages/javascript/record/recording.js";
import type { HookMode, RecordedProcess } from "../languages/recording.js";
import { LeftBehind } from "./left-behind.js";

const FIXTURES = resolve("fixtures", "record", "node");
const PROGRAMS = [FIXTURES, join(FIXTURES, "esm")].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.[mc]?[jt]s$/.test(name))
    .map((name) => join(folder, name).slice(FIXTURES.length + 1)),
);
const nodes = nodePrograms();
const folder = new HookFolder("dist", HOOK_FILES);
const behind = new LeftBehind();
const made = mkdtempSync(join(tmpdir(), "importperf-test-"));
process.on("exit", () => {
  folder.remove();
  rmSync(made, { recursive: true, force: true });
});

interface Outcome {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly processes: RecordedProcess[];
}

function run(
  node: NodeProgram,
  args: readonly string[],
  mode: HookMode | null,
  options: { input?: string } = {},
): Outcome {
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const hooks = mode === null ? {} : hookEnvironment(folder, mode, hookPrefixes(folder.path, mode), environment);
  const beganNs = Number(process.hrtime.bigint());
  const { status, signal, stdout, stderr } = spawnSync(node.path, args, {
    cwd: FIXTURES,
    env: { ...environment, ...hooks },
    input: options.input ?? "from standard input\n".repeat(20_000),
    encoding: "utf8",
    timeout: 60_000,
  });
  const processes = behind.without(nodeRecording(() => null).processes(folder.take(), FIXTURES), beganNs);
  return { status, signal, stdout, stderr, processes };
}

function seen({ status, signal, stdout, stderr }: Outcome) {
  return { status, signal, stdout, stderr: stderr.replaceAll(/\(node:\d+\)/g, "(node)") };
}

function modulesOf(process: RecordedProcess | undefined): string[] {
  return (process?.loads ?? []).map(({ module }) => module);
}

const behaviour = suite("a recorded Node program behaves as ever");

behaviour("two versions of Node are here at least", () => {
  assert.ok(nodes.length >= 2, "put another Node on PATH, or its folder into IMPORTPERF_NODES");
});

for (const node of nodes) {
  for (const program of PROGRAMS) {
    behaviour(`${program} on ${node.major}`, () => {
      const plain = run(node, [program], null);
      for (const mode of ["time", "trace"] as const) {
        const hooked = run(node, [program], mode);
        assert.equal(seen(hooked), seen(plain), mode);
        assert.ok(hooked.processes.length > 0, "it was recorded");
      }
    });
  }

  for (const args of [
    [
      "-e",
      "console.log(require('./lib/plain'), module.id, __filename, process.argv.length, new Error('x').stack)",
      "a",
    ],
    ["-p", "require('./lib/plain').name"],
    ["--input-type=module", "-e", "import './esm/small.mjs'; console.log(import.meta.url, new Error('x').stack)"],
    ["--enable-source-maps", "stacks.js"],
    ["--pending-deprecation", "sees-itself.js"],
    ["--require", "./lib/plain", "--stack-trace-limit=50", "fails.js"],
    ["--import", "./esm/small.mjs", "esm/main.mjs"],
    ["--experimental-vm-modules", "-p", "typeof vm.SourceTextModule, process.execArgv.length"],
    ["--experimental-vm-modules", "-p", "new vm.SyntheticModule([], () => {}) instanceof vm.Module"],
  ]) {
    behaviour(`${args.join(" ").slice(0, 60)} on ${node.major}`, () => {
      const plain = run(node, args, null);
      const hooked = run(node, args, "trace");
      assert.equal(seen(hooked), seen(plain));
      assert.ok(hooked.processes.length > 0);
    });
  }

  behaviour(`a program from standard input on ${node.major}`, () => {
    const input = "console.log(require('./lib/plain'), module.id)\n";
    assert.equal(seen(run(node, ["-"], "trace", { input })), seen(run(node, ["-"], null, { input })));
  });

  behaviour(`children and threads are recorded with who started them, on ${node.major}`, () => {
    const children = run(node, ["children.js"], "time").processes;
    const [root] = children;
    assert.is(children.length, 8);
    assert.ok(children.slice(1).every(({ startedBy }) => startedBy === root?.id));
    assert.is(children.filter((child) => modulesOf(child).includes("node:zlib")).length, 6);
    const clustered = run(node, ["clusters.js"], "time").processes;
    assert.equal(
      clustered.map((each) => modulesOf(each).includes("lib/plain.js")),
      [false, true],
    );
    const threads = run(node, ["workers.js"], "time").processes;
    assert.equal(
      threads.map(({ thread }) => thread !== null),
      [false, true, true, true],
    );
    assert.ok(threads.slice(1).every(({ startedBy }) => startedBy === threads[0]?.id));
    assert.ok(threads.slice(1).every((thread) => modulesOf(thread).includes("lib/plain.js")));
  });
}

const truth = suite("what is recorded of Node is what happened");

/** A module that computes for a while, at its beginning and behind its imports, and says how long it took itself. */
function busy(name: string, ms: number, lines: readonly string[], isModule: boolean): string {
  const isImport = (line: string): boolean => line.startsWith("import ");
  const inner = lines
    .filter((line) => !isImport(line))
    .map((line) => `{ const at = now(); ${line}; inside += now() - at; }`);
  return [
    ...(isModule ? [`// ${name}`, ...lines.filter(isImport)] : []),
    `const now = () => Number(process.hrtime.bigint());`,
    `const began = now(); let inside = 0;`,
    ...inner,
    `while (now() - began - inside < ${ms}e6);`,
    `globalThis.busy = { ...globalThis.busy, ${JSON.stringify(name)}: now() - began - inside };`,
    isModule ? "export default 1;" : "module.exports = 1;",
    "",
  ].join("\n");
}

function writeBusyProgram(at: string): string {
  mkdirSync(at, { recursive: true });
  const write = (name: string, ms: number, lines: readonly string[]): void =>
    writeFileSync(join(at, name), busy(name, ms, lines, name.endsWith(".mjs")));
  write("leaf.cjs", 8, []);
  write("inner.cjs", 15, ["require('./leaf.cjs')", "require('./later.cjs')"]);
  write("later.cjs", 10, []);
  write("leaf.mjs", 9, []);
  write("both.mjs", 12, ["import './leaf.mjs'", "import './inner.cjs'"]);
  write("second.mjs", 20, ["import './leaf.mjs'"]);
  write("waits.mjs", 14, ["await new Promise((done) => setTimeout(done, 60))"]);
  write("dynamic.mjs", 11, ["import './waits.mjs'"]);
  write("required.mjs", 13, ["import './second.mjs'"]);
  write("first.cjs", 16, ["require('./leaf.cjs')", "require('./required.mjs')"]);
  writeFileSync(
    join(at, "main.mjs"),
    `// all of them\nimport "./both.mjs";\nimport "./first.cjs";\nawait import("./dynamic.mjs");\nprocess.on("exit", () => console.log(JSON.stringify(globalThis.busy)));\n`,
  );
  return join(at, "main.mjs");
}

for (const node of nodes) {
  truth(`times on ${node.major}: modules that compute for a while took what they measured themselves`, () => {
    const program = writeBusyProgram(join(made, `busy${node.major}`));
    const more = new Map<string, { ns: number; own: number }>();
    const beyond = () => [...more].filter(([, { ns, own }]) => ns >= Math.max(own * 0.1, 2.5e6));
    // Between the moment that we read and the one that the module reads, a busy machine may do something else.
    for (let time = 0; time < 5 || (time < 20 && beyond().length > 0); time++) {
      const { processes, stdout, stderr } = run(node, [program], "time");
      assert.is(stderr, "");
      const measured = JSON.parse(stdout) as Record<string, number>;
      const loads = (processes[0]?.loads ?? []).flatMap(({ module, phases }) => {
        const name = module.split("/").at(-1) ?? "";
        return name in measured ? [{ name, ns: (phases?.evaluateUs ?? 0) * 1000 }] : [];
      });
      assert.is(loads.length, Object.keys(measured).length);
      for (const { name, ns } of loads) {
        // What waits is not busy: the module counts the time of its await as inside.
        const own = measured[name] ?? 0;
        assert.ok(ns >= own * 0.95, `${name}: ${ns} of ${own}`);
        more.set(name, { ns: Math.min(ns - own, more.get(name)?.ns ?? Number.POSITIVE_INFINITY), own });
      }
    }
    assert.equal(beyond(), []);
  });

  truth(`modules on ${node.major}: those in require.cache at the end, and those that coverage saw`, () => {
    for (const program of ["esm/main.mjs", "circular.js", "exits-later.js", "esm/fails.mjs"]) {
      const own = join(made, `coverage${node.major}`);
      const list = join(made, "list.cjs");
      writeFileSync(
        list,
        `process.on("exit", () => require("fs").writeFileSync(${JSON.stringify(join(made, "cache.json"))}, JSON.stringify(Object.keys(require.cache))));`,
      );
      const hooked = run(node, ["--require", list, program], "trace");
      const cached = JSON.parse(readFileSync(join(made, "cache.json"), "utf8")) as string[];
      const [first] = hooked.processes;
      const files = new Set([...(first?.files.values() ?? [])]);
      assert.equal(
        cached.filter((file) => !files.has(file)),
        [],
        `${program}: cached, not recorded`,
      );
      rmSync(own, { recursive: true, force: true });
      spawnSync(node.path, [program], { cwd: FIXTURES, env: { ...process.env, NODE_V8_COVERAGE: own } });
      const covered = new Set(
        readdirSync(own).flatMap((name) => {
          const { result } = JSON.parse(readFileSync(join(own, name), "utf8")) as { result: { url: string }[] };
          return result.map(({ url }) => (url.startsWith("file:") ? fileURLToPath(url.replace(/[?#].*/, "")) : url));
        }),
      );
      const ours = new Set(
        hooked.processes.flatMap((each) => [...each.files.values()].filter((file) => file !== null)),
      );
      const theirs = [...covered].filter((file) => file.startsWith("/"));
      assert.equal(
        theirs.filter((file) => !ours.has(file)),
        [],
        `${program}: covered, not recorded`,
      );
      const more = [...ours].filter((file) => !covered.has(file) && !cached.includes(file) && !NOT_COVERED.test(file));
      assert.equal(more, [], `${program}: recorded, not covered`);
    }
  });
}

for (const node of nodes) {
  truth(`import() on ${node.major}: who called it, and that it loaded`, () => {
    const [first] = run(node, ["esm/looks-at-process.mjs"], "trace").processes;
    const rows = (first?.imports ?? []).filter(({ manner }) => manner.includes("dynamic"));
    assert.equal(
      rows.map(({ importer, imported, line, loaded }) => ({ importer, imported, line, loaded })),
      [{ importer: "esm/looks-at-process.mjs", imported: "esm/small.mjs", line: 5, loaded: true }],
    );
  });

  truth(`the end on ${node.major}: not when what would end the program is only looked at`, () => {
    for (const program of ["esm/looks-at-process.mjs", "outlives.js"]) {
      const [first] = run(node, [program], "time").processes;
      const beganNs = first?.startNs ?? 0;
      const { otherUs: _, ...parts } = first?.anatomy({ beganNs, endedNs: beganNs + 60e9 }, null) ?? { otherUs: 0 };
      const { bootUs, importsUs, mainUs, waitingUs, teardownUs } = parts as Record<string, number>;
      const sum = (bootUs ?? 0) + (importsUs ?? 0) + (mainUs ?? 0) + (waitingUs ?? 0) + (teardownUs ?? 0);
      assert.ok(sum > 0 && sum <= 60e6 + 10, `${program}: ${sum}`);
    }
  });
}

for (const node of nodes) {
  truth(`modules that fail on ${node.major}: themselves, by what they import, or before they run`, () => {
    const failedIn = (program: string): string[] => {
      const [first] = run(node, [program], "time").processes;
      return (first?.loads ?? []).flatMap(({ module, isFailed }) => (isFailed ? [module] : [])).sort();
    };
    assert.equal(failedIn("esm/fails.mjs"), ["esm/fails.mjs", "esm/throws.mjs"]);
    assert.equal(failedIn("esm/fails-await.mjs"), ["esm/fails-await.mjs"]);
    assert.equal(failedIn("esm/fails-link.mjs"), ["esm/bad-export.mjs", "esm/fails-link.mjs", "esm/small.mjs"]);
    assert.equal(failedIn("esm/fails-syntax.mjs"), ["esm/fails-syntax.mjs", "esm/unclosed.mjs"]);
    assert.equal(failedIn("esm/fails-inside.mjs"), ["esm/fails-await.mjs", "esm/syntax.mjs", "esm/throws.mjs"]);
    assert.equal(failedIn("esm/exits-inside.mjs"), []);
  });
}

for (const node of nodes) {
  truth(`waiting on ${node.major}: also when something is loaded at the very end`, () => {
    const [first] = run(node, ["waits-then-loads.js"], "time").processes;
    const beganNs = first?.startNs ?? 0;
    // A timer never fires early.
    assert.ok((first?.anatomy({ beganNs, endedNs: beganNs + 60e9 }, null)?.waitingUs ?? 0) > 100_000);
  });
}

for (const node of nodes) {
  truth(`waiting for children on ${node.major}: is neither main nor computing`, () => {
    for (const [program, least] of [
      ["waits-for-child.js", 300_000],
      ["esm/waits-for-child.mjs", 150_000],
    ] as const) {
      const waited = (): number => {
        const [first] = run(node, [program], "time").processes;
        const beganNs = first?.startNs ?? 0;
        return first?.anatomy({ beganNs, endedNs: beganNs + 60e9 }, null)?.waitingUs ?? 0;
      };
      // While the machine lets the program wait for a processor its child goes on, and there is less to wait for.
      const seen: number[] = [];
      while (Math.max(0, ...seen) < least - 5_000 && seen.length < 5) seen.push(waited());
      assert.ok(Math.max(...seen) >= least - 5_000, `${program}: ${seen.join(", ")}`);
    }
  });
}

for (const node of nodes) {
  truth(`during whose loads functions load modules on ${node.major}`, () => {
    const during = (program: string): Record<string, readonly string[] | undefined> => {
      const [process] = run(node, [join("during", program)], "trace").processes;
      const rows = (process?.imports ?? []).filter(({ imported }) => /(?:late|own|here|given)\.js$/.test(imported));
      return Object.fromEntries(
        rows.map(({ imported, during }) => [imported.slice("during/".length), during?.map((name) => name.slice(7))]),
      );
    };
    assert.equal(during("main.js"), {
      "here.js": ["lib.js"],
      "own.js": ["main.js", "other.js"],
      "given.js": ["other.js"],
      "late.js": [""],
    });
    assert.equal(during("bundle.js"), { "here.js": ["bundle.js"] });
    // Where the body of an ES module ends is not heard.
    assert.equal(during("main.mjs"), { "own.js": ["main.mjs"], "here.js": undefined, "late.js": [""] });
  });
}

for (const node of nodes.filter(({ major }) => major >= 22)) {
  truth(`the compile cache on ${node.major}: cold the first time, later not`, () => {
    rmSync(join(tmpdir(), "importperf-compile-cache-test"), { recursive: true, force: true });
    const [first, second] = [0, 1].map(() => run(node, ["compile-cache.js"], "time").processes[0]);
    assert.equal([first?.isCold, first?.fromSource], [true, 2]);
    assert.equal([second?.isCold ?? false, second?.fromSource], [false, null]);
    const [without] = run(node, ["circular.js"], "time").processes;
    assert.is(without?.isCold, true);
  });
}

/** What has no code, or whose code the engine refused. */
const NOT_COVERED = /\.json$|syntax\.|list\.cjs$|broken|unclosed/;

behaviour.run();
truth.run();
