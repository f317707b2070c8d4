import type { ProfileEffect } from "../../graph/profile.js";
import { type EffectContext, effectVerdict } from "../../languages/python/judge/effects.js";
import type { RecordedStart } from "../starts.js";
import type { ShownLoads } from "./evidence.js";
import type { Moments } from "./moments.js";
import type { ProjectTexts } from "./project-texts.js";
import { recordedMinor } from "./recorded-minor.js";
import { isStandardOrigin } from "./standard.js";
import type { StaticLoads } from "./static-loads.js";

/** What can show that modules may trade places. */
export interface OrderGround {
  readonly evidence: ShownLoads;
  readonly statics: StaticLoads;
  readonly moments: Moments;
  readonly texts: Pick<ProjectTexts, "mentions" | "programHas" | "libraryHas" | "seedsRandom" | "setsUpLoggers">;
}

/** More loads than this are not compared for the sake of an order: it is refused. */
const MOST_PROBES = 24;
/** Not known: any line may do something. */
const ANY_LINE = 0;

/**
 * At which line the loads of one start first do what others can tell, or see what others do: told as far as somebody asks, since
 * most modules never trade places.
 */
export class OrderEffects {
  private readonly known = new Map<number, number | null>();
  private probes = 0;

  constructor(
    private readonly start: RecordedStart,
    private readonly ground: OrderGround,
  ) {
    const { modules, recorded } = start.graph;
    modules.name.forEach((name, module) => {
      // The interpreter's own modules expect to be loaded at any time: what a run saw of them is all there is.
      if (isStandardOrigin(modules.origin[module]) && recorded?.loads !== undefined)
        this.known.set(module, this.recordedLine(name, module));
    });
  }

  /** 0 where that is not known, null for a load that neither does nor sees anything. */
  firstEffect(module: number): number | null {
    const known = this.known.get(module);
    return known === undefined ? ANY_LINE : known;
  }

  /** Learns what some modules do, from sources first, then from a run. @returns whether anything is known that was not */
  async learn(modules: Iterable<number>): Promise<boolean> {
    const unknown = [...modules].filter((module) => !this.known.has(module));
    if (unknown.length === 0) return false;
    const named = this.start.graph.modules.name;
    const names = unknown.map((module) => named[module] ?? "");
    const [judged, bound] = [await this.ground.statics.of(names), await this.ground.moments.reasons(names)];
    const open: number[] = [];
    for (const module of unknown) {
      const name = named[module] ?? "";
      const isFree = judged.get(name)?.reasons.length === 0 && this.recordedLine(name, module) === null;
      if (bound.has(name)) this.known.set(module, ANY_LINE);
      else if (isFree) this.known.set(module, null);
      else open.push(module);
    }
    await this.probe(open.filter((module) => this.recordedLine(named[module] ?? "", module) === null));
    for (const module of open) {
      const name = named[module] ?? "";
      const line = this.recordedLine(name, module);
      const isFree = line === null && this.ground.evidence.isProbed(name);
      // Lines before the first that the sources can't vouch for do nothing.
      const least = judged.get(name)?.firstEffect ?? ANY_LINE;
      this.known.set(module, isFree ? null : Math.min(least, line ?? least));
    }
    return true;
  }

  private async probe(modules: readonly number[]): Promise<void> {
    const { evidence } = this.ground;
    const named = this.start.graph.modules.name;
    const names = new Set(modules.map((module) => named[module] ?? "").filter((name) => evidence.mayBeProbed(name)));
    const probes = evidence.probesFor(names).size;
    if (probes === 0 || this.probes + probes > MOST_PROBES) return;
    this.probes += probes;
    await evidence.probe(names);
  }

  /** As runs have shown. */
  private recordedLine(name: string, module: number): number | null {
    const { evidence, texts } = this.ground;
    const context: EffectContext = {
      gone: new Set([name]),
      made: new Set(),
      isStdlib: isStandardOrigin(this.start.graph.modules.origin[module]),
      module: name,
      minor: recordedMinor(this.start),
      mentions: (word) => texts.mentions(word),
      sameLater: () => true,
      programHas: (pattern) => texts.programHas(pattern),
      libraryHas: (word, pattern, but) => texts.libraryHas(word, pattern, but),
      // Of two loads that draw each would get the other's numbers, which are no worse.
      seedsRandom: () => texts.seedsRandom(),
      setsUpLoggers: () => texts.setsUpLoggers(),
      stays: () => true,
    };
    let first: number | null = null;
    for (const effect of evidence.effectsOf(name)) {
      if (effectVerdict(effect, context) === null && !this.isAnswered(effect)) continue;
      first = Math.min(effect.line, first ?? effect.line);
    }
    return first;
  }

  /** Whether a load reads what another load of this start changes. */
  private isAnswered({ kind }: ProfileEffect): boolean {
    const changing = CHANGED_BY[kind];
    return changing !== undefined && this.kinds.has(changing);
  }

  private get kinds(): ReadonlySet<string> {
    this.kindsOfStart ??= new Set(
      [...(this.start.graph.recorded?.loads ?? [])].flatMap(([, { effects = [] }]) => effects.map(({ kind }) => kind)),
    );
    return this.kindsOfStart;
  }

  private kindsOfStart: ReadonlySet<string> | undefined;
}

/** By a kind of reading the kind of effect that it sees. */
const CHANGED_BY: Readonly<Record<string, string>> = {
  "reads-environment": "environment",
  "reads-directory": "directory",
  "reads-random": "random",
  "reads-locale": "locale",
  "reads-context": "context",
  "reads-warnings": "warnings",
  "reads-signal": "signal",
  "reads-path": "sys.path",
  "reads-file": "file-write",
  "reads-distributions": "file-write",
};
