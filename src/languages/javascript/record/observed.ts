import type { Warning } from "../../../graph/profile.js";
import type { Observed } from "../../recording.js";
import { asPath } from "../urls.js";
import { moduleKey } from "./module-key.js";
import type { NodeEvent, NodeRecord } from "./process-file.js";

/**
 * What an observed run of Node knows beside its loads. The tracer looks what ran since its last look; what a look shows
 * ran later if the look before came at the module's end or behind it, and during the load if the look itself came
 * before or at that end. What can't be told apart counts for nothing, and then it can't be told that none ran either.
 *
 * @param nameOf the module's name, of its key
 * @returns null for a process that was not observed
 */
export function observedOf(record: NodeRecord, nameOf: (key: string) => string): Observed | null {
  const looks = record.events.filter(([kind]) => kind === "v");
  if (looks.length === 0) return null;
  const key = (name: unknown): string => moduleKey(record.names[Number(name)] ?? "");
  const ends = endsOf(record, key);
  const later = new Set<string>();
  const unclear = new Set<string>();
  const bodies = new Set<string>();
  for (const [look, [, , called, ran]] of looks.entries()) {
    for (const name of (ran as number[]) ?? []) bodies.add(key(name));
    for (const name of (called as number[]) ?? []) {
      const module = key(name);
      const end = ends.get(module);
      if (end === undefined || look < end.before) continue;
      (look >= end.after ? later : unclear).add(module);
    }
  }
  const isSeen = isOver(record) && !record.events.some(([kind]) => kind === "h");
  const quiet = new Set<string>();
  for (const module of ends.keys()) {
    if (isSeen && bodies.has(module) && !unclear.has(module) && !later.has(module)) quiet.add(nameOf(module));
  }
  return {
    ranLater: new Set([...later].map(nameOf)),
    canTell: (module) => quiet.has(module),
    linesRun: linesOf("k", record, key),
    linesCalled: linesOf("K", record, key),
    warnings: warningsOf(record),
  };
}

/** Whether what was said to be the end was it: a program may look at what would end it, and go on. */
function isOver({ events }: NodeRecord): boolean {
  const last = events.findLastIndex(([kind]) => kind === "u");
  return last >= 0 && events.slice(last).every(([kind]) => kind === "u" || kind === "o");
}

/** Looks below `before` show what ran before a load's end, those from `after` on what ran behind it. */
interface End {
  readonly before: number;
  readonly after: number;
}

/** Where the loads of each module ended, among the looks; a module that never ended is missing. */
function endsOf({ events }: NodeRecord, key: (name: unknown) => string): Map<string, End> {
  const ends = new Map<string, End>();
  const open = new Set<EsBody>();
  const loads: string[] = [];
  const begun = new Set(events.filter(([kind]) => kind === "m" || kind === "l").map(([, , name]) => key(name)));
  const straight = new Set(events.filter(([kind]) => kind === "A").map(([, , name]) => key(name)));
  let looks = 0;
  let asyncRuns = 0;
  let isCalled = false;
  let previous: NodeEvent | undefined;
  const close = (module: string, before: number, after: number): void => {
    const known = ends.get(module);
    const end = { before: Math.min(before, known?.before ?? before), after: Math.max(after, known?.after ?? after) };
    ends.set(module, end);
  };
  /**
   * The evaluation of these is over at the latest.
   *
   * @param isExact nothing of the program ran since it was
   */
  const settle = (isExact: boolean, isOver: (body: EsBody) => boolean): void => {
    for (const body of open) {
      if (!isOver(body)) continue;
      close(body.module, body.before ?? (isExact ? looks : body.begun), looks + (previous?.[0] === "v" ? 0 : 1));
      open.delete(body);
    }
  };
  /** These may be over from here on. */
  const mark = (): void => {
    for (const body of open) body.before ??= looks;
  };
  const bodyOf = (module: string): EsBody => {
    const isAsync = asyncRuns > 0 && !straight.has(module);
    const isUnsure = isAsync || [...open].some((other) => !begun.has(other.module));
    return { module, depth: loads.length, begun: looks, before: isUnsure ? looks : null, isAsync, isNesting: false };
  };
  for (const event of events) {
    switch (event[0]) {
      case "v":
        looks++;
        break;
      case "r":
        isCalled = true;
        break;
      case "f":
      case "b":
        isCalled = false;
        break;
      case "l":
        if (!isCalled) mark();
        isCalled = false;
        loads.push(key(event[2]));
        break;
      case "e": {
        const module = loads.pop();
        if (module !== undefined) close(module, looks, looks + (previous?.[0] === "v" ? 0 : 1));
        settle(true, (body) => body.depth > loads.length && (!body.isAsync || asyncRuns === 0));
        isCalled = false;
        break;
      }
      case "g": {
        // Where the body of such a module begins is not heard. (CommonJS may have an ES module as its face.)
        const module = key(event[2]);
        if (!begun.has(module))
          open.add({ module, depth: loads.length, begun: looks, before: looks, isAsync: true, isNesting: true });
        break;
      }
      case "a":
        if (event[3] === 1) asyncRuns++;
        mark();
        for (const body of open) body.isNesting = true;
        break;
      case "m":
        settle(true, (body) => !body.isAsync && !body.isNesting);
        mark();
        open.add(bodyOf(key(event[2])));
        break;
      case "z":
        settle(false, (body) => !body.isAsync || asyncRuns === 0);
        mark();
        break;
      case "y":
        asyncRuns--;
        if (asyncRuns <= 0) settle(false, () => true);
        break;
      default:
    }
    previous = event;
  }
  // A body that nothing else showed to be over: what was seen of it tells nothing.
  for (const { module } of open) ends.delete(module);
  return ends;
}

interface EsBody {
  readonly module: string;
  /** CommonJS loads around it. */
  readonly depth: number;
  /** Looks before it began. */
  readonly begun: number;
  /** Looks before the moment from which on it may be over; null until then. */
  before: number | null;
  /** Over only when the whole evaluation is: it may await. */
  readonly isAsync: boolean;
  /** Another evaluation began within it, perhaps by its own call. */
  isNesting: boolean;
}

function linesOf(told: "k" | "K", record: NodeRecord, key: (name: unknown) => string): Map<string, readonly number[]> {
  const found = new Map<string, Set<number>>();
  for (const [kind, , name, lines] of record.events) {
    if (kind !== told) continue;
    const file = asPath(key(name))?.path.replace(/[?#].*$/, "");
    if (file === undefined) continue;
    const known = found.get(file) ?? new Set();
    for (const line of lines as number[]) known.add(line);
    found.set(file, known);
  }
  return new Map([...found].map(([file, known]) => [file, [...known]]));
}

function warningsOf({ events }: NodeRecord): Warning[] {
  if (!events.some(([kind]) => kind === "h")) return [];
  const message = "the program uses the inspector itself: what ran from then on is not known";
  return [{ code: "traces-itself", message }];
}
