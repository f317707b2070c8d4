import type { Warning } from "../graph/profile.js";
import type { EditedFile } from "../io/overlay-folder.js";
import { measureEdits } from "./measured.js";
import type { OptimizeOptions } from "./options.js";
import type { PlanCommand } from "./plan.js";
import type { RecordedCommand } from "./recordings.js";

export interface Prediction {
  readonly commands: readonly PlanCommand[];
  readonly ground: "measured" | "model";
  readonly warnings: readonly Warning[];
}

/** What the commands take with the edits, measured in memory; a command that can't be measured keeps the model's times. */
export async function predict(
  options: OptimizeOptions,
  recorded: readonly RecordedCommand[],
  modelled: readonly PlanCommand[],
  files: readonly EditedFile[],
): Promise<Prediction> {
  const warnings: Warning[] = [];
  const commands: PlanCommand[] = [];
  let isMeasured = true;
  for (const [at, model] of modelled.entries()) {
    const words = recorded[at]?.command.words ?? model.command;
    const { environment, folder, packageRoot, stop } = options;
    options.say(`runs ${words.join(" ")} with and without the edits, in memory, to measure them`);
    const measured = await measureEdits({ words, environment, cwd: folder, files, packageRoot, stop });
    const name = model.command.join(" ");
    if (measured === null) {
      isMeasured = false;
      const message = `${name}: it can't be made to load edited sources; its time is a model's`;
      warnings.push({ code: "not-measured", message });
      commands.push(model);
      continue;
    }
    const { before, after } = measured.wall;
    commands.push({
      ...model,
      before: { ...model.before, wallUs: Math.round(before.value) },
      predicted: {
        ...model.predicted,
        wallUs: Math.round(after.value),
        loUs: Math.round(after.lo),
        hiUs: Math.round(after.hi),
      },
    });
    if (measured.failure !== null) {
      const { exitBefore, exitAfter, lastWords } = measured.failure;
      const last = lastWords.trim().split("\n").at(-1) ?? "";
      const message = `${name} ends with exit code ${exitAfter} with the edits, ${exitBefore} without: ${last}`;
      warnings.push({ code: "edited-fails", message });
    }
  }
  return { commands, ground: isMeasured ? "measured" : "model", warnings };
}
