import { IMPORT_NOT_RUN } from "../../graph/graph.js";
import { MANNERS, WHENS } from "../../graph/vocabulary.js";
import type { Instead, ModuleGraph } from "../../languages/javascript/modules/module-graph.js";
import { type RecordedStart, rootModules } from "../starts.js";
import type { LoadedFiles } from "./loaded-files.js";

/** The order in which the code of a start's modules runs, by absolute files. */
export interface StartOrder {
  readonly order: readonly string[];
  /** Files that ran between a file's turn and the end of its own code, in which all that it asked for and was not there ran; none where it does not load. */
  within(file: string): readonly string[];
  /** Files that are met at a place that the recording does not show. */
  readonly elsewhere: ReadonlySet<string>;
}

const EAGER = WHENS.indexOf("eager");
const DYNAMIC = 1 << MANNERS.indexOf("dynamic");
const AS_IT_IS: Instead = () => null;

/**
 * Foresees in which order a start's modules run, with other imports in the place of some: ES modules as the standard has it, all others as
 * they were recorded. Of ES modules a recording knows who linked them first, which on most Nodes is not in whose turn they ran.
 */
export class LoadOrders {
  private readonly known = new WeakMap<RecordedStart, Recorded>();

  constructor(
    private readonly graph: ModuleGraph,
    private readonly loaded: LoadedFiles,
  ) {}

  /**
   * @param lastFirst whether of what several `import()` ask for the last comes first: nothing but their timing tells
   * @returns how it is, and how it would be; null where that is not known
   */
  of(start: RecordedStart, lastFirst: boolean, instead: Instead): { before: StartOrder; after: StartOrder } | null {
    let recorded = this.known.get(start);
    if (recorded === undefined) {
      recorded = new Recorded(start, this.loaded);
      this.known.set(start, recorded);
    }
    const before = new Running(this.graph, recorded, AS_IT_IS, null);
    // Believed only where it leads to all that was recorded.
    if (!before.run(lastFirst) || !recorded.files.every((each) => before.met(each))) return null;
    const after = new Running(this.graph, recorded, instead, before);
    return after.run(lastFirst) ? { before, after } : null;
  }
}

class Running implements StartOrder {
  readonly order: string[] = [];
  readonly elsewhere = new Set<string>();
  /** How many ran before a file, or what it asks for, began. */
  private readonly began = new Map<string, number>();
  private readonly ended = new Map<string, number>();
  /** By what runs by the code of others: whose, and at which of its steps. */
  private readonly by = new Map<string, Taken>();
  private readonly waiting: string[] = [];

  constructor(
    private readonly graph: ModuleGraph,
    private readonly recorded: Recorded,
    private readonly instead: Instead,
    private readonly before: Running | null,
  ) {}

  met(file: string): boolean {
    return this.began.has(file);
  }

  within(file: string): readonly string[] {
    return this.order.slice(this.began.get(file) ?? 0, this.ended.get(file) ?? 0);
  }

  /** @returns whether all that it depends on is known */
  run(lastFirst: boolean): boolean {
    for (const root of this.recorded.roots) if (!this.load(root)) return false;
    for (let next = this.next(lastFirst); next !== undefined; next = this.next(lastFirst))
      if (!this.load(next)) return false;
    return true;
  }

  private next(lastFirst: boolean): string | undefined {
    return lastFirst ? this.waiting.pop() : this.waiting.shift();
  }

  /**
   * Whether a step loaded one module by loading another, so far, with nothing in between that is there already: the one is asked for in the
   * place of the other then, at the same moment.
   */
  private cameBy(file: string, asked: string, importer: string, step: number): boolean {
    const before = this.before?.by;
    let at = before?.get(file);
    while (at !== undefined && at.file !== asked && !this.began.has(at.file)) at = before?.get(at.file);
    return at?.file === asked && !this.began.has(asked) && isSameStep(before?.get(asked), importer, step);
  }

  private load(file: string): boolean {
    if (this.began.has(file)) return true;
    this.began.set(file, this.order.length);
    const linked = new Set<string>();
    if (this.graph.formatOf(file) === "module") {
      const imports = this.graph.staticImports(file);
      if ("unknown" in imports) return false;
      for (const edge of imports.edges) {
        if (edge.target === null) continue;
        linked.add(edge.target);
        for (const target of this.instead(file, edge) ?? [edge.target]) if (!this.load(target)) return false;
      }
    }
    const { steps, imported } = this.recorded.of(file);
    for (const [at, { file: asked, place }] of steps.entries()) {
      if (linked.has(asked)) continue;
      const targets = place === null ? [] : (this.instead(file, { ...place, target: asked }) ?? []);
      for (const each of targets.length > 0 ? targets : [asked]) {
        if (this.began.has(each)) continue;
        const isWithin = each !== asked && this.cameBy(each, asked, file, at);
        this.by.set(each, { file, step: at });
        const from = this.order.length;
        if (!this.load(each)) return false;
        // Somebody else loaded it before, who doesn't any more.
        if (isWithin || this.before === null || isSameStep(this.before.by.get(each), file, at)) continue;
        for (const moved of this.order.slice(from)) this.elsewhere.add(moved);
      }
    }
    this.waiting.push(...imported);
    this.order.push(file);
    this.ended.set(file, this.order.length);
    return true;
  }
}

interface Taken {
  readonly file: string;
  readonly step: number;
}

const isSameStep = (taken: Taken | undefined, file: string, step: number): boolean =>
  taken?.file === file && taken.step === step;

/** What a file asked for, or what loaded meanwhile. */
interface Step {
  readonly file: string;
  /** Of the statement that asked for it; null where that is not known, or another file's. */
  readonly place: { readonly line: number; readonly column: number } | null;
}

/** What was seen of a file's own code. */
interface Doing {
  /** What it asked for while it loaded, and what loaded meanwhile, in this order. */
  readonly steps: readonly Step[];
  /** What its `import()` asked for. */
  readonly imported: readonly string[];
}

const NOTHING: Doing = { steps: [], imported: [] };

class Recorded {
  readonly roots: readonly string[];
  readonly files: readonly string[];
  private readonly doings = new Map<string, Doing>();

  constructor(start: RecordedStart, loaded: LoadedFiles) {
    const { graph, process } = start;
    const { imports, loads, modules } = graph;
    const fileOf = (module: number): string | undefined => loaded.files.get(modules.name[module] ?? "");
    const asked = new Map<string, Step[]>();
    const inner = new Map<string, string[]>();
    const imported = new Map<string, string[]>();
    const isImported = new Set<string>();
    for (let row = 0; row < imports.count; row++) {
      const importer = imports.importer[row] ?? -1;
      const [from, file] = [fileOf(importer), fileOf(imports.imported[row] ?? -1)];
      if (imports.process[row] !== process || ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0) continue;
      if (from === undefined || file === undefined) continue;
      if (((imports.manner[row] ?? 0) & DYNAMIC) !== 0) {
        push(imported, from, file);
        isImported.add(file);
      } else if (imports.when[row] === EAGER || imports.during?.[row]?.includes(modules.name[importer] ?? "") === true)
        push(asked, from, { file, place: { line: imports.line[row] ?? 0, column: imports.column[row] ?? 0 } });
    }
    const files = new Set<string>();
    for (let load = 0; load < loads.count; load++) {
      const file = fileOf(loads.module[load] ?? -1);
      if (loads.process[load] !== process || file === undefined) continue;
      files.add(file);
      const from = fileOf(loads.module[loads.importer[load] ?? -1] ?? -1);
      if (from !== undefined && !isImported.has(file)) push(inner, from, file);
    }
    for (const file of files) {
      const steps = merged(asked.get(file) ?? [], inner.get(file) ?? []);
      this.doings.set(file, { steps, imported: imported.get(file) ?? [] });
    }
    this.files = [...files];
    this.roots = rootModules(start).flatMap((module) => loaded.files.get(module) ?? []);
  }

  of(file: string): Doing {
    return this.doings.get(file) ?? NOTHING;
  }
}

/** What functions of others loaded between what a file itself asked for, which is in the order of its asking. */
function merged(asked: readonly Step[], inner: readonly string[]): Step[] {
  const isAsked = new Set(asked.map(({ file }) => file));
  const isInner = new Set(inner);
  const known = new Set<string>();
  const places = new Set<string>();
  const steps: Step[] = [];
  let at = 0;
  for (const each of asked) {
    for (; isInner.has(each.file) && !known.has(each.file) && inner[at] !== each.file && at < inner.length; at++) {
      const other = inner[at];
      if (other !== undefined && !isAsked.has(other) && !known.has(other)) steps.push({ file: other, place: null });
      if (other !== undefined && !isAsked.has(other)) known.add(other);
    }
    // Of two statements that ask for one module each may become another.
    const place = `${each.file} ${each.place?.line}:${each.place?.column}`;
    if (!places.has(place)) steps.push(each);
    places.add(place);
    known.add(each.file);
  }
  for (const file of new Set(inner)) if (!known.has(file)) steps.push({ file, place: null });
  return steps;
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
