import { readFileSync } from "node:fs";

/** What Linux counts in, whatever the kernel's own tick is. */
const TICKS_PER_SECOND = 100;

/** Processor time of our ended children in microseconds, to 10 ms; 0 where the system does not tell. */
export function childrenCpuUs(): number {
  try {
    const stat = readFileSync("/proc/self/stat", "latin1");
    // Behind the name, which may hold anything: fields 16 and 17 of proc(5), cutime and cstime.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ((Number(fields[13]) + Number(fields[14])) * 1_000_000) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}
