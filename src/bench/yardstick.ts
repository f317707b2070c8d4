import type { Warning } from "../graph/profile.js";
import { executable } from "../io/executable.js";
import { startedFile } from "../io/started-file.js";
import type { Runner } from "../measure/runner.js";
import type { BenchedProgram } from "./bench.js";
import { commandName } from "./names.js";

export interface Yardstick {
  readonly program: BenchedProgram;
  readonly warnings: readonly Warning[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const KUBECTL = ["kubectl", "version", "--client"];
/** A configuration without content: what is measured is the same on every machine. */
const NO_CONFIG = process.platform === "win32" ? "NUL" : "/dev/null";

/**
 * What everything is held against where nobody names it: kubectl, which starts as fast as people are used to; where it is
 * not there or fails, the empty start of the interpreter that runs the first command.
 */
export async function defaultYardstick(
  words: readonly string[],
  environment: Environment,
  runner: Runner,
): Promise<Yardstick> {
  const kubectl = benched(KUBECTL, { ...environment, KUBECONFIG: NO_CONFIG });
  if (kubectl.path !== null) {
    const { exitCode, ending } = await runner.run(kubectl, true);
    if (exitCode === 0) return { program: kubectl, warnings: [] };
    if (ending === "user") return { program: kubectl, warnings: [] };
  }
  const empty = emptyStart(words, environment);
  const why = kubectl.path === null ? "kubectl is not on PATH" : "kubectl fails here";
  const message = `${why}: the yardstick is ${empty.words[0]} doing nothing`;
  return {
    program: { ...benched(empty.words, environment), name: empty.name },
    warnings: [{ code: "no-kubectl", message }],
  };
}

/** A program as it is measured, its executable looked up. */
export function benched(words: readonly string[], environment: Environment, name = commandName(words)): BenchedProgram {
  const found = executable(words[0] ?? "", environment.PATH);
  return { name, words, environment, path: found?.path ?? null, sha256: found?.sha256 ?? null };
}

/** A program whose name stands for a shell script that starts another: what is measured is more than its name says. */
export function wrapper({ name, words, environment, path }: BenchedProgram): Warning[] {
  const { firstLine: line } = startedFile(words[0] ?? "", environment.PATH);
  if (!/[/ ](?:ba|da|z|k|a)?sh(?: |$)/.test(line)) return [];
  const message = `${name} is a shell script (${path}): what it does before it starts a program is part of its times`;
  return [{ code: "shell-script", message }];
}

const EMPTY: readonly { readonly fits: RegExp; readonly args: readonly string[] }[] = [
  { fits: /^(?:python|pypy)[\d.]*(?:\.exe)?$/, args: ["-c", ""] },
  { fits: /^node(?:js)?(?:\.exe)?$/, args: ["-e", ""] },
];

/** What starts the interpreter of a command and does nothing. */
export function emptyOf(words: readonly string[], environment: Environment): readonly string[] {
  return emptyStart(words, environment).words;
}

/** The interpreter of a command, told by its own name or by the first line of its script, doing nothing. */
function emptyStart(words: readonly string[], { PATH }: Environment): { name: string; words: string[] } {
  const [program = ""] = words;
  const { firstLine } = startedFile(program, PATH);
  const line = firstLine.replace(/^#!\s*/, "").split(/\s+/);
  const named = line[0]?.endsWith("/env") ? line.filter((word) => !word.startsWith("-")).slice(1) : line;
  for (const each of [program, named[0] ?? "", "python3", process.execPath]) {
    const name = each.replace(/^.*[\\/]/, "");
    const fitting = EMPTY.find(({ fits }) => fits.test(name));
    if (fitting !== undefined && startedFile(each, PATH).path !== "")
      return { name: `empty ${name}`, words: [each, ...fitting.args] };
  }
  return { name: "empty node", words: [process.execPath, "-e", ""] };
}
