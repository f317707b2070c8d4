import type { OverlaySupport } from "../../overlay.js";
import { HOOK_FILES, hookPrefixes } from "../record/hooks.js";

/** How a Python process is made to run other sources than those on disk (see overlay.py). */
export const pythonOverlay: OverlaySupport = {
  language: "python",
  hookFiles: [
    ...HOOK_FILES.filter(({ name }) => name === "sitecustomize.py" || name === "importperf_tracer.py"),
    { name: "importperf_overlay.py", from: "python/overlay.py" },
    { name: "importperf_at_exit.py", from: "python/at_exit.py" },
  ],
  hookPrefixes: (folder, _, separator) => hookPrefixes(folder, "time", separator),
  emptyWords: (executable) => [executable, "-c", ""],
};
