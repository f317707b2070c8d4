// Runs one uvu test file in a process of its own and counts. uvu alone would call a file green whose suite
// was never run or whose `before` hook threw: its exit code is 0 then.
import { run } from "./process.mjs";

/**
 * @param source the file's text, as it is written
 * @param compiled path of what runs
 * @param options.seconds a file that takes longer is killed
 * @param options.env, options.cwd for the process
 * @returns {Promise<{passed: number, failed: number, output: string}>} output is empty when all is fine
 */
export async function runTestFile(source, compiled, { seconds, env, cwd }) {
  const silent = suitesNotRun(source);
  if (silent !== null) return { passed: 0, failed: 1, output: silent };
  const { code, output } = await run(process.execPath, ["--enable-source-maps", compiled], {
    seconds,
    cwd,
    env: { ...env, FORCE_COLOR: "0", NO_COLOR: "1" },
  });
  const { passed, total, skipped } = counts(output);
  const fine = code === 0 && total > 0 && passed === total && skipped === 0;
  const failed = fine ? 0 : Math.max(1, (total || 1) - (passed || 0));
  return { passed: passed || 0, failed, output: fine ? "" : `exit: ${code}, ${skipped || 0} skipped\n${output}` };
}

/**
 * What failed, for a reader who sees a few lines only.
 * @param output of `runTestFile`
 * @returns {string[]} a line per failed test with the beginning of its message, or the output's last words where none is named
 */
export function failures(output) {
  const found = [...output.matchAll(/^ {3}FAIL {2}(.*)\n([\s\S]*?)(?=^ {4}at |^ {3}FAIL {2}|(?![\s\S]))/gm)];
  const lines = found.map(([, name, text]) => `${name}: ${text}`);
  return (lines.length > 0 ? lines : [output.slice(-400)]).map((line) =>
    line.replace(/\s+/g, " ").trim().slice(0, 400),
  );
}

/** What is wrong when a suite of this file would not run, else null. Counted in the text: uvu can't tell. */
function suitesNotRun(source) {
  const text = source.replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  const calls = [...text.matchAll(/(?:(\w+)\s*=\s*)?\bsuite(?:<[^(]*>)?\(/g)];
  const names = calls.map((call) => call[1] ?? "");
  if (names.includes("")) return "give each suite a name of its own: const NAME = suite(...)";
  // uvu's own `test` is a suite too.
  for (const [, list] of text.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']uvu["']/g)) {
    const test = /(?:^|,)\s*test(?:\s+as\s+(\w+))?\s*(?:,|$)/.exec(list);
    if (test !== null) names.push(test[1] ?? "test");
  }
  if (names.length === 0) return "this file has no suite";
  for (const name of new Set(names)) {
    const made = names.filter((other) => other === name).length;
    const run = [...text.matchAll(new RegExp(`(?<![\\w$.])${name}\\.run\\(\\)`, "g"))].length;
    if (run < made) return `${made} suites are called ${name}, ${run} times ${name}.run() is called`;
  }
  return null;
}

/** What uvu printed, NaN where it didn't come to that. */
function counts(output) {
  const number = (label) => Number(new RegExp(`^  ${label}:\\s+(\\d+)`, "m").exec(output)?.[1] ?? Number.NaN);
  return { passed: number("Passed"), total: number("Total"), skipped: number("Skipped") };
}
