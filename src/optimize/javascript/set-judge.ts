import { LOAD_FAILED } from "../../graph/graph.js";
import type { Reason } from "../../languages/rewriting.js";
import type { EditedFiles } from "../edited-files.js";
import { onWayTo } from "../first-way.js";
import type { Candidate, LoadGround, SetJudge } from "../search.js";
import { type RecordedStart, rootModules } from "../starts.js";
import { type CircleGround, firstEntered, type OtherDoor, otherDoor } from "./circle-doors.js";
import { Circles } from "./circles.js";
import { insteadOf } from "./edited-imports.js";
import { importedAtLoad } from "./imported-at-load.js";
import type { ImportsInFlight } from "./in-flight.js";
import { keyOf, wholeStatements } from "./late-loads.js";
import type { Loads } from "./loads.js";
import { type MovedGround, movedLoads } from "./moved-loads.js";
import type { RequiredModules } from "./required-modules.js";
import { looseTie } from "./ties.js";

export interface SetGround extends MovedGround {
  readonly accept: ReadonlySet<string>;
  readonly loads: Loads;
  readonly edits: EditedFiles;
  readonly modules: RequiredModules;
  readonly flights: ImportsInFlight;
  /** Absolute. */
  readonly root: string;
}

/** Judges sets of modules that would load later or never by their sources and by what runs show. */
export class JavaScriptSetJudge implements SetJudge {
  /** By choice, of which several things are asked. */
  private readonly moved = new WeakMap<readonly Candidate[], Map<RecordedStart, ReadonlySet<string>>>();

  private readonly recorded = new WeakMap<RecordedStart, ReadonlyMap<string, ReadonlySet<string>>>();

  constructor(private readonly ground: SetGround) {}

  late(chosen: readonly Candidate[], all: readonly Candidate[], start: RecordedStart): ReadonlySet<string> {
    const known = this.moved.get(chosen) ?? new Map<RecordedStart, ReadonlySet<string>>();
    this.moved.set(chosen, known);
    const found = known.get(start) ?? movedLoads(chosen, all, start, this.ground);
    known.set(start, found);
    return found;
  }

  async loads(
    gone: ReadonlySet<string>,
    start: RecordedStart,
    accept: ReadonlySet<string> = this.ground.accept,
    never: ReadonlySet<string> = gone,
  ): Promise<ReadonlyMap<string, readonly Reason[]>> {
    const { loaded, loads } = this.ground;
    const found = new Map<string, readonly Reason[]>();
    for (const [file, reasons] of loads.judge(this.filesOf(gone), this.filesOf(never), start, accept).reasons) {
      const module = loaded.modules.get(file) ?? file;
      const open = reasons.map(({ code, message, file: of, line }): Reason => {
        const text = `${loaded.named(of)}:${line} ${message.replace(/^it /, "")} while ${module} loads`;
        return { code, message: text, file: loaded.shown(of), line };
      });
      if (open.length > 0) found.set(module, open);
    }
    const { graph, process } = start;
    const { loads: recorded, modules } = graph;
    for (let load = 0; load < recorded.count; load++) {
      const module = modules.name[recorded.module[load] ?? 0] ?? "";
      if (recorded.process[load] !== process || !gone.has(module)) continue;
      if (((recorded.flags[load] ?? 0) & LOAD_FAILED) === 0 || accept.has("fails-to-load")) continue;
      const file = loaded.shown(loaded.files.get(module) ?? module);
      found.set(module, [{ code: "fails-to-load", message: `${module} does not load`, file, line: 1 }]);
    }
    return found;
  }

  async prove(
    _chosen: readonly Candidate[],
    gone: ReadonlySet<string>,
    start: RecordedStart,
    never: ReadonlySet<string>,
  ): Promise<boolean> {
    return this.ground.loads.probe(this.filesOf(gone), this.filesOf(never), start);
  }

  async grounds(
    chosen: readonly Candidate[],
    gone: ReadonlySet<string>,
    start: RecordedStart,
  ): Promise<ReadonlyMap<Candidate, LoadGround>> {
    const { grounds } = this.ground.loads.judge(this.filesOf(gone), this.filesOf(gone), start, this.ground.accept);
    const found = new Map<Candidate, LoadGround>();
    for (const module of gone) {
      const ground = grounds.get(this.ground.loaded.files.get(module) ?? "") ?? "static";
      for (const each of onWayTo(module, start, chosen))
        if (ground === "observed" || !found.has(each)) found.set(each, ground);
    }
    return found;
  }

  /** Whether a circle may be entered elsewhere. */
  private otherDoor(members: readonly string[], start: RecordedStart, ground: CircleGround): OtherDoor | null {
    const [usual = ""] = members;
    const foreseen = firstEntered(members, rootModules(start), this.asRecorded(start));
    if (foreseen === null || foreseen === usual) return otherDoor(members, ground);
    const { graph, loaded } = this.ground;
    const isLinked = members.every((module) => graph.formatOf(loaded.files.get(module) ?? "") === "module");
    // Of ES modules a recording knows who linked them first, which on most Nodes is not in whose turn they ran.
    return isLinked ? otherDoor([foreseen, ...members], ground) : { usual, other: foreseen };
  }

  /** What modules import as they load, with nothing moved: told once of a start. */
  private asRecorded(start: RecordedStart): ReadonlyMap<string, ReadonlySet<string>> {
    const known = this.recorded.get(start) ?? importedAtLoad(start, new Set());
    this.recorded.set(start, known);
    return known;
  }

  /** Modules that ask for one, whenever they do; files that were not loaded by their paths. */
  private importers(module: string): readonly string[] {
    const { loaded, loads } = this.ground;
    const file = loaded.files.get(module);
    return file === undefined ? [] : loads.importers(file).map((each) => loaded.modules.get(each) ?? each);
  }

  private filesOf(modules: ReadonlySet<string>): ReadonlySet<string> {
    return new Set([...modules].flatMap((name) => this.ground.loaded.files.get(name) ?? []));
  }

  /** What the text of a file does not allow, and circles that would be met elsewhere. */
  async together(
    chosen: readonly Candidate[],
    all: readonly Candidate[],
    start: RecordedStart,
  ): Promise<ReadonlyMap<Candidate, Reason>> {
    const unwritable = this.ground.edits.notWritable(chosen);
    if (unwritable.size > 0) return unwritable;
    const circles = Circles.in(start);
    const found = new Map<Candidate, Reason>();
    for (const candidate of chosen) {
      const { file, line, importer, imported } = candidate.name;
      const other = [...imported, ...candidate.instead].find((name) => circles.together(importer, name));
      if (other === undefined) continue;
      const message = `${importer} and ${other} import each other: without it they would meet each other half loaded elsewhere`;
      found.set(candidate, { code: "changes-cycle", message, file, line });
    }
    for (const [candidate, reason] of this.inFlight(chosen, all)) found.set(candidate, reason);
    if (found.size > 0) return found;
    const late = this.late(chosen, all, start);
    const imported = importedAtLoad(start, movedBy(chosen));
    const importers = (module: string): readonly string[] => this.importers(module);
    // Who imports directly what a barrel passed on may enter its circle there.
    const asked = chosen.flatMap(({ name, instead }) => [...name.imported, ...instead]);
    const doors = [...rootModules(start), ...asked];
    for (const [module, members] of circles.among(late)) {
      const door = this.otherDoor(members, start, { imported, doors, importers });
      if (door === null) continue;
      const onWay = onWayTo(module, start, chosen);
      for (const candidate of onWay.length > 0 ? onWay : chosen) {
        const { file, line } = candidate.name;
        const message = `the circle of imports of ${module} may then be entered at ${door.other} before ${door.usual}`;
        found.set(candidate, { code: "changes-cycle", message, file, line });
      }
      return found;
    }
    for (const [candidate, reason] of this.untied(chosen, late, start, imported)) found.set(candidate, reason);
    return found;
  }

  /** ES modules that something may be importing when a function would require them. */
  private inFlight(chosen: readonly Candidate[], all: readonly Candidate[]): ReadonlyMap<Candidate, Reason> {
    const { accept, modules, flights, loaded, root } = this.ground;
    const found = new Map<Candidate, Reason>();
    if (accept.has("imported-meanwhile")) return found;
    const instead = insteadOf(wholeStatements(chosen, all), loaded);
    const awaits = chosen.some(({ option }) => option?.isAwaited === true);
    for (const candidate of chosen) {
      if (candidate.instead.length > 0 || candidate.option?.edit === "type-checking") continue;
      if (candidate.option?.isAwaited === true) continue;
      const { file, line, from } = candidate.name;
      const target = modules.targetOf(from ?? "", file);
      if (target !== null && awaits) {
        const message =
          "an ES module can't be required while something imports it, and functions would wait for imports";
        found.set(candidate, { code: "imported-meanwhile", message, file, line });
        continue;
      }
      const by = target === null ? null : flights.linking(`${root}/${file}`, target, instead);
      if (by === null) continue;
      const message = `an ES module can't be required while something imports it, and ${by}`;
      found.set(candidate, { code: "imported-meanwhile", message, file, line });
    }
    return found;
  }

  /** Names without which a module that another one changes could be had unchanged. */
  private untied(
    chosen: readonly Candidate[],
    modules: ReadonlySet<string>,
    start: RecordedStart,
    imported: ReadonlyMap<string, ReadonlySet<string>>,
  ): ReadonlyMap<Candidate, Reason> {
    const { loaded, loads } = this.ground;
    const late = this.filesOf(modules);
    const nameOf = (file: string): string => loaded.modules.get(file) ?? file;
    const tied = new Map(
      [...loads.judge(late, late, start, this.ground.accept).tied].map(([file, changed]) => [
        nameOf(file),
        new Set([...changed].map(nameOf)),
      ]),
    );
    const found = new Map<Candidate, Reason>();
    if (tied.size === 0) return found;
    const asked = [...late].filter((file) => loads.isAskedFor(file, late)).map(nameOf);
    const loose = looseTie(
      tied,
      [...chosen.flatMap(({ name, instead }) => [...name.imported, ...instead]), ...asked],
      imported,
    );
    if (loose === null) return found;
    const onWay = onWayTo(loose.changing, start, chosen);
    for (const candidate of onWay.length > 0 ? onWay : chosen) {
      const { file, line } = candidate.name;
      const message = `${loose.changing} changes or reads the state of ${loose.changed} as it loads, which ${loose.door} would bring without it`;
      found.set(candidate, { code: "changes-other-module", message, file, line });
    }
    return found;
  }
}

/** The statements that run later, by their places. */
const movedBy = (chosen: readonly Candidate[]): ReadonlySet<string> => new Set(chosen.map(keyOf));
