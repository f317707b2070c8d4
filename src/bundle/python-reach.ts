import { reachOf } from "../graph/reach.js";
import { scan } from "../scan/scan.js";
import type { PythonEntry, StartedModule } from "./bundler.js";

export interface Gathered {
  /** Absolute. */
  readonly modules: string;
  readonly entry: PythonEntry;
  readonly executable: string;
  readonly packageRoot: string;
  readonly started: readonly StartedModule[];
}

/** What import statements and starts say of gathered modules, each against the other. */
export async function unseenModules(gathered: Gathered): Promise<{ hidden: string[]; unreached: string[] }> {
  const { modules, entry, executable, packageRoot, started } = gathered;
  const { sources, entries } = await scan({
    targets: [modules],
    entries: ["file" in entry ? `${modules}/${entry.file.slice(entry.file.lastIndexOf("/") + 1)}` : entry.module],
    python: executable,
    language: "python",
    follow: false,
    external: false,
    packageRoot,
  });
  const reach = reachOf(sources.graph, entries.run.size > 0 ? entries.run : entries.starts, entries.starts);
  const names = sources.graph.modules.name;
  const seen = new Set(names.filter((_, module) => reach[module] !== "never"));
  const loaded = new Set(started.map(({ name }) => name));
  const hidden = names.filter((name) => loaded.has(name) && !seen.has(name));
  const tops = (some: Iterable<string>) => new Set([...some].map((name) => name.split(".")[0] ?? ""));
  const used = tops([...seen, ...loaded]);
  return { hidden, unreached: [...tops(names)].filter((top) => !used.has(top)).sort() };
}
