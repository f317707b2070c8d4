import { lateLoads } from "../../languages/python/judge/load/order.js";
import type { Reason } from "../../languages/rewriting.js";
import { onWayTo } from "../first-way.js";
import type { Candidate, LoadGround, SetJudge } from "../search.js";
import type { RecordedStart } from "../starts.js";
import type { ShownLoads } from "./evidence.js";
import { goneRows } from "./gone-rows.js";
import type { PythonJudge } from "./judge.js";
import { type LoadsContext, loadsThatStay } from "./loads.js";
import type { Moments } from "./moments.js";
import { orderReasons } from "./order.js";
import { OrderEffects } from "./order-effects.js";
import { isStandardOrigin } from "./standard.js";
import type { StaticLoads } from "./static-loads.js";

/** What a set of modules that go is judged by. */
export interface SetGround {
  readonly judge: PythonJudge;
  readonly moments: Moments;
  readonly statics: StaticLoads;
  readonly loads: LoadsContext;
  evidenceOf(start: RecordedStart): ShownLoads;
  /** Submodules that somebody reads as attributes without importing them. */
  submodulesRead(gone: ReadonlySet<string>): Promise<ReadonlyMap<string, Reason>>;
  /** Names whose edits their files' text does not allow. */
  notWritable(chosen: readonly Candidate[]): ReadonlyMap<Candidate, Reason>;
}

/** More modules than these are read only where a run can't show what they do: they may be called observed. */
const MOST_READ = 400;

/** Judges sets by what runs have shown, where there are runs, and by the sources of all modules that go, where they say enough. */
export class PythonSetJudge implements Omit<SetJudge, "prove"> {
  private readonly orders = new Map<RecordedStart, OrderEffects>();

  constructor(private readonly ground: SetGround) {}

  async loads(
    gone: ReadonlySet<string>,
    start: RecordedStart,
    accept: ReadonlySet<string> = this.ground.loads.accept,
  ): Promise<Map<string, readonly Reason[]>> {
    const { moments, loads, evidenceOf, submodulesRead } = this.ground;
    const found = new Map<string, readonly Reason[]>(
      loadsThatStay(gone, start, evidenceOf(start), { ...loads, accept }),
    );
    const add = (module: string, reasons: readonly Reason[]): void => {
      const open = reasons.filter(({ code }) => !accept.has(code));
      if (open.length > 0) found.set(module, [...(found.get(module) ?? []), ...open]);
    };
    for (const [module, reasons] of await moments.reasons(gone, accept)) add(module, reasons);
    for (const [module, reason] of await submodulesRead(gone)) if (gone.has(module)) add(module, [reason]);
    const open = this.unobserved(gone, start).filter((module) => !found.has(module));
    const judged = await this.ground.statics.of(open);
    for (const module of open) {
      const reasons = judged.get(module)?.reasons ?? [unknown(module)];
      add(module, reasons);
    }
    return found;
  }

  late(chosen: readonly Candidate[], all: readonly Candidate[], start: RecordedStart): ReadonlySet<string> {
    const { graph, process } = start;
    const found = lateLoads(graph, goneRows(chosen, all, start), process);
    return new Set(found.map((module) => graph.modules.name[module] ?? ""));
  }

  async together(
    chosen: readonly Candidate[],
    all: readonly Candidate[],
    start: RecordedStart,
  ): Promise<ReadonlyMap<Candidate, Reason>> {
    const unwritable = this.ground.notWritable(chosen);
    if (unwritable.size > 0) return unwritable;
    const { judge, statics, moments, evidenceOf } = this.ground;
    const evidence = evidenceOf(start);
    const effects =
      this.orders.get(start) ?? new OrderEffects(start, { evidence, statics, moments, texts: judge.texts });
    this.orders.set(start, effects);
    return orderReasons(chosen, all, start, judge, effects);
  }

  /** What shows that the loads that go with each name leave nothing behind. */
  async grounds(
    chosen: readonly Candidate[],
    gone: ReadonlySet<string>,
    start: RecordedStart,
  ): Promise<ReadonlyMap<Candidate, LoadGround>> {
    const evidence = this.ground.evidenceOf(start);
    const isTooMuch = gone.size > MOST_READ && evidence.isProbing;
    const judged = isTooMuch ? null : await this.ground.statics.of(gone);
    const found = new Map<Candidate, LoadGround>();
    for (const module of gone) {
      const isStatic = judged?.get(module)?.reasons.length === 0;
      for (const each of onWayTo(module, start, chosen))
        if (!isStatic || !found.has(each)) found.set(each, isStatic ? "static" : "observed");
    }
    return found;
  }

  /** Modules of which no run has shown, or will show, all that they do. */
  private unobserved(gone: ReadonlySet<string>, start: RecordedStart): string[] {
    const evidence = this.ground.evidenceOf(start);
    const { graph, process } = start;
    const { modules, loads, recorded } = graph;
    const found = new Set<string>();
    for (let load = 0; load < loads.count; load++) {
      const module = loads.module[load] ?? 0;
      const name = modules.name[module] ?? "";
      if (loads.process[load] !== process || !gone.has(name)) continue;
      // The interpreter's own modules expect to be loaded at any time: what any observed run saw of them is all there is.
      const isObserved = isStandardOrigin(modules.origin[module]) && recorded?.loads !== undefined;
      if (!isObserved && !evidence.isProbed(name) && !evidence.mayBeProbed(name)) found.add(name);
    }
    return [...found];
  }
}

function unknown(module: string): Reason {
  return { code: "no-source", message: `nothing shows what loading ${module} does`, file: module, line: 1 };
}
