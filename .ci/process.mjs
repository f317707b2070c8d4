// Starts processes that can't outstay their time: tests and the commands of the README may hang, and what
// they started must not stay behind.
import { spawn } from "node:child_process";

/** Process groups that still run, ended with us. */
const running = new Set();
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    for (const end of running) end();
    process.exit(130);
  });
}

/** How long what a process started may hold its output open after it has ended, in milliseconds. */
const GRACE = 5000;

/**
 * Runs a command without input and collects what it prints, stdout and stderr in one.
 *
 * @param options.seconds after so many the whole process group is killed
 * @returns {Promise<{code: number | string, output: string, stdout: string}>} code is the exit code, or what ended it
 *   in words; output is stdout and stderr as they came
 */
export function run(command, args, { seconds = 600, ...options } = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that what it started can be ended with it. Windows has no such groups.
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      ...options,
    });
    const pieces = [];
    const own = [];
    let fate;
    const end = () => {
      try {
        process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
      } catch {
        // It has ended meanwhile.
      }
    };
    running.add(end);
    const limit = setTimeout(() => {
      fate = `killed after ${seconds} s`;
      end();
    }, seconds * 1000);
    let grace;
    child.stdout.on("data", (bytes) => {
      pieces.push(bytes);
      own.push(bytes);
    });
    child.stderr.on("data", (bytes) => pieces.push(bytes));
    child.on("error", (error) => {
      fate = `could not be started: ${error.message}`;
    });
    child.on("exit", () => {
      grace = setTimeout(() => {
        fate ??= "left processes behind";
        end();
        child.stdout.destroy();
        child.stderr.destroy();
      }, GRACE);
    });
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      clearTimeout(grace);
      running.delete(end);
      resolve({ code: fate ?? code ?? `signal ${signal}`, output: textOf(pieces), stdout: textOf(own) });
    });
  });
}

function textOf(pieces) {
  return Buffer.concat(pieces).toString();
}
