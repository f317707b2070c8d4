import { cacheFolder } from "../io/cache-folder.js";
import { KeptAnswers } from "../io/kept-answers.js";
import { startWitnessing } from "../io/witnesses.js";
import type { Answer, AnswerRequest } from "./answer.js";

/**
 * The answer, from the user's cache folder where it was given before and nothing has changed since.
 *
 * @throws UserError as `answer`
 */
export async function keptAnswer(request: AnswerRequest): Promise<Answer> {
  const kept = new KeptAnswers(`${cacheFolder(process.env)}/graph`);
  const key = keyOf(request);
  const known = await kept.find(key, pathAnswer);
  if (known !== null) return { pieces: [known.text.toString("utf8")], isFinding: known.isFinding };
  const began = Date.now();
  const { answer } = await import("./answer.js");
  const { witnesses, finish } = startWitnessing();
  try {
    const { pieces, isFinding } = await answer(request);
    const keep = kept.keeper(key, witnesses, began);
    return { pieces: keeping(pieces, (text) => keep({ text, isFinding })), isFinding };
  } finally {
    finish();
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
function keyOf(request: AnswerRequest): string {
  const { PATH, VIRTUAL_ENV } = process.env;
  return JSON.stringify([request, process.cwd(), VIRTUAL_ENV ?? null, PATH ?? null]);
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
