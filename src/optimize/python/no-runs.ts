import type { ShownLoads } from "./evidence.js";

/** Where nothing was run: only sources speak. */
export const NO_RUNS: ShownLoads = {
  isProbing: false,
  effectsOf: () => [],
  sameLater: () => false,
  isProbed: () => false,
  mayBeProbed: () => false,
  probesFor: () => new Set(),
  probe: () => Promise.resolve(false),
};
