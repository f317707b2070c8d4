import { readText } from "../../io/read-text.js";
import { codeText } from "../../languages/python/judge/code-text.js";
import { setsUpLoggers } from "../../languages/python/judge/load/logging-setups.js";
import { asLatin1 } from "../../languages/python/judge/lookers/decoded.js";
import { type LookedUp, lookedUpIn } from "../../languages/python/judge/lookers/looked-up.js";
import type { LookedProject } from "../../languages/python/judge/lookers/project.js";
import { mentionsSeeds } from "../../languages/python/judge/lookers/seeds.js";
import type { Reason } from "../../languages/rewriting.js";

/** What a project's files hold as texts, each question answered once; what the interpreter's own library does is no news. */
export class ProjectTexts {
  private readonly known = new Map<string, boolean>();
  /** Without comments and docstrings, of the files that were asked for it. */
  private readonly code = new Map<string, string>();

  /** @param loaded files of other modules that the program loads, the interpreter's own left out */
  constructor(
    private readonly project: LookedProject,
    private readonly loaded: () => readonly string[],
  ) {}

  /** Whether the code of any of the project's files holds a word, wherever it begins and ends, or such a text. */
  mentions(word: string | RegExp): boolean {
    const isIn = (text: string): boolean => (typeof word === "string" ? text.includes(word) : word.test(text));
    return this.once(String(word), () =>
      this.project.files.some(({ file, isStandard }) => isStandard !== true && this.isInCode(file, isIn)),
    );
  }

  /** Whether any of the program's files, its tests left out, has such a text. */
  programHas(pattern: RegExp): boolean {
    return this.once(`program ${String(pattern)}`, () =>
      this.project.files.some(
        ({ file, shown, isStandard }) =>
          isStandard !== true && !TEST.test(shown) && this.isInCode(file, (text) => pattern.test(text)),
      ),
    );
  }

  /**
   * Whether a loaded module from outside of the project and of the interpreter's own library has such a text in its code.
   *
   * @param word stands in every text that fits, so that few files are searched
   * @param but a file that is not asked
   */
  libraryHas(word: string, pattern: RegExp, but: string): boolean {
    return this.librariesWith(word).some((file) => file !== but && this.isInCode(file, (text) => pattern.test(text)));
  }

  private librariesWith(word: string): readonly string[] {
    const known = this.libraries.get(word);
    if (known !== undefined) return known;
    const own = new Set(this.project.files.map(({ file }) => file));
    const found = this.loaded().filter((file) => !own.has(file) && this.textOf(file).includes(word));
    this.libraries.set(word, found);
    return found;
  }

  private readonly libraries = new Map<string, readonly string[]>();

  /** Whether the project, its tests too, or any module that is loaded may set or keep the state of the shared random numbers. */
  seedsRandom(): boolean {
    return this.once("seeds", () => {
      const own = this.project.files.filter(({ isStandard }) => isStandard !== true);
      if (own.some(({ file }) => mentionsSeeds(this.textOf(file)))) return true;
      const texts = this.loaded().map((file) => readText(file) ?? "");
      return texts.some((text) => /\brandom\b/.test(text) && /\b(?:seed|[sg]etstate)\b/.test(text));
    });
  }

  /** Whether any of the project's files may set up logging so that loggers that exist are treated otherwise than later ones. */
  setsUpLoggers(): boolean {
    return this.once("loggers", () =>
      this.project.files.some(({ file, isStandard }) => isStandard !== true && setsUpLoggers(this.textOf(file))),
    );
  }

  /** Where a file looks for a module in `sys.modules`, or has its name and looks there for what it computes. */
  lookedUp(module: string): Reason | null {
    this.tables ??= this.project.files.flatMap(({ file, shown, isStandard }) => {
      const text = this.textOf(file).replace(LAZY_LIST, (list) => list.replace(/[^\n]/g, " "));
      if (!text.includes("sys.modules")) return [];
      const { named, isComputed } = lookedUpIn(text);
      // The library's own computed names are those that it is asked for.
      return [{ shown, text, named, isComputed: isComputed && isStandard !== true }];
    });
    for (const { shown, text, named, isComputed } of this.tables) {
      const written = isComputed ? [`"${module}"`, `'${module}'`].map((word) => text.indexOf(word)) : [];
      const at = named.get(module) ?? written.find((found) => found >= 0);
      if (at === undefined) continue;
      const line = text.slice(0, at).split("\n").length;
      const message = `${shown}:${line} may look for ${module} in sys.modules, where it is once it is loaded`;
      return { code: "looked-up-by-name", message, file: shown, line };
    }
    return null;
  }

  private tables: readonly (LookedUp & { readonly shown: string; readonly text: string })[] | null = null;

  /** Comments and docstrings do nothing: they are taken out where a file has what is looked for at all. */
  private isInCode(file: string, isIn: (text: string) => boolean): boolean {
    if (!isIn(this.textOf(file))) return false;
    const code = this.code.get(file) ?? codeText(this.textOf(file));
    this.code.set(file, code);
    return isIn(code);
  }

  private textOf(file: string): string {
    return asLatin1(this.project.bytes(file));
  }

  private once(key: string, find: () => boolean): boolean {
    const known = this.known.get(key) ?? find();
    this.known.set(key, known);
    return known;
  }
}

/** What is for the interpreter alone, which looks for no module by these texts. */
const LAZY_LIST = /^__lazy_modules__\s*=\s*[[({][^\])}]*[\])}]/gm;
/** What runs only as a test. */
const TEST = /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/;
