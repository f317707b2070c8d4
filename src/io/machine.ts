import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import type { BenchMachine } from "../bench/document.js";
import type { Precision } from "../measure/runner.js";
import { childrenCpuUs } from "./children-cpu.js";
import { processorLimit } from "./processor-limit.js";

/** Looks at this machine from now until it is called again. */
export function watchMachine(reading: { precision: Precision; reader: string | null }): () => BenchMachine {
  const before = { busyMs: busyMs(), ownUs: ownUs(), at: performance.now(), limit: processorLimit() };
  return () => {
    const limit = processorLimit();
    const elapsedMs = performance.now() - before.at;
    const othersMs = busyMs() - before.busyMs - (ownUs() - before.ownUs) / 1000;
    const processors = cpus();
    return {
      platform: process.platform,
      arch: process.arch,
      processors: processors.length,
      model: processors[0]?.model.trim() || null,
      memoryBytes: totalmem(),
      governor: governor(),
      processorLimit: limit.processors,
      throttledUs: limit.throttledUs === null ? null : Math.round(limit.throttledUs - (before.limit.throttledUs ?? 0)),
      otherLoad: process.platform === "linux" ? Math.max(0, Math.round((othersMs / elapsedMs) * 100) / 100) : null,
      precision: reading.precision,
      reader: reading.reader,
    };
  };
}

/** What all processors did since the machine was started. */
function busyMs(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}

/** What we and our ended children did. */
function ownUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system + childrenCpuUs();
}

function governor(): string | null {
  try {
    return readFileSync("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "utf8").trim() || null;
  } catch {
    return null;
  }
}
