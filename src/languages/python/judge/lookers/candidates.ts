import { boundPaths } from "./bound-paths.js";
import type { LookedProject, ProjectFile } from "./project.js";
import type { WantedNames } from "./wanted.js";

/** What a module says of itself, beside plain uses. */
const OWN = /globals\(|vars\(|locals\(|dir\(|sys\.modules|__dict__|import_module|__import__|>>>/;
const PATCHING = /patch|setattr|delattr|multiple/;
const ANYWHERE = /\bf_globals\b|\bf_locals\b|\.dict\(\s*(?:sys\.modules|["']sys\.modules)/;

/**
 * Tells by a file's bytes and imports whether CPython's parser must read it to know all its looks. What it lets pass holds none but
 * those of its import statements.
 */
export class Candidates {
  private readonly modules: readonly string[];
  /** Parts that stand right behind a package, or an alias's module, on the way to a wanted module. */
  private readonly partsBelow = new Map<string, Set<string>>();
  private readonly computed: RegExp;

  constructor(
    private readonly wanted: WantedNames,
    private readonly aliases: ReadonlyMap<string, string>,
  ) {
    this.modules = [...wanted.modules];
    for (const path of [...this.modules, ...aliases.keys()]) {
      for (let dot = path.lastIndexOf("."); dot >= 0; dot = path.lastIndexOf(".", dot - 1)) {
        const above = path.slice(0, dot);
        const [part = ""] = path.slice(dot + 1).split(".", 1);
        const known = this.partsBelow.get(above);
        if (known === undefined) this.partsBelow.set(above, new Set([part]));
        else known.add(part);
        if (dot === 0) break;
      }
    }
    const names = new Set([...wanted.all()].map(({ name }) => name));
    const any = names.has("*") ? "\\w+" : [...names].map(escaped).join("|") || "(?!)";
    this.computed = new RegExp(`[}"'.](?:${any})(?:\\.[\\w.]*)?["']`);
  }

  isCandidate(file: ProjectFile, project: LookedProject): boolean {
    const bytes = project.bytes(file.file);
    if (bytes === null) return false;
    let decoded: string | null = null;
    const text = (): string => {
      decoded ??= bytes.toString("utf8");
      return decoded;
    };
    if (this.binds(file, project, bytes)) return true;
    if (this.modules.some((module) => bytes.includes(module) && this.inString(module, text()))) return true;
    if (this.wanted.names(file.module).size > 0 && OWN.test(text())) return true;
    return ANYWHERE.test(text()) || (PATCHING.test(text()) && this.computed.test(text()));
  }

  /** Whether an import binds a wanted module, or something that has one as an attribute that the text mentions. */
  private binds(file: ProjectFile, project: LookedProject, bytes: Buffer): boolean {
    for (const { path } of boundPaths(file, project.scan(file.file))) {
      for (let at: string | undefined = path; at !== undefined; at = this.aliases.get(at)) {
        if (this.wanted.names(at).size > 0) {
          if (at !== file.module || path !== at) return true;
        }
        const parts = this.partsBelow.get(at);
        if (parts === undefined) continue;
        for (const part of parts) if (bytes.includes(`.${part}`)) return true;
      }
    }
    return false;
  }

  /** Whether a string begins with a wanted module, or with one of its names. */
  private inString(module: string, text: string): boolean {
    const names = this.wanted.names(module);
    for (let at = text.indexOf(module); at >= 0; at = text.indexOf(module, at + 1)) {
      const before = text[at - 1] ?? "\n";
      if (/[\w.]/.test(before)) continue;
      const rest = text.slice(at + module.length, at + module.length + 80);
      const [, mark = "", name = ""] = /^([.:"'])(\w*)/.exec(rest) ?? [];
      if (mark === ":" && name !== "") return true;
      if (/\s/.test(before) || mark === "") continue;
      if (mark !== "." || name === "" || names.has(name) || names.has("*")) return true;
    }
    return false;
  }
}

function escaped(text: string): string {
  return text.replace(/[^\w]/g, "\\$&");
}
