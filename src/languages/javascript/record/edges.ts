import { moduleKey } from "./module-key.js";
import type { NodeEvent, NodeRecord } from "./process-file.js";
import { Running } from "./running.js";
import type { Timeline } from "./timeline.js";

/** One import that ran in a process; modules as `moduleKey` has them. */
export interface Edge {
  readonly importer: string;
  readonly imported: string;
  /** Null where only the sources can tell: import statements, and import() until Node 20. */
  readonly line: number | null;
  readonly column: number | null;
  /** The call stands in a function, which may have run while its module loaded all the same. */
  readonly isInFunction: boolean;
  readonly isDynamic: boolean;
  readonly specifier: string | null;
  readonly loaded: boolean;
  /** The modules during whose loads it ran, "" for no load; null where that is not known. */
  readonly during: readonly string[] | null;
}

/**
 * Every import of a traced process: each place once, as having loaded the module if it did so once.
 */
export function edgesOf(
  record: NodeRecord,
  { loads, imported, loading }: Pick<Timeline, "loads" | "imported" | "loading">,
): Edge[] {
  const edges = new Map<string, Edge>();
  const key = (name: unknown): string => moduleKey(record.names[Number(name)] ?? "");
  const importers = new Map<string, string | null>();
  for (const { key: module, importer } of loads) {
    if (!importers.has(module)) importers.set(module, loads[importer]?.key ?? null);
  }
  const keep = (edge: Edge): void => {
    if (edge.importer === edge.imported) return;
    const place = `${edge.importer}\n${edge.imported}\n${edge.line}:${edge.column}\n${edge.specifier}`;
    const known = edges.get(place);
    const during = known === undefined ? edge.during : both(known.during, edge.during);
    edges.set(place, { ...(known === undefined || (edge.loaded && !known.loaded) ? edge : known), during });
  };
  const running = new Running(key);
  let asked: NodeEvent | null = null;
  let last: { asked: NodeEvent; event: NodeEvent } | null = null;
  let calls = 0;
  for (const event of record.events) {
    // The load of what is asked for has not begun yet where it was asked for.
    if (event[0] !== "l") running.take(event);
    switch (event[0]) {
      case "r":
        asked = event;
        break;
      case "f":
      case "l":
      case "b":
        // What the ES loader looked at for its names is in the cache, and yet not loaded.
        if (event[0] === "l" && last !== null && last.event[2] === event[2]) asked = last.asked;
        if (asked !== null) keep({ ...required(asked, key, event), during: running.during(key(asked[2])) });
        if (event[0] === "l") running.take(event);
        last = event[0] === "f" && asked !== null ? { asked, event } : null;
        asked = null;
        continue;
      case "d":
        for (const edge of linked(event, key, importers)) keep(edge);
        break;
      case "j": {
        const call = calls++;
        const load = loads[imported[call] ?? -1];
        const edge = load === undefined ? null : dynamic(event, key, load.key, loading.has(call));
        if (edge !== null) keep({ ...edge, during: running.during(edge.importer) });
        break;
      }
      case "e":
        asked = null;
        break;
      default:
    }
    last = null;
  }
  return [...edges.values()];
}

function required(asked: NodeEvent, key: (name: unknown) => string, found: NodeEvent): Edge {
  const place = asked[3] as readonly number[] | undefined;
  return {
    importer: key(asked[2]),
    imported: key(found[2]),
    line: place?.[0] ?? null,
    column: place?.[1] ?? null,
    isInFunction: place?.[2] === 1,
    isDynamic: false,
    specifier: null,
    loaded: found[0] === "l" || (found[0] === "b" && Number(found[3]) > 0),
    during: null,
  };
}

function* linked(
  event: NodeEvent,
  key: (name: unknown) => string,
  importers: ReadonlyMap<string, string | null>,
): Generator<Edge> {
  const importer = key(event[2]);
  const specifiers = event[4] as readonly string[];
  for (const [at, name] of (event[3] as readonly number[]).entries()) {
    const imported = key(name);
    yield {
      importer,
      imported,
      line: null,
      column: null,
      isInFunction: false,
      isDynamic: false,
      specifier: specifiers[at] ?? null,
      loaded: importers.get(imported) === importer,
      during: null,
    };
  }
}

function dynamic(event: NodeEvent, key: (name: unknown) => string, imported: string, loaded: boolean): Edge | null {
  const place = event[2] as readonly number[] | undefined;
  // Node's own import of the program has no caller.
  if (!Array.isArray(place)) return null;
  const importer = key(place[0]);
  return {
    importer,
    imported,
    line: place[1] ?? null,
    column: place[2] ?? null,
    isInFunction: place[3] === 1,
    isDynamic: true,
    specifier: null,
    loaded,
    during: null,
  };
}

function both(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  return one === null || other === null ? null : [...new Set([...one, ...other])];
}
