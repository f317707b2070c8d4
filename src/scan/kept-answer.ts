import { cacheFolder } from "../io/cache-folder.js";
import { KeptAnswers } from "../io/kept-answers.js";
import { startWitnessing } from "../io/witnesses.js";
import type { ReportOptions } from "../report/format.js";
import type { Answer, AnswerRequest } from "./answer.js";

/** An answer, from the user's cache folder where it was given before and nothing has changed since. */
export class KeptAnswer {
  private asked: Promise<Answer> | null = null;
  private finding = false;

  constructor(private readonly request: AnswerRequest) {}

  /** Whether a rule was found broken. */
  get isFinding(): boolean {
    return this.finding;
  }

  /** @throws UserError as `Answer` */
  async render(format: string, options: ReportOptions): Promise<Iterable<string>> {
    // The view's page is a part of its own, and nobody waits for it in a script.
    if (format === "html") return this.answered(format, options);
    const kept = new KeptAnswers(`${cacheFolder(process.env)}/graph`);
    const key = keyOf(this.request, format, options);
    const known = await kept.find(key, pathAnswer);
    if (known !== null) {
      this.finding = known.isFinding;
      return [known.text.toString("utf8")];
    }
    const began = Date.now();
    const { witnesses, finish } = startWitnessing();
    try {
      const pieces = await this.answered(format, options);
      const keep = kept.keeper(key, witnesses, began);
      return keeping(pieces, (text) => keep({ text, isFinding: this.finding }));
    } finally {
      finish();
    }
  }

  private async answered(format: string, options: ReportOptions): Promise<Iterable<string>> {
    this.asked ??= import("./answer.js").then(({ Answer }) => new Answer(this.request));
    const answer = await this.asked;
    const pieces = await answer.render(format, options);
    this.finding = answer.isFinding;
    return pieces;
  }
}

/** Beyond this an answer is not kept: it would be larger in memory than what it was made from. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** The pieces as they come; all of them together once the last one was taken. */
function* keeping(pieces: Iterable<string>, keep: (text: Buffer) => void): Iterable<string> {
  let taken: string[] | null = [];
  let length = 0;
  for (const piece of pieces) {
    length += piece.length;
    if (length > MOST_CHARACTERS) taken = null;
    taken?.push(piece);
    yield piece;
  }
  if (taken !== null) keep(Buffer.from(taken.join("")));
}

/** All that an answer depends on beside files: `tool` names the version, Node's and the platform. */
function keyOf(request: AnswerRequest, format: string, { top, width, colour }: ReportOptions): string {
  const { PATH, VIRTUAL_ENV } = process.env;
  return JSON.stringify([request, format, top, width, colour, process.cwd(), VIRTUAL_ENV ?? null, PATH ?? null]);
}

/** An interpreter is no file: which one a name means, and what it says, may depend on anything. */
async function pathAnswer(exe: string): Promise<string | null> {
  const { askPythonPath } = await import("../io/python.js");
  try {
    return JSON.stringify(await askPythonPath(exe));
  } catch {
    return null;
  }
}
