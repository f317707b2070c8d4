import { isatty } from "node:tty";
import { writeStderr } from "../io/output.js";

export interface Progress {
  show(run: number, of: number | string): void;
  clear(): void;
}

/** A line that says which run is under way, on a terminal alone; never during the first run, which is the program's. */
export function progressOn(descriptor: number): Progress {
  if (!isatty(descriptor)) return { show: () => {}, clear: () => {} };
  let isShown = false;
  return {
    show(run, of) {
      if (run === 1) return;
      isShown = true;
      writeStderr([`\r\u001b[Kperf: run ${run} of ${of}`]);
    },
    clear() {
      if (isShown) writeStderr(["\r\u001b[K"]);
      isShown = false;
    },
  };
}
