// Types what the README says, in its order, into a fresh clone of HEAD, and compares what comes out.
//
//   node .ci/readme.mjs          the walk; a line for each command, ends with `N passed, N failed`
//   node .ci/readme.mjs --test   runs README's test command in this checkout instead
//   node .ci/readme.mjs --self-test   checks this script on a made README
//
// What the words after ``` mean:
//
//   sh                   Each line is a command for bash and must exit with 0. The folder and exported variables stay
//                        for the next line and block, as in a terminal. Lines that continue (\, quotes, here documents)
//                        are one command; comments are left out.
//   sh exit=2            The same, but the last command must exit with 2.
//   sh test              The test command: exactly one block with one command. The walk leaves it out, --test runs it.
//   sh no-run: REASON    Not run. The reason must be there: "needs a display", "starts a program of the reader".
//   console              `$ COMMAND` lines, each followed by what it prints, compared as below (nothing: not compared).
//   text                 Directly after an `sh` block that was run (only prose between): what its last command prints.
//   text no-check        A text that is no command's output.
//   json, python, …      Not run: any other language.
//
// Output is stdout and stderr together, without colour, 80 columns wide. It must equal the text, where blanks at line
// ends don't count, `…` or `...` within a line stands for anything in that line, and on a line of its own for any
// lines. What `npm install && ...` prints before the program does is npm's, and may be left out.
// Shells under other names, and blocks without a word, are errors: nothing shall go unchecked by accident.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./process.mjs";
import { readBlocks } from "./readme-blocks.mjs";
import { matches } from "./readme-match.mjs";
import { selfTest } from "./readme-self-test.mjs";
import { cleanClone, plainEnvironment, temporaryFolder } from "./temporary.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const SECONDS_PER_COMMAND = 600;

/**
 * Runs the blocks of a README in a folder.
 *
 * @param say gets a line for each command
 * @returns how many were as the text says, and how many not
 */
export async function walk(blocks, folder, say) {
  const terminal = await startTerminal(folder);
  let passed = 0;
  let failed = 0;
  for (const block of blocks) {
    let broken = false;
    for (const command of block.commands) {
      if (broken) {
        failed++;
        say(`FAIL README.md:${command.line}: not run, as the one before failed: ${command.text}`);
        continue;
      }
      const started = Date.now();
      const { code, output } = await terminal(command.text);
      const wrong = whatIsWrong(command, code, output);
      broken = wrong !== null;
      if (broken) failed++;
      else passed++;
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      say(`${broken ? "FAIL" : "ok  "} README.md:${command.line}: ${command.text} (${seconds} s)`);
      if (broken) say(wrong);
    }
  }
  return { passed, failed };
}

function whatIsWrong({ text, exit, expected }, code, output) {
  if (code !== exit) return `exit: ${code}, not ${exit}\n${output.slice(-8000)}`;
  if (expected === undefined || matches(`${/^npm install && /.test(text) ? "...\n" : ""}${expected}`, output))
    return null;
  return `--- README says\n${expected}\n--- it prints\n${output.slice(-8000)}`;
}

/** A terminal: each command has a bash of its own, which begins where the one before ended. */
async function startTerminal(folder) {
  const state = temporaryFolder("importperf-readme-state");
  const [place, variables, script] = ["folder", "variables", "command"].map((name) => join(state, name));
  writeFileSync(place, folder);
  writeFileSync(variables, "");
  const env = { ...plainEnvironment(), NO_COLOR: "1", COLUMNS: "80", npm_config_yes: "false" };
  const around = `. "$2" && cd "$(cat "$1")" || exit 125
trap 'status=$?; pwd > "$1"; export -p > "$2"; exit $status' EXIT
. "$3"`;
  return (command) => {
    writeFileSync(script, `set -e\n${command}\n`);
    return run("bash", ["-c", around, "bash", place, variables, script], { env, seconds: SECONDS_PER_COMMAND });
  };
}

async function main(mode) {
  if (mode === "--self-test") return selfTest(walk);
  const { blocks, test, problems } = readBlocks(readFileSync(join(root, "README.md"), "utf8"));
  for (const problem of problems) console.log(`FAIL README.md:${problem}`);
  if (mode === "--test") {
    if (test === null) return { passed: 0, failed: 1 };
    console.log(`$ ${test.text}`);
    const { code, output } = await run("bash", ["-e", "-c", test.text], {
      cwd: root,
      env: plainEnvironment(),
      seconds: 2600,
    });
    console.log(output.trimEnd());
    return code === 0 ? null : { passed: 0, failed: 0, code };
  }
  const clone = cleanClone(root, "importperf-readme");
  const { passed, failed } = await walk(blocks, clone, console.log);
  const changed = await run("git", ["status", "--porcelain", "--untracked-files=no"], { cwd: clone });
  const clean = changed.code === 0 && changed.output === "";
  console.log(
    clean ? "ok   no file of the clone has changed" : `FAIL files of the clone have changed\n${changed.output}`,
  );
  return { passed: passed + (clean ? 1 : 0), failed: failed + problems.length + (clean ? 0 : 1) };
}

const result = await main(process.argv[2]);
// The test command prints its own count at the end.
if (result !== null) {
  if (result.code === undefined) console.log(`${result.passed} passed, ${result.failed} failed`);
  process.exitCode = result.failed > 0 || result.code !== undefined ? 1 : 0;
}
