/** What a probing run saw of a load that it watched, with all that loaded meanwhile. */
export interface ProbedLoad {
  /** Absolute, as all files here. */
  readonly file: string;
  /** Modules that would go and loaded meanwhile, itself first. */
  readonly files: readonly string[];
  /** Modules that stay and loaded meanwhile. */
  readonly staying: readonly string[];
  readonly effects: readonly ProbedEffect[];
  /** Functions of other files that ran meanwhile, but while one that stays loaded. */
  readonly ran: readonly ProbedCall[];
}

export interface ProbedEffect {
  readonly kind: string;
  readonly what: string;
  readonly file: string;
  /** 0 where only the state before and after tells of it. */
  readonly line: number;
  /** Whose top-level code ran, null where that isn't known. */
  readonly during: string | null;
}

export interface ProbedCall {
  readonly file: string;
  readonly name: string;
  /** Where the function begins in the text, UTF-16 units. */
  readonly offset: number;
  readonly during: string;
}

/**
 * Reads what one process of a probing run wrote.
 *
 * @returns null where it did not come to its end, or wrote what is no such file: nothing is then known
 */
export function readProbe(text: string): ProbedLoad[] | null {
  const found: ProbedLoad[] = [];
  let isOver = false;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    try {
      const row = JSON.parse(line) as Partial<ProbedLoad> & { over?: boolean };
      if (row.over === true) isOver = true;
      else if (isLoad(row)) found.push(row);
      else return null;
    } catch {
      return null;
    }
  }
  return isOver ? found : null;
}

function isLoad(row: Partial<ProbedLoad>): row is ProbedLoad {
  const lists = [row.files, row.staying, row.effects, row.ran];
  return typeof row.file === "string" && lists.every(Array.isArray);
}

/** How a Node process is made to probe: hook files and what stands in NODE_OPTIONS before the user's own. */
export const PROBE_FILES: readonly { readonly name: string; readonly from: string }[] = [
  { name: "probe.cjs", from: "javascript/probe.cjs" },
];

export function probeOptions(folder: string): string {
  return `--require "${`${folder}/probe.cjs`.replaceAll(/(["\\])/g, "\\$1")}"`;
}
