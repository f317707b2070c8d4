import { OVERLAY_MODES, type OverlayMode, type OverlaySupport } from "../../overlay.js";
import type { HookPrefix } from "../../recording.js";

/** How a Node process is made to run other sources than those on disk (see overlay.cjs). */
export const nodeOverlay: OverlaySupport = {
  language: "javascript",
  // A worker thread with an environment of its own is told by the file's name alone what to do.
  hookFiles: [
    ...OVERLAY_MODES.flatMap((mode) => [
      { name: `node-${mode}.cjs`, from: "javascript/preload.cjs" },
      { name: `tracer-${mode}.cjs`, from: "javascript/tracer.cjs" },
    ]),
    { name: "overlay.cjs", from: "javascript/overlay.cjs" },
  ],
  hookPrefixes,
  environment,
  emptyWords: (executable) => [executable, "-e", "0"],
};

function hookPrefixes(folder: string, mode: OverlayMode): readonly HookPrefix[] {
  const file = `${folder}/node-${mode}.cjs`.replaceAll(/(["\\])/g, "\\$1");
  return [{ name: "NODE_OPTIONS", prefix: `--require "${file}"`, separator: " " }];
}

/** Node keeps what it compiled of a file once: each side has a folder of its own for it (see overlay.cjs). */
function environment(
  folder: string,
  mode: OverlayMode,
  given: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const isKept = (given.NODE_COMPILE_CACHE ?? "") !== "" && mode !== "overlay-watch";
  return isKept ? { NODE_COMPILE_CACHE: `${folder}/${mode.split("-")[1]}/compiled` } : {};
}
