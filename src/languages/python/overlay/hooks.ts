import { HOOK_FILES } from "../record/hooks.js";

/**
 * How a Python process is made to run other sources than those on disk, which stay as they are (see overlay.py).
 * "watch" only tells which of the listed files it loads; "-report" serves and tells.
 */
export type OverlayMode = "overlay-watch" | `overlay-${OverlaySide}` | `overlay-${OverlaySide}-report`;

/** Both sides are served alike, so that serving costs both the same. */
export type OverlaySide = "before" | "after";

/** The files of the hooks' folder: what each is called there, and in the package below dist. */
export const OVERLAY_FILES: readonly { readonly name: string; readonly from: string }[] = [
  ...HOOK_FILES.filter(({ name }) => name === "sitecustomize.py" || name === "importperf_tracer.py"),
  { name: "importperf_overlay.py", from: "python/overlay.py" },
];

/** What overlay.py names the files that it writes, by a listed file's number. */
export function loadedNumber(written: string): number | null {
  const number = /^loaded-(\d+)$/.exec(written)?.[1];
  return number === undefined ? null : Number(number);
}
