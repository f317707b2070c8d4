import type { ProgramRunner } from "../../src/io/program-runner.js";
import { median } from "../../src/measure/quantile.js";
import type { Program } from "../../src/measure/runner.js";
import { KeptRows } from "./kept-rows.js";

/** How far a program counts so that it takes 50 ms, and how much farther for 1 % more. */
interface Sizes {
  readonly turns: number;
  readonly percent: number;
  readonly baseUs: number;
}

const WANTED_US = 50_000;

export interface CountingPrograms {
  /** Starts Python, imports what programs import, and counts; the more is in percent of its time. */
  program(more: number): Program;
  /** Processor time of the first one. */
  readonly baseUs: number;
}

/** Programs of some 50 ms on this machine; found once, so that all gates are of the same ones. */
export async function countingPrograms(python: string, runner: ProgramRunner): Promise<CountingPrograms> {
  const kept = new KeptRows<Sizes>("counting-programs");
  const counting = (turns: number): Program => ({
    words: [python, "-I", "-c", `import argparse, json\nfor i in range(${turns}): pass`],
    environment: process.env,
  });
  const medianCpu = async (program: Program): Promise<number> => {
    const times: number[] = [];
    for (let run = 0; run < 21; run++) times.push((await runner.run(program, false)).cpuUs ?? 0);
    return median(times);
  };
  if (kept.rows.length === 0) {
    const [least, most] = [await medianCpu(counting(0)), await medianCpu(counting(2_000_000))];
    const perUs = 2_000_000 / (most - least);
    const turns = Math.max(0, Math.round((WANTED_US - least) * perUs));
    const baseUs = await medianCpu(counting(turns));
    kept.add({ turns, percent: (baseUs * perUs) / 100, baseUs });
  }
  const [{ turns, percent, baseUs } = { turns: 0, percent: 0, baseUs: 0 }] = kept.rows;
  return { program: (more) => counting(turns + Math.round(more * percent)), baseUs };
}
