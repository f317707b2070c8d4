import { join } from "node:path";
import type { ImportGraph } from "../../graph/graph.js";
import { HookFolder } from "../../io/hook-folder.js";
import { cachesOf } from "../caches.js";
import { classified } from "../classified.js";
import { observedGraph } from "../observed.js";
import { placesIn } from "../places.js";
import { type Preludes, preludesOf, withPrelude } from "../prelude.js";
import { RECORDINGS } from "../recordings.js";
import { Runner } from "../runner.js";
import { tracedGraph } from "../traced.js";
import { treeOfRun } from "../tree.js";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Recordings without measurements, for tests that need thousands of one interpreter: a program runs twice, traced and observed, and what
 * the interpreter alone loads is looked at once. One program at a time.
 */
export class LeanRecorder {
  private readonly folder: HookFolder;
  private preludes: Preludes | null | undefined;

  constructor(private readonly packageRoot: string) {
    const files = RECORDINGS.flatMap(({ hookFiles }) => hookFiles);
    this.folder = new HookFolder(join(packageRoot, "dist"), files);
  }

  close(): void {
    this.folder.remove();
  }

  /** @throws UserError for a command that can't be recorded */
  async record(words: readonly string[], root: string, environment: Environment): Promise<ImportGraph> {
    const { packageRoot, folder } = this;
    const { signal: stop } = new AbortController();
    const quiet = { stdoutToStderr: false, quiet: true, say: () => {}, onRun: () => {} };
    const how = { tool: "test", words, runs: 1, once: true, trace: true, cold: false };
    const runner = new Runner({ ...how, ...quiet, packageRoot, root, environment, stop }, folder, 2);
    const first = await runner.hooked("trace");
    if (this.preludes === undefined) this.preludes = await preludesOf(first, folder, environment, stop);
    const traced = withPrelude(first, this.preludes, 0);
    const observed = await runner.hooked("observe");
    const tree = treeOfRun(traced.processes, words);
    const recorded = { ...tree.recorded, runs: [], caches: cachesOf([traced], false) };
    const placesOf = await placesIn(traced.processes);
    const joined = tracedGraph({ tree, processes: traced.processes, root, recorded, placesOf });
    const { graph } = observedGraph(joined.graph, observed.processes, root);
    return (await classified(graph, traced.processes)).graph;
  }
}
