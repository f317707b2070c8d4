import fc from "fast-check";
import { forest, HEADER, rowsOf } from "./importtime/testing.js";
import { mutations } from "./mutations.js";

/** For tests: logs as they are and as they may become. */

/** Pieces of logs, small enough that very many of them can be read. @param size lines */
export function pieces(logs: readonly Buffer[], size: number): Buffer[] {
  return logs.flatMap((log) => {
    const lines = log.toString("latin1").split("\n");
    const starts = Array.from({ length: Math.max(1, Math.ceil(lines.length / size)) }, (_, nth) => nth * size);
    return starts.map((start) => Buffer.from(`${lines.slice(start, start + size).join("\n")}\n`, "latin1"));
  });
}

/** Logs with up to six things wrong. @param logs at least one */
export function mutated(logs: readonly Buffer[]): fc.Arbitrary<Buffer> {
  return changed(fc.constantFrom(...logs), logs);
}

/** Generated logs with up to six things wrong. */
export function mutatedForests(logs: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const made = forest.map((loads) => Buffer.from(`${[HEADER, ...loads.flatMap((load) => rowsOf(load))].join("\n")}\n`));
  return changed(made, logs);
}

function changed(logs: fc.Arbitrary<Buffer>, others: readonly Buffer[]): fc.Arbitrary<Buffer> {
  return fc
    .tuple(logs, fc.array(mutations(others), { maxLength: 6 }))
    .map(([log, changes]) => changes.reduce((now, change) => change(now), log));
}
