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

  private windows: boolean | undefined;

  constructor(private readonly graph: ImportGraph) {
    this.distutilsShim = graph.modules.name.includes("setuptools._distutils");
    this.standardTest = graph.modules.name.includes("test.support");
  }

  /** Standard, although the standard library's list lacks it. `_sysconfigdata_…` is named after its platform. */
  isStandard(top: string): boolean {
    return top.startsWith("_sysconfigdata_") || (top === "test" && this.standardTest);
  }

  /**
   * Whether a name that is built into the interpreters of one system is one of this system's: programs for several
   * ask for the others in vain. On Windows the import system itself starts with `nt` and `winreg`.
   */
  isOfThisSystem(top: string): boolean {
    const windows = WINDOWS.has(top);
    return (!windows && !POSIX.has(top)) || windows === this.isWindows();
  }

  private isWindows(): boolean {
    if (this.windows === undefined) {
      const { loads, modules } = this.graph;
      const started = ["nt", "winreg"].map((name) => modules.name.indexOf(name)).filter((module) => module >= 0);
      const system = modules.name.indexOf("_frozen_importlib_external");
      this.windows = false;
      for (let load = 0; load < loads.count && started.length > 0 && !this.windows; load++) {
        const importer = loads.importer[load] ?? -1;
        this.windows = importer >= 0 && loads.module[importer] === system && started.includes(loads.module[load] ?? -1);
      }
    }
    return this.windows;
  }
}

const WINDOWS: ReadonlySet<string> = new Set(["nt", "winreg", "_winapi", "msvcrt"]);
const POSIX: ReadonlySet<string> = new Set(["posix", "pwd"]);
