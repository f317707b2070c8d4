import { readFileSync } from "node:fs";
import { processTree } from "./process-tree.js";

const SAMPLE_MS = 10;
const MOST = 50;

export interface SeenCommand {
  readonly pid: number;
  readonly words: readonly string[];
}

/** What a process and those below it run, looked up now and then: short ones may be missed. Linux alone tells. */
export class SeenCommands {
  private readonly seen = new Map<string, SeenCommand>();
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(pid: number | undefined) {
    if (pid === undefined || process.platform !== "linux") return;
    this.timer = setInterval(() => {
      for (const each of processTree(pid).pids) this.look(each);
    }, SAMPLE_MS);
  }

  /** Each command of each process, in the order in which they were seen. */
  stop(): SeenCommand[] {
    clearInterval(this.timer);
    return [...this.seen.values()];
  }

  private look(pid: number): void {
    try {
      const text = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      const key = `${pid} ${text}`;
      if (text !== "" && this.seen.size < MOST && !this.seen.has(key))
        this.seen.set(key, { pid, words: text.replace(/\0$/, "").split("\0") });
    } catch {
      // It has just ended.
    }
  }
}
