import type { Language } from "../graph/vocabulary.js";
import type { HookPrefix } from "./recording.js";

/** Both sides are served alike, so that serving costs both the same. */
export type OverlaySide = "before" | "after";

/**
 * How processes are made to run other sources than those on disk, which stay as they are. "watch" only tells which of the
 * listed files are loaded; "-report" serves and tells; "-exit" serves and tells what is left as a process ends (Python).
 */
export type OverlayMode = "overlay-watch" | `overlay-${OverlaySide}` | `overlay-${OverlaySide}-${"report" | "exit"}`;

export const OVERLAY_MODES: readonly OverlayMode[] = [
  "overlay-watch",
  ...(["before", "after"] as const).flatMap(
    (side) => [`overlay-${side}`, `overlay-${side}-report`, `overlay-${side}-exit`] as const,
  ),
];

/** How the programs of one language are made to; the hooks of all languages lie in one folder. */
export interface OverlaySupport {
  readonly language: Language;
  /** The files of the hooks' folder: what each is called there, and in the package below dist. */
  readonly hookFiles: readonly { readonly name: string; readonly from: string }[];
  /** What the environment of every process needs, in front of what it holds; see `RecordingSupport`. */
  hookPrefixes(folder: string, mode: OverlayMode, separator: string): readonly HookPrefix[];
  /** What else differs from the command's own environment. */
  environment?(
    folder: string,
    mode: OverlayMode,
    environment: Readonly<Record<string, string | undefined>>,
  ): Readonly<Record<string, string>>;
  /** A command that does nothing: what the hooks cost. */
  emptyWords(executable: string): readonly string[];
}

/** An interpreter that ran with the hooks. */
export interface OverlayRuntime {
  readonly language: Language;
  readonly executable: string;
}

/** What the processes of a watched run, or one with a report, were and loaded. */
export interface OverlayReport {
  /** Numbers of the listed files that were loaded. */
  readonly loaded: ReadonlySet<number>;
  /** Where the module of a listed file was loaded from instead, by number. */
  readonly elsewhere: ReadonlyMap<number, string>;
  /** One for each process. */
  readonly runtimes: readonly OverlayRuntime[];
}

/** @param written what the hooks wrote, by file name: `loaded-NUMBER`, `elsewhere-NUMBER`, and `LANGUAGE-PROCESS` */
export function overlayReport(written: ReadonlyMap<string, string>): OverlayReport {
  const loaded = new Set<number>();
  const elsewhere = new Map<number, string>();
  const runtimes: OverlayRuntime[] = [];
  for (const [name, text] of written) {
    const [kind, number] = name.split("-");
    if (kind === "loaded") loaded.add(Number(number));
    else if (kind === "elsewhere") elsewhere.set(Number(number), text);
    else if (kind === "python" || kind === "javascript") runtimes.push({ language: kind, executable: text });
  }
  return { loaded, elsewhere, runtimes };
}
