// `perf record` on real Python programs, each held against independent observers: which modules were loaded, which import
// ran on which line, sums of times, the program's own output. Ends with `N passed, N failed`.
//
//   node .ci/corpus-record.mjs                what is quick: pip and httpie on the oldest and the newest Python
//   node .ci/corpus-record.mjs --all          all programs, with overheads and a table
//       --python 3.11 --python 3.13           on these versions
//       --gefyra-0.6.0 FOLDER                 client/ of that tag; it is on no package index
//       --scene                               a Docker daemon and a kubeconfig are there, as gefyra 0.6.0 needs to start
//   node .ci/corpus-record.mjs --environments NAME…   makes environments, prints {"python", "words"} of each
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { environment, PROGRAMS } from "./corpus-record/environments.mjs";
import { overhead } from "./corpus-record/overhead.mjs";
import { prove } from "./corpus-record/proof.mjs";
import { pythons } from "./corpus-record/pythons.mjs";
import { table } from "./corpus-record/table.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: "boolean", default: false },
    environments: { type: "boolean", default: false },
    python: { type: "string", multiple: true },
    "gefyra-0.6.0": { type: "string" },
    scene: { type: "boolean", default: false },
  },
});
const QUICK = ["pip", "httpie"];
const found = pythons();
const asked = values.python?.map((version) => Number(version.replace(/^3\./, "")));
const chosen =
  asked === undefined ? [...new Set([found[0], found.at(-1)])] : found.filter(({ minor }) => asked.includes(minor));
const programs = PROGRAMS.filter(({ name }) =>
  positionals.length > 0 ? positionals.includes(name) : values.all || QUICK.includes(name),
);
const sources = { "gefyra-0.6.0": values["gefyra-0.6.0"] };

if (values.environments) {
  for (const python of chosen) {
    for (const program of programs) {
      const made = await environment(program, python, sources);
      const row = { name: program.name, minor: python.minor };
      console.log(JSON.stringify(typeof made === "string" ? { ...row, missing: made } : { ...row, ...made }));
    }
  }
  process.exit(0);
}

let passed = 0;
let failed = 0;
const rows = [];
for (const minor of asked ?? [])
  if (!found.some((each) => each.minor === minor)) console.log(`not on this machine: Python 3.${minor}`);
for (const python of chosen) {
  for (const program of programs) {
    const label = `${program.name} on 3.${python.minor}`;
    const made = await environment(program, python, sources);
    const missing = typeof made === "string" ? made : program.inScene && !values.scene ? "needs --scene" : null;
    if (missing !== null) {
      console.log(`missing: ${label}: ${missing}`);
      continue;
    }
    const folder = mkdtempSync(join(tmpdir(), "importperf-corpus-"));
    try {
      const result = prove(made.words, made.python, folder, { runs: values.all ? 5 : 1 });
      const ratios = values.all ? overhead(made.words, made.python, folder) : null;
      rows.push({ ...result, ratios, name: program.name });
      if (result.problems.length === 0) passed++;
      else failed++;
      console.log(`${result.problems.length === 0 ? "ok  " : "FAIL"} ${label}: ${JSON.stringify(result.rules)}`);
      for (const problem of result.problems.slice(0, 40)) console.log(`FAIL ${label}: ${problem}`);
    } catch (error) {
      failed++;
      console.log(`FAIL ${label}: ${error.stack}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
if (passed + failed === 0) {
  console.log("FAIL nothing could be recorded");
  failed++;
}
console.log(table(rows));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
