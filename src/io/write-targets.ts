import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";

/** What must be known of a file before it is written. */
export interface WriteTarget {
  /** Links followed; null for one that is not there. */
  readonly real: string | null;
  /** What it holds; null for one that is not there, or is no file. */
  readonly bytes: Uint8Array | null;
  /** Neither it nor its folder may be read-only. */
  readonly isReadOnly: boolean;
  /** The distribution that installed it, null for a file of a project; "" where only its folder says so. */
  readonly installed: string | null;
}

export function writeTarget(path: string): WriteTarget {
  if (!existsSync(path)) return { real: null, bytes: null, isReadOnly: isReadOnly(dirname(path)), installed: null };
  const real = realpathSync(path);
  const isFile = statSync(real).isFile();
  return {
    real,
    bytes: isFile ? readFileSync(real) : null,
    isReadOnly: isReadOnly(real) || isReadOnly(dirname(real)),
    installed: installedBy(path) ?? (real === path ? null : installedBy(real)),
  };
}

/** By its mode: root may write to any file, but one that is read-only is meant to stay as it is. */
function isReadOnly(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined || (found.mode & 0o222) === 0;
}

/** A folder above that installers write to, or a distribution's list of its files that names it. */
function installedBy(path: string): string | null {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const owner = ownerIn(folder, relative(folder, path).split(sep).join("/"));
    if (owner !== null) return owner;
    if (/^(site|dist)-packages$/.test(basename(folder))) return "";
    if (dirname(folder) === folder) return null;
  }
}

function ownerIn(folder: string, name: string): string | null {
  for (const entry of listed(folder)) {
    const distribution = /^(.+?)(-[^-]+)?\.dist-info$/.exec(entry)?.[1];
    if (distribution !== undefined && recorded(join(folder, entry, "RECORD")).has(name)) return distribution;
  }
  return null;
}

/** Rows are the path, a hash and a size; a path with a comma stands in quotes. */
function recorded(file: string): Set<string> {
  try {
    const rows = readFileSync(file, "utf8").split(/\r?\n/);
    return new Set(
      rows.map((row) => /^"((?:[^"]|"")*)"/.exec(row)?.[1]?.replaceAll('""', '"') ?? row.split(",", 1)[0] ?? ""),
    );
  } catch {
    return new Set();
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
