import { UserError } from "../errors.js";
import { firstLineOf } from "../io/first-line.js";
import { RECORDINGS } from "./recordings.js";

export interface Unrecorded {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What an interpreter said of itself that is too old, or none that we know. */
  readonly other: string | null;
  /** The end of what the command wrote to stderr. */
  readonly lastWords: string;
}

/** Why nothing was recorded in a run, as well as the command's words and files tell. */
export function notRecorded({ words, environment, other, lastWords }: Unrecorded): UserError {
  const line = firstLineOf(words[0] ?? "", environment.PATH);
  const ran = `${words[0]}${line === "" ? "" : ` (${line})`}`;
  if (other !== null) {
    return new UserError("python-too-old", `${other} can't be recorded`, "Use CPython 3.7 or later.");
  }
  for (const support of RECORDINGS) {
    const why = support.whyNoHook(words, line);
    if (why === null || why === "") continue;
    const hint = `Run it without ${why} to record it; python -X importtime with ${why} still gives a log for perf analyze.`;
    return new UserError(
      "hooks-kept-out",
      `${ran} runs ${support.interpreter} with ${why}, which keeps our hooks out`,
      hint,
    );
  }
  const said = lastWords.trim().split("\n").at(-1) ?? "";
  const names = RECORDINGS.map(({ interpreter }) => interpreter);
  const hint = `It may be a frozen binary, or fail before it starts ${names.join(" or ")}${said === "" ? "." : `; its last words: ${said}`}`;
  return new UserError("nothing-recorded", `no ${names.join(" and no ")} was seen to run: what ran is ${ran}`, hint);
}
