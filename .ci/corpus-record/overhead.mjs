// What our hooks cost a program: processor time with them over that without, medians of runs in turn.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MEASURE = fileURLToPath(new URL("../../fixtures/proofs/python/measure.py", import.meta.url));
const ROUNDS = 9;

/**
 * @param python runs measure.py
 * @param hooks makes the environment of a mode
 * @returns {{ms: number, timed: number, traced: number}} wall time of the plain program, and two ratios
 */
export function overhead(words, python, folder, hooks, env = {}) {
  const of = (mode) => hooks(join(folder, mode), mode);
  const commands = [
    { words, env },
    { words, env: of("time") },
    { words, env: of("trace") },
  ];
  const input = JSON.stringify(commands);
  const done = spawnSync(python, [MEASURE, String(ROUNDS)], { input, encoding: "utf8", timeout: 900_000 });
  if (done.status !== 0) throw new Error(`measure.py: ${done.stderr}`);
  // Hooks that did not start cost nothing.
  for (const mode of ["time", "trace"]) {
    if (readdirSync(join(folder, mode, "hooks", "out")).length <= ROUNDS) throw new Error(`no hooks ran: ${mode}`);
  }
  const [plain, timed, traced] = JSON.parse(done.stdout);
  const ratio = (other) => median(other.cpuUs) / median(plain.cpuUs);
  return { ms: median(plain.wallUs) / 1000, timed: ratio(timed), traced: ratio(traced) };
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[(numbers.length - 1) >> 1];
}
