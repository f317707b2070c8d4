import type { ProfileEffect, Warning } from "../../../graph/profile.js";
import type { Observed } from "../../recording.js";
import { absoluteFile } from "./files.js";
import type { EffectLine, ProcessRecord } from "./process-file.js";

/** @param files where modules come from, by name */
export function observedOf(record: ProcessRecord, files: ReadonlyMap<string, string | null>): Observed {
  const absolute = (given: ReadonlyMap<string, readonly number[]>): Map<string, number[]> => {
    const found = new Map<string, number[]>();
    for (const [file, lines] of given) {
      const path = absoluteFile(file, record.cwd);
      found.set(path, [...(found.get(path) ?? []), ...lines]);
    }
    return found;
  };
  const warnings: Warning[] = [];
  if (record.isSelfTraced) {
    const message = "the program traces itself (sys.settrace): what ran meanwhile is not known";
    warnings.push({ code: "traces-itself", message });
  }
  return {
    ranLater: record.ranLater ?? new Set(),
    canTell: (module) => !record.isSelfTraced && /\.pyc?$/.test(files.get(module) ?? ""),
    linesRun: absolute(record.linesRun),
    linesCalled: absolute(record.linesCalled),
    warnings,
  };
}

export function effectOf(
  [kind, what, of, confined, file, line, shared]: EffectLine,
  cwd: string | null,
): ProfileEffect {
  return { kind, what, of, confined, ...(shared === true ? { shared } : {}), file: absoluteFile(file, cwd), line };
}
