import type { Anatomy } from "./profile.js";

/** The parts that sum to the wall time, in the order in which they happen. */
export const ANATOMY_PARTS = ["boot", "site", "imports", "main", "waiting", "teardown", "other"] as const;
export type AnatomyPart = (typeof ANATOMY_PARTS)[number];

/** What imports are made of; the collector's time stands beside, since it runs in other parts too. */
export const IMPORT_PARTS = ["find", "read", "compile", "execute"] as const;
export type ImportPart = (typeof IMPORT_PARTS)[number];

export interface PartOf<Name> {
  readonly name: Name;
  /** Microseconds, above 0. */
  readonly us: number;
  /** Of the wall time, 0 to 1. */
  readonly share: number;
}

export interface AnatomyParts {
  /** Wall time, microseconds. */
  readonly us: number;
  readonly parts: readonly PartOf<AnatomyPart>[];
  readonly ofImports: readonly PartOf<ImportPart>[];
  /** Null where not known, or nothing. */
  readonly collector: (PartOf<"collector"> & { readonly collections: number | null }) | null;
}

/** The parts of an anatomy that took any time, with their shares; null where nothing is known. */
export function anatomyParts(anatomy: Anatomy | undefined): AnatomyParts | null {
  if (anatomy === undefined) return null;
  const us = ANATOMY_PARTS.reduce((sum, name) => sum + (anatomy[`${name}Us`] ?? 0), 0);
  if (us === 0) return null;
  const part = <Name extends AnatomyPart | ImportPart | "collector">(name: Name): PartOf<Name>[] => {
    const took = anatomy[`${name}Us`] ?? 0;
    return took > 0 ? [{ name, us: took, share: took / us }] : [];
  };
  const [collector] = part("collector");
  return {
    us,
    parts: ANATOMY_PARTS.flatMap(part),
    ofImports: IMPORT_PARTS.flatMap(part),
    collector: collector === undefined ? null : { ...collector, collections: anatomy.collections },
  };
}
