import { UserError } from "../errors.js";
import type { Warning } from "../graph/profile.js";
import { HookFolder } from "../io/hook-folder.js";
import { dropPageCache } from "../io/page-cache.js";
import { runCommand } from "../io/run-command.js";
import type { Program } from "../measure/runner.js";
import { coldProgram } from "./cold.js";
import type { HereOptions } from "./options.js";

type Options = Pick<HereOptions, "cold" | "prepare" | "environment" | "timeoutS" | "stop">;

/** What comes before each run: the user's own command, and with `cold` caches that are empty. */
export function preparation(options: Options) {
  const { cold, prepare } = options;
  const folder = cold ? new HookFolder("", []) : null;
  const warnings = cold && !dropPageCache() ? [WARM_DISK] : [];
  return {
    warnings,
    /** Awaited before each run; gives what to run. */
    ready: async (program: Program): Promise<Program> => {
      const ready = folder === null ? program : coldProgram(program, folder);
      if (prepare !== null) await prepared(prepare, options);
      if (cold) dropPageCache();
      return ready;
    },
    end: (): void => folder?.remove(),
  };
}

const WARM_DISK: Warning = {
  code: "warm-disk-cache",
  message:
    "the system's disk cache was not emptied, which takes root: files that earlier runs read are still in memory",
};

async function prepared(words: readonly string[], { environment, timeoutS, stop }: Options): Promise<void> {
  const { exitCode, ending, lastWords } = await runCommand({
    words,
    environment,
    stdin: "ignore",
    stdout: "capture",
    timeoutS,
    stop,
  });
  if (ending === "user" || (exitCode === 0 && ending === "itself")) return;
  const how = ending === "timeout" ? `did not end within ${timeoutS} s` : `failed with exit code ${exitCode}`;
  const last = lastWords.trim().split("\n").at(-1) ?? "";
  const message = `what prepares each run ${how}: ${words.join(" ")}${last === "" ? "" : `: ${last}`}`;
  throw new UserError("prepare-failed", message, "type it to see why, or leave --prepare away");
}
