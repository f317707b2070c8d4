// A program as its authors have it: its sources in a git repository, which its environment finds by a .pth file.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../process.mjs";

/** @throws Error with the last line that it printed */
async function must(words, options = {}) {
  const [command, ...args] = words;
  const { code, output, stdout } = await run(command, args, { seconds: 900, ...options });
  if (code !== 0) throw new Error(`${words.slice(0, 6).join(" ")}: ${output.trim().split("\n").at(-1)}`);
  return stdout;
}

/**
 * Makes the project and its environment, or finds them made and puts the project back to how it was.
 *
 * @param sources git directory of the program's repository; without one the project is what is installed
 * @returns {Promise<{project: string, path: string, bin: string, words: string[], test: string | null}>}
 */
export async function project(program, python, folder, sources) {
  const top = join(folder, program.name);
  const [environment, root] = [join(top, "env"), join(top, "project")];
  const bin = join(environment, "bin");
  const path = join(root, program.path !== undefined && sources !== undefined ? program.path : "");
  if (!existsSync(join(top, "complete"))) {
    rmSync(top, { recursive: true, force: true });
    mkdirSync(top, { recursive: true });
    await must([python, "-m", "venv", environment]);
    const pip = [join(bin, "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await must([...pip, ...program.install]);
    if (sources !== undefined && program.test !== undefined) await must([...pip, ...program.test.install]);
    await takeOut(program, environment, root, path, sources);
    writeFileSync(join(top, "complete"), "");
  }
  await must(["git", "checkout", "-q", "."], { cwd: root });
  await must(["git", "clean", "-qfdx"], { cwd: root });
  const words = program.words.map((word) => word.replace("{bin}", bin));
  const isTested = program.test !== undefined && (sources !== undefined || program.repository === undefined);
  return { project: root, path, bin, words, test: isTested ? program.test.words.replaceAll("{bin}", bin) : null };
}

async function takeOut({ packages, commit = "HEAD" }, environment, root, path, sources) {
  mkdirSync(root);
  if (sources !== undefined) {
    await must(["sh", "-c", 'git --git-dir="$0" archive "$1" | tar -x -C "$2"', sources, commit, root]);
  }
  const library = join(environment, "lib");
  const installed = join(library, readdirSync(library)[0] ?? "", "site-packages");
  for (const name of packages) {
    const [from, to] = [join(installed, name), join(path, name)];
    mkdirSync(dirname(to), { recursive: true });
    // Of a repository's package only what its build makes (versions) is missing.
    const filter = (file) => !/__pycache__|\.so$/.test(file);
    cpSync(from, to, { recursive: true, force: false, filter: sources === undefined ? filter : isMade });
    rmSync(from, { recursive: true });
  }
  writeFileSync(join(installed, "the-project.pth"), `${path}\n`);
  const git = ["git", "-c", "user.name=corpus", "-c", "user.email=corpus@localhost"];
  writeFileSync(join(root, ".gitignore"), "__pycache__/\n");
  await must([...git, "init", "-q"], { cwd: root });
  await must([...git, "add", "-A", "-f"], { cwd: root });
  await must([...git, "commit", "-qm", "as it is"], { cwd: root });
}

/** What the build writes into a package, and folders on the way to it. */
function isMade(file) {
  return !/\.[^/]*$/.test(file) || /version[^/]*\.py$/.test(file);
}
