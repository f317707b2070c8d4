import type { BenchMachine } from "../bench/document.js";
import type { Warning } from "../graph/profile.js";
import type { Compared } from "./compare.js";

/** What the runs themselves make doubtful. */
export function comparedDoubts({ base, head, dropped, ended, metric }: Compared): Warning[] {
  const found: Warning[] = [];
  const codes = new Set([...base, ...head].map(({ exitCode }) => exitCode));
  if (codes.size > 1)
    found.push({ code: "exit-codes-vary", message: `runs ended with different exit codes: ${[...codes].join(", ")}` });
  const outputs = (runs: typeof base): Set<string> => new Set(runs.map(({ output }) => output.hash));
  if (outputs(base).size === 1 && outputs(head).size === 1 && base[0]?.output.hash !== head[0]?.output.hash)
    found.push({ code: "outputs-differ", message: "the two do not print the same" });
  if (dropped > 0) found.push({ code: "clock", message: `${dropped} pairs with impossible times were left out` });
  if (ended === "time") found.push({ code: "out-of-time", message: `the time was over after ${base.length} pairs` });
  if (metric === "wall")
    found.push({
      code: "no-exact-cpu",
      message: "without a Python to read it processor time is not exact: wall time is compared",
    });
  return found;
}

/** What else the machine did meanwhile. */
export function machineDoubts({ otherLoad, throttledUs, processorLimit }: BenchMachine): Warning[] {
  const found: Warning[] = [];
  if (throttledUs !== null && throttledUs > 0) {
    const held = `held the runs up for ${Math.round(throttledUs / 1000)} ms`;
    found.push({ code: "throttled", message: `this container's processor limit (${processorLimit ?? "?"}) ${held}` });
  }
  if (otherLoad !== null && otherLoad > BUSY)
    found.push({ code: "other-load", message: `other programs kept ${otherLoad} processors busy meanwhile` });
  return found;
}

const BUSY = 0.5;
