import { posix } from "node:path";
import { type Replacement, STANDS_IN } from "../../languages/javascript/judge/replaced-modules.js";
import { folderOf } from "../../languages/javascript/resolve/paths.js";
import type { Reason } from "../../languages/rewriting.js";
import { packageOf } from "./node-versions.js";
import type { ProgramGround } from "./program-ground.js";
import { firstWith, replacementsIn } from "./program-texts.js";

export interface BarrelGround extends ProgramGround {
  /** Absolute, with `/`. */
  readonly root: string;
}

/** Makes a reason of the statement that is asked about. */
export type No = (code: string, message: string) => Reason;

const LOADER = /^--(?:experimental-)?loader\b/;
/** Bundlers for browsers put other files in the place of a package's own. */
const OTHER_FILES = /"(?:browser|react-native)"\s*:\s*\{/;

/** Who would see that a module that passes names on is asked for no more, or has put something in its place. */
export class BarrelSights {
  private replaced: ReadonlyMap<string, Replacement> | null = null;
  private changing: string | null | undefined;

  /**
   * @param changes what texts have that give such an import other ways, or see by which it goes
   * @param by what these change, for people
   */
  constructor(
    private readonly ground: BarrelGround,
    private readonly changes: RegExp,
    private readonly by: string,
  ) {}

  /** @param importer whose statement it is, absolute as all files */
  problem(importer: string, passing: Iterable<string>, no: No): Reason | null {
    const { root, resolver, texts, loaded, starts } = this.ground;
    this.replaced ??= replacementsIn(this.ground, STANDS_IN);
    for (const passed of passing) {
      const found = this.replaced.get(passed);
      if (found === undefined) continue;
      const { file, line, by } = found;
      const message = `${file}:${line} may put others in the place of what ${loaded.shown(passed)} passes on (${by})`;
      return { code: "replaced-by-test", message, file, line };
    }
    const own = packageOf(importer, resolver.files)?.folder ?? root;
    if (OTHER_FILES.test(texts.of(`${own}/package.json`) ?? ""))
      return no("other-conditions", `${loaded.shown(`${own}/package.json`)} gives browsers other files`);
    if (starts.some(({ graph }) => graph.command?.some((word) => LOADER.test(word)) === true))
      return no("changes-loader", "the program is started with a loader of its own");
    if (this.changing === undefined) this.changing = firstWith(this.ground, this.changes);
    const changing = this.changing;
    return changing === null ? null : no("changes-loader", `${loaded.named(changing)} changes what ${this.by} does`);
  }
}

/** How a file asks for another one by its place. */
export function relativeTo(importer: string, file: string): string {
  const path = posix.relative(folderOf(importer), file);
  return path.startsWith(".") ? path : `./${path}`;
}
