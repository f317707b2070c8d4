import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

/**
 * Empties the system's disk cache, of all of its programs.
 *
 * @returns false where that isn't allowed, or can't be done
 */
export function dropPageCache(): boolean {
  try {
    if (process.platform === "darwin") {
      execFileSync("purge", { stdio: "ignore", timeout: 60_000 });
      return true;
    }
    if (process.platform !== "linux") return false;
    execFileSync("sync", { stdio: "ignore", timeout: 60_000 });
    writeFileSync("/proc/sys/vm/drop_caches", "3\n");
    return true;
  } catch {
    return false;
  }
}
