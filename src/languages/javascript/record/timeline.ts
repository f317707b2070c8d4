import { LoadTable, type NodeLoad, type Phase } from "./load-table.js";
import type { NodeEvent, NodeRecord } from "./process-file.js";
import { StaticImports } from "./static-imports.js";

/** Where the time of one Node process went, slice by slice, nanoseconds. */
export interface Timeline {
  /** In the order in which they began; importers come before what they load. */
  readonly loads: readonly NodeLoad[];
  /** In no load: what the program did, or waited for, outside its modules' bodies. */
  readonly outsideNs: number;
  /** Part of `outsideNs` before the first load: Node's own start behind our hooks. */
  readonly beforeNs: number;
  /** Waited for child processes outside of loads. */
  readonly waitedNs: number;
  /** Part of the loads' waiting during which the event loop stood still: top-level await, not children waited for. */
  readonly awaitedNs: number;
  /** The hooks' own writing. */
  readonly oursNs: number;
  /** What each import() asked for in the order of the calls: -1 where that is not known. */
  readonly imported: readonly number[];
  /** The import() calls that began their module's load, by the order of the calls. */
  readonly loading: ReadonlySet<number>;
}

/** @param untilNs what came later is no part of it, since the hooks began */
export function timelineOf(record: NodeRecord, untilNs = Number.POSITIVE_INFINITY): Timeline {
  return new Reader(record, untilNs).read();
}

interface Frame {
  /** A CommonJS load, reading or compiling an ES module, loading its imports, evaluating what is linked. */
  readonly kind: "load" | "read" | "compile" | "link" | "run";
  /** For a run: the module whose body runs, -1 between two. */
  load: number;
  phase: Phase;
  /** Time that belongs to whatever comes next. */
  pending: number;
  readonly root: number;
  readonly isAsync: boolean;
}

/** Goes through the events: between two of them all time belongs to what the first one began. */
class Reader {
  private readonly table: LoadTable;
  private readonly statics: StaticImports;
  private readonly isBreadthFirst: boolean;
  private readonly stack: Frame[] = [];
  private last = 0;
  /** Since a require call whose module isn't known yet. */
  private wantedNs = -1;
  private readonly reads: number[] = [];
  /** Those that were read and that no module was made of yet. */
  private readonly toCompile = new Set<number>();
  private awaiting: { load: number; idle: number; ns: number } | null = null;
  private asyncRuns = 0;
  private outsideNs = 0;
  private beforeNs = -1;
  private waitedNs = 0;
  private awaitedNs = 0;
  private oursNs = 0;
  /** import() calls whose module isn't known yet: index in `imported`, the load that calls. */
  private readonly asked: number[] = [];
  private readonly toRun = new Set<number>();
  private readonly imported: number[] = [];
  private readonly loading = new Set<number>();

  constructor(
    private readonly record: NodeRecord,
    private readonly untilNs: number,
  ) {
    this.table = new LoadTable(record);
    this.statics = new StaticImports(record);
    this.isBreadthFirst = Number.parseInt(record.version, 10) < 24;
  }

  read(): Timeline {
    for (const event of this.record.events) {
      if (Number(event[1]) > this.untilNs) break;
      this.step(event);
    }
    const endNs = Math.min(this.untilNs, this.record.end?.ns ?? this.untilNs);
    if (endNs !== Number.POSITIVE_INFINITY) this.advance(endNs);
    this.popTo(0);
    if (this.record.end !== null) this.settleRefused();
    const { outsideNs, waitedNs, awaitedNs, oursNs, imported, loading } = this;
    const beforeNs = Math.max(0, this.beforeNs);
    return { loads: this.table.loads, outsideNs, beforeNs, waitedNs, awaitedNs, oursNs, imported, loading };
  }

  private step(event: NodeEvent): void {
    const t = Number(event[1]);
    const name = Number(event[2]);
    this.advance(t);
    switch (event[0]) {
      case "o":
        this.oursNs += name - t;
        this.last = name;
        return;
      case "w":
        this.waited(name - t);
        this.last = name;
        return;
      case "r":
        this.leaveLinks();
        this.settleWanted();
        this.wantedNs = 0;
        return;
      case "f":
        this.settleWanted();
        return;
      case "b":
        this.builtin(t, name, Number(event[3]));
        return;
      case "l":
        this.beginLoad(name);
        return;
      case "c":
        this.enter("compile");
        return;
      case "x":
        this.enter("evaluate");
        return;
      case "e":
        this.endLoad(event[2] === 1);
        return;
      case "s":
        this.push("read", this.esLoad(name), "read");
        return;
      case "B":
        // Some are read at a time; what is awaited is settled before the first.
        if (this.reads.length === 0) this.settleAwaiting(Number(event[3]));
        this.reads.push(this.esLoad(name));
        return;
      case "t":
        this.endRead(event.length > 2 ? name : null, Number(event[3] ?? 0));
        return;
      case "g":
        this.beginLink(t, name, event[3] as readonly number[]);
        return;
      case "d":
        this.endLink(name);
        return;
      case "i":
        this.leaveLinks();
        this.push("compile", this.table.find(name), "compile");
        return;
      case "a":
        this.beginRun(name, event[3] === 1);
        return;
      case "m":
        this.beginBody(name, event.length > 3 ? Number(event[3]) : null);
        return;
      case "z":
        this.endRun(event.length > 2 ? name : null);
        return;
      case "y":
        this.settleAwaiting(Number(event[3]));
        this.asyncRuns--;
        if (this.asyncRuns <= 0) this.awaiting = null;
        return;
      case "E":
        this.settleStates(event[2] as readonly number[], event[3] as readonly number[]);
        return;
      case "j":
        this.asked.push(this.imported.push(-1) - 1, this.owner());
        return;
      default:
    }
  }

  /** What the engine says at the end of its modules: those that failed, those that were still running. */
  private settleStates(failed: readonly number[], running: readonly number[]): void {
    const settle = (names: readonly number[], state: NodeLoad["state"]): void => {
      for (const name of names) {
        const load = this.table.at(this.table.find(name));
        if (load !== undefined && !load.isCommonJs) load.state = state;
      }
    };
    settle(failed, "failed");
    settle(running, "loading");
  }

  /** What was read, and is no module of the engine's at the end, is no code that it takes. */
  private settleRefused(): void {
    for (const at of this.toCompile) {
      const load = this.table.at(at);
      if (load?.state === "loading" && !load.isCommonJs) load.state = "failed";
    }
  }

  private top(): Frame | undefined {
    return this.stack.at(-1);
  }

  private push(kind: Frame["kind"], load: number, phase: Phase, root = -1, isAsync = false): void {
    this.stack.push({ kind, load, phase, pending: 0, root, isAsync });
  }

  /** The load whose code runs, or which is being made ready; -1 for none. */
  private owner(): number {
    for (let at = this.stack.length - 1; at >= 0; at--) {
      const load = this.stack[at]?.load ?? -1;
      if (load >= 0) return load;
    }
    return this.awaiting?.load ?? -1;
  }

  private advance(t: number): void {
    const ns = t - this.last;
    if (ns <= 0) return;
    this.last = t;
    const frame = this.top();
    if (this.wantedNs >= 0) this.wantedNs += ns;
    else if (frame !== undefined) this.spend(frame, ns);
    else if (this.reads[0] !== undefined) this.table.spend(this.reads[0], "read", ns);
    else if (this.awaiting !== null) this.awaiting.ns += ns;
    else this.outsideNs += ns;
  }

  private spend(frame: Frame, ns: number): void {
    if (frame.kind === "link" || frame.load < 0) frame.pending += ns;
    else this.table.spend(frame.load, frame.phase, ns);
  }

  private begun(): void {
    if (this.beforeNs < 0) this.beforeNs = this.outsideNs;
  }

  /** Removes the frames from `depth` on, and gives what they left open to whom it concerns most. */
  private popTo(depth: number): void {
    while (this.stack.length > depth) {
      const frame = this.stack.pop();
      if (frame === undefined || frame.pending === 0) continue;
      if (frame.kind === "link") this.table.spend(frame.load, "resolve", frame.pending);
      else this.table.spend(frame.root, "evaluate", frame.pending);
    }
  }

  /** Loading imports is over when code runs, also where it failed and nobody said so. */
  private leaveLinks(): void {
    let depth = this.stack.length;
    while (depth > 0) {
      const kind = this.stack[depth - 1]?.kind;
      if (kind === "load" || kind === "run") break;
      depth--;
    }
    this.popTo(depth);
  }

  private settleWanted(): void {
    const ns = this.wantedNs;
    this.wantedNs = -1;
    if (ns <= 0) return;
    const frame = this.top();
    if (frame === undefined) this.outsideNs += ns;
    else this.spend(frame, ns);
  }

  private waited(ns: number): void {
    const load = this.table.at(this.owner());
    if (load === undefined) this.waitedNs += ns;
    else load.waitingNs += ns;
  }

  private builtin(t: number, name: number, took: number): void {
    if (took === 0 || this.table.find(name) >= 0) {
      this.settleWanted();
      return;
    }
    const load = this.table.add(name, this.owner(), this.last);
    this.table.spend(load, "resolve", Math.max(0, this.wantedNs));
    this.wantedNs = -1;
    this.doneBuiltin(load, took);
    this.last = t + took;
  }

  private doneBuiltin(load: number, took: number): void {
    this.begun();
    this.table.spend(load, "evaluate", took);
    const found = this.table.at(load);
    if (found !== undefined) found.state = "done";
  }

  private beginLoad(name: number): void {
    this.begun();
    this.leaveLinks();
    const frame = this.top();
    let resolveNs = Math.max(0, this.wantedNs);
    const isStatic = this.wantedNs < 0;
    this.wantedNs = -1;
    if (isStatic && frame?.kind === "run") {
      // An import statement's: the body that ran before has ended.
      resolveNs = frame.pending;
      frame.pending = 0;
      frame.load = -1;
    }
    let load = this.table.find(name);
    const known = this.table.at(load);
    if (known === undefined || known.isCommonJs) {
      const importer = this.owner();
      load = this.table.add(name, isStatic ? this.staticImporter(name, importer) : importer, this.last);
    }
    const found = this.table.at(load);
    if (found !== undefined) found.isCommonJs = true;
    this.table.spend(load, "resolve", resolveNs);
    this.push("load", load, "read");
  }

  private enter(phase: Phase): void {
    this.leaveLinks();
    this.settleWanted();
    const frame = this.top();
    if (frame?.kind === "load") frame.phase = phase;
  }

  private endLoad(isFailed: boolean): void {
    this.settleWanted();
    let depth = this.stack.length;
    while (depth > 0 && this.stack[depth - 1]?.kind !== "load") depth--;
    if (depth === 0) return;
    const load = this.table.at(this.stack[depth - 1]?.load ?? -1);
    this.popTo(depth - 1);
    if (load !== undefined) load.state = isFailed ? "failed" : "done";
  }

  /** The ES module's load, begun now where it had not: with the statement, or the import(), that asks for it. */
  private esLoad(name: number): number {
    this.begun();
    const known = this.table.find(name);
    const frame = this.top();
    if (known >= 0) return known;
    let importer = this.staticImporter(name, -1);
    if (importer < 0) {
      const call = this.asked.shift();
      const owner = this.asked.shift();
      importer = owner ?? this.owner();
      const load = this.table.add(name, importer, this.last);
      if (call !== undefined) {
        this.imported[call] = load;
        this.loading.add(call);
      }
      this.toRun.add(load);
      return load;
    }
    const load = this.table.add(name, importer, this.last);
    if (frame?.kind === "link") {
      this.table.spend(load, "resolve", frame.pending);
      frame.pending = 0;
    }
    return load;
  }

  /** The first that asked for a module by a statement, `otherwise` for none. */
  private staticImporter(name: number, otherwise: number): number {
    const key = this.table.key(name);
    if (!this.isBreadthFirst) {
      for (let at = this.stack.length - 1; at >= 0; at--) {
        const load = this.table.at(this.stack[at]?.load ?? -1);
        if (load !== undefined && this.statics.has(load.key, key)) return this.stack[at]?.load ?? -1;
      }
    }
    const importer = this.statics.firstImporter(key);
    return importer === null ? otherwise : this.table.findKey(importer);
  }

  private endRead(name: number | null, idle: number): void {
    let load = -1;
    if (name === null) {
      if (this.top()?.kind !== "read") return;
      load = this.top()?.load ?? -1;
      this.popTo(this.stack.length - 1);
    } else {
      load = this.table.find(name);
      const at = this.reads.indexOf(load);
      if (at >= 0) this.reads.splice(at, 1);
      // What the event loop waited for the file is the reading's.
      if (this.awaiting !== null && this.reads.length === 0) this.awaiting.idle = idle;
    }
    this.leaveCompile();
    this.toCompile.add(load);
    this.push("compile", load, "compile");
  }

  private leaveCompile(): void {
    if (this.top()?.kind === "compile") this.popTo(this.stack.length - 1);
  }

  private beginLink(t: number, name: number, builtins: readonly number[]): void {
    this.leaveCompile();
    const load = this.esLoad(name);
    this.toCompile.delete(load);
    this.push("link", load, "resolve");
    for (let at = 0; at + 1 < builtins.length; at += 2) {
      const builtin = builtins[at] ?? 0;
      const took = builtins[at + 1] ?? 0;
      if (this.table.find(builtin) < 0) this.doneBuiltin(this.table.add(builtin, load, this.last), took);
      this.last += took;
    }
    this.last = Math.max(this.last, t);
  }

  private endLink(name: number): void {
    this.leaveCompile();
    const load = this.table.find(name);
    for (let at = this.stack.length - 1; at >= 0; at--) {
      const frame = this.stack[at];
      if (frame?.kind !== "link" || frame.load !== load) continue;
      this.table.spend(load, "resolve", frame.pending);
      this.stack.splice(at, 1);
      break;
    }
    const found = this.table.at(load);
    if (found !== undefined && !found.isCommonJs) found.state = "done";
  }

  private beginRun(name: number, isAsync: boolean): void {
    this.leaveLinks();
    const root = this.table.find(name);
    if (isAsync) this.asyncRuns++;
    const [call] = this.asked;
    if (!this.toRun.delete(root) && call !== undefined) {
      this.asked.splice(0, 2);
      this.imported[call] = root;
    }
    this.push("run", -1, "evaluate", root, isAsync);
  }

  private beginBody(name: number, idle: number | null): void {
    this.leaveLinks();
    this.settleWanted();
    if (idle !== null) this.settleAwaiting(idle);
    if (this.top()?.kind !== "run") this.push("run", -1, "evaluate");
    const frame = this.top();
    if (frame === undefined) return;
    frame.load = this.table.find(name);
    const { pending } = frame;
    frame.pending = 0;
    this.spend(frame, pending);
  }

  private endRun(idle: number | null): void {
    this.leaveLinks();
    const frame = this.top();
    if (frame?.kind !== "run") return;
    if (idle !== null && this.asyncRuns > 0) {
      this.settleAwaiting(idle);
      if (frame.isAsync || this.awaiting === null) {
        const load = frame.load >= 0 ? frame.load : frame.root;
        this.awaiting = { load, idle, ns: 0 };
      }
    }
    this.popTo(this.stack.length - 1);
  }

  /** Since the last look, the event loop waited for some of the time, and the awaiting module computed in the rest. */
  private settleAwaiting(idle: number): void {
    if (this.awaiting === null) return;
    const { load, ns, idle: before } = this.awaiting;
    const waited = Math.min(ns, Math.max(0, idle - before));
    const found = this.table.at(load);
    if (found !== undefined) {
      found.waitingNs += waited;
      this.awaitedNs += waited;
      found.ns.evaluate += ns - waited;
    }
    this.awaiting = { load, idle, ns: 0 };
  }
}
