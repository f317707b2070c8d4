import { moduleKey } from "./module-key.js";
import type { NodeRecord } from "./process-file.js";

export type Phase = "resolve" | "read" | "compile" | "evaluate";

/** One load of a Node process. Times are nanoseconds of its own, without those of the loads inside it. */
export interface NodeLoad {
  /** See `moduleKey`. */
  readonly key: string;
  /** Load during which this one began, -1 for none. */
  importer: number;
  readonly ns: Record<Phase, number>;
  /** Since the hooks began. */
  readonly beganNs: number;
  /** Time in which it waited: for top-level await, for a child process. */
  waitingNs: number;
  state: "loading" | "done" | "failed";
  /** CommonJS has loaded it: another time is another load. */
  isCommonJs: boolean;
}

/** The loads of a process in the order in which they began, and which is the newest of a module. */
export class LoadTable {
  readonly loads: NodeLoad[] = [];
  private readonly newest = new Map<string, number>();
  private readonly keys: string[];

  constructor(record: NodeRecord) {
    this.keys = record.names.map(moduleKey);
  }

  key(name: number): string {
    return this.keys[name] ?? "";
  }

  /** -1 for a module that has not been loaded. */
  find(name: number): number {
    return this.findKey(this.key(name));
  }

  findKey(key: string): number {
    return this.newest.get(key) ?? -1;
  }

  add(name: number, importer: number, beganNs: number): number {
    const key = this.key(name);
    const ns = { resolve: 0, read: 0, compile: 0, evaluate: 0 };
    const load = this.loads.push({ key, importer, ns, beganNs, waitingNs: 0, state: "loading", isCommonJs: false }) - 1;
    this.newest.set(key, load);
    return load;
  }

  at(load: number): NodeLoad | undefined {
    return this.loads[load];
  }

  spend(load: number, phase: Phase, ns: number): void {
    const found = this.loads[load];
    if (found !== undefined) found.ns[phase] += ns;
  }
}
