import type { DistributionRow, ImportGraph } from "../../graph/graph.js";
import type { Warning } from "../../graph/profile.js";
import { ORIGINS, type Origin } from "../../graph/vocabulary.js";
import type { Classification } from "../language.js";
import { isInternal } from "./builtins.js";
import { packageOfName } from "./by-name.js";
import type { JavaScriptEnvironment, PackageInfo } from "./environment.js";
import { rootPath } from "./names.js";
import { absolutePath, type PackagePlace, placeOf } from "./place.js";

interface Verdict {
  readonly origin: Origin;
  readonly distribution: string | null;
  readonly version: string | null;
}

const STDLIB: Verdict = { origin: "stdlib", distribution: null, version: null };
const INTERNAL: Verdict = { origin: "builtin", distribution: null, version: null };
const FOREIGN: Verdict = { origin: "dependency", distribution: null, version: null };

/** Yarn writes its loader into the project. */
const PNP = /(?:^|\/)\.pnp\.(?:c?js|loader\.mjs)$/;

/**
 * Gives every module of a JavaScript graph its origin and distribution: by its file where one is known, otherwise
 * by its name.
 *
 * Origin `stdlib` for Node's modules that a program can load, `builtin` for those inside Node; `dependency`
 * for all in a node_modules folder below the root (or anywhere, for a file outside of the root), whichever package manager made it, and for code from a
 * URL; `application` for all other files, whether they lie in the root or not: nobody installed them. A workspace
 * is linked into node_modules, but Node loads its real path, so that it is application too.
 *
 * @param environment the package.json files around the modules, which know versions and the names of workspaces;
 *   null to go by paths alone
 */
export function classifyJavaScript(graph: ImportGraph, environment: JavaScriptEnvironment | null): Classification {
  const { count, name, file } = graph.modules;
  const origin = new Uint8Array(count);
  const distribution = new Int32Array(count);
  const rows = new DistributionRows();
  const judge = new Judge(rootPath(graph.root), environment);
  for (let module = 0; module < count; module++) {
    const found = judge.verdictOn(name[module] ?? "", file?.[module] ?? null);
    origin[module] = ORIGINS.indexOf(found.origin);
    distribution[module] = rows.indexOf(found);
  }
  const modules = { ...graph.modules, origin, distribution };
  const runtime = graph.runtime ?? environment?.runtime ?? null;
  return { graph: { ...graph, runtime, distributions: rows.rows, modules }, warnings: judge.warnings() };
}

class Judge {
  private guesses = 0;
  private readonly unread = new Set<string>();
  /** The package.json that holds for a folder: its own, or the nearest above. */
  private readonly nearest = new Map<string, PackageInfo | null>();

  constructor(
    private readonly root: string | null,
    private readonly environment: JavaScriptEnvironment | null,
  ) {}

  verdictOn(name: string, file: string | null): Verdict {
    const place = placeOf(file ?? name, this.root);
    if (place.kind === "builtin") return isInternal(place.name) ? INTERNAL : STDLIB;
    if (place.kind === "url") return FOREIGN;
    if (place.kind === "package") return this.installed(place);
    const named = file === null ? packageOfName(name) : null;
    if (named !== null) {
      if (named.guessed) this.guesses++;
      return { origin: "dependency", distribution: named.name, version: named.version };
    }
    if (PNP.test(place.path)) return FOREIGN;
    const own = this.environment === null ? null : this.packageAround(absolutePath(place.path, this.root));
    return { origin: "application", distribution: own?.name ?? null, version: own?.version ?? null };
  }

  warnings(): Warning[] {
    const warnings: Warning[] = [];
    if (this.guesses > 0) {
      const message = "names without a file and a path are taken for npm packages";
      warnings.push({ code: "distributions-guessed", message });
    }
    if (this.unread.size > 0) {
      const shown = [...this.unread].slice(0, 5).join(", ");
      const more = this.unread.size > 5 ? ` and ${this.unread.size - 5} more` : "";
      warnings.push({
        code: "environment-lacks-packages",
        message: `no package.json was found for ${shown}${more}: their versions are not known`,
      });
    }
    return warnings;
  }

  private installed(place: PackagePlace): Verdict {
    const info = this.environment?.packages.get(absolutePath(place.folder, this.root));
    if (info === undefined && this.environment !== null && place.version === null) this.unread.add(place.name);
    const version = info?.version ?? place.version;
    return { origin: "dependency", distribution: info?.name ?? place.name, version };
  }

  private packageAround(path: string): PackageInfo | null {
    const passed: string[] = [];
    let found: PackageInfo | null = null;
    for (let end = path.lastIndexOf("/"); end >= 0; end = end === 0 ? -1 : path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      const known = this.nearest.get(folder);
      if (known === undefined) passed.push(folder);
      const info = known ?? this.environment?.packages.get(folder) ?? null;
      // A package.json without a name, often {"type": "module"} alone, is no package.
      if (info !== null && info.name !== null) found = info;
      if (found !== null || known === null) break;
    }
    for (const folder of passed) this.nearest.set(folder, found);
    return found;
  }
}

class DistributionRows {
  readonly rows: DistributionRow[] = [];
  private readonly index = new Map<string, number>();

  /** Copies of several versions are distributions of their own. */
  indexOf({ distribution, version }: Verdict): number {
    if (distribution === null) return -1;
    const key = `${distribution}\n${version ?? ""}`;
    const known = this.index.get(key);
    if (known !== undefined) return known;
    const index = this.rows.push({ name: distribution, version }) - 1;
    this.index.set(key, index);
    return index;
  }
}
