import type { AskScript, LookedProject, ProjectFile } from "../lookers/project.js";

/** What `taken_facts.py` says of one file. */
export interface ModuleUses {
  /** By function, methods by their own names; "" is what runs while the module loads. */
  readonly units: Readonly<Record<string, Unit>>;
  /** Lines of functions by their names, first and last; what stands on the line of its header has that line. */
  readonly bodies: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly globals: Readonly<Record<string, readonly [kind: GlobalKind, path: string]>>;
  readonly decorated: readonly (readonly [function_: string, decorator: string, isMade: boolean])[];
  /** Functions that, as decorators, don't call what they get. */
  readonly passive: readonly string[];
  readonly stars: readonly string[];
}

export interface Unit {
  /** Dotted paths that begin with a module or a global name of one; what is bound is given another name, and not looked into. */
  readonly uses: readonly (readonly [path: string, line: number, isBound: boolean])[];
  /** Attributes of what is not known. */
  readonly words: readonly string[];
}

/** `flat`: a container of what never changes; `value`: anything, made by what the path names. */
export type GlobalKind = "function" | "class" | "constant" | "flat" | "logger" | "value" | "import";

/** A global of a module of the project that another one's load looks into. */
export interface TakenGlobal {
  /** The module that loads. */
  readonly by: string;
  readonly line: number;
  readonly module: string;
  readonly name: string;
  /** null for what the module's text does not bind. */
  readonly kind: GlobalKind | null;
  /** It is only given another name: what it holds does not matter. */
  readonly isBound: boolean;
}

/** Methods that run when a class is called, or stands among the bases of another one. */
const OF_CLASSES = [
  "__init__",
  "__new__",
  "__post_init__",
  "__call__",
  "__init_subclass__",
  "__set_name__",
  "__enter__",
];
const MOST_STEPS = 40;
const ROUNDS = 2;

/**
 * Whether some lines of a file may have run in the starts that were recorded. A load that no longer happens there happens later as it did:
 * as long as nobody changed what it looked into, it calls what it called.
 *
 * @param file relative to the project's root
 */
export type MayHaveRun = (file: string, first: number, last: number) => boolean;

/** What loads look into, through the functions that they call, as far as the project's own sources show. */
export class UsesAtLoad {
  private readonly known = new Map<string, ModuleUses | null>();
  private readonly asked = new Map<string, Set<string>>();
  private readonly files: ReadonlyMap<string, ProjectFile>;
  /** Asked for, and not needed yet. */
  private readonly coming = new Map<string, { readonly answers: Promise<readonly unknown[]>; readonly at: number }>();

  constructor(
    project: LookedProject,
    private readonly ask: AskScript,
    private readonly mayHaveRun: MayHaveRun,
  ) {
    this.files = new Map(project.files.filter(({ file }) => !file.endsWith(".pyi")).map((file) => [file.module, file]));
  }

  /** @param modules of the project; of one that no parser can read nothing is known, and nothing of it is edited or proven */
  async of(modules: readonly string[]): Promise<TakenGlobal[]> {
    await this.readAround(modules);
    const taken: TakenGlobal[] = [];
    for (const module of modules) if (this.known.get(module) != null) taken.push(...(await this.follow(module)));
    return taken;
  }

  /**
   * What functions that a module's load calls use of modules that are none of the project, as dotted paths. @param module one of those that
   * `of` was asked for
   */
  askedOutside(module: string): ReadonlySet<string> {
    return this.asked.get(module) ?? new Set();
  }

  /** Modules, those that they mention, and those that these mention: in three goes, since most is in them. */
  private async readAround(modules: readonly string[]): Promise<void> {
    await this.read(modules);
    let last = modules;
    for (let round = 0; round < ROUNDS; round++) {
      const next = new Set<string>();
      for (const module of last) {
        for (const path of pathsIn(this.known.get(module) ?? null)) {
          const of = this.moduleOf(path);
          if (of !== null && !this.known.has(of)) next.add(of);
        }
      }
      await this.read(next);
      last = [...next];
    }
  }

  private async follow(by: string): Promise<TakenGlobal[]> {
    const found = new Map<string, TakenGlobal>();
    const outside = new Set<string>();
    this.asked.set(by, outside);
    const met = new Set<string>();
    const open: { module: string; unit: string; line: number | null }[] = [{ module: by, unit: "", line: null }];
    const run = (module: string, units: Iterable<string>, line: number): void => {
      for (const unit of units) if (!met.has(`${module} ${unit}`)) open.push({ module, unit, line });
    };
    const take = ({ module, name, kind }: Meant, line: number, isBound: boolean): void => {
      const key = `${module} ${name}`;
      const known = found.get(key);
      if (known === undefined || (known.isBound && !isBound)) found.set(key, { by, line, module, name, kind, isBound });
    };
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { module, unit } = next;
      if (met.has(`${module} ${unit}`)) continue;
      met.add(`${module} ${unit}`);
      if (!this.known.has(module)) await this.read([module]);
      const facts = this.known.get(module);
      if (facts == null || !Object.hasOwn(facts.units, unit)) continue;
      const own = facts.units[unit];
      if (own === undefined || !this.mayRun(module, unit, facts)) continue;
      const at = (line: number): number => (module === by ? line : (next?.line ?? line));
      run(module, own.words, next.line ?? 1);
      if (unit === "") {
        // What the project's own decorators do with a function they may do while the module loads.
        for (const [name, decorator, isMade] of facts.decorated)
          if (decorator === "?" || (await this.mayCall(await this.meaning(decorator), isMade))) run(module, [name], 1);
      }
      for (const [path, line, isBound] of own.uses) {
        const meant = await this.meaningOf(path);
        if (typeof meant === "string") {
          if (unit !== "" || module !== by) outside.add(meant);
          continue;
        }
        if (meant === null) continue;
        if (meant.name === "*") {
          if (meant.module !== by) for (const each of await this.allOf(meant.module)) take(each, at(line), false);
          continue;
        }
        const { name, rest, kind, maker } = meant;
        if (isBound && rest.length === 0) {
          if (meant.module !== by) take(meant, at(line), true);
          continue;
        }
        if (kind === "function") run(meant.module, [name], at(line));
        if (kind === "class") run(meant.module, OF_CLASSES, at(line));
        run(meant.module, rest, at(line));
        if (maker !== null) run(maker, [...rest, ...OF_CLASSES], at(line));
        if (meant.module !== by) take(meant, at(line), false);
      }
    }
    return [...found.values()];
  }

  private mayRun(module: string, unit: string, { bodies }: ModuleUses): boolean {
    const file = this.files.get(module);
    if (unit === "" || file === undefined || !Object.hasOwn(bodies, unit)) return true;
    return bodies[unit]?.some(([first, last]) => this.mayHaveRun(file.shown, first, last)) ?? true;
  }

  /** Whether a decorator of the project's may call what it gets. */
  private async mayCall(meant: Meant | null, isMade: boolean): Promise<boolean> {
    if (meant === null) return false;
    if (!this.known.has(meant.module)) await this.read([meant.module]);
    return isMade || meant.kind !== "function" || this.known.get(meant.module)?.passive.includes(meant.name) !== true;
  }

  /** All globals of a module, for who has it as a value. */
  private async allOf(module: string): Promise<Meant[]> {
    const names = Object.keys(this.known.get(module)?.globals ?? {});
    const found = await Promise.all(names.map((name) => this.meaning(`${module}.${name}`)));
    return found.filter((each) => each !== null);
  }

  /** What a path leads to, through imports; null where that is no global of the project's. */
  private async meaning(path: string): Promise<Meant | null> {
    const meant = await this.meaningOf(path);
    return typeof meant === "string" ? null : meant;
  }

  /** The same; of what is not the project's its own path. */
  private async meaningOf(path: string): Promise<Meant | string | null> {
    let at = path;
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const module = this.moduleOf(at);
      if (module === null) return at;
      if (module === at) return null;
      const [name = "", ...rest] = at.slice(module.length + 1).split(".");
      if (!this.known.has(module)) await this.read([module]);
      const facts = this.known.get(module);
      if (facts == null) return { module, name, rest, kind: null, maker: null };
      const bound = Object.hasOwn(facts.globals, name) ? facts.globals[name] : undefined;
      if (name === "*") return { module, name, rest, kind: null, maker: null };
      if (bound === undefined) {
        const star = await this.starOf(facts, name);
        if (star === null) return { module, name, rest, kind: null, maker: null };
        at = [star, name, ...rest].join(".");
        continue;
      }
      const [kind, target] = bound;
      if (kind !== "import" || target === `${module}.${name}`) {
        const maker = kind === "value" && target !== "" ? await this.makerOf(target) : null;
        return { module, name, rest, kind: kind === "import" ? "value" : kind, maker };
      }
      at = [target, ...rest].join(".");
    }
    return null;
  }

  private async starOf({ stars }: ModuleUses, name: string): Promise<string | null> {
    await this.read(stars);
    const found = stars.find((star) => Object.hasOwn(this.known.get(star)?.globals ?? {}, name));
    return found ?? null;
  }

  /** The module whose class or function made a value. */
  private async makerOf(path: string): Promise<string | null> {
    const module = this.moduleOf(path);
    if (module !== null && !this.known.has(module)) await this.read([module]);
    return module;
  }

  /** The longest module of the project that a path begins with. */
  private moduleOf(path: string): string | null {
    for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1)) {
      const module = path.slice(0, end);
      if (this.files.has(module)) return module;
    }
    return null;
  }

  /** Asks about modules that will be needed, so that the answers are made meanwhile. */
  expect(modules: Iterable<string>): void {
    const files = this.filesOf(new Set(modules)).filter(({ module }) => !this.coming.has(module));
    if (files.length === 0) return;
    const answers = this.askFor(files);
    // Whoever needs one of them hears of it.
    answers.catch(() => {});
    for (const [at, { module }] of files.entries()) this.coming.set(module, { answers, at });
  }

  private async read(modules: Iterable<string>): Promise<void> {
    const unknown = this.filesOf(new Set(modules));
    if (unknown.length === 0) return;
    for (const { module } of unknown) this.known.set(module, null);
    const open = unknown.filter(({ module }) => !this.coming.has(module));
    const answers = open.length === 0 ? [] : await this.askFor(open);
    for (const [at, { module }] of open.entries()) this.known.set(module, (answers[at] ?? null) as ModuleUses | null);
    for (const { module } of unknown) {
      const coming = this.coming.get(module);
      if (coming !== undefined)
        this.known.set(module, ((await coming.answers)[coming.at] ?? null) as ModuleUses | null);
    }
  }

  /** Of those modules of the project of which nothing is known. */
  private filesOf(modules: ReadonlySet<string>): ProjectFile[] {
    return [...modules].flatMap((module) => (this.known.has(module) ? [] : (this.files.get(module) ?? [])));
  }

  private askFor(files: readonly ProjectFile[]): Promise<readonly unknown[]> {
    return this.ask(
      "",
      files.map(({ file, module, isPackage }) => JSON.stringify({ file, module, isPackage })),
    );
  }
}

function* pathsIn(facts: ModuleUses | null): Generator<string> {
  if (facts === null) return;
  for (const { uses } of Object.values(facts.units)) for (const [path] of uses) yield path;
  for (const [, path] of Object.values(facts.globals)) if (path !== "") yield path;
}

interface Meant {
  readonly module: string;
  readonly name: string;
  readonly rest: readonly string[];
  readonly kind: GlobalKind | null;
  readonly maker: string | null;
}
