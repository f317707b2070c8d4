import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HookFolder } from "../io/hook-folder.js";
import { type NodeProgram, nodePrograms } from "../io/testing/nodes.js";
import { HOOK_FILES, hookEnvironment } from "../languages/javascript/record/hooks.js";
import { nodeRecording } from "../languages/javascript/record/recording.js";
import type { HookMode, RecordedProcess } from "../languages/recording.js";

const FIXTURES = resolve("fixtures", "record", "node");
const PROGRAMS = [FIXTURES, join(FIXTURES, "esm")].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.[mc]?[jt]s$/.test(name))
    .map((name) => join(folder, name).slice(FIXTURES.length + 1)),
);
const nodes = nodePrograms();
const folder = new HookFolder("dist", HOOK_FILES);
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
  const hooks = mode === null ? {} : hookEnvironment(folder.path, mode, environment);
  const { status, signal, stdout, stderr } = spawnSync(node.path, args, {
    cwd: FIXTURES,
    env: { ...environment, ...hooks },
    input: options.input ?? "from standard input\n".repeat(20_000),
    encoding: "utf8",
    timeout: 60_000,
  });
  const processes = nodeRecording(() => null).processes(folder.take(), FIXTURES);
  return { status, signal, stdout, stderr, processes };
}

function seen({ status, signal, stdout, stderr }: Outcome) {
  return { status, signal, stdout, stderr: stderr.replaceAll(/\(node:\d+\)/g, "(node)") };
}

function modulesOf(process: RecordedProcess | undefined): string[] {
  return (process?.loads ?? []).map(({ module }) => module);
}

const behaviour = suite("a recorded Node program behaves as ever");

behaviour("a Node is here", () => {
  assert.ok(nodes.length >= 1);
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
      [false, true, true],
    );
    assert.ok(threads.slice(1).every(({ startedBy }) => startedBy === threads[0]?.id));
    assert.ok(threads.slice(1).every((thread) => modulesOf(thread).includes("lib/plain.js")));
  });
}

behaviour.run();
