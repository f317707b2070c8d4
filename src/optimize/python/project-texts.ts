import { asLatin1 } from "../../languages/python/judge/lookers/decoded.js";
import type { LookedProject } from "../../languages/python/judge/lookers/project.js";
import type { Reason } from "../../languages/rewriting.js";

/** What a project's files hold as texts, each question answered once. */
export class ProjectTexts {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly project: LookedProject) {}

  /** Whether any of the project's files holds a word. */
  mentions(word: string): boolean {
    return this.once(word, () =>
      this.project.files.some(({ file }) => this.project.bytes(file)?.includes(word) === true),
    );
  }

  /** Whether any of the program's files, its tests left out, has such a text. */
  programHas(pattern: RegExp): boolean {
    return this.once(String(pattern), () =>
      this.project.files.some(({ file, shown }) => !TEST.test(shown) && pattern.test(this.textOf(file))),
    );
  }

  /** Where a file that looks into `sys.modules` names a module. */
  lookedUp(module: string): Reason | null {
    if (!this.mentions("sys.modules")) return null;
    for (const word of [`"${module}"`, `'${module}'`]) {
      if (!this.mentions(word)) continue;
      for (const { file, shown } of this.project.files) {
        const text = this.textOf(file);
        const at = text.includes("sys.modules") ? text.indexOf(word) : -1;
        if (at < 0) continue;
        const line = text.slice(0, at).split("\n").length;
        const message = `${shown}:${line} may look for ${module} in sys.modules, where it is once it is loaded`;
        return { code: "looked-up-by-name", message, file: shown, line };
      }
    }
    return null;
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

/** What runs only as a test. */
const TEST = /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/;
