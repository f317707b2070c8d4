// The real Python programs on which `perf record` is proven, each in a virtual environment of its own, made on first use and kept.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../process.mjs";

const CACHE = fileURLToPath(new URL("../../bench/.cache/corpus/", import.meta.url));

/**
 * name; what pip installs; the program's words, {bin} is the environment's folder of programs; minors: Python versions
 * that it runs on, all if absent.
 */
export const PROGRAMS = [
  { name: "pip", install: [], words: ["{bin}/python", "-m", "pip", "list", "--help"] },
  // Its wheel allows every later urllib3; it was made for 1.x.
  { name: "httpie", install: ["httpie==3.2.4", "urllib3<2"], words: ["{bin}/http", "--version"] },
  { name: "awscli", install: ["awscli<2"], words: ["{bin}/aws", "--version"], minors: [10, 11, 12, 13] },
  {
    name: "gefyra-2.5.4",
    // Its wheel forgets all but the first.
    install: ["gefyra==2.5.4", "alive-progress", "cli-exit-tools", "click", "prompt_toolkit", "tabulate"],
    words: ["{bin}/gefyra", "--help"],
    minors: [10, 11, 12, 13],
  },
  {
    name: "gefyra-0.6.0",
    // Not on the package index: from the tag's client/, given by --gefyra-0.6.0 FOLDER. Newer poetry-cores refuse its empty homepage.
    source: "gefyra-0.6.0",
    install: ["kubernetes==19.15.0", "docker==5.0.3", "urllib3<3", "python-dateutil<4", "requests<3"],
    words: ["{bin}/python", "-m", "gefyra", "--help"],
    minors: [9, 10, 11],
    inScene: true,
  },
];

/**
 * Makes a program's environment, or finds it made.
 *
 * @param python {path, minor} of the interpreter
 * @param sources folders that are not on the package index, by the name that `source` says
 * @returns {Promise<{python: string, words: string[]} | string>} or why there is none
 */
export async function environment(program, python, sources = {}) {
  if (program.minors !== undefined && !program.minors.includes(python.minor)) return `not for 3.${python.minor}`;
  const source = program.source === undefined ? undefined : sources[program.source];
  if (program.source !== undefined && source === undefined)
    return `needs --${program.source} FOLDER (the tag's client/)`;
  const folder = join(CACHE, `${program.name}-3.${python.minor}`);
  const bin = join(folder, "bin");
  const found = { python: join(bin, "python"), words: program.words.map((word) => word.replace("{bin}", bin)) };
  if (existsSync(join(folder, "complete"))) return found;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  const steps = [[python.path, "-m", "venv", folder]];
  const pip = [found.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  if (program.install.length > 0) steps.push([...pip, ...program.install]);
  if (source !== undefined) {
    steps.push([...pip, "poetry-core==1.0.8"], [...pip, "--no-deps", "--no-build-isolation", source]);
  }
  for (const [command, ...args] of steps) {
    const { code, output } = await run(command, args, { seconds: 600 });
    if (code !== 0) return `${args.join(" ")}: ${output.trim().split("\n").at(-1)}`;
  }
  writeFileSync(join(folder, "complete"), "");
  return found;
}
