import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface ProcessTree {
  /** The process itself first, then those below it. */
  readonly pids: readonly number[];
  /** Processor time of all of them and of their children that have ended, nanoseconds. */
  readonly cpuNs: number;
  /** One of them could go on at once, were there a free processor, or waits for a disk: it may do nothing, but is not idle. */
  readonly isHeldUp: boolean;
}

/** What Linux counts ticks in, whatever the kernel's own is. */
const TICK_NS = 10_000_000;

/**
 * A process and those that it started, as they are now. On Linux processor time is exact to the scheduler's last
 * switch for living threads and to 10 ms for ended ones; elsewhere `ps` tells it, to 10 ms.
 *
 * @param below leave the process itself out of the processor time: it only starts the others
 */
export function processTree(root: number, below = false): ProcessTree {
  return process.platform === "linux" ? fromProc(root, below) : fromPs(root, below);
}

function fromProc(root: number, below: boolean): ProcessTree {
  const pids = [root];
  let cpuNs = 0;
  let isHeldUp = false;
  for (let at = 0; at < pids.length; at++) {
    const pid = pids[at] ?? 0;
    const { ownNs, endedNs } = statOf(`/proc/${pid}`);
    let running = 0;
    let isWaiting = false;
    for (const thread of listed(`/proc/${pid}/task`)) {
      isWaiting ||= /^[RD]$/.test(statOf(`/proc/${pid}/task/${thread}`).state);
      running += Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(" ")[0]);
      for (const child of read(`/proc/${pid}/task/${thread}/children`).split(" ")) {
        if (child !== "") pids.push(Number(child));
      }
    }
    if (below && at === 0) continue;
    cpuNs += Math.max(ownNs, running) + endedNs;
    isHeldUp ||= isWaiting;
  }
  return { pids, cpuNs, isHeldUp };
}

/** State and ticks of proc(5): fields 3, 14 and 15, 16 and 17; behind the name, which may hold anything. */
function statOf(folder: string): { state: string; ownNs: number; endedNs: number } {
  const text = read(`${folder}/stat`);
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = (at: number): number => Number(fields[at] ?? 0);
  return {
    state: fields[0] ?? "",
    ownNs: (ticks(11) + ticks(12)) * TICK_NS,
    endedNs: (ticks(13) + ticks(14)) * TICK_NS,
  };
}

function fromPs(root: number, below: boolean): ProcessTree {
  const rows = psRows();
  const pids = [root];
  for (let at = 0; at < pids.length; at++) {
    for (const { pid, startedBy } of rows) if (startedBy === pids[at]) pids.push(pid);
  }
  const counted = new Set(below ? pids.slice(1) : pids);
  const ours = rows.filter(({ pid }) => counted.has(pid));
  return {
    pids,
    cpuNs: ours.reduce((sum, row) => sum + row.cpuNs, 0),
    isHeldUp: ours.some(({ state }) => /^[DUR]/.test(state)),
  };
}

function psRows(): { pid: number; startedBy: number; state: string; cpuNs: number }[] {
  try {
    const said = execFileSync("ps", ["-A", "-o", "pid=,ppid=,state=,time="], { encoding: "utf8", timeout: 5000 });
    return said
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const [pid, startedBy, state = "", time = ""] = line.trim().split(/\s+/);
        return { pid: Number(pid), startedBy: Number(startedBy), state, cpuNs: nanoseconds(time) };
      });
  } catch {
    return [];
  }
}

/** "1-02:03:04" or "3:04.56", as ps prints times. */
function nanoseconds(time: string): number {
  const [clock = "", days = "0"] = time.split("-").reverse();
  const seconds = clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1e9;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** "" for a process that has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, "latin1").trim();
  } catch {
    return "";
  }
}
