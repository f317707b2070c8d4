import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "./is-alive.js";

const NAME = "importperf-record-";

/**
 * A private folder with hook files, and in `out` what the hooked processes write. Its name holds our process id, so
 * that the folders of recordings that were killed can be told and removed by the next one.
 */
export class HookFolder {
  readonly path: string;
  private readonly out: string;
  private times = 0;

  /**
   * @param from where the package keeps the files
   * @param files their names here and there
   */
  constructor(from: string, files: readonly { readonly name: string; readonly from: string }[]) {
    removeDead();
    this.path = mkdtempSync(join(tmpdir(), `${NAME}${process.pid}-`));
    this.out = join(this.path, "out");
    writeFileSync(join(this.path, "owner"), processSpace());
    for (const file of files) copyFileSync(join(from, file.from), join(this.path, file.name));
    mkdirSync(this.out);
  }

  /** Where a process that we start may write what `take` then gives. */
  fileToWrite(name: string): string {
    return join(this.out, name);
  }

  /** Takes what was written since the last call, by file name. */
  take(): Map<string, string> {
    const found = new Map<string, string>();
    for (const name of readdirSync(this.out).sort()) found.set(name, readFileSync(join(this.out, name), "utf8"));
    rmSync(this.out, { recursive: true, force: true });
    mkdirSync(this.out);
    return found;
  }

  /** A new empty folder in it; the one made before is removed. */
  emptyFolder(): string {
    rmSync(join(this.path, `empty${this.times}`), { recursive: true, force: true });
    const folder = join(this.path, `empty${++this.times}`);
    mkdirSync(folder);
    return folder;
  }

  remove(): void {
    try {
      // A process that outlives its recording may still write into it.
      rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // The next recording tries again.
    }
  }
}

/** Folders that recordings left which can't have removed them: they were killed. */
function removeDead(): void {
  try {
    for (const name of readdirSync(tmpdir())) {
      const pid = Number(/^importperf-record-(\d+)-/.exec(name)?.[1]);
      if (pid > 0 && !isAlive(pid)) removeOwn(join(tmpdir(), name));
    }
  } catch {
    // A temporary folder that can't be listed.
  }
}

/** Containers may share a temporary folder and yet count their processes each for itself. */
function removeOwn(folder: string): void {
  try {
    if (readFileSync(join(folder, "owner"), "utf8") === processSpace())
      rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's, or gone.
  }
}

/** Within which process ids mean the same. */
function processSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
