/** What one Node process or worker thread wrote while it was recorded; `tracer.cjs` says what its lines mean. */
export interface NodeRecord {
  readonly id: string;
  /** Id of the recorded process that started this one, "" for none that it knew. */
  readonly startedBy: string;
  readonly pid: number;
  readonly executable: string;
  /** For instance "22.15.0". */
  readonly version: string;
  readonly argv: readonly string[];
  readonly thread: string | null;
  readonly mode: string;
  /** When the hooks began, by the system's monotonic clock; the times of events count from here. Nanoseconds. */
  readonly startNs: number;
  /** What Node calls the modules: absolute paths, URLs, names of built-ins; events have indices of these. */
  readonly names: readonly string[];
  readonly events: readonly NodeEvent[];
  /** Null for a process that was killed. */
  readonly end: NodeEnd | null;
}

/** The letter, then what `tracer.cjs` and `observe.cjs` say; the second is nearly always the time. */
export type NodeEvent = readonly [kind: string, ...values: (number | string | readonly (number | string)[])[]];

export interface NodeEnd {
  readonly ns: number;
  /** Time that the event loop waited for something. */
  readonly idleNs: number;
  readonly collectorNs: number | null;
  readonly collections: number | null;
  /** Modules that earlier starts had left compiled in Node's own cache; null for a program without one. */
  readonly kept: number | null;
}

/**
 * Reads what a process wrote. A last line that was cut off by the process's end is left out.
 *
 * @returns null for a file without a first line
 */
export function readNodeFile(text: string): NodeRecord | null {
  let first: FirstLine | null = null;
  let end: NodeEnd | null = null;
  let isPerhaps = false;
  const names: string[] = [];
  const events: NodeEvent[] = [];
  for (const line of text.split("\n")) {
    const row = parsed(line);
    if (!Array.isArray(row)) continue;
    if (row[0] === "p") first = row[1] as FirstLine;
    else if (row[0] === "q") {
      const last = row[1] as LastLine;
      end = endOf(last);
      isPerhaps = last.isPerhaps === 1;
    } else {
      for (const event of row as NodeEvent[]) {
        // The program only looked at what would have ended it.
        if (isPerhaps && event[0] !== "n" && event[0] !== "o") end = null;
        if (event[0] === "n") names[Number(event[1])] = String(event[2]);
        else events.push(event);
      }
    }
  }
  if (first === null) return null;
  const { ns, ...known } = first;
  return { ...known, startNs: ns, names, events, end };
}

type FirstLine = Omit<NodeRecord, "startNs" | "names" | "events" | "end"> & { readonly ns: number };

interface LastLine {
  readonly t: number;
  readonly idle: number;
  readonly isPerhaps?: 1;
  readonly collector?: number;
  readonly collections?: number;
  readonly kept?: number;
}

function endOf({ t, idle, collector, collections, kept }: LastLine): NodeEnd {
  return { ns: t, idleNs: idle, collectorNs: collector ?? null, collections: collections ?? null, kept: kept ?? null };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
