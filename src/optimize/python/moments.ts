import type { FileFacts, UnreadFile } from "../../languages/python/judge/facts.js";
import type { BoundNames, ModuleSource } from "../../languages/python/judge/load/bound-anew.js";
import type { BoundElsewhere } from "../../languages/python/judge/load/bound-elsewhere.js";
import { type MayHaveRun, type TakenGlobal, UsesAtLoad } from "../../languages/python/judge/load/module-uses.js";
import { type ModuleTexts, type SnapshotReason, snapshotReasons } from "../../languages/python/judge/load/snapshots.js";
import { stateChanges, stateKey } from "../../languages/python/judge/load/state-changes.js";
import { keyOf, namesTakenAtLoad, type TakenName, takenName } from "../../languages/python/judge/load/taken-at-load.js";
import { threadBound } from "../../languages/python/judge/load/thread-bound.js";
import { asksIfLoaded } from "../../languages/python/judge/lookers/asks-if-loaded.js";
import type { AskScript, LookedProject } from "../../languages/python/judge/lookers/project.js";
import type { Reason } from "../../languages/rewriting.js";

/** What is asked of a project. */
export interface MomentSources {
  readonly project: LookedProject;
  readonly accept: ReadonlySet<string>;
  /** Files of the project's modules, relative to its root. */
  readonly fileOf: ReadonlyMap<string, string>;
  /** The source of any loaded module; null where there is none. */
  text(module: string): ModuleSource | null;
  readonly bound: BoundNames;
  readonly elsewhere: BoundElsewhere;
  /** @param files relative to the root */
  facts(files: readonly string[]): Promise<ReadonlyMap<string, FileFacts | UnreadFile>>;
  /** Asks one of our scripts. */
  ask(script: "lookers.py" | "taken_facts.py" | "changes.py"): AskScript;
  readonly mayHaveRun: MayHaveRun;
  readonly servedFrom: ModuleTexts["servedFrom"];
}

/**
 * Why modules of the project have to load when they do, as their sources and the project's say: they take what is bound anew or
 * changed later, belong to the thread that loads them, or somebody asks whether they are loaded.
 */
export class Moments {
  private asked: ReadonlyMap<string, Reason> | null = null;
  private uses: UsesAtLoad | null = null;
  /** Reasons of names that loads take, by `keyOf`. */
  private readonly bound = new Map<string, SnapshotReason | null>();
  /** Reasons of globals that loads look into, by `stateKey`. */
  private readonly changed = new Map<string, Reason | null>();
  private readonly known = new Map<string, readonly Reason[]>();

  constructor(private readonly sources: MomentSources) {}

  /** By module; nothing for those that may load at any moment. @param accept codes of reasons that are none */
  async reasons(
    modules: Iterable<string>,
    accept: ReadonlySet<string> = this.sources.accept,
  ): Promise<Map<string, readonly Reason[]>> {
    const all = [...modules];
    await this.learn(all.filter((module) => !this.known.has(module)));
    return new Map(
      all.flatMap((module): [string, readonly Reason[]][] => {
        const reasons = (this.known.get(module) ?? []).filter(({ code }) => !accept.has(code));
        return reasons.length === 0 ? [] : [[module, reasons]];
      }),
    );
  }

  /** Says of which modules reasons will be asked, so that what they need comes meanwhile. */
  expect(modules: Iterable<string>): void {
    this.usesAtLoad.expect([...modules].filter((module) => this.sources.fileOf.has(module)));
  }

  private async learn(modules: readonly string[]): Promise<void> {
    const { project, fileOf } = this.sources;
    this.asked ??= asksIfLoaded(project);
    const found = new Map<string, Reason[]>(modules.map((module) => [module, []]));
    const own: [string, string][] = [];
    for (const [module, reasons] of found) {
      const asked = this.asked.get(module);
      if (asked !== undefined) reasons.push(asked);
      const file = fileOf.get(module);
      if (file === undefined) continue;
      own.push([module, file]);
      const text = this.sources.text(module)?.bytes.toString("utf8") ?? "";
      reasons.push(...threadBound(module, file, text));
    }
    const taken = await this.taken(own.map(([module]) => module));
    await this.addBound(own, taken, found);
    await this.addChanged(taken, found);
    for (const [module, reasons] of found) this.known.set(module, reasons);
  }

  private async taken(modules: readonly string[]): Promise<readonly TakenGlobal[]> {
    return modules.length === 0 ? [] : this.usesAtLoad.of(modules);
  }

  private get usesAtLoad(): UsesAtLoad {
    const { project, ask, mayHaveRun } = this.sources;
    this.uses ??= new UsesAtLoad(project, ask("taken_facts.py"), mayHaveRun);
    return this.uses;
  }

  private async addBound(
    own: readonly (readonly [string, string])[],
    looked: readonly TakenGlobal[],
    found: ReadonlyMap<string, Reason[]>,
  ): Promise<void> {
    const { project, fileOf, text, bound, elsewhere, servedFrom } = this.sources;
    const facts = await this.sources.facts(own.map(([, file]) => file));
    const taken: (TakenName & { isOutside?: true })[] = own.flatMap(([module, file]) => {
      const read = facts.get(file);
      return read === undefined || read.unread !== null
        ? []
        : namesTakenAtLoad(read as FileFacts, { file, module }, (name) => fileOf.has(name));
    });
    for (const { by, module, name, line } of looked) {
      const each = { module: by, name: takenName(fileOf.get(by) ?? by, module, name, line), isAsked: true };
      taken.push(each);
    }
    for (const [by, file] of own) {
      for (const path of this.usesAtLoad.askedOutside(by)) {
        const parts = path.split(".");
        for (let at = 1; at < parts.length; at++) {
          const name = takenName(file, parts.slice(0, at).join("."), parts[at] ?? "", 1);
          taken.push({ module: by, name, isAsked: true, isOutside: true });
        }
      }
    }
    const unknown = new Map(
      taken.flatMap(({ name }) => (this.bound.has(keyOf(name)) ? [] : [[keyOf(name), name] as const])),
    );
    const names = [...unknown.values()];
    const reasons = await snapshotReasons(
      names,
      project,
      { text, bound, elsewhere, servedFrom },
      this.sources.ask("lookers.py"),
    );
    for (const name of names) this.bound.set(keyOf(name), reasons.get(name) ?? null);
    for (const { module, name, isAsked, isOutside } of taken) {
      const reason = this.bound.get(keyOf(name));
      // A test that replaces a name of the project's own most often loads all of it before.
      const isOwnPatched = reason?.code === "patched-by-test" && fileOf.has(name.from ?? "");
      // What functions read of others' state that is no test's the observed run tells.
      const isRead = isOutside === true && reason?.isPatched !== true;
      if (reason != null && !isOwnPatched && !isRead && (isAsked || !reason.isWithin)) add(found.get(module), reason);
    }
  }

  private async addChanged(looked: readonly TakenGlobal[], found: ReadonlyMap<string, Reason[]>): Promise<void> {
    const unknown = looked.filter((each) => !this.changed.has(stateKey(each)));
    const reasons = await stateChanges(unknown, this.sources.project, this.sources.ask("changes.py"));
    for (const each of unknown) this.changed.set(stateKey(each), reasons.get(stateKey(each)) ?? null);
    for (const each of looked) {
      const reason = this.changed.get(stateKey(each));
      if (reason != null) add(found.get(each.by), reason);
    }
  }
}

function add(reasons: Reason[] | undefined, reason: Reason): void {
  const isKnown = reasons?.some(
    ({ code, file, line }) => code === reason.code && file === reason.file && line === reason.line,
  );
  if (isKnown === false) reasons?.push(reason);
}
