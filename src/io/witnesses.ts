/**
 * What an answer was made from: noted by the functions of `io/` that look at files while someone asks for it, so that a kept answer
 * can be checked against the same files later.
 */
export interface Witnesses {
  /** Everything that was read, or looked for, by the name under which it was. */
  readonly paths: Set<string>;
  /** Folders that were listed: their entries, one a line. */
  readonly listings: Map<string, string>;
  /** Interpreters that were asked for their path: what they said, as JSON; null where none answered. */
  readonly interpreters: Map<string, string | null>;
}

let current: Witnesses | null = null;

/** @param path absolute, or relative to the current folder; need not exist */
export function witness(path: string): void {
  current?.paths.add(path);
}

/** Only the first listing of a folder counts: it is read once. */
export function witnessListing(folder: string, entries: Iterable<Entry> | null): void {
  if (current === null) return;
  if (entries === null) current.paths.add(folder);
  else current.listings.set(folder, listingText(entries));
}

export function witnessInterpreter(exe: string, answer: string | null): void {
  current?.interpreters.set(exe, answer);
}

/** As `readdir` gives it. */
export interface Entry {
  readonly name: string;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

export function listingText(entries: Iterable<Entry>): string {
  const lines: string[] = [];
  for (const entry of entries) {
    lines.push(`${entry.name}${entry.isDirectory() ? "/" : entry.isSymbolicLink() ? "@" : ""}`);
  }
  return lines.sort().join("\n");
}

/** Notes what is looked at until `finish` is called. One answer is made at a time. */
export function startWitnessing(): { readonly witnesses: Witnesses; finish(): void } {
  const witnesses: Witnesses = { paths: new Set(), listings: new Map(), interpreters: new Map() };
  current = witnesses;
  return {
    witnesses,
    finish() {
      if (current === witnesses) current = null;
    },
  };
}
