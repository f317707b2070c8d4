import { boundPaths } from "./bound-paths.js";
import { asUtf8 } from "./decoded.js";
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
  private readonly modules: ReadonlySet<string>;
  /** A wanted module's first part with all that follows it. */
  private readonly paths: RegExp;
  /** Parts that stand right behind a package, or an alias's module, on the way to a wanted module. */
  private readonly partsBelow = new Map<string, Set<string>>();
  private readonly computed: RegExp;

  constructor(
    private readonly wanted: WantedNames,
    private readonly aliases: ReadonlyMap<string, string>,
  ) {
    this.modules = new Set(wanted.modules);
    const tops = new Set([...this.modules].map((module) => escaped(module.replace(/\..*/s, ""))));
    this.paths = new RegExp(`(?<![\\w.])(?:${[...tops].join("|") || "(?!)"})(?!\\w)(?:\\.\\w+)*`, "g");
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
    if (this.binds(file, project, bytes)) return true;
    const text = asUtf8(bytes);
    if (this.isInString(text)) return true;
    if (this.wanted.names(file.module).size > 0 && OWN.test(text)) return true;
    return ANYWHERE.test(text) || (PATCHING.test(text) && this.computed.test(text));
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
  private isInString(text: string): boolean {
    for (const { 0: path, index } of text.matchAll(this.paths)) {
      const before = text[index - 1] ?? "\n";
      for (let end = path.indexOf("."); ; end = path.indexOf(".", end + 1)) {
        const module = end < 0 ? path : path.slice(0, end);
        if (this.modules.has(module)) {
          const rest = text.slice(index + module.length, index + module.length + 80);
          if (this.isLook(module, before, rest)) return true;
        }
        if (end < 0) break;
      }
    }
    return false;
  }

  /** @param rest what follows the module's name */
  private isLook(module: string, before: string, rest: string): boolean {
    const names = this.wanted.names(module);
    const [, mark = "", name = ""] = /^([.:"'])(\w*)/.exec(rest) ?? [];
    if (mark === ":" && name !== "") return true;
    if (/\s/.test(before) || mark === "") return false;
    return mark !== "." || name === "" || names.has(name) || names.has("*");
  }
}

function escaped(text: string): string {
  return text.replace(/[^\w]/g, "\\$&");
}
