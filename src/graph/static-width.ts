import type { ImportGraph } from "./graph.js";
import { ORIGINS } from "./vocabulary.js";

export interface StaticWidth {
  /** Of each module, whole and not negative. */
  readonly width: Float64Array;
  readonly unit: "bytes" | "modules";
  /** How many modules with a file have no width because their size is not known. */
  readonly unknown: number;
}

/** Bytes are the widths where at least this share of the application's modules that have a file has them. */
const ENOUGH = 0.5;

const APPLICATION = ORIGINS.indexOf("application");

/**
 * How wide the modules of a static graph are drawn: by bytes, or all the same where too few sizes are known.
 *
 * @param bytes of each module, negative where not known
 */
export function staticWidth({ modules }: ImportGraph, bytes: Float64Array): StaticWidth {
  const { count, file, origin } = modules;
  const share = (isMeant: (module: number) => boolean): { known: number; all: number } => {
    let [known, all] = [0, 0];
    for (let module = 0; module < count; module++) {
      if ((file?.[module] ?? null) === null || !isMeant(module)) continue;
      all++;
      if ((bytes[module] ?? -1) >= 0) known++;
    }
    return { known, all };
  };
  const whole = share(() => true);
  const application = share((module) => origin[module] === APPLICATION);
  const judged = application.all > 0 ? application : whole;
  if (judged.known === 0 || judged.known < ENOUGH * judged.all)
    return { width: new Float64Array(count).fill(1), unit: "modules", unknown: 0 };
  return { width: bytes.map((size) => Math.max(0, size)), unit: "bytes", unknown: whole.all - whole.known };
}
