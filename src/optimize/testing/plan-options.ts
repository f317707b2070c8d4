import type { OptimizeOptions } from "../options.js";

/** For tests: plans from what is recorded, without a run; the project and its commands are the caller's. */
export const PLAN_OPTIONS: Omit<OptimizeOptions, "project" | "folder" | "environment" | "commands"> = {
  tool: "test",
  packageRoot: ".",
  profiles: [],
  runs: 1,
  run: false,
  minSavingUs: 0,
  accept: new Set(),
  keep: [],
  style: null,
  collector: false,
  cache: false,
  allowSitePackages: false,
  verify: null,
  write: null,
  say: () => {},
  onRun: () => {},
  stop: new AbortController().signal,
};
