import { UserError } from "../errors.js";
import { embeddedIn, startedFile } from "../io/started-file.js";
import { RECORDINGS } from "./recordings.js";

export interface Unrecorded {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What interpreters that can't be recorded said of themselves: path, line end, name and version. */
  readonly others: readonly string[];
  /** What the command was seen to run, itself included; perhaps not all. */
  readonly seen: readonly (readonly string[])[];
  /** The end of what the command wrote to stderr. */
  readonly lastWords: string;
}

const NAMES: Readonly<Record<string, string>> = {
  cpython: "Python",
  pypy: "PyPy",
  graalpy: "GraalPy",
  node: "Node.js",
};
const TOO_OLD: Readonly<Record<string, string>> = { cpython: "CPython 3.7", node: "Node.js 20" };
const AS_ANOTHER_USER = /(?:^|\/)(?:sudo|doas|su|runuser|pkexec)$/;
const OTHER_RUNTIME = /(?:^|[\s/])(bun|bunx|deno)(?=\s|$)/;

/** Why nothing was recorded in a run, as well as the command's words and files and what it ran tell. */
export function notRecorded(run: Unrecorded): UserError {
  const [other] = run.others;
  if (other !== undefined) return notSupported(other);
  const refused = /^.*not allowed in NODE_OPTIONS.*$/m.exec(run.lastWords)?.[0];
  if (refused !== undefined) {
    const hint = "Our hooks come by NODE_OPTIONS: record it with a plain Node.js, 20 or later.";
    return keptOut(`this Node.js refuses NODE_OPTIONS: ${refused.trim()}`, hint);
  }
  const commands = [run.words, ...run.seen.filter((words) => words.join("\0") !== run.words.join("\0"))];
  for (const words of commands) {
    const why = whyOf(words, run.environment);
    if (why !== null) return why;
  }
  return unknown(run, commands);
}

/** An interpreter that our hooks met and that is too old, or another implementation. */
function notSupported(other: string): UserError {
  const [executable = "", what = ""] = other.split("\n");
  const [kind = "", version = ""] = what.split(" ");
  const least = TOO_OLD[kind];
  const is = `${executable} is ${NAMES[kind] ?? kind} ${version}`;
  if (least !== undefined)
    return new UserError(`${kind === "node" ? "node" : "python"}-too-old`, is, `Use ${least} or later.`);
  return new UserError(
    "other-implementation",
    `${is}, which our hooks can't record`,
    "Record it with CPython 3.7 or later.",
  );
}

/** What keeps our hooks out of one command; null where nothing is seen that does. */
function whyOf(words: readonly string[], environment: Unrecorded["environment"]): UserError | null {
  const [program = "", ...rest] = words;
  const { path, firstLine, isSetuid } = startedFile(program, environment.PATH);
  const ran = described(program, firstLine);
  const other = OTHER_RUNTIME.exec(firstLine) ?? OTHER_RUNTIME.exec(program);
  if (other !== null) return notNode(ran, other[1] === "deno" ? "Deno" : "Bun");
  if (/(?:^|\/)env$/.test(program) && /^(?:-|-[^-]*i.*|--ignore-environment)$/.test(rest[0] ?? "")) {
    const hint = "Our hooks come by the environment: record what stands behind env, with the variables that it needs.";
    return keptOut(`${program} ${rest[0]} clears the environment, which keeps our hooks out`, hint);
  }
  for (const support of RECORDINGS) {
    const flag = support.whyNoHook(words, firstLine);
    if (flag === null || flag === "") continue;
    const hint = `Run it without ${flag} to record it; its interpreter with -X importtime and ${flag} still gives a log for perf analyze.`;
    return keptOut(`${ran} runs ${support.interpreter} with ${flag}, which keeps our hooks out`, hint);
  }
  if (isSetuid || AS_ANOTHER_USER.test(program)) {
    const hint = `Our hooks come by the environment, which it clears: record what it starts, as that user (${program} perf record -- COMMAND).`;
    return keptOut(`${ran} runs as another user (setuid), which keeps our hooks out`, hint);
  }
  const frozen = path === "" ? null : embeddedIn(path);
  if (frozen === "Bun" || frozen === "Deno") return notNode(ran, frozen);
  if (frozen === null) return null;
  const hint = "What is built in can't be recorded: record the program that it was built from.";
  return keptOut(`${ran} is a frozen binary (${frozen}), which takes no hooks`, hint);
}

function notNode(ran: string, runtime: string): UserError {
  const hint = `Record it with Node.js, if it runs there: perf record -- node FILE.`;
  return new UserError("other-runtime", `${ran} runs on ${runtime}, which our hooks can't record`, hint);
}

function keptOut(message: string, hint: string): UserError {
  return new UserError("hooks-kept-out", message, hint);
}

function unknown({ words, environment, lastWords }: Unrecorded, commands: readonly (readonly string[])[]): UserError {
  const said = lastWords.trim().split("\n").at(-1) ?? "";
  const names = RECORDINGS.map(({ interpreter }) => interpreter);
  const program = words[0] ?? "";
  const started = [...new Set(commands.slice(1).map(([name = ""]) => name))].filter((name) => name !== program);
  const more = started.length === 0 ? "" : `, which started ${started.slice(0, 5).join(", ")}`;
  const ran = described(program, startedFile(program, environment.PATH).firstLine);
  const hint = `Either it fails before it starts ${names.join(" or ")}, or it gives it an environment of its own, without our hooks${said === "" ? "." : `; its last words: ${said}`}`;
  return new UserError(
    "nothing-recorded",
    `no ${names.join(" and no ")} was seen to run: what ran is ${ran}${more}`,
    hint,
  );
}

function described(program: string, firstLine: string): string {
  return `${program}${firstLine === "" ? "" : ` (${firstLine})`}`;
}
