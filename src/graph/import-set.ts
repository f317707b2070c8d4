import type { ImportGraph } from "./graph.js";
import { ORIGINS, type Origin } from "./vocabulary.js";

/** Modules whose time is told as one: those of a distribution, or all of an origin that belong to no known one. */
export interface ImportSet {
  readonly distribution: string | null;
  readonly origin: Origin;
}

/** What modules of no distribution are called. */
const NAMES: Readonly<Record<Origin, string>> = {
  application: "the project's own",
  dependency: "of no known distribution",
  stdlib: "the standard library",
  builtin: "the standard library",
};

/** What people call a set; sets of one name are one set. */
export function importSetName({ distribution, origin }: ImportSet): string {
  return distribution ?? NAMES[origin];
}

/** @param module index in `modules` */
export function importSetOf({ modules, distributions }: ImportGraph, module: number): ImportSet {
  return {
    distribution: distributions[modules.distribution[module] ?? -1]?.name ?? null,
    origin: ORIGINS[modules.origin[module] ?? 0] ?? "dependency",
  };
}
