import { existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { realPath } from "./paths.js";

/** A package that is installed: the folder around its node_modules, and its path below that. */
export interface InstalledPackage {
  readonly base: string;
  readonly name: string;
}

/** @param root links followed. @returns null for a folder that is no installed npm package */
export function installedPackage(root: string): InstalledPackage | null {
  const found = /^(.*)[\\/](node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/@.][^\\/]*)$/.exec(root);
  const [, base = "", name = ""] = found ?? [];
  return found === null ? null : { base, name };
}

/** Links to packages in a node_modules, such that those which lead into what was copied lead into the copy. */
export class PackageLinks {
  /**
   * @param from what was copied, links followed
   * @param to the copy
   * @param installed the package in node_modules that is copied too
   */
  constructor(
    private readonly from: string,
    private readonly to: string,
    private readonly installed: InstalledPackage | null,
  ) {}

  /**
   * @param name of a node_modules, relative
   * @returns whether anything in it leads into what was copied, so that links to its packages were made one by one
   */
  make(name: string): boolean {
    if (basename(name) !== "node_modules" || lstatSync(join(this.from, name)).isSymbolicLink()) return false;
    if (!this.leadsBack(name)) return false;
    this.linkAll(name);
    return true;
  }

  private leadsBack(name: string): boolean {
    return this.entries(name).some((entry) => {
      if (entry.isSymbolicLink()) return this.copied(join(name, entry.name)) !== null;
      const inner = join(name, entry.name);
      return inner === this.installed?.name || (isGroup(entry.name) && entry.isDirectory() && this.leadsBack(inner));
    });
  }

  private linkAll(name: string): void {
    mkdirSync(join(this.to, name), { recursive: true });
    for (const entry of this.entries(name)) {
      const inner = join(name, entry.name);
      const made = join(this.to, inner);
      if (inner === this.installed?.name || existsSync(made)) continue;
      if (isGroup(entry.name) && entry.isDirectory()) {
        this.linkAll(inner);
        continue;
      }
      try {
        symlinkSync(this.copied(inner) ?? join(this.from, inner), made);
      } catch {
        // Windows allows links to some users only; what needs it then fails in both copies.
      }
    }
  }

  /** Where in the copy a link leads; null for one that leads elsewhere. */
  private copied(name: string): string | null {
    const path = relative(this.from, realPath(join(this.from, name)));
    const { installed } = this;
    const below =
      installed !== null && (path === installed.name || path.startsWith(installed.name + sep))
        ? path.slice(installed.name.length)
        : path;
    return path.startsWith("..") || below.split(sep).includes("node_modules") ? null : join(this.to, path);
  }

  private entries(name: string) {
    return readdirSync(join(this.from, name), { withFileTypes: true });
  }
}

/** What holds packages, or the commands of packages. */
function isGroup(name: string): boolean {
  return name.startsWith("@") || name === ".bin";
}
