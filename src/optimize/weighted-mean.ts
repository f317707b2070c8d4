import type { RecordedCommand } from "./recordings.js";

/** The mean over the commands by their weights. @param value of the command at a place */
export function weightedMean(
  recorded: readonly RecordedCommand[],
  value: (each: RecordedCommand, at: number) => number,
): number {
  const weights = recorded.reduce((sum, { command }) => sum + command.weight, 0) || 1;
  return recorded.reduce((sum, each, at) => sum + each.command.weight * value(each, at), 0) / weights;
}
