import type { ImportedName, Reason } from "../../languages/rewriting.js";
import { CHANGES_REQUIRE } from "./changes-require.js";
import { allRequireModules, packageOf, REQUIRES_MODULES, requiresModules } from "./node-versions.js";
import type { ProgramGround } from "./program-ground.js";
import { firstWith } from "./program-texts.js";
import { asksImporter } from "./required-instead.js";

export interface RequiredGround extends ProgramGround {
  /** Absolute. */
  readonly root: string;
  /** Codes that are taken as proven. */
  readonly accept: ReadonlySet<string>;
}

/** Runners of tests that load a project's modules by ways of their own, which a `require` passes by. */
const OWN_LOADERS = /"(?:vitest|jest|vite-node|@jest\/core|nyc|tsx|@babel\/register|@swc-node\/register|ts-node)"\s*:/;

const TEST = /(?:^|\/)(?:__tests__|tests?|specs?)\/|[._-](?:test|spec)\.[cm]?[jt]sx?$/;

/** Why an ES module may not be required where it was imported. */
export class RequiredModules {
  private changesRequire: string | null | undefined;

  constructor(private readonly ground: RequiredGround) {}

  /** The ES module that a file's import asks for; null for anything else. */
  targetOf(specifier: string, file: string): string | null {
    const found = this.ground.resolver.import(specifier, `${this.ground.root}/${file}`);
    return found.kind === "file" && this.ground.graph.formatOf(found.path) === "module" ? found.path : null;
  }

  /** What the project, the modules behind it, and the Node that ran say to it. */
  problem({ file, line, from }: ImportedName, target: string): Reason | null {
    const no = (code: string, message: string): Reason => ({ code, message, file, line });
    return this.versions(file, no) ?? this.linked(target, from ?? "", no) ?? this.loaders(file, no);
  }

  private versions(file: string, no: No): Reason | null {
    const { root, resolver, starts, loaded, accept } = this.ground;
    const own = packageOf(`${root}/${file}`, resolver.files);
    const isAllowed = accept.has("node-range") || (own?.node != null && allRequireModules(own.node));
    if (!isAllowed) {
      const where = own === null ? "package.json" : loaded.shown(`${own.folder}/package.json`);
      const says =
        own?.node == null ? "does not say which Node it needs" : `also lets Node run it that can't (${own.node})`;
      return no("node-range", `an ES module can be required by Node ${REQUIRES_MODULES} alone, and ${where} ${says}`);
    }
    const other = starts.find(({ graph }) => !requiresModules(graph.runtime));
    if (other === undefined) return null;
    return no("old-node", `${other.graph.runtime} can't require an ES module, or warns of it`);
  }

  private linked(target: string, specifier: string, no: No): Reason | null {
    const { graph, loaded, texts } = this.ground;
    const { files, unknown } = graph.linkedWith(target);
    if (unknown !== null) return no("es-module", `what ${specifier} imports is not known: ${unknown}`);
    for (const file of files) {
      const format = graph.formatOf(file);
      const named = loaded.named(file);
      if (format === "module" && graph.waits(file) !== false)
        return no("waits-at-load", `${named} may wait at its top level, and can't be required`);
      if (format === "commonjs" && asksImporter(texts.of(file) ?? ""))
        return no("asks-importer", `${named} asks what loaded it, which for an import is nothing`);
    }
    if (!graph.mayExportWhole(target)) return null;
    return no("module-exports-name", `${specifier} may export "module.exports", which a require gives instead of it`);
  }

  private loaders(file: string, no: No): Reason | null {
    const { root, resolver, texts, loaded, sources } = this.ground;
    const own = packageOf(`${root}/${file}`, resolver.files);
    // What is installed comes without its tests.
    const isTested = sources.some((each) => TEST.test(each.slice(root.length)));
    for (const folder of isTested ? new Set([root, own?.folder ?? root]) : []) {
      const found = OWN_LOADERS.exec(texts.of(`${folder}/package.json`) ?? "");
      if (found !== null)
        return no("own-loader", `${found[0].replace(/\s*:$/, "")} loads modules by itself, which a require passes by`);
    }
    if (this.changesRequire === undefined) this.changesRequire = firstWith(this.ground, CHANGES_REQUIRE);
    const changing = this.changesRequire;
    if (changing === null) return null;
    return no("changes-loader", `${loaded.named(changing)} changes what a require does, or looks at what it loaded`);
  }
}

type No = (code: string, message: string) => Reason;
