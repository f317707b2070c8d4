import type { ImportGraph } from "../../graph/graph.js";

/** Names that say what they are, whatever is installed. */

/** The program itself, again in multiprocessing's workers, and what pytest finds beside the tests. */
export function isApplicationName(top: string): boolean {
  return /^(__main__|__mp_main__|conftest|test_\w+)$/.test(top);
}

/** Names whose meaning hangs on what else was loaded. */
export class LoadedTogether {
  /** setuptools puts its own distutils in the place of the standard one, also where that still exists. */
  readonly distutilsShim: boolean;
  /** `test` is CPython's own test package only where its tools are loaded: many projects call their tests so. */
  private readonly standardTest: boolean;

  constructor(graph: ImportGraph) {
    this.distutilsShim = graph.modules.name.includes("setuptools._distutils");
    this.standardTest = graph.modules.name.includes("test.support");
  }

  /** Standard, although the standard library's list lacks it. `_sysconfigdata_…` is named after its platform. */
  isStandard(top: string): boolean {
    return top.startsWith("_sysconfigdata_") || (top === "test" && this.standardTest);
  }
}
