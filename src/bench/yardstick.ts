import type { Warning } from "../graph/profile.js";
import { executable } from "../io/executable.js";
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
    if (exitCode === 0) return { program: kubectl, warnings: script(kubectl) };
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

/** A yardstick that is a script of somebody's measures more than its name says. */
export function script({ name, words, environment, path }: BenchedProgram): Warning[] {
  const found = executable(words[0] ?? "", environment.PATH);
  if (found === null || found.firstLine === "") return [];
  return [
    {
      code: "yardstick-is-script",
      message: `${name} is a script (${path}, ${found.firstLine}): its time holds that of what runs it`,
    },
  ];
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
  const line =
    executable(program, PATH)
      ?.firstLine.replace(/^#!\s*/, "")
      .split(/\s+/) ?? [];
  const named = line[0]?.endsWith("/env") ? line.filter((word) => !word.startsWith("-")).slice(1) : line;
  for (const each of [program, named[0] ?? "", "python3", process.execPath]) {
    const name = each.replace(/^.*[\\/]/, "");
    const fitting = EMPTY.find(({ fits }) => fits.test(name));
    if (fitting !== undefined && executable(each, PATH) !== null)
      return { name: `empty ${name}`, words: [each, ...fitting.args] };
  }
  return { name: "empty node", words: [process.execPath, "-e", ""] };
}
