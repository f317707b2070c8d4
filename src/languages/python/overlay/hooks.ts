import { HOOK_FILES } from "../record/hooks.js";

/**
 * How a Python process is made to run other sources than those on disk, which stay as they are (see overlay.py).
 * "watch" only tells which of the listed files it loads; "-report" serves and tells; "-exit" serves and tells what is left as it ends.
 */
export type OverlayMode = "overlay-watch" | `overlay-${OverlaySide}` | `overlay-${OverlaySide}-${"report" | "exit"}`;

/** Both sides are served alike, so that serving costs both the same. */
export type OverlaySide = "before" | "after";

/** The files of the hooks' folder: what each is called there, and in the package below dist. */
export const OVERLAY_FILES: readonly { readonly name: string; readonly from: string }[] = [
  ...HOOK_FILES.filter(({ name }) => name === "sitecustomize.py" || name === "importperf_tracer.py"),
  { name: "importperf_overlay.py", from: "python/overlay.py" },
  { name: "importperf_at_exit.py", from: "python/at_exit.py" },
];

/** What the processes of a watched run, or one with a report, were and loaded. */
export interface OverlayReport {
  /** Numbers of the listed files that were loaded. */
  readonly loaded: ReadonlySet<number>;
  /** Where the module of a listed file was loaded from instead, by number. */
  readonly elsewhere: ReadonlyMap<number, string>;
  /** The interpreter of each process. */
  readonly executables: readonly string[];
}

/** @param written what overlay.py wrote, by file name */
export function overlayReport(written: ReadonlyMap<string, string>): OverlayReport {
  const loaded = new Set<number>();
  const elsewhere = new Map<number, string>();
  const executables: string[] = [];
  for (const [name, text] of written) {
    const [kind, number] = name.split("-");
    if (kind === "loaded") loaded.add(Number(number));
    else if (kind === "elsewhere") elsewhere.set(Number(number), text);
    else if (kind === "python") executables.push(text);
  }
  return { loaded, elsewhere, executables };
}
