import { absoluteName } from "../../static/absolute-name.js";
import type { LookedProject, ProjectFile } from "../lookers/project.js";
import { skeleton } from "./skeleton.js";

/** Parts of the standard library that some systems, and some builds of Python, lack. */
const OPTIONAL: ReadonlySet<string> = new Set(
  "_curses _winapi bz2 crypt ctypes curses dbm ensurepip fcntl grp idlelib lzma msvcrt nis nt posix pty pwd readline resource sqlite3 ssl syslog termios tkinter tty turtle venv winreg winsound zlib".split(
    " ",
  ),
);

/** What a module may do outside of functions to say that it can't be used. */
const RAISES = /\b(?:raise|assert|exit|import_module|__import__)\b/;

/** Tells whether what a module of the project loads may be missing where the project itself is there. */
export class LeadsOutside {
  private readonly modules: ReadonlyMap<string, ProjectFile>;
  private readonly known = new Map<string, boolean>();

  /** @param isStandard whether a module is of the standard library */
  constructor(
    private readonly project: LookedProject,
    private readonly isStandard: (module: string) => boolean,
  ) {
    this.modules = new Map(project.files.map((file) => [file.module, file]));
  }

  /** Of one of the project's modules whether it, or one that it imports as it loads, imports anything that is neither the project's nor surely there. */
  of(module: string): boolean {
    const known = this.known.get(module);
    if (known !== undefined) return known;
    const met = new Set([module]);
    const open = [module];
    let leads = false;
    for (let next = open.pop(); next !== undefined && !leads; next = open.pop()) {
      const file = this.modules.get(next);
      leads = file === undefined ? this.mayLack(next) : this.follow(file, met, open);
    }
    this.known.set(module, leads);
    return leads;
  }

  /** @returns whether it may fail by itself, or a statement can't be followed */
  private follow(file: ProjectFile, met: Set<string>, open: string[]): boolean {
    const bytes = this.project.bytes(file.file);
    if (bytes === null || RAISES.test(skeleton(bytes).toString("latin1"))) return true;
    const add = (module: string): void => {
      if (met.has(module)) return;
      met.add(module);
      open.push(module);
    };
    for (const { kind, when, module, level, names } of this.project.scan(file.file).imports) {
      if (when !== "eager") continue;
      const base = absoluteName(module, level, { name: file.module, isPackage: file.isPackage });
      if (base === null || kind === "call") return true;
      if (kind === "import") for (const { name } of names) add(name);
      else {
        add(base);
        // What is no module is a name of the package.
        for (const { name } of names) if (this.modules.has(`${base}.${name}`)) add(`${base}.${name}`);
      }
    }
    return false;
  }

  private mayLack(module: string): boolean {
    const [top = ""] = module.split(".");
    return OPTIONAL.has(top) || !this.isStandard(module);
  }
}
