import { createHash } from "node:crypto";
import type { ProfileEffect } from "../../graph/profile.js";
import { type EditedFile, OverlayFolder } from "../../io/overlay-folder.js";
import { readText } from "../../io/read-text.js";
import type { TimeDependent } from "../../languages/python/values/depends-on-time.js";
import { record } from "../../record/record.js";
import type { OptimizeOptions } from "../options.js";
import type { RecordedStart } from "../starts.js";
import { isLoopVariable } from "./loop-names.js";
import { timeDependent } from "./values.js";

/** What is known of loads by running them. */
export interface ShownLoads {
  /** Whether loads can be probed at all. */
  readonly isProbing: boolean;
  effectsOf(module: string): readonly ProfileEffect[];
  sameLater(module: string): boolean;
  /** Whether what a module's load does was observed as closely as a proof asks for. */
  isProbed(module: string): boolean;
  /** Whether a run may still show it. */
  mayBeProbed(module: string): boolean;
  /** Loads that a run would have to compare objects around, so that it shows what some modules do. */
  probesFor(modules: ReadonlySet<string>): ReadonlySet<string>;
  probe(modules: ReadonlySet<string>): Promise<boolean>;
}

/** What runs of a start have shown of its loads: what each changes and reads, and whether its values depend on when it runs. */
export class LoadEvidence implements ShownLoads {
  private readonly effects = new Map<string, ProfileEffect[]>();
  /** Modules for which a run was asked for. */
  private readonly asked = new Set<string>();
  /** Modules around whose loads every object was compared. */
  private readonly probed = new Set<string>();
  /** The edits with which a module's values were the same whenever it was loaded; null for one whose values differed. */
  private readonly values = new Map<string, string | null>();

  constructor(
    private readonly start: RecordedStart,
    private readonly options: OptimizeOptions,
  ) {
    this.add(start);
  }

  /** Each effect of a module's loads once, the surest first. */
  effectsOf(module: string): readonly ProfileEffect[] {
    return this.effects.get(module) ?? [];
  }

  /**
   * Runs the command once more, with every object compared around the loads of these modules: only that shows what changes
   * inside objects of others.
   *
   * @returns whether anything was run: what is known then has grown
   */
  async probe(modules: ReadonlySet<string>): Promise<boolean> {
    const { graph, process } = this.start;
    const unknown = new Set([...modules].filter((module) => !this.probed.has(module) && !this.asked.has(module)));
    const wanted = [...outermost(this.start, unknown)];
    const words = graph.command ?? [];
    if (!this.isProbing || wanted.length === 0) return false;
    for (const module of unknown) this.asked.add(module);
    const { tool, packageRoot, project, environment, say, onRun, stop } = this.options;
    say(`compares every object around ${wanted.length} loads`);
    const { analysis } = await record({
      tool,
      words,
      runs: 1,
      once: false,
      trace: true,
      cold: false,
      stdoutToStderr: false,
      quiet: true,
      probed: wanted,
      packageRoot,
      root: project,
      environment,
      say: () => {},
      onRun,
      stop,
    });
    const probed = { graph: analysis.graph, process, weight: 0 };
    const within = loadedWithin(probed, new Set(wanted));
    this.leaveToOthers(probed, within);
    this.add(probed);
    for (const module of within) this.probed.add(module);
    return true;
  }

  get isProbing(): boolean {
    return this.options.run && (this.start.graph.command ?? []).length > 0;
  }

  isProbed(module: string): boolean {
    return this.probed.has(module);
  }

  mayBeProbed(module: string): boolean {
    return this.isProbing && !this.asked.has(module);
  }

  probesFor(modules: ReadonlySet<string>): ReadonlySet<string> {
    return outermost(this.start, modules);
  }

  /**
   * Loads modules early, early again and late: late is after the edited program has run to its end, without them. Asked again for
   * other edits, since what the program does before is then something else; a module that differed once counts as differing.
   *
   * @param modules in the order in which they load
   * @param files what the program is then made of
   * @returns whether more is known to differ
   */
  async compareValues(modules: readonly string[], files: readonly EditedFile[]): Promise<boolean> {
    const { graph, process } = this.start;
    const edits = keyOf(files);
    const wanted = modules.filter((module) => !this.isCompared(module, edits));
    const command = graph.processes[process]?.command ?? [];
    const [exe] = command;
    if (!this.options.run || wanted.length === 0 || exe === undefined) return false;
    const { packageRoot, folder: cwd, environment, stop } = this.options;
    this.options.say(`loads ${wanted.length} modules early and late, to compare their values`);
    const overlay = new OverlayFolder(packageRoot);
    try {
      overlay.serve(files);
      const served = overlay.environment("overlay-after", environment);
      const differing = await timeDependent(wanted, { exe, packageRoot, cwd, environment: served, command, stop });
      const late = new Set(differing?.filter((each) => !this.isLeftover(each)).map(({ module }) => module));
      for (const module of wanted) this.values.set(module, differing === null || late.has(module) ? null : edits);
      return differing === null || late.size > 0;
    } finally {
      overlay.remove();
    }
  }

  /** Whether a module's values are the same whenever it is loaded, as far as that was compared. */
  sameLater(module: string): boolean {
    const known = this.values.get(module);
    return known === undefined ? this.options.run : known !== null;
  }

  private isCompared(module: string, edits: string): boolean {
    const known = this.values.get(module);
    return known !== undefined && (known === null || known === edits);
  }

  private isLeftover({ module, unstable, late }: TimeDependent): boolean {
    const { modules, root } = this.start.graph;
    const file = modules.file?.[modules.name.indexOf(module)] ?? null;
    const source = file === null ? null : readText(file.startsWith("/") ? file : `${root}/${file}`);
    return source !== null && [...unstable, ...late].every((name) => isLoopVariable(source, name));
  }

  /**
   * What more than one load may have done is the doing of whom a run that compares after each stretch of these loads has found.
   *
   * @param within modules whose loads were watched so
   */
  private leaveToOthers(probed: RecordedStart, within: ReadonlySet<string>): void {
    const doers = new Map<string, Set<string>>();
    for (const [module, effects] of effectsBy(probed)) {
      for (const effect of effects) {
        const key = keyOfEffect(effect);
        doers.set(key, (doers.get(key) ?? new Set()).add(module));
      }
    }
    for (const module of within) {
      const known = this.effects.get(module) ?? [];
      const left = known.filter((effect) => {
        const found = effect.shared === true ? doers.get(keyOfEffect(effect)) : undefined;
        return found === undefined || found.has(module);
      });
      this.effects.set(module, left);
    }
  }

  private add(start: RecordedStart): void {
    for (const [module, effects] of effectsBy(start)) {
      const known = this.effects.get(module) ?? [];
      for (const effect of effects) {
        if (!known.some(({ kind, what }) => kind === effect.kind && what === effect.what)) known.push(effect);
      }
      if (known.length > 0) this.effects.set(module, known);
    }
  }
}

function keyOfEffect({ kind, what }: ProfileEffect): string {
  return `${kind}\0${what}`;
}

/** What loads of a start's process did, by module; a module that was loaded twice comes twice. */
function* effectsBy({ graph, process }: RecordedStart): Generator<[string, readonly ProfileEffect[]]> {
  const { loads, modules, recorded } = graph;
  for (const [load, { effects = [] }] of recorded?.loads ?? []) {
    if (loads.process[load] === process) yield [modules.name[loads.module[load] ?? 0] ?? "", effects];
  }
}

function keyOf(files: readonly EditedFile[]): string {
  const hash = createHash("sha256");
  for (const { path, after } of files) hash.update(`${path}\0${after.length}\0`).update(after);
  return hash.digest("hex");
}

/** Modules whose loads stood within the loads of some. */
function loadedWithin({ graph, process }: RecordedStart, modules: ReadonlySet<string>): Set<string> {
  const { loads, modules: named } = graph;
  const found = new Set<string>();
  for (let load = 0; load < loads.count; load++) {
    if (loads.process[load] !== process) continue;
    const name = named.name[loads.module[load] ?? 0] ?? "";
    const above = named.name[loads.module[loads.importer[load] ?? -1] ?? -1] ?? "";
    if (modules.has(name) || found.has(above)) found.add(name);
  }
  return found;
}

/** Of some modules those that are not loaded within the load of another one. */
function outermost({ graph, process }: RecordedStart, modules: ReadonlySet<string>): Set<string> {
  const { loads, modules: named } = graph;
  const found = new Set<string>();
  for (let load = 0; load < loads.count; load++) {
    const name = named.name[loads.module[load] ?? 0] ?? "";
    if (loads.process[load] !== process || !modules.has(name)) continue;
    let above = loads.importer[load] ?? -1;
    while (above >= 0 && !modules.has(named.name[loads.module[above] ?? 0] ?? "")) above = loads.importer[above] ?? -1;
    if (above < 0) found.add(name);
  }
  return found;
}
