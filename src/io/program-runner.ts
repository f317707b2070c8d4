import { crc32 } from "node:zlib";
import type { Precision, Program, ProgramOutput, ProgramRun, Runner } from "../measure/runner.js";
import { minorFaultsOfChildren } from "./children-faults.js";
import { runCommand } from "./run-command.js";

export interface ProgramRunnerOptions {
  /** A Python that starts the programs and reads what the system counted for them. */
  readonly python: string | null;
  /** Seconds until a run is ended with all that it started. */
  readonly timeoutS: number;
  readonly stop: AbortSignal;
}

/** Runs programs of this machine: stdin is empty, there is no terminal, and what they write is counted and let go. */
export class ProgramRunner implements Runner {
  readonly precision: Precision;

  constructor(private readonly options: ProgramRunnerOptions) {
    const { platform } = process;
    this.precision = options.python !== null ? "exact" : platform === "linux" ? "ticks" : "none";
  }

  async run({ words, environment, cwd }: Program, isWarmUp: boolean): Promise<ProgramRun> {
    const { python, timeoutS, stop } = this.options;
    for (;;) {
      const [stdout, stderr] = [new Drain(), new Drain()];
      const faultsBefore = minorFaultsOfChildren();
      const run = await runCommand({
        words,
        environment,
        ...(cwd === undefined ? {} : { cwd }),
        stdin: "ignore",
        stdout: "capture",
        timeoutS,
        stop,
        // `fork` is slower and sees less memory.
        ...(python === null ? {} : { python, isForked: isWarmUp }),
        onStdout: (chunk) => stdout.take(chunk),
        onStderr: (chunk) => stderr.take(chunk),
      });
      // Its times hold how long it stood still.
      if (run.wasPaused && !stop.aborted) continue;
      const faults = faultsBefore === null ? null : (minorFaultsOfChildren() ?? faultsBefore) - faultsBefore;
      return {
        wallUs: Math.round((run.endedNs - run.beganNs) / 1000),
        cpuUs: this.precision === "none" ? null : Math.round(run.cpuUs),
        userUs: run.counted?.userUs ?? null,
        minorFaults: run.counted === null ? faults : run.counted.minorFaults,
        maxRssBytes: run.counted?.maxRssBytes ?? null,
        exitCode: run.exitCode,
        ending: run.ending === "timeout" || run.ending === "user" ? run.ending : "itself",
        output: outputOf(stdout, stderr),
        lastWords: run.lastWords,
      };
    }
  }
}

const FIRST_LINE = 200;

/** Counts what flows through. */
class Drain {
  bytes = 0;
  sum = 0;
  first = "";

  take(chunk: Buffer): void {
    if (this.bytes < FIRST_LINE) this.first += chunk.toString("utf8", 0, FIRST_LINE);
    this.bytes += chunk.length;
    this.sum = crc32(chunk, this.sum);
  }
}

function outputOf(stdout: Drain, stderr: Drain): ProgramOutput {
  return {
    stdoutBytes: stdout.bytes,
    stderrBytes: stderr.bytes,
    hash: [stdout, stderr].map(({ bytes, sum }) => `${bytes}-${sum.toString(16)}`).join("+"),
    firstLine: (stdout.first.split("\n")[0] ?? "").slice(0, FIRST_LINE).trimEnd(),
  };
}
