import { firstParts } from "./dotted.js";
import { moduleOfFile, type PythonDistribution, type PythonEnvironment } from "./environment.js";

/** What an environment says of one module. */
export interface Owner {
  /** Null for a module that no distribution installed. */
  readonly distribution: PythonDistribution | null;
  /** Absolute; null where only the module's package is known. */
  readonly file: string | null;
}

/**
 * Which distribution installed a module, by the files that it installed: the longest package of the module that
 * exactly one distribution has files in. `google` has files of many and so belongs to none; `google.auth` to one.
 */
export class Owners {
  /** A module or package: its distribution's index, or SHARED. */
  private readonly index = new Map<string, number>();
  private readonly files = new Map<string, string>();
  private readonly standard = new Map<string, string>();
  private readonly loose = new Map<string, string>();
  private readonly unclaimed = new Map<string, string>();
  /** Modules inside packages, by the last part of their names; made when first asked for. */
  private byLastPart: Map<string, string[]> | undefined;

  constructor(private readonly environment: PythonEnvironment) {
    environment.distributions.forEach((distribution, index) => {
      for (const place of distribution.places) this.addFiles(place.base, place.files, index);
    });
    for (const place of environment.stdlibFiles) remember(this.standard, place.base, place.files);
    for (const place of environment.unclaimed) remember(this.unclaimed, place.base, place.files);
    for (const place of environment.elsewhere) remember(this.loose, place.base, place.files);
  }

  /** @returns null for a module of which nothing below any of its packages is known */
  find(module: string): Owner | null {
    for (let prefix = firstParts(module, DEEPEST); ; ) {
      const index = this.index.get(prefix);
      if (index === SHARED) return { distribution: null, file: this.files.get(module) ?? null };
      if (index !== undefined) {
        return { distribution: this.environment.distributions[index] ?? null, file: this.files.get(module) ?? null };
      }
      const dot = prefix.lastIndexOf(".");
      if (dot < 0) return null;
      prefix = prefix.slice(0, dot);
    }
  }

  /**
   * A package that carries a copy of another one and lets it be imported by its own name, as awscli does with
   * botocore.
   *
   * @param top the other one's top-level name
   * @param distribution the one that is asked for the copy
   * @returns the copy's full name, null where there is none or more than one
   */
  copyWithin(top: string, distribution: PythonDistribution): string | null {
    const wanted = this.environment.distributions.indexOf(distribution);
    this.byLastPart ??= this.lastParts();
    const copies = (this.byLastPart.get(top) ?? []).filter((name) => this.index.get(name) === wanted);
    return copies.length === 1 ? (copies[0] ?? null) : null;
  }

  private lastParts(): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const name of this.index.keys()) {
      const dot = name.lastIndexOf(".");
      if (dot < 0) continue;
      const last = name.slice(dot + 1);
      const names = found.get(last);
      if (names === undefined) found.set(last, [name]);
      else names.push(name);
    }
    return found;
  }

  /** Absolute file of a module of the standard library, null for one without. */
  standardFile(module: string): string | null {
    return this.standard.get(module) ?? null;
  }

  /** Whether a top-level name lies among the installed distributions, but is none's. */
  isUnclaimed(top: string): boolean {
    return this.unclaimed.has(top);
  }

  /** Whether a top-level name lies elsewhere on the path or in the current folder. */
  isLoose(top: string): boolean {
    return this.loose.has(top);
  }

  /** Absolute file of a top-level module that no distribution has, null for one without or below. */
  looseFile(module: string): string | null {
    return this.unclaimed.get(module) ?? this.loose.get(module) ?? null;
  }

  private addFiles(base: string, files: readonly string[], index: number): void {
    for (const file of files) {
      const module = moduleOfFile(file);
      if (!this.files.has(module)) this.files.set(module, joined(base, file));
      for (let end = module.length; end > 0; end = module.lastIndexOf(".", end - 1)) {
        const prefix = module.slice(0, end);
        const known = this.index.get(prefix);
        if (known === index) break;
        this.index.set(prefix, known === undefined ? index : SHARED);
      }
    }
  }
}

const SHARED = -1;
/** Packages are never nested this deep. */
const DEEPEST = 32;

function remember(names: Map<string, string>, base: string, files: readonly string[]): void {
  for (const file of files) {
    const module = moduleOfFile(file);
    if (!names.has(module)) names.set(module, joined(base, file));
  }
}

function joined(base: string, file: string): string {
  return base.endsWith("/") ? base + file : `${base}/${file}`;
}
