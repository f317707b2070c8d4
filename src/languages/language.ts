import type { ImportGraph } from "../graph/graph.js";
import type { Profile, Warning } from "../graph/profile.js";

/** What a language knows of a graph's modules by their names, and by an environment where one was asked. */
export interface Classification {
  /** The graph given, with other origins, distributions and files; loads and imports are the same objects. */
  readonly graph: ImportGraph;
  readonly warnings: readonly Warning[];
}

/**
 * All that the verbs ask of a language; Python and JavaScript stand behind it and never know each other.
 *
 * @typeParam Environment what an installed environment says of itself; `io/` asks it
 */
export interface LanguageSupport<Environment> {
  readonly language: Profile["language"];
  /** Gives every module its origin and distribution; pure, linear in the number of modules. */
  classify(graph: ImportGraph, environment: Environment | null): Classification;
}
