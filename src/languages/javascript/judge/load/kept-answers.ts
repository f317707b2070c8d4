/** An answer, and on what it rests. */
export interface KeptAnswer {
  readonly value: unknown;
  /** Modules that were asked about, with whether they go. */
  readonly rests: ReadonlyMap<string, boolean>;
  /** How many questions were open around the outermost one that it waits for; none for an answer that is whole. */
  readonly low: number;
}

interface OpenQuestion {
  readonly rests: Map<string, boolean>;
  low: number;
  /** Questions behind it that were answered without an answer that is still open. */
  readonly partly: string[];
}

/**
 * Answers to questions that ask each other, kept from one set of modules that go to the next as long as what they rest on is the same. A
 * question that is met again while it is open adds nothing to itself; what was answered meanwhile lacks its answer, and is forgotten
 * once that is there.
 */
export class KeptAnswers {
  private readonly open = new Map<string, number>();
  private readonly stack: OpenQuestion[] = [];

  /** @param kept by question; shared by all that ask about the same program */
  constructor(
    private readonly kept: Map<string, KeptAnswer>,
    private readonly goes: (module: string) => boolean,
  ) {}

  /** Whether a module goes; the open question's answer rests on it. */
  isGone(module: string): boolean {
    const known = this.goes(module);
    this.stack.at(-1)?.rests.set(module, known);
    return known;
  }

  /** @param meanwhile the answer where the question is open already */
  of<T>(question: string, meanwhile: T, answer: () => T): T {
    const at = this.open.get(question);
    if (at !== undefined) {
      this.rest(new Map(), at);
      return meanwhile;
    }
    const known = this.kept.get(question);
    if (known !== undefined && this.holds(known)) {
      this.rest(known.rests, known.low);
      return known.value as T;
    }
    const depth = this.stack.length;
    const own: OpenQuestion = { rests: new Map(), low: Number.POSITIVE_INFINITY, partly: [] };
    this.open.set(question, depth);
    this.stack.push(own);
    const value = answer();
    this.stack.pop();
    this.open.delete(question);
    this.keep(question, value, own, depth);
    return value;
  }

  private keep(question: string, value: unknown, { rests, low, partly }: OpenQuestion, depth: number): void {
    const isWhole = low >= depth;
    for (const each of partly) {
      const known = this.kept.get(each);
      if (isWhole || known === undefined) this.kept.delete(each);
      // Its own outermost one may be answered, but waits for one further out.
      else this.kept.set(each, { ...known, low });
    }
    if (!isWhole) this.stack.at(-1)?.partly.push(question, ...partly);
    const waitsFor = isWhole ? Number.POSITIVE_INFINITY : low;
    this.kept.set(question, { value, rests, low: waitsFor });
    this.rest(rests, waitsFor);
  }

  private holds({ rests }: KeptAnswer): boolean {
    for (const [module, was] of rests) if (this.goes(module) !== was) return false;
    return true;
  }

  private rest(rests: ReadonlyMap<string, boolean>, low: number): void {
    const asker = this.stack.at(-1);
    if (asker === undefined) return;
    for (const [module, goes] of rests) asker.rests.set(module, goes);
    asker.low = Math.min(asker.low, low);
  }
}
