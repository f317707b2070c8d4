import type { FoundGraph, FoundImport } from "./found-graph.js";
import { packagesAbove } from "./python-names.js";

/** Adds an import between dotted names with the packages that it loads before its module. */
export class DottedImports {
  private readonly implicit = new Set<string>();

  /** @param known all modules of the document */
  constructor(
    private readonly graph: FoundGraph,
    private readonly known: ReadonlySet<string>,
  ) {}

  add(importer: string, imported: string, found: FoundImport = {}): void {
    if (importer === imported) return;
    for (const name of packagesAbove(imported, importer, this.known)) {
      const pair = `${importer} ${name} ${found.when ?? ""}`;
      if (this.implicit.has(pair)) continue;
      this.implicit.add(pair);
      this.graph.import(this.graph.module(importer), this.graph.module(name), { ...found, manner: ["implicit"] });
    }
    this.graph.import(this.graph.module(importer), this.graph.module(imported), found);
  }
}
