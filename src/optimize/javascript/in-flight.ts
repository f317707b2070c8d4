import type { KnownFiles } from "../../io/known-files.js";
import { askedInCalls } from "../../languages/javascript/modules/asked-in-calls.js";
import type { Instead } from "../../languages/javascript/modules/module-graph.js";
import { rootModules } from "../starts.js";
import type { InstalledPackages } from "./installed-packages.js";
import { packageOf } from "./node-versions.js";
import type { ProgramGround } from "./program-ground.js";

export interface InFlightGround extends ProgramGround {
  readonly installed: InstalledPackages;
  readonly known?: Pick<KnownFiles, "facts">;
}

/** Where a program loads ES modules while its other code goes on, or at once. */
interface Roots {
  /** What an `import()` asks for, and the file that has it. */
  readonly imported: ReadonlyMap<string, string>;
  /** What nothing else runs beside: the files that are run, and ES modules that a `require` asks for. */
  readonly others: ReadonlySet<string>;
  /** The first `import()` of a name that is computed. */
  readonly computed: { readonly file: string; readonly line: number } | null;
}

/** What the calls of a file ask for: by `import()`, and ES modules by `require`. */
interface Asked {
  readonly imported: readonly string[];
  readonly required: readonly string[];
  /** The line of the first `import()` of a name that is computed. */
  readonly computed: number | null;
}

/**
 * Imports that run beside other code. As long as one of them links its modules, a `require` of any of these throws
 * (ERR_REQUIRE_ESM_RACE_CONDITION, before Node 24 ERR_INTERNAL_ASSERTION), on Node 20 and 22 also of a module that only imports one.
 */
export class ImportsInFlight {
  private known: Roots | null = null;
  private readonly calls = new Map<string, Asked>();
  private packages: ReadonlySet<string> | null = null;

  constructor(private readonly ground: InFlightGround) {}

  /**
   * Whose `import()` may still link what a function of a file would require: for people; null where none can.
   *
   * @param target the ES module that it would require, absolute
   */
  linking(file: string, target: string, instead: Instead): string | null {
    const { graph, loaded } = this.ground;
    const roots = this.roots();
    if (roots.computed !== null) {
      const { file: by, line } = roots.computed;
      return `${loaded.named(by)}:${line} imports what it computes, which may be it`;
    }
    const linked = new Map(
      [...roots.imported.keys(), ...roots.others].map((root) => [root, graph.linkedWith(root, instead)]),
    );
    for (const [root, { unknown }] of linked)
      if (unknown !== null && roots.imported.has(root))
        return `what ${loaded.named(root)} imports is not known: ${unknown}`;
    // Whatever brings the file links its own modules, and all that comes with it, before any code of the file runs.
    const bringing = [...linked.values()].flatMap(({ files, unknown }) =>
      unknown !== null || files.has(file) ? [files] : [],
    );
    const [first = graph.linkedWith(file, instead).files, ...more] = bringing;
    const there = [...first].filter((each) => more.every((files) => files.has(each)));
    const late = new Set([...graph.linkedWith(target).files].filter((each) => graph.formatOf(each) === "module"));
    for (const each of there) late.delete(each);
    const reached = (root: string): string | undefined =>
      [...(linked.get(root) ?? graph.linkedWith(root, instead)).files].find((each) => late.has(each));
    const importing = (by: string, found: string): string =>
      `${loaded.named(by)} may be importing ${loaded.named(found)} at that moment`;
    for (const [root, by] of roots.imported) {
      const found = reached(root);
      if (found !== undefined) return importing(by, found);
    }
    const installed =
      late.size === 0 ? [] : this.ground.installed.leadingTo(this.packagesOf(late), this.loadedPackages());
    for (const by of installed) {
      const { imported, computed } = this.asked(by);
      if (computed !== null) return `${loaded.named(by)}:${computed} imports what it computes, which may be it`;
      for (const root of imported) {
        const found = reached(root);
        if (found !== undefined) return importing(by, found);
        const { unknown } = graph.linkedWith(root, instead);
        if (unknown !== null) return `what ${loaded.named(root)} imports is not known: ${unknown}`;
      }
    }
    return null;
  }

  private loadedPackages(): ReadonlySet<string> {
    this.packages ??= this.packagesOf(this.ground.loaded.modules.keys());
    return this.packages;
  }

  /** As others ask for them. */
  private packagesOf(files: Iterable<string>): Set<string> {
    const found = new Set<string>();
    for (const file of files) {
      const installed = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
      const name = installed ?? packageOf(file, this.ground.resolver.files)?.name;
      if (name != null) found.add(name);
    }
    return found;
  }

  private roots(): Roots {
    this.known ??= this.find();
    return this.known;
  }

  private find(): Roots {
    const { loaded, sources, graph, starts } = this.ground;
    const imported = new Map<string, string>();
    const others = new Set<string>();
    for (const start of starts) {
      const [entry, ...besides] = rootModules(start).flatMap((module) => loaded.files.get(module) ?? []);
      if (entry !== undefined) others.add(entry);
      // Functions of what came first may run while these are linked.
      for (const each of besides) if (graph.formatOf(each) === "module") imported.set(each, each);
    }
    let computed: Roots["computed"] = null;
    for (const file of new Set([...loaded.modules.keys(), ...sources])) {
      const asked = this.asked(file);
      if (asked.computed !== null) computed ??= { file, line: asked.computed };
      for (const each of asked.imported) imported.set(each, imported.get(each) ?? file);
      for (const each of asked.required) others.add(each);
    }
    return { imported, others, computed };
  }

  /** What a file's calls ask for. */
  private asked(file: string): Asked {
    let known = this.calls.get(file);
    if (known === undefined) {
      known = this.askedIn(file);
      this.calls.set(file, known);
    }
    return known;
  }

  private askedIn(file: string): Asked {
    const { texts, resolver, graph, known } = this.ground;
    const imported: string[] = [];
    const required: string[] = [];
    if (!/\.[cm]?[jt]sx?$|\/[^./]+$/.test(file)) return { imported, required, computed: null };
    const { asked, computed } = known?.facts(file)?.calls ?? askedInCalls(texts.of(file) ?? "", file);
    for (const { kind, specifier } of asked) {
      const found = kind === "import()" ? resolver.import(specifier, file) : resolver.require(specifier, file);
      if (found.kind !== "file" || graph.formatOf(found.path) === "json") continue;
      if (kind === "import()") imported.push(found.path);
      else if (graph.formatOf(found.path) === "module") required.push(found.path);
    }
    return { imported, required, computed };
  }
}
