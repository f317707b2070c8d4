import { analyze } from "../analyze/analyze.js";
import { UserError } from "../errors.js";
import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import { fileSizes } from "../io/file-sizes.js";
import { record } from "../record/record.js";
import type { OptimizeOptions, StartupCommand } from "./options.js";

/** A startup command as it is now. */
export interface RecordedCommand {
  readonly command: StartupCommand;
  readonly graph: ImportGraph;
  /** Of the untouched runs, medians; of a bare log the sum of its loads. */
  readonly wallUs: number;
  readonly modules: number;
  readonly warnings: readonly Warning[];
}

/** Records each command, or reads the profile that is given for it. @throws UserError for one that does not start */
export async function recordCommands(options: OptimizeOptions): Promise<RecordedCommand[]> {
  const { profiles, commands } = options;
  if (profiles.length === 0) {
    const recorded: RecordedCommand[] = [];
    for (const command of commands) recorded.push(await recordCommand(command, options));
    return recorded;
  }
  if (commands.length > 0 && commands.length !== profiles.length) {
    const hint = "give one profile a command, in the same order, or no commands: a profile knows its own";
    throw new UserError("usage", `${profiles.length} profiles for ${commands.length} commands`, hint);
  }
  return Promise.all(profiles.map((file, at) => readProfile(file, commands[at], options)));
}

async function recordCommand(command: StartupCommand, options: OptimizeOptions): Promise<RecordedCommand> {
  const { tool, packageRoot, project, environment, say, onRun, stop, runs } = options;
  const { analysis, exitCode, lastWords } = await record({
    tool,
    words: command.words,
    runs,
    once: false,
    trace: true,
    cold: false,
    stdoutToStderr: false,
    quiet: true,
    packageRoot,
    root: project,
    environment,
    say,
    onRun,
    stop,
  });
  if (stop.aborted) throw new UserError("interrupted", "interrupted while recording", "nothing was changed");
  const warnings = [...analysis.warnings];
  if (exitCode !== 0) {
    const last = lastWords.trim().split("\n").at(-1) ?? "";
    const said = last === "" ? "" : ` (${last})`;
    const message = `${command.words.join(" ")} ends with exit code ${exitCode}${said}: what loads after that point is not seen`;
    say(message);
    warnings.push({ code: "exit-code", message });
  }
  return asRecorded(command, analysis.graph, warnings);
}

async function readProfile(
  file: string,
  command: StartupCommand | undefined,
  { tool, project }: OptimizeOptions,
): Promise<RecordedCommand> {
  const { graph, warnings } = await analyze([file], { tool });
  checkProject(graph, file, project);
  const words = command?.words ?? graph.command ?? [];
  return asRecorded({ words, weight: command?.weight ?? 1 }, graph, warnings);
}

/** Files are relative to the project of the recording, which may have been elsewhere: but some of them are here. @throws UserError for none */
function checkProject({ root, modules }: ImportGraph, profile: string, project: string): void {
  const own = (modules.file ?? []).filter((file) => file !== null && !/^(?:\/|\.\.|[A-Za-z]:)/.test(file));
  if (own.length === 0 || fileSizes(own, project).some((bytes) => bytes >= 0)) return;
  const message = `none of its ${own.length} files of the project is in ${project}: it was recorded of ${root ?? "another project"}`;
  const hint = "give that --project, or leave --profile out: then the command is recorded again";
  throw new UserError("other-project", message, hint, { file: profile });
}

export function asRecorded(command: StartupCommand, graph: ImportGraph, warnings: readonly Warning[]): RecordedCommand {
  const walls = (graph.recorded?.runs ?? []).map(({ wallUs }) => wallUs).sort((a, b) => a - b);
  const sum = graph.loads.selfUs.reduce((total, us) => total + us, 0);
  const wallUs = walls[walls.length >> 1] ?? Math.round(sum);
  return { command, graph, wallUs, modules: graph.loads.count, warnings };
}
