import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { madeFolder, run } from "../io/testing/hooked.js";
import { describe, type MadeProgram, madePrograms, writeProgram } from "../io/testing/made-program.js";
import { interpreters } from "../io/testing/pythons.js";
import { importsOfProcess } from "../languages/python/record/imports.js";
import { loadsOfProcess } from "../languages/python/record/loads.js";

const test = suite("programs made of known imports");
const pythons = interpreters();
const made = madeFolder();

function fresh(): string {
  return mkdtempSync(join(made, "program-"));
}

const OURS = /^(?:made|nowhere)\d/;

for (const python of pythons) {
  test(`every import and load of a made program is recorded, and no other, on 3.${python.minor}`, () => {
    fc.assert(
      fc.property(madePrograms(0), (program: MadeProgram) => {
        const folder = fresh();
        const expected = writeProgram(program, folder, python.minor);
        const { records, status, stderr } = run(python, ["main.py"], "trace", { cwd: folder, input: "" });
        assert.is(status, 0, stderr);
        const [record] = records;
        assert.ok(record);
        const imports = importsOfProcess(record, new Set()).filter(({ imported }) => OURS.test(imported));
        const rows = imports.map(({ importer, imported, line, isDeferred, manner, names, loaded }) =>
          describe({
            importer,
            imported,
            line,
            when: isDeferred ? "deferred" : "eager",
            manner: manner.join(" "),
            loaded,
            from: names,
          }),
        );
        // `import a, a` is two instructions of one place.
        assert.equal([...new Set(rows)].sort(), expected.imports);
        const names = loadsOfProcess(record).map(({ begin }) => begin.name);
        assert.equal(names.filter((name) => OURS.test(name)).sort(), [...expected.loads].sort());
      }),
      { numRuns: 12 },
    );
  });
}

const RUNS = 30;

for (const python of pythons) {
  test(`modules that compute for a known time took that long, on 3.${python.minor}`, () => {
    const [program] = fc.sample(madePrograms(15), { seed: python.minor, numRuns: 1 });
    assert.ok(program);
    const folder = fresh();
    const { loads } = writeProgram(program, folder, python.minor);
    const known = new Map<string, number>();
    for (const name of loads) {
      const at = /made(\d+)$/.exec(name)?.[1];
      if (at !== undefined) known.set(name, (program[Number(at)]?.ms ?? 0) * 1e6);
    }
    const excess = new Map<string, number>();
    const isExact = ([name, ns]: readonly [string, number]): boolean =>
      ns <= Math.max(1e6, (known.get(name) ?? 0) * 0.05);
    // A busy machine takes time away from a module in some runs, but not from the same one in all; and what it took
    // from the whole process in a run, the run's modules may be over by.
    for (let time = 0; time < RUNS && (time < 2 || ![...excess].every(isExact)); time++) {
      const environment = { PYTHONDONTWRITEBYTECODE: "" };
      const { records } = run(python, ["main.py"], "time", { cwd: folder, input: "", environment });
      const [record] = records;
      assert.ok(record?.end);
      const taken = Math.max(0, record.end.ns - record.startNs - (record.end.cpuNs - record.startCpuNs));
      const self = new Map<string, number>();
      for (const { begin, selfNs } of records.flatMap(loadsOfProcess)) {
        assert.ok(selfNs >= 0);
        self.set(begin.name, (self.get(begin.name) ?? 0) + selfNs);
      }
      for (const [name, ns] of known) {
        const more = (self.get(name) ?? Number.NaN) - ns;
        const over = more - taken;
        assert.ok(more >= -1e5, `${name}: ${more} ns beside ${ns}`);
        excess.set(name, Math.min(over, excess.get(name) ?? Number.POSITIVE_INFINITY));
      }
    }
    assert.equal(
      [...excess].filter((each) => !isExact(each)),
      [],
    );
  });
}

test.run();
