import type { Warning } from "../graph/profile.js";
import type { Measured } from "../measure/programs.js";
import type { BenchComparison, BenchMachine } from "./document.js";

/** What is doubtful about all runs: the machine, its other work, how exactly and how long it was measured. */
export function machineDoubts(
  machine: BenchMachine,
  measured: Measured,
  comparisons: readonly BenchComparison[],
  precision: number,
): Warning[] {
  return [
    reading(machine),
    ...processors(machine),
    otherLoad(machine),
    clock(measured),
    ended(measured),
    wide(measured, comparisons, precision),
  ].flatMap((each) => each ?? []);
}

type Doubt = Warning | null;

function reading({ precision, platform }: BenchMachine): Doubt {
  if (precision === "exact") return null;
  if (precision === "ticks") {
    const message =
      "processor times are known to 10 ms, memory not at all: there is no Python 3 on PATH to read them exactly";
    return { code: "coarse-cpu-time", message };
  }
  const why = platform === "win32" ? "on Windows" : "without a Python 3 on PATH";
  return { code: "no-cpu-time", message: `processor times, faults and memory are not known ${why}` };
}

function* processors({ processors, processorLimit, throttledUs, governor }: BenchMachine): Iterable<Warning> {
  if (processors === 1) {
    const message = "there is one processor: whatever else runs, our own work too, makes the commands wait";
    yield { code: "one-processor", message };
  }
  if (throttledUs !== null && throttledUs > 0) {
    const limit = processorLimit === null ? "a limit" : `the limit of ${Number(processorLimit.toFixed(2))} processors`;
    const message = `${limit} of this container held its processes back for ${Math.round(throttledUs / 1000)} ms in all: wall times hold that`;
    yield { code: "throttled", message };
  }
  if (governor !== null && governor !== "performance") {
    const message = `the processor's frequency follows the load ("${governor}"): short programs run at any of its frequencies`;
    yield { code: "frequency-scaling", message };
  }
}

const MUCH_LOAD = 0.15;

function otherLoad({ otherLoad, processors }: BenchMachine): Doubt {
  if (otherLoad === null || otherLoad < MUCH_LOAD) return null;
  const of = processors === 1 ? "the processor" : `${processors} processors`;
  return { code: "other-load", message: `other programs used ${otherLoad.toFixed(1)} of ${of} meanwhile` };
}

function clock({ dropped }: Measured): Doubt {
  if (dropped === 0) return null;
  const rounds = dropped === 1 ? "1 round was" : `${dropped} rounds were`;
  return { code: "clock-jumped", message: `${rounds} left out: a clock went back meanwhile` };
}

function ended({ ended, runs }: Measured): Doubt {
  if (ended !== "user") return null;
  return { code: "interrupted", message: `interrupted after ${runs[0]?.length ?? 0} rounds` };
}

function wide({ ended, runs }: Measured, comparisons: readonly BenchComparison[], precision: number): Doubt {
  if (ended !== "time" && ended !== "pairs") return null;
  const widths = comparisons.filter(({ metric }) => metric === "wall").map(width);
  const widest = Math.max(0, ...widths);
  if (widest <= 2 * precision) return null;
  const rounds = runs[0]?.length ?? 0;
  const pairs = rounds === 1 ? "1 pair" : `${rounds} pairs`;
  const more = ended === "time" ? "--max-time" : "--pairs";
  const message = `after ${pairs} a ratio is known to ${Math.round(widest * 100)} % only; ${more} allows more`;
  return { code: "wide-interval", message };
}

/** To the side to which it is wider. */
function width({ ratio, lo, hi }: BenchComparison): number {
  return Math.max(hi / ratio, ratio / lo) - 1;
}
