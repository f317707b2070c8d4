import type { OverlaySupport } from "../../overlay.js";
import { HOOK_FILES, hookPrefixes } from "../record/hooks.js";

/** How a Python process is made to run other sources than those on disk (see overlay.py). */
export const pythonOverlay: OverlaySupport = {
  language: "python",
  hookFiles: [
    ...HOOK_FILES.filter(({ name }) => name === "sitecustomize.py" || name === "importperf_tracer.py"),
    { name: "importperf_overlay.py", from: "python/overlay.py" },
    ...["at_exit", "idle_finalisers", "idle_now"].map((part) => ({
      name: `importperf_${part}.py`,
      from: `python/${part}.py`,
    })),
  ],
  hookPrefixes: (folder, _, separator) => hookPrefixes(folder, "time", separator),
  emptyWords: (executable) => [executable, "-c", ""],
  loadWords: (executable, _, module) =>
    module === undefined || /(^|\.)__main__$/.test(module) ? null : [executable, "-c", `import ${module}`],
};
