import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a control group allows of the processors, and how it enforced that so far. */
export interface ProcessorLimit {
  /** Of the strictest group that we are in; null for no limit. */
  readonly processors: number | null;
  /** Microseconds that its processes were held back since it was made; null where no group tells. */
  readonly throttledUs: number | null;
}

/**
 * The limit of the control groups that this process is in, of either version; none outside Linux.
 *
 * @param root where the system's files are; another folder in tests
 */
export function processorLimit(root = "/"): ProcessorLimit {
  const groups = [...groupFolders(root)];
  const limits = groups.flatMap(({ folder, limit }) => limit(folder) ?? []);
  const held = groups.flatMap(({ folder }) => throttled(folder) ?? []);
  return {
    processors: limits.length === 0 ? null : Math.min(...limits),
    throttledUs: held.length === 0 ? null : Math.max(...held),
  };
}

/** Each group that we are in and those around it, by `/proc/self/cgroup` (cgroups(7)). */
function* groupFolders(root: string): Iterable<{ folder: string; limit: (folder: string) => number | null }> {
  for (const line of read(join(root, "proc/self/cgroup")).split("\n")) {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) continue;
    const isSecond = controllers === "";
    if (!isSecond && !controllers.split(",").includes("cpu")) continue;
    const mounts = isSecond
      ? ["sys/fs/cgroup", "sys/fs/cgroup/unified"]
      : ["sys/fs/cgroup/cpu", "sys/fs/cgroup/cpu,cpuacct"];
    for (const mount of mounts) {
      // In a container the path may be that of the host, and the group itself is mounted.
      for (let group = path; ; group = dirname(group)) {
        yield { folder: join(root, mount, group), limit: isSecond ? secondLimit : firstLimit };
        if (group === "/") break;
      }
    }
  }
}

/** "max 100000" or "50000 100000": microseconds of processor time in each period. */
function secondLimit(folder: string): number | null {
  const [quota, period] = read(join(folder, "cpu.max")).trim().split(" ").map(Number);
  return share(quota, period);
}

function firstLimit(folder: string): number | null {
  return share(Number(read(join(folder, "cpu.cfs_quota_us"))), Number(read(join(folder, "cpu.cfs_period_us"))));
}

function share(quota: number | undefined, period: number | undefined): number | null {
  return quota !== undefined && period !== undefined && quota > 0 && period > 0 ? quota / period : null;
}

function throttled(folder: string): number | null {
  const stat = read(join(folder, "cpu.stat"));
  const us = /^throttled_usec (\d+)$/m.exec(stat)?.[1];
  const ns = /^throttled_time (\d+)$/m.exec(stat)?.[1];
  if (us !== undefined) return Number(us);
  return ns === undefined ? null : Number(ns) / 1000;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
