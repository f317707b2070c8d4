import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { madeFolder, run } from "../io/testing/hooked.js";
import { interpreters } from "../io/testing/pythons.js";
import { loadsOfProcess } from "../languages/python/record/loads.js";
import { loadPhases } from "../languages/python/record/phases.js";
import { COMPILING, type ProcessRecord } from "../languages/python/record/process-file.js";

const test = suite("the phases of a load");
const folder = madeFolder();

/** Finding, reading, compiling and executing `slow` and its submodule compute for a known time each. */
const SLOW = `import importlib.machinery as machinery, sys, time
def busy(ms):
    until = time.perf_counter_ns() + ms * 1000000
    while time.perf_counter_ns() < until: pass
class Loader(machinery.SourceFileLoader):
    def get_data(self, path):
        if path.endswith(".py"): busy(12)
        return super().get_data(path)
    def source_to_code(self, data, path, *rest, **more):
        code = super().source_to_code(data, path, *rest, **more)
        busy(20)
        return code
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] == "slow":
            busy(16)
            found = machinery.PathFinder.find_spec(name, path)
            found.loader = Loader(name, found.origin)
            return found
sys.meta_path.insert(0, Finder)
sys.path.insert(0, ".")
import slow
`;
const MEANT = { resolveUs: 16_000, readUs: 12_000, compileUs: 20_000, evaluateUs: 24_000 };

/** Body of a module that computes for 24 ms beside its import. */
const BODY = "from __main__ import busy\nbusy(14)\nIMPORT\nbusy(10)\n";

function compiled({ events }: ProcessRecord): number {
  return events.filter((event) => event.kind === "phase" && event.phase === COMPILING).length;
}

for (const python of interpreters()) {
  test(`each takes what it was made to take, on 3.${python.minor}`, () => {
    const cwd = join(folder, `slow${python.minor}`);
    mkdirSync(join(cwd, "slow"), { recursive: true });
    writeFileSync(join(cwd, "program.py"), SLOW);
    writeFileSync(join(cwd, "slow", "__init__.py"), BODY.replace("IMPORT", "import slow.inner"));
    writeFileSync(join(cwd, "slow", "inner.py"), BODY.replace("IMPORT", ""));
    const least = new Map<string, number>();
    // A busy machine may do something else meanwhile: of some runs the best counts.
    const isFar = (): boolean => [...least.values()].some((more) => more >= 2_000);
    for (let time = 0; time === 0 || (time < 60 && isFar()); time++) {
      const { records, stderr } = run(python, ["program.py"], "time", { cwd });
      assert.is(stderr, "");
      const loads = records.flatMap(loadsOfProcess).filter(({ begin }) => begin.name.startsWith("slow"));
      assert.is(loads.length, 2);
      for (const { begin, selfNs, phasesNs } of loads) {
        const phases = loadPhases(phasesNs);
        const sum = phases.resolveUs + phases.readUs + phases.compileUs + phases.evaluateUs;
        assert.ok(Math.abs(sum - selfNs / 1000) <= 3, "the phases make up the self time");
        for (const [phase, us] of Object.entries(phases)) {
          const meant = MEANT[phase as keyof typeof MEANT];
          assert.ok(us >= meant, `${begin.name} ${phase}: ${us} of ${meant}`);
          const key = `${begin.name} ${phase}`;
          least.set(key, Math.min(us - meant, least.get(key) ?? Number.POSITIVE_INFINITY));
        }
      }
    }
    assert.not.ok(isFar(), `too many microseconds: ${JSON.stringify([...least])}`);
  });

  test(`a module is compiled when no .pyc of it is valid, and then no more, on 3.${python.minor}`, () => {
    const cwd = join(folder, `cold${python.minor}`);
    mkdirSync(cwd);
    for (const name of ["one", "two"]) writeFileSync(join(cwd, `${name}.py`), "value = 1\n");
    const program = ["-c", "import sys; sys.path.insert(0, '.'); import one, two, no_such_module"];
    const options = { cwd, environment: { PYTHONDONTWRITEBYTECODE: "" } };
    const [cold] = run(python, program, "time", options).records;
    const [warm] = run(python, program, "time", options).records;
    assert.ok(cold && warm);
    assert.is(compiled(cold) - compiled(warm), 2);
    const missing = loadsOfProcess(warm).find(({ begin }) => begin.name === "no_such_module");
    assert.is(missing?.selfNs, missing?.phasesNs[0], "what is never found is only looked for");
  });
}

test.run();
