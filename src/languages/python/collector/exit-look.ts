/** What one process had left to finalise as it ended, as `at_exit.py` writes it. */
export interface ExitLook {
  /** Not started by a process that was looked at. */
  readonly isFirst: boolean;
  /** The file that ran as the program, absolute; null where it came from no file. */
  readonly main: string | null;
  /** What `-m` was given it as: "app.__main__"; null for a script. */
  readonly mainName: string | null;
  readonly left: readonly LeftAtExit[];
}

export type LeftKind = "finaliser" | "idle" | "untracked" | "generator" | "file" | "callback" | "collector";

export interface LeftAtExit {
  readonly kind: LeftKind;
  /** A class, a function or a file, by its name. */
  readonly what: string;
  /** "module.name" that leads to it; null where none does. */
  readonly holder: string | null;
  /** Where it is defined, or its holder is; null where nothing is known. */
  readonly file: string | null;
  readonly line: number;
}

type Row = readonly [kind: LeftKind, what: string, holder: string | null, file: string | null, line: number];

/** @param written what the processes of a run wrote, by file name */
export function exitLooks(written: ReadonlyMap<string, string>): ExitLook[] {
  const found: ExitLook[] = [];
  for (const [name, text] of written) {
    const look = name.startsWith("exit-") ? readLook(text) : null;
    if (look !== null) found.push(look);
  }
  return found;
}

/** @returns null for a file that is not whole */
function readLook(text: string): ExitLook | null {
  try {
    const { left, ...look } = JSON.parse(text) as Omit<ExitLook, "left"> & { left: readonly Row[] };
    return { ...look, left: left.map(([kind, what, holder, file, line]) => ({ kind, what, holder, file, line })) };
  } catch {
    return null;
  }
}
