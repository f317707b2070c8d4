// `perf record` on real Python and Node programs, each held against independent observers: which modules were loaded, which
// import ran on which line, sums of times, the program's own output. Ends with `N passed, N failed`.
//
//   node .ci/corpus-record.mjs                what is quick: pip and httpie on the oldest and the newest Python, eslint on the
//                                             oldest and the newest Node
//   node .ci/corpus-record.mjs --all          all programs, with overheads and a table
//   node .ci/corpus-record.mjs NAME…          these programs
//       --python 3.11 --python 3.13           on these versions; --python none: on none
//       --node 20 --node 24                   on these; --node none: on none
//       --node-programs FOLDER                has NAME/node_modules of Node programs that are installed already
//       --gefyra-0.6.0 FOLDER                 client/ of that tag; it is on no package index
//       --scene                               a Docker daemon and a kubeconfig are there, as gefyra 0.6.0 needs to start
//   node .ci/corpus-record.mjs --environments NAME…   makes environments, prints {"python", "words"} of each
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { environment, PROGRAMS } from "./corpus-record/environments.mjs";
import { NODE_ENVIRONMENT, NODE_PROGRAMS, nodeProgram } from "./corpus-record/node-programs.mjs";
import { nodeHooks, proveNode } from "./corpus-record/node-proof.mjs";
import { install, MAJORS, nodes } from "./corpus-record/nodes.mjs";
import { overhead } from "./corpus-record/overhead.mjs";
import { hooks, prove } from "./corpus-record/proof.mjs";
import { pythons } from "./corpus-record/pythons.mjs";
import { table } from "./corpus-record/table.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: "boolean", default: false },
    environments: { type: "boolean", default: false },
    python: { type: "string", multiple: true },
    node: { type: "string", multiple: true },
    "node-programs": { type: "string" },
    "gefyra-0.6.0": { type: "string" },
    scene: { type: "boolean", default: false },
  },
});
const QUICK = ["pip", "httpie", "eslint"];
const isAsked = ({ name }) =>
  positionals.length > 0 ? positionals.includes(name) : values.all || QUICK.includes(name);

/** Of what is found: the versions asked for, else the oldest and the newest. */
function chosen(found, asked, version) {
  if (asked === undefined) return [...new Set([found[0], found.at(-1)])].filter((each) => each !== undefined);
  return found.filter((each) => asked.includes(version(each)));
}

const foundPythons = pythons();
const askedPythons = values.python?.map((version) => Number(version.replace(/^3\./, "")));
const chosenPythons = chosen(foundPythons, askedPythons, ({ minor }) => minor);
const programs = PROGRAMS.filter(isAsked);
const sources = { "gefyra-0.6.0": values["gefyra-0.6.0"] };

if (values.environments) {
  for (const python of chosenPythons) {
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
const runs = values.all ? 5 : 1;

function fail(text) {
  failed++;
  console.log(`FAIL ${text}`);
}

/**
 * @param make gives the words, or says why there are none
 * @param examine proves, in a folder of its own
 */
async function check(name, label, make, examine) {
  const made = await make();
  if (typeof made === "string") {
    console.log(`missing: ${label}: ${made}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "importperf-corpus-"));
  try {
    const result = examine(made, folder);
    rows.push({ ...result, name });
    if (result.problems.length === 0) passed++;
    else failed++;
    const { ms, timed, traced } = result.ratios ?? {};
    const cost =
      ms === undefined ? "" : `, ${ms.toFixed(0)} ms, timed ${timed.toFixed(2)}, traced ${traced.toFixed(2)} of plain`;
    console.log(`${result.problems.length === 0 ? "ok  " : "FAIL"} ${label}: ${JSON.stringify(result.rules)}${cost}`);
    for (const problem of result.problems.slice(0, 40)) console.log(`FAIL ${label}: ${problem}`);
  } catch (error) {
    fail(`${label}: ${error.stack}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const minor of askedPythons ?? [])
  if (!foundPythons.some((each) => each.minor === minor)) console.log(`not on this machine: Python 3.${minor}`);
for (const python of chosenPythons) {
  for (const program of programs) {
    const make = async () => {
      const made = await environment(program, python, sources);
      return typeof made !== "string" && program.inScene && !values.scene ? "needs --scene" : made;
    };
    await check(program.name, `${program.name} on 3.${python.minor}`, make, (made, folder) => {
      const proven = prove(made.words, made.python, folder, { runs });
      return { ...proven, ratios: values.all ? overhead(made.words, made.python, folder, hooks) : null };
    });
  }
}

const nodePrograms = NODE_PROGRAMS.filter(isAsked);
if (nodePrograms.length > 0 && values.node?.includes("none") !== true) {
  const asked = values.node?.map(Number);
  let found = nodes();
  const absent = MAJORS.filter((major) => !found.some((each) => each.major === major));
  const wanted = asked ?? (found.length < 2 ? absent.slice(0, 2 - found.length) : []);
  for (const problem of await install(wanted.filter((major) => absent.includes(major))))
    console.log(`missing: ${problem}`);
  found = nodes();
  for (const major of MAJORS) {
    if (!found.some((each) => each.major === major)) console.log(`not on this machine: Node ${major}`);
  }
  if (found.length < 2) fail(`two Nodes must be there, ${found.length} is`);
  for (const node of chosen(found, asked, ({ major }) => major)) {
    for (const program of nodePrograms) {
      const make = () => nodeProgram(program, node, values["node-programs"]);
      await check(program.name, `${program.name} on Node ${node.major}`, make, (words, folder) => {
        const proven = proveNode(words, folder, { runs });
        const ratios = values.all ? overhead(words, "python3", folder, nodeHooks, NODE_ENVIRONMENT) : null;
        return { ...proven, ratios };
      });
    }
  }
}
if (passed + failed === 0) fail("nothing could be recorded");
console.log(table(rows));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
