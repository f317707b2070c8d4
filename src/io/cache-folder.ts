import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Where a user's programs keep what they can make again, by the customs of the platform. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const { XDG_CACHE_HOME: xdg = "", LOCALAPPDATA: local = "" } = environment;
  if (isAbsolute(xdg)) return join(xdg, "importperf");
  if (process.platform === "win32" && local !== "") return join(local, "importperf", "Cache");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "importperf");
  return join(homedir(), ".cache", "importperf");
}
