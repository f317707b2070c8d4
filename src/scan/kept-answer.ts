import { cacheFolder } from "../io/cache-folder.js";
import { KeptAnswers } from "../io/kept-answers.js";
import { pythonVariables } from "../io/witness-python.js";
import { noWitnesses, startWitnessing } from "../io/witnesses.js";
import type { ReportOptions } from "../report/format.js";
import type { Answer, AnswerRequest } from "./answer.js";

/** An answer, from the user's cache folder where it was given before and nothing has changed since. */
export class KeptAnswer {
  private asked: Promise<Answer> | null = null;
  private finding = false;
  /** All formats are made from what the first one read. */
  private readonly witnesses = noWitnesses();
  private began: number | null = null;

  constructor(private readonly request: AnswerRequest) {}

  /** Whether a rule was found broken. */
  get isFinding(): boolean {
    return this.finding;
  }

  /** @throws UserError as `Answer` */
  async render(format: string, options: ReportOptions): Promise<Iterable<string | Uint8Array>> {
    // The view's page is a part of its own, and nobody waits for it in a script.
    if (format === "html") return this.answered(format, options);
    const kept = new KeptAnswers(`${cacheFolder(process.env)}/graph`);
    const key = keyOf(this.request, format, options);
    const known = await kept.find(key, pathAnswer);
    if (known !== null) {
      this.finding = known.isFinding;
      return [known.text];
    }
    const pieces = await this.answered(format, options);
    const { finding: isFinding } = this;
    const keep = kept.keeper(key, this.witnesses, this.began ?? 0);
    return keeping(pieces, (text) => keep({ text, isFinding }));
  }

  private async answered(format: string, options: ReportOptions): Promise<Iterable<string>> {
    this.began ??= Date.now();
    this.asked ??= import("./answer.js").then(({ Answer }) => new Answer(this.request));
    const finish = startWitnessing(this.witnesses);
    try {
      const answer = await this.asked;
      const pieces = await answer.render(format, options);
      this.finding = answer.isFinding;
      return pieces;
    } finally {
      finish();
    }
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
  const around = [process.cwd(), VIRTUAL_ENV ?? null, PATH ?? null, pythonVariables(process.env)];
  return JSON.stringify([request, format, top, width, colour, ...around]);
}

/** A script that starts an interpreter may say anything: it is asked again. */
async function pathAnswer(exe: string): Promise<string | null> {
  const { askPythonPath } = await import("../io/python.js");
  try {
    return JSON.stringify(await askPythonPath(exe));
  } catch {
    return null;
  }
}
