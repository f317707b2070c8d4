import type { SandboxReport } from "../../io/sandbox.js";

/** Which edited files ran from the copies, and what speaks against it. */
export class Coverage {
  private readonly loaded = new Set<string>();

  add(report: SandboxReport): void {
    for (const path of report.loaded) this.loaded.add(path);
  }

  has(path: string): boolean {
    return this.loaded.has(path);
  }

  uncovered(paths: readonly string[]): string[] {
    return paths.filter((path) => !this.loaded.has(path));
  }
}

/** Why a run can't have run the copy; null where it did. */
export function ranElsewhere(report: SandboxReport): string | null {
  for (const [path, place] of report.elsewhere) {
    return place === path
      ? `${path} was loaded, not its copy: an installed link to the project (an editable install, a .pth file) goes first`
      : `${place} was loaded, not the copy of ${path}`;
  }
  if (report.isSeen) return null;
  return "no Python was seen that looks at PYTHONPATH (-I and -E keep it from that), and no Node that gets our NODE_OPTIONS";
}
