import { builtinName } from "../../languages/javascript/builtins.js";
import { handedAt } from "../../languages/javascript/judge/handed-modules.js";
import { mentionedNames } from "../../languages/javascript/judge/load/mentioned-names.js";
import { ReboundProperties } from "../../languages/javascript/judge/replaced-modules.js";
import type { JudgedUses } from "../../languages/javascript/judge/uses.js";
import { remembered } from "../../languages/javascript/remembered.js";
import type { ImportedName, Reason } from "../../languages/rewriting.js";
import type { Loads } from "./loads.js";
import type { ProgramGround } from "./program-ground.js";

export interface PropertyGround extends ProgramGround {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly loads: Loads;
}

interface Place {
  readonly shown: string;
  readonly line: number;
}

/** Properties that statements take of modules as they load: whether these are the same where a function takes them later. */
export class TakenProperties {
  /** By property, where it may be given another value. */
  private readonly inSources = new Map<string, Place | null>();
  private readonly inLoaded = new Map<string, Place | null>();
  private readonly reboundIn = new Map<string, ReboundProperties>();
  /** By module, where somebody hands it on. */
  private readonly handed = new Map<string, Place | null>();

  constructor(private readonly ground: PropertyGround) {}

  /** @param target the ES module that an import asks for; null where it is none */
  problem(name: ImportedName, { reads, isImport }: JudgedUses, target: string | null): Reason | null {
    if (target !== null) return this.exportedAnew(name, reads, target);
    return this.rebound(name, reads, isImport) ?? this.givenAnew(name, reads) ?? this.handedOn(name, reads);
  }

  /** Of properties that CommonJS takes of CommonJS. */
  taken(name: ImportedName, reads: readonly string[]): Reason | null {
    return this.rebound(name, reads, false) ?? this.givenAnew(name, reads) ?? this.handedOn(name, reads);
  }

  /**
   * Of properties that are read once, at load: later they may be others. What a namespace has is what was exported then, whoever gives
   * the module another value.
   */
  private rebound({ file, line }: ImportedName, reads: readonly string[], isImport: boolean): Reason | null {
    for (const property of new Set(reads.flatMap((path) => path.split(".")))) {
      const { sources, loaded } = this.ground;
      const place =
        this.firstRebound(this.inSources, sources, property) ??
        (isImport ? this.firstRebound(this.inLoaded, loaded.modules.keys(), property) : null);
      if (place === null) continue;
      const message = `${place.shown}:${place.line} may give ${property} another value, which a later read would see`;
      return { code: "rebound", message, file, line };
    }
    return null;
  }

  /** Of properties that the module's own functions export anew, or of what somebody changes in it. */
  private givenAnew({ file, line, from }: ImportedName, reads: readonly string[]): Reason | null {
    const { root, loads } = this.ground;
    if (from === null) return null;
    for (const path of reads) {
      const by = loads.givenAnew(`${root}/${file}`, from, path);
      if (by === null) continue;
      const message = `${by} may give ${path} another value, which a later read would see`;
      return { code: "rebound", message, file, line };
    }
    return null;
  }

  /** Of properties of a module that somebody hands to a function, which may change them. */
  private handedOn({ file, line, from }: ImportedName, reads: readonly string[]): Reason | null {
    const { root, resolver, loads, texts, loaded } = this.ground;
    if (from === null || reads.length === 0) return null;
    const target = builtinName(from) ?? resolver.filesOf(from, `${root}/${file}`)[0] ?? null;
    if (target === null) return null;
    let place = this.handed.get(target);
    if (place === undefined) {
      place = null;
      for (const each of loads.importers(target)) {
        const text = texts.of(each) ?? "";
        const at = handedAt(
          text,
          [...mentionedNames(text)].filter((one) => (builtinName(one) ?? resolver.filesOf(one, each)[0]) === target),
        );
        if (at === null) continue;
        place = { shown: loaded.shown(each), line: at };
        break;
      }
      this.handed.set(target, place);
    }
    if (place === null) return null;
    const message = `${place.shown}:${place.line} hands ${from} to a function, which may give ${reads.join(", ")} another value`;
    return { code: "rebound", message, file, line };
  }

  /** Of an ES module's exports that get another value, in that module or in what it passes on. Through a namespace they are read anew. */
  private exportedAnew(name: ImportedName, reads: readonly string[], target: string): Reason | null {
    const { file, line, from, text } = name;
    for (const path of reads) {
      const home = this.ground.graph.homeOf(target, path);
      if (home.kind === "own") {
        if (!home.isRebound || text.startsWith("*")) continue;
        const message = `${this.ground.loaded.named(home.file)} may give ${path} another value, which a later read would not see`;
        return { code: "rebound", message, file, line };
      }
      if (home.kind !== "snapshot")
        return { code: "es-module", message: `what ${path} of ${from} stands for is not known`, file, line };
      // Of CommonJS the default is all that it exports.
      const of = home.name === "default" ? [] : [home.name];
      const reason = this.rebound(name, of, true) ?? this.givenAnew(name, [path]) ?? this.handedOn(name, of);
      if (reason !== null) return reason;
    }
    return null;
  }

  private firstRebound(known: Map<string, Place | null>, files: Iterable<string>, property: string): Place | null {
    const found = known.get(property);
    if (found !== undefined) return found;
    known.set(property, null);
    for (const file of files) {
      const line = this.reboundOf(file).lineOf(property);
      if (line === null) continue;
      known.set(property, { shown: this.ground.loaded.shown(file), line });
      break;
    }
    return known.get(property) ?? null;
  }

  private reboundOf(file: string): ReboundProperties {
    return remembered(this.reboundIn, file, () => new ReboundProperties(this.ground.texts.of(file) ?? ""));
  }
}
