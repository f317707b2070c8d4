import { seededRandom } from "../measure/random.js";
import type { ProgramRun } from "../measure/runner.js";
import { FakeMachine, fakePrograms } from "../measure/testing.js";
import { type BenchOptions, bench } from "./bench.js";
import type { BenchDocument, BenchMachine } from "./document.js";

/** For tests: a quiet machine. */
export const MACHINE: BenchMachine = {
  platform: "linux",
  arch: "x64",
  processors: 2,
  model: "A Processor",
  memoryBytes: 8_000_000_000,
  governor: null,
  processorLimit: null,
  throttledUs: null,
  otherLoad: 0,
  precision: "exact",
  reader: "/usr/bin/python3",
};

/** For tests: measures made programs, the last of them the yardstick. */
export async function benchFake(
  names: readonly string[],
  behave: (program: string, run: number) => Partial<ProgramRun>,
  changes: Partial<BenchOptions> & { readonly machine?: Partial<BenchMachine> } = {},
): Promise<BenchDocument> {
  const machine = new FakeMachine(behave);
  const { machine: facts, ...options } = changes;
  const document = await bench({
    tool: "importperf 0.0.0-test",
    runner: machine,
    clock: machine.clock,
    random: seededRandom(5),
    stop: new AbortController().signal,
    programs: fakePrograms(...names).map((program) => ({
      ...program,
      name: program.words[0] ?? "",
      path: "/bin/it",
      sha256: null,
    })),
    hasYardstick: true,
    pairs: null,
    seconds: 1000,
    cold: false,
    prepare: null,
    watch: () => () => ({ ...MACHINE, ...facts }),
    warnings: [],
    ...options,
  });
  if (document === null) throw new Error("it was stopped");
  return document;
}
