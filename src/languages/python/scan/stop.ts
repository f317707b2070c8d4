/** Thrown where a file can't be scanned further; caught in scan.ts alone. */
export class Stop extends Error {
  constructor(
    /** `unread`: no Python 3 reads it; `unsure`: CPython's own parser decides. */
    readonly kind: "unread" | "unsure",
    /** Offset in bytes. */
    readonly at: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}

export function unread(at: number, reason: string): never {
  throw new Stop("unread", at, reason);
}

export function unsure(at: number, reason: string): never {
  throw new Stop("unsure", at, reason);
}
