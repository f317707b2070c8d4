import { UserError } from "../errors.js";
import type { BundleBuilt, Bundler, BundleTools, NodeProgram, PythonProgram } from "./bundler.js";

/** A bundle that stands where it is kept, whole. */
export interface PlacedBundle extends BundleBuilt {
  /** All that the bundler built, `path` in it or the same; absolute. */
  readonly folder: string;
  /** Of what is shipped, `path`. */
  readonly bytes: number;
  readonly files: number;
  readonly buildMs: number;
  readonly fromCache: boolean;
}

/** Where one bundler builds. */
export interface BuildPlace {
  /** An empty folder to build into; absolute. */
  readonly into: string;
  readonly tools: BundleTools;
}

/** The folders in which bundles are built and kept; a fake in tests. */
export interface BundleWorkshop {
  /** Where what a bundler says is written; absolute. */
  log(kind: string): string;
  /** Gives one bundler a place to build in, which goes afterwards with all that was not placed. */
  within<T>(kind: string, use: (place: BuildPlace) => Promise<T>): Promise<T>;
  /** What was built before from the same contents by the same bundler, copied to where it belongs; null where there is none. */
  find(kind: string, version: string): Promise<PlacedBundle | null>;
  /**
   * Moves what was built to where it belongs, whole or not at all.
   *
   * @throws UserError `output-not-writable`
   */
  place(kind: string, version: string, place: BuildPlace, built: BundleBuilt, buildMs: number): Promise<PlacedBundle>;
}

/** What became of one bundler. */
export type Build =
  | {
      readonly kind: string;
      readonly state: "built";
      readonly version: string;
      readonly log: string;
      readonly bundle: PlacedBundle;
    }
  | { readonly kind: string; readonly state: "skipped"; readonly why: string }
  | {
      readonly kind: string;
      readonly state: "failed";
      readonly version: string | null;
      readonly log: string;
      readonly why: string;
      readonly said: readonly string[];
    };

export interface BuildOptions {
  readonly workshop: BundleWorkshop;
  /** How many build at once at most. */
  readonly atOnce: number;
  /** Milliseconds since any moment, never back. */
  readonly clock: () => number;
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

/**
 * Builds a program with several bundlers, some at once; one that fails does not stop the others.
 *
 * @returns in the order of `bundlers`; fewer where the user stopped it
 */
export async function buildAll<Program extends PythonProgram | NodeProgram>(
  bundlers: readonly Bundler<Program>[],
  program: Program,
  options: BuildOptions,
): Promise<Build[]> {
  const builds: Build[] = [];
  const open = [...bundlers.keys()];
  const worker = async (): Promise<void> => {
    for (let at = open.shift(); at !== undefined && !options.stop.aborted; at = open.shift()) {
      const bundler = bundlers[at];
      if (bundler !== undefined) builds[at] = await buildOne(bundler, program, options);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(options.atOnce, bundlers.length)) }, worker));
  return builds.filter((build) => build !== undefined);
}

async function buildOne<Program extends PythonProgram | NodeProgram>(
  bundler: Bundler<Program>,
  program: Program,
  { workshop, clock, stop, say }: BuildOptions,
): Promise<Build> {
  const { kind } = bundler;
  const log = workshop.log(kind);
  let version: string | null = null;
  try {
    return await workshop.within(kind, async (place) => {
      const found = await bundler.find(program, place.tools);
      if ("skipped" in found) {
        say(`${kind}: skipped, ${found.skipped}`);
        return { kind, state: "skipped", why: found.skipped };
      }
      version = found.version;
      const known = await workshop.find(kind, version);
      if (known !== null) {
        say(`${kind}: built before from the same contents`);
        return { kind, state: "built", version, log, bundle: known };
      }
      say(`${kind}: building with ${version}, log ${log}`);
      const began = clock();
      const built = await bundler.build(program, place.into, place.tools);
      const buildMs = Math.round(clock() - began);
      const bundle = await workshop.place(kind, version, place, built, buildMs);
      say(`${kind}: built in ${(buildMs / 1000).toFixed(1)} s`);
      return { kind, state: "built", version, log, bundle };
    });
  } catch (error) {
    if (stop.aborted) return { kind, state: "failed", version, log, why: "it was interrupted", said: [] };
    const { why, said } = failure(error);
    say(`${kind}: failed, ${why}`);
    return { kind, state: "failed", version, log, why, said };
  }
}

/** Whatever it was: the other bundlers' results are not lost by it. */
function failure(error: unknown): { why: string; said: readonly string[] } {
  if (error instanceof UserError) return { why: error.message, said: error.said };
  return { why: error instanceof Error ? error.message : String(error), said: [] };
}
