import { components } from "../../src/graph/components.js";
import { importEdges, isEager } from "../../src/graph/import-edges.js";
import { type Neighbour, neighbourhood } from "../../src/graph/neighbours.js";
import { WHENS, type When } from "../../src/graph/vocabulary.js";
import { nodeOfLoad } from "../layout/icicle.js";
import { displayName } from "../text/names.js";
import { counted } from "../text/time.js";
import type { Model } from "./model.js";
import { matcher, matchModules } from "./search.js";

/** A module beside the chosen one. */
export interface ShownNeighbour {
  readonly module: number;
  readonly name: string;
  /** "line 12, guarded", and the same with the file that the line is in. */
  readonly short: string;
  readonly place: string;
  readonly marks: readonly string[];
}

export interface Group {
  readonly when: When;
  readonly neighbours: readonly ShownNeighbour[];
}

/** The chosen module between those that import it and those that it imports, by when the imports run. */
export interface ShownModule {
  readonly module: number;
  readonly name: string;
  readonly file: string | null;
  readonly marks: readonly string[];
  readonly importers: readonly Group[];
  readonly imported: readonly Group[];
}

/** What the tab asks again and again, made once when it is first shown. */
export class Neighbourhoods {
  /** The first load of each module, -1 for none. */
  private readonly loadOf: Int32Array;
  /** The cycle of eager imports that a module is in, -1 for none, and how many modules each has. */
  private readonly cycleOf: Int32Array;
  private readonly cycleSize: number[];

  constructor(private readonly model: Model) {
    const { graph } = model;
    const { loads, modules } = graph;
    this.loadOf = new Int32Array(modules.count).fill(-1);
    for (let load = loads.count - 1; load >= 0; load--) this.loadOf[loads.module[load] ?? 0] = load;
    const first = new Set([...loads.module.filter((_, load) => (loads.importer[load] ?? -1) < 0)]);
    const cycles = components(importEdges(graph, isEager(graph, first)));
    this.cycleOf = new Int32Array(modules.count).fill(-1);
    this.cycleSize = cycles.map((members) => members.length);
    for (const [cycle, members] of cycles.entries()) for (const module of members) this.cycleOf[module] = cycle;
  }

  /** The node of a module's first load, -1 for a module that is not loaded. */
  nodeOf(module: number): number {
    const load = this.loadOf[module] ?? -1;
    return load < 0 ? -1 : nodeOfLoad(this.model.icicle, load);
  }

  of(module: number): ShownModule {
    const { graph } = this.model;
    const { importers, imported } = neighbourhood(graph, module);
    const cycle = this.cycleOf[module] ?? -1;
    return {
      module,
      name: this.name(module),
      file: this.file(module),
      marks: [
        ...(this.nodeOf(module) < 0 ? ["not loaded at startup"] : []),
        ...(cycle < 0 ? [] : [`in a cycle of ${counted(this.cycleSize[cycle] ?? 0, "module")}`]),
      ],
      importers: this.groups(importers, module, true),
      imported: this.groups(imported, module, false),
    };
  }

  private groups(neighbours: readonly Neighbour[], chosen: number, importers: boolean): Group[] {
    return WHENS.flatMap((when) => {
      const own = neighbours.filter((neighbour) => neighbour.when === when);
      if (own.length === 0) return [];
      // The chosen module's own statements stand in their order, those of others by who has them: what loads it first,
      // what is loaded before what is not.
      own.sort((a, b) => (importers && this.byImporter(a, b)) || (a.line ?? 0) - (b.line ?? 0));
      return [{ when, neighbours: own.map((each) => this.shown(each, chosen, importers)) }];
    });
  }

  private byImporter(a: Neighbour, b: Neighbour): number {
    const { name } = this.model.graph.modules;
    const [first, second] = [name[a.module] ?? "", name[b.module] ?? ""];
    const isLoaded = ({ module }: Neighbour): number => (module >= 0 && (this.loadOf[module] ?? -1) >= 0 ? 1 : 0);
    return (
      Number(b.loads) - Number(a.loads) || isLoaded(b) - isLoaded(a) || (first < second ? -1 : first > second ? 1 : 0)
    );
  }

  /** Modules without a load whose name a search text finds, the first `most` of them. */
  unloaded(search: string, most: number): { count: number; first: { module: number; name: string }[] } {
    const wanted = matcher(search);
    const { graph } = this.model;
    const found = wanted === null || "problem" in wanted ? null : matchModules(graph, wanted.matches);
    const first: { module: number; name: string }[] = [];
    let count = 0;
    found?.forEach((matches, module) => {
      if (matches === 0 || (this.loadOf[module] ?? -1) >= 0) return;
      count++;
      if (first.length < most) first.push({ module, name: this.name(module) });
    });
    return { count, first };
  }

  private shown(neighbour: Neighbour, chosen: number, importers: boolean): ShownNeighbour {
    const { module, line, manner, inEntry, loads, ran } = neighbour;
    const at = line === null ? [] : [`line ${line}`];
    const tags = [...manner, ...(inEntry ? ["if run itself"] : []), ...(ran ? [] : ["did not run"])];
    const file = this.file(importers ? module : chosen);
    const cycle = this.cycleOf[module] ?? -1;
    return {
      module,
      name: this.name(module),
      short: [...at, ...tags].join(", "),
      place: [...(file === null || line === null ? at : [`${file}:${line}`]), ...tags].join(", "),
      marks: [
        ...(loads ? ["loads it"] : []),
        ...(module >= 0 && this.nodeOf(module) < 0 ? ["not loaded"] : []),
        ...(cycle >= 0 && cycle === this.cycleOf[chosen] && neighbour.when === "eager" ? ["same cycle"] : []),
      ],
    };
  }

  private name(module: number): string {
    return module < 0 ? "not known" : displayName(this.model.graph.modules.name[module] ?? "");
  }

  private file(module: number): string | null {
    const file = this.model.graph.modules.file?.[module] ?? null;
    return file === null ? null : displayName(file);
  }
}
