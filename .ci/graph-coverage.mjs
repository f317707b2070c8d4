// What `perf graph` says a start loads, beside what a recorded run did load. Every recorded module is covered, or named with the
// rule that says why the sources alone can't tell. Needs `npm run build`. Ends with `N passed, N failed`: a program fails
// where more than 2 % of its modules are not in the graph, or one has no rule.
//
//   node .ci/graph-coverage.mjs "TARGET-AND-FLAGS of perf graph" -- COMMAND… [--- "TARGET…" -- COMMAND…]…
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";

const MOST = 0.02;
const perf = new URL("../bin/run.js", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "importperf-coverage-"));

function run(args) {
  const { status, stderr } = spawnSync(process.execPath, [perf, ...args], {
    timeout: 300_000,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status === null || status === 2) throw new Error(`perf ${args.join(" ")}: ${stderr.slice(-500)}`);
}

const keyOf = ({ name, file }, root, language) =>
  language === "javascript" && file !== null ? (isAbsolute(file) ? file : join(root, file)) : name;

/** Why the sources don't tell that a module is loaded; the first rule that fits. */
const RULES = [
  {
    name: "other name of a module",
    fits: (m, { keys, files }) => m.file !== null && files.has(m.file) && !keys.has(m.name),
  },
  {
    name: ".pth or site",
    fits: (m, { recorded }) =>
      recorded.importersOf(m).length === 0 ||
      /^(site|sitecustomize|usercustomize|__editable__|_distutils_hack|distutils-precedence)/.test(m.name),
  },
  {
    name: "C code",
    fits: (m, { recorded }) =>
      recorded.importersOf(m).some(({ file }) => file !== null && /\.(so|pyd|node)$/.test(file)),
  },
  {
    name: "computed name",
    fits: (m, { unresolved, recorded }) => recorded.importersOf(m).some(({ name }) => unresolved.has(name)),
  },
  { name: "a loader handed on: import-lazy(require)", fits: (m, { recorded }) => recorded.hasNoLine(m) },
  { name: "inside the runtime", fits: (m) => m.origin === "builtin" || m.origin === "stdlib" },
  {
    name: "loaded by one of those",
    fits: (m, { missed, recorded }) => recorded.importersOf(m).some(({ name }) => missed.has(name)),
  },
];

function compare(target, command) {
  const profileFile = join(scratch, "profile.json");
  const graphFile = join(scratch, "graph.json");
  run(["record", "--once", "-o", profileFile, "--", ...command]);
  run(["graph", ...target, "--follow", "--json", "--output", graphFile]);
  const profile = JSON.parse(readFileSync(profileFile, "utf8"));
  const graph = JSON.parse(readFileSync(graphFile, "utf8"));
  const reach = new Map(graph.modules.map((module) => [keyOf(module, graph.root, graph.language), module.reach]));
  const byFile = new Map(
    graph.modules.map(({ file, reach }) => [file && (isAbsolute(file) ? file : join(graph.root, file)), reach]),
  );
  const importers = new Map();
  for (const { importer, imported } of profile.imports) {
    if (importer === null) continue;
    importers.set(imported, [...(importers.get(imported) ?? []), profile.modules[importer]]);
  }
  const index = new Map(profile.modules.map((module, at) => [module, at]));
  const facts = {
    keys: new Set(reach.keys()),
    files: new Set(graph.modules.map(({ file }) => file && (isAbsolute(file) ? file : join(graph.root, file)))),
    unresolved: new Set(graph.unresolved.map(({ importer }) => graph.modules[importer].name)),
    recorded: {
      hasNoLine: (module) =>
        profile.imports.some(({ imported, line }) => imported === index.get(module) && line === null),
      importersOf: (module) => importers.get(index.get(module)) ?? [],
    },
    missed: new Set(),
  };
  const loaded = [
    ...new Set(
      profile.loads.filter(({ process, failed }) => process === 0 && failed !== true).map(({ module }) => module),
    ),
  ]
    .map((at) => profile.modules[at])
    .filter(({ name }) => name !== "__main__");
  const counts = { eager: 0, "deferred, and ran": 0 };
  const left = [];
  for (const module of loaded) {
    const file = module.file && (isAbsolute(module.file) ? module.file : join(profile.root ?? "/", module.file));
    // A module can have another name where a finder of the program's own gives it one.
    const how =
      reach.get(keyOf(module, profile.root ?? "/", profile.language)) ?? (file ? byFile.get(file) : undefined);
    if (how === "eager") counts.eager++;
    else if (how === "deferred") counts["deferred, and ran"]++;
    else left.push(module);
  }
  for (const { name } of left) facts.missed.add(name);
  const unnamed = [];
  for (const module of left) {
    const rule = RULES.find(({ fits }) => fits(module, facts));
    if (rule === undefined) unnamed.push(module.name);
    else counts[rule.name] = (counts[rule.name] ?? 0) + 1;
  }
  console.log(`${command.join(" ")}: ${loaded.length} modules`, counts, unnamed.length > 0 ? { unnamed } : "");
  if (process.env.DEBUG) console.log(left.map(({ name }) => name).join(" "));
  return unnamed.length === 0 && left.length <= loaded.length * MOST;
}

let passed = 0;
let failed = 0;
const words = process.argv.slice(2);
try {
  while (words.length > 0) {
    const end = words.indexOf("---");
    const job = words.splice(0, end < 0 ? words.length : end + 1).filter((word) => word !== "---");
    const [target = "", , ...command] = job;
    if (compare(target.split(" "), command)) passed++;
    else failed++;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
