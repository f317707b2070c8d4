import type { ModuleGraph } from "../../languages/javascript/modules/module-graph.js";
import type { Resolver } from "../../languages/javascript/resolve/resolver.js";
import type { RecordedStart } from "../starts.js";
import type { LoadedFiles } from "./loaded-files.js";
import type { SourceTexts } from "./source-texts.js";

/** What is known of a program: what its starts loaded, and its files. */
export interface ProgramGround {
  readonly starts: readonly RecordedStart[];
  readonly loaded: LoadedFiles;
  readonly resolver: Resolver;
  readonly graph: ModuleGraph;
  /** The project's own files, absolute, tests included. */
  readonly sources: readonly string[];
  readonly texts: SourceTexts;
}
