// Writes fixtures/measure/recorded-runs.json: times of one program, run after run, with whatever else the machine did
// meanwhile. Simulations draw from them: bench/gate/ and the tests of src/measure. That file was made on a busy machine,
// recorded-runs-quiet.json beside it in the same way while nothing else ran.
//
//     npx tsc -p . && node build/bench/gate/record-runs.js [RUNS]
import { writeFileSync } from "node:fs";
import { findPython } from "../../src/io/find-python.js";
import { ProgramRunner } from "../../src/io/program-runner.js";

const runs = Number(process.argv[2] ?? 1000);
const python = await findPython(process.env);
if (python === null) throw new Error("there is no Python 3 on PATH");
const runner = new ProgramRunner({ python, timeoutS: 60, stop: new AbortController().signal });
const program = { words: [python, "-c", "import argparse, json"], environment: process.env };
for (let run = 0; run < 5; run++) await runner.run(program, true);
const wallUs: number[] = [];
const cpuUs: number[] = [];
for (let run = 0; run < runs; run++) {
  const found = await runner.run(program, false);
  wallUs.push(found.wallUs);
  cpuUs.push(found.cpuUs ?? 0);
}
const document = { program: 'python3 -c "import argparse, json"', wallUs, cpuUs };
writeFileSync("fixtures/measure/recorded-runs.json", `${JSON.stringify(document)}\n`);
