import { asLatin1 } from "../../languages/python/judge/lookers/decoded.js";
import type { LookedProject, ProjectFile } from "../../languages/python/judge/lookers/project.js";
import { absoluteName } from "../../languages/python/static/absolute-name.js";

/** What makes a second module of one file, or of one name: loaders by path, and whoever takes modules out of `sys.modules`. */
const COPIES =
  /spec_from_|module_from_spec|FileLoader|run_path|run_module|load_source|\breload\(|sys\.modules\.pop|sys\.modules\.clear|sys\.modules\s*\[[^\]\n]*\]\s*=(?!=)|del\s+sys\.modules|delitem\(\s*sys\.modules|["']sys\.modules/;

/** What runs a module's text again in the same globals: what those keep of the run before would stay. */
const RUNS_AGAIN = /\breload\(|load_source|exec_module\(/;

const NAMES_NOTHING: readonly RegExp[] = [
  /^([ \t]*from[ \t]+)[\w.]+\.(\w+[ \t]+import\b)/gm,
  /^([ \t]*)#.*($)/gm,
  /(^|:[ \t]*\n)\s*[rR]?"""[^"\\]*"""[ \t]*($|\n)/g,
];

/** By which names a module's own functions can import it: what they find is then the module that they stand in. */
export class OwnNames {
  private copiers: readonly ProjectFile[] | null = null;
  private readonly known = new Map<string, boolean>();

  constructor(private readonly project: LookedProject) {}

  /** Whether a module is only ever loaded by one name, and once. @param file absolute */
  isOnlyOne(module: string, file: string): boolean {
    const known = this.known.get(module);
    if (known !== undefined) return known;
    const isOne = !this.isProgram(module, file) && !this.isCopied(module);
    this.known.set(module, isOne);
    return isOne;
  }

  /** `python -m` makes it `__main__`; of a package it makes that its `__main__.py`. */
  private isProgram(module: string, file: string): boolean {
    if (/(?:^|\.)__main__$/.test(module)) return true;
    return this.project.bytes(file)?.includes("__main__") === true && !this.needsItself(module, file);
  }

  /** A package that imports what lies in it: run as a file, it fails or is loaded by its name all the same. */
  private needsItself(module: string, file: string): boolean {
    const own = this.project.files.find((each) => each.file === file && each.module === module && each.isPackage);
    if (own === undefined) return false;
    return this.project.scan(file).imports.some((statement) => {
      if (statement.when !== "eager" || statement.guard !== null || statement.scope.length > 0) return false;
      const { module: from, level, names, kind } = statement;
      const base = absoluteName(from, level, { name: module, isPackage: true }) ?? "";
      const asked = kind === "import" ? names.map(({ name }) => name) : [base];
      return asked.some((name) => name.startsWith(`${module}.`));
    });
  }

  /** A file's text without what can name no module to a loader: comments, docstrings, and packages that a from-import goes through. */
  private mentioned(file: string): string {
    let found = this.texts.get(file);
    if (found === undefined) {
      const text = asLatin1(this.project.bytes(file));
      found = NAMES_NOTHING.reduce((left, pattern) => left.replace(pattern, "$1$2"), text);
      this.texts.set(file, found);
    }
    return found;
  }

  private readonly texts = new Map<string, string>();

  private isCopied(module: string): boolean {
    this.copiers ??= this.project.files.filter((each) => COPIES.test(asLatin1(this.project.bytes(each.file))));
    return this.isNamedIn(this.copiers, module);
  }

  /** Whether some file may run a module's text again in the same globals. */
  runsAgain(module: string): boolean {
    this.reloaders ??= this.project.files.filter((each) => RUNS_AGAIN.test(asLatin1(this.project.bytes(each.file))));
    return this.isNamedIn(this.reloaders, module);
  }

  private reloaders: readonly ProjectFile[] | null = null;

  private isNamedIn(files: readonly ProjectFile[], module: string): boolean {
    const segment = module.slice(module.lastIndexOf(".") + 1);
    return files.some(({ file }) => this.mentioned(file).includes(segment));
  }
}
