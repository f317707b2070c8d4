import type { Warning } from "../graph/profile.js";
import { OverlayFolder } from "../io/overlay-folder.js";
import { readText } from "../io/read-text.js";
import { runCommand } from "../io/run-command.js";
import { sourceBytes } from "../io/source-bytes.js";
import type { ExitLook } from "../languages/python/collector/exit-look.js";
import { judgeCollector } from "../languages/python/judge/collector/judge-collector.js";
import type { CollectorSource } from "../languages/python/judge/collector/situation.js";
import type { StartedModule } from "./bundler.js";

export interface FreezeQuestion {
  /** Absolute, with the user's own sources in it. */
  readonly modules: string;
  readonly own: readonly string[];
  readonly started: readonly StartedModule[];
  readonly unbundled: readonly string[];
  readonly args: readonly (readonly string[])[];
  /** The user's folders. */
  readonly local: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly packageRoot: string;
  readonly timeoutS: number;
  readonly stop: AbortSignal;
}

/** Runs the program once with each list of arguments, to see what is left to finalise as it ends. */
export async function freezing(question: FreezeQuestion): Promise<{ readonly refusal: Warning | null }> {
  const { modules, own, started, unbundled, local } = question;
  const looks = await looksOf(question);
  const { refusal } = judgeCollector(
    {
      entry: unbundled.at(-1) ?? "",
      // A bundle asks these objects once more as it ends.
      looks: looks.map((look) => ({ ...look, left: look.left.filter(({ kind }) => kind !== "idle") })),
      sources: own.map((file) => source(`${modules}/${file}`, file)),
      installed: installedFiles(started).map((file) => source(file, file)),
      metadata: local.flatMap((folder) =>
        ["pyproject.toml", "setup.cfg", "setup.py"].map((name) => source(`${folder}/${name}`, name)),
      ),
      // The one interpreter of the bundle, not what else may run the sources.
      floor: 7,
      shown: (file) => file,
    },
    new Set(),
  );
  if (looks.length < question.args.length) return { refusal: refused("no end of a start was seen") };
  if (refusal === null) return { refusal: null };
  const { code, message, file, line } = refusal;
  return { refusal: refused(`${file}:${line}: ${message} (${code})`) };
}

function refused(why: string): Warning {
  return { code: "freeze-refused", message: `--freeze is left away: ${why}` };
}

function installedFiles(started: readonly StartedModule[]): string[] {
  return started.flatMap(({ file }) =>
    file !== null && /[\\/](?:site|dist)-packages[\\/].*\.py$/.test(file) ? [file] : [],
  );
}

function source(path: string, shown: string): CollectorSource {
  const isPython = path.endsWith(".py");
  return {
    shown,
    text: () => (isPython ? Buffer.from(sourceBytes(path) ?? []).toString("latin1") : (readText(path) ?? "")),
  };
}

/** Of the processes that the program itself started with. */
async function looksOf({ unbundled, args, environment, folder: cwd, packageRoot, timeoutS, stop }: FreezeQuestion) {
  const found: ExitLook[] = [];
  for (const own of args) {
    const folder = new OverlayFolder(packageRoot);
    try {
      folder.serve([]);
      const served = folder.environment("overlay-before-exit", environment);
      const words = [...unbundled, ...own];
      await runCommand({ words, environment: served, cwd, stdin: "ignore", stdout: "capture", timeoutS, stop });
      found.push(...folder.takeExitLooks().filter(({ isFirst }) => isFirst));
    } finally {
      folder.remove();
    }
  }
  return found;
}
