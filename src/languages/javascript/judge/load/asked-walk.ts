import type { CallAtLoad, CallSummary, Doings, ForeignPath } from "./facts.js";
import type { LoadWalk } from "./load-facts.js";

/** What is asked of a file's walk once its load was walked; paths are of its exports. */
export type WalkQuestion =
  | {
      readonly about: "summary";
      readonly path: string;
      readonly isNew: boolean;
      readonly constants: CallAtLoad["constants"];
    }
  | { readonly about: "reading" | "foreign" | "builtins"; readonly path: string };

/** A question with its answer, as plain data. */
export interface Told {
  readonly question: WalkQuestion;
  readonly answer: CallSummary | Doings | readonly ForeignPath[] | null;
}

/**
 * A walk that is asked. What it answers may depend on what it was asked before: so what an earlier plan was told is told again as long as the same
 * is asked in the same order. At the first other question the file is walked, and asked all of that again.
 */
export class AskedWalk {
  private walk: LoadWalk | null = null;
  private asked = 0;
  /** Whether no code of the file ran since its load. */
  private isAsLoaded = true;

  /**
   * @param make a walk that has run
   * @param told by such a walk, in order
   */
  constructor(
    private readonly make: () => LoadWalk,
    private told: Told[],
    /** Names of exports at or within which the load leaves what others made; "*" for any. */
    private readonly foreignIn: ReadonlySet<string>,
  ) {}

  summary(path: string, isNew: boolean, constants: CallAtLoad["constants"]): CallSummary {
    return this.ask({ about: "summary", path, isNew, constants }) as CallSummary;
  }

  /** Null where that can't be told. */
  reading(path: string): Doings | null {
    return this.ask({ about: "reading", path }) as Doings | null;
  }

  foreignAt(path: string): readonly ForeignPath[] {
    return this.ask({ about: "foreign", path }) as readonly ForeignPath[];
  }

  builtinsAt(path: string): readonly ForeignPath[] {
    return this.ask({ about: "builtins", path }) as readonly ForeignPath[];
  }

  /** All that was told, where it was more than was known before; null for nothing new. */
  get news(): readonly Told[] | null {
    return this.walk === null ? null : this.told;
  }

  private ask(question: WalkQuestion): Told["answer"] {
    const known = this.walk === null ? this.told[this.asked] : undefined;
    const isKnown = known !== undefined && isSame(known.question, question);
    const answer = isKnown ? known.answer : this.isNothing(question) ? [] : answerOf(this.walked(), question);
    if (!isKnown) this.told.splice(this.asked, this.told.length, { question, answer });
    this.asked++;
    if (question.about === "summary" || question.about === "reading") this.isAsLoaded = false;
    return answer;
  }

  /** Whether there is surely nothing of others', so that nothing needs to be walked. */
  private isNothing({ about, path }: WalkQuestion): boolean {
    if (this.walk !== null || !this.isAsLoaded || about === "summary" || about === "reading") return false;
    const [first = ""] = path.split(".");
    const isAny = first === "" || first === "default";
    return !this.foreignIn.has("*") && (isAny ? this.foreignIn.size === 0 : !this.foreignIn.has(first));
  }

  /** As if it had been asked all that was asked so far. */
  private walked(): LoadWalk {
    if (this.walk !== null) return this.walk;
    const walk = this.make();
    for (const { question } of this.told.slice(0, this.asked)) answerOf(walk, question);
    this.walk = walk;
    return walk;
  }
}

function answerOf(walk: LoadWalk, question: WalkQuestion): Told["answer"] {
  const { path } = question;
  switch (question.about) {
    case "summary":
      return walk.summary(path, question.isNew, question.constants);
    case "reading":
      return walk.reading(path);
    case "foreign":
      return walk.foreignAt(path);
    case "builtins":
      return walk.builtinsAt(path);
  }
}

function isSame(a: WalkQuestion, b: WalkQuestion): boolean {
  if (a.about !== b.about || a.path !== b.path) return false;
  if (a.about !== "summary" || b.about !== "summary") return true;
  const { constants } = b;
  return (
    a.isNew === b.isNew &&
    a.constants.length === constants.length &&
    a.constants.every((each, at) => Object.is(each, constants[at]))
  );
}
