import { HookFolder } from "../io/hook-folder.js";
import { type CommandRun, runCommand } from "../io/run-command.js";
import { pairedRatio } from "../measure/bootstrap.js";
import { interleaved } from "../measure/interleaved.js";
import { median } from "../measure/quantile.js";
import { seededRandom } from "../measure/random.js";
import type { OptimizeOptions } from "./options.js";
import type { EntrySetting } from "./project.js";

const LEAST_PAIRS = 6;
const MOST_PAIRS = 20;
/** No further pair begins after this many milliseconds. */
const LONGEST_MS = 10_000;

/**
 * What a variable of its environment saves of a command's start, microseconds of wall time; 0 where that may as well be scatter.
 * A first start with it, which may fill what later ones read, does not count.
 *
 * @returns null where the command then ends with another exit code, or where it was stopped
 */
export async function measureSetting(
  words: readonly string[],
  { name, value }: EntrySetting,
  { environment, folder: cwd, stop }: Pick<OptimizeOptions, "environment" | "folder" | "stop">,
): Promise<number | null> {
  const kept = new HookFolder("", []);
  try {
    const run = (more: Readonly<Record<string, string>>): Promise<CommandRun> =>
      runCommand({ words, environment: { ...environment, ...more }, stdin: "ignore", stdout: "capture", cwd, stop });
    const [plain, set] = [() => run({}), () => run({ [name]: value(kept.fileToWrite("kept")) })];
    const [before, after] = [await plain(), await set()];
    if (before.exitCode !== after.exitCode) return null;
    const random = seededRandom(1);
    const began = performance.now();
    const isEnough = ({ length }: readonly unknown[]): boolean =>
      length >= MOST_PAIRS || (length >= LEAST_PAIRS && performance.now() - began > LONGEST_MS);
    const pairs = await interleaved(plain, set, isEnough, random, stop);
    if (pairs.length < 2) return null;
    const walls = pairs.map(([without, with_]): [number, number] => [wallUs(without), wallUs(with_)]);
    if (pairedRatio(walls, random).hi >= 1) return 0;
    return Math.max(0, median(walls.map(([us]) => us)) - median(walls.map(([, us]) => us)));
  } finally {
    kept.remove();
  }
}

function wallUs({ beganNs, endedNs }: CommandRun): number {
  return (endedNs - beganNs) / 1000;
}
