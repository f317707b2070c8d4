import type { ScannedFile } from "../scanned.js";

/** For tests: the scanner's result beside the full parser's. */

export type Comparison =
  | { readonly kind: "same" | "handed over" | "refused by both" | "believed" }
  | { readonly kind: "different" | "refused alone"; readonly details: string };

/**
 * `handed over`: the scanner says itself that it is unsure; `believed`: CPython refuses what the scanner read.
 */
export function compare(scanned: ScannedFile, truth: ScannedFile): Comparison {
  if (truth.unread !== null) {
    return { kind: scanned.unread === null && scanned.unsure === null ? "believed" : "refused by both" };
  }
  if (scanned.unsure !== null) return { kind: "handed over" };
  if (scanned.unread !== null)
    return { kind: "refused alone", details: `${scanned.unread.line}: ${scanned.unread.reason}` };
  const difference = firstDifference(scanned, truth);
  return difference === null ? { kind: "same" } : { kind: "different", details: difference };
}

function firstDifference(scanned: ScannedFile, truth: ScannedFile): string | null {
  for (const list of ["imports", "unresolved"] as const) {
    const [ours, theirs] = [scanned[list], truth[list]];
    for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
      const [one, other] = [canonical(ours[i]), canonical(theirs[i])];
      if (one !== other) return `${list}[${i}]\n  ours   ${one}\n  theirs ${other}`;
    }
  }
  const [ours, theirs] = [canonical(scanned), canonical(truth)];
  return ours === theirs ? null : `\n  ours   ${ours.slice(-600)}\n  theirs ${theirs.slice(-600)}`;
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part !== null && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? "nothing"
  );
}
