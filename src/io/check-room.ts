import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { CheckRoom, Isolation, Ran, Start } from "../bundle/check-room.js";
import { UserError } from "../errors.js";
import { KeptOutput } from "./kept-output.js";
import { realPath } from "./paths.js";
import { runCommand } from "./run-command.js";

export interface RoomOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Seconds until a start is ended. */
  readonly timeoutS: number;
  readonly stop: AbortSignal;
}

/** `nobody` of every system that we know. */
const OTHER_USER = 65534;
const PROBE_S = 10;
/** A mount that is refused, told from what the program itself ends with. */
const NO_MOUNT = "importperf: no mount";
const LINUX = "it takes Linux";
const USER = "it takes root";

/** Starts programs on this machine under conditions, in a folder of our own that goes when all is done. */
export class MachineRoom implements CheckRoom {
  readonly folder: string;
  readonly elsewhere: string;
  private readonly homes: readonly [own: string, other: string];
  private readonly copies = new Map<string, string>();
  private moved = 0;
  /** What starts a program in namespaces of its own; null where that isn't allowed. */
  private unshare: { readonly mounts: readonly string[] | null; readonly network: readonly string[] | null } = {
    mounts: null,
    network: null,
  };

  private constructor(private readonly options: RoomOptions) {
    this.folder = realPath(mkdtempSync(join(tmpdir(), "importperf-checks-")));
    chmodSync(this.folder, 0o755);
    this.elsewhere = this.made("elsewhere");
    this.homes = [this.made("home-1"), this.made("home-2")];
    chmodSync(this.elsewhere, 0o777);
    if (isRoot()) chownSync(this.homes[1], OTHER_USER, OTHER_USER);
  }

  static async open(options: RoomOptions): Promise<MachineRoom> {
    const room = new MachineRoom(options);
    const allowed = async (flag: string): Promise<readonly string[] | null> => {
      const words = ["unshare", isRoot() ? `-${flag}` : `-r${flag}`];
      const ran = await room.ran({ ...options, words: [...words, "true"], cwd: room.elsewhere }, PROBE_S);
      return ran.exitCode === 0 ? words : null;
    };
    if (process.platform === "linux") room.unshare = { mounts: await allowed("m"), network: await allowed("n") };
    return room;
  }

  cannot(kind: Isolation["kind"]): string | null {
    if (kind === "own-user") return isRoot() ? null : USER;
    if (process.platform !== "linux") return LINUX;
    const { mounts, network } = this.unshare;
    const own = kind === "network" ? network : mounts;
    return own === null ? `unshare (util-linux) may not make ${kind === "network" ? "networks" : "mounts"} here` : null;
  }

  async run(start: Start): Promise<Ran> {
    const { isolation } = start;
    const words = [...this.before(isolation), ...start.words];
    const user = isolation?.kind === "own-user" ? { uid: OTHER_USER, gid: OTHER_USER } : undefined;
    const outcome = await this.ran({ ...start, words, user }, this.options.timeoutS);
    if (outcome.exitCode === 125 && outcome.stderr.startsWith(NO_MOUNT)) return { why: "a mount was refused" };
    return outcome;
  }

  forget(folder: string): void {
    this.copies.delete(folder);
  }

  copied(folder: string): string {
    const known = this.copies.get(folder);
    if (known !== undefined) return known;
    const place = join(this.made(`moved ${++this.moved} – é ñ`), basename(folder));
    cpSync(folder, place, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    this.copies.set(folder, place);
    return place;
  }

  linked(name: string, to: string): string {
    const folder = mkdtempSync(join(this.folder, "bin-"));
    chmodSync(folder, 0o755);
    const link = join(folder, name);
    symlinkSync(to, link);
    return link;
  }

  home(isOther: boolean): string {
    return this.homes[isOther ? 1 : 0];
  }

  async startsForOthers(words: readonly string[]): Promise<boolean> {
    const { environment } = this.options;
    const user = { uid: OTHER_USER, gid: OTHER_USER };
    return (await this.ran({ words, environment, cwd: this.elsewhere, user }, PROBE_S)).exitCode === 0;
  }

  /** A new empty folder. */
  made(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    return folder;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  private before(isolation: Isolation | undefined): string[] {
    const { mounts, network } = this.unshare;
    if (isolation?.kind === "network") return [...(network ?? []), "--"];
    if (isolation?.kind === "writing") {
      const folder = quoted(isolation.folder);
      return this.mounting(`mount --bind ${folder} ${folder} && mount -o remount,ro,bind ${folder}`, mounts ?? []);
    }
    if (isolation?.kind === "folders") {
      const there = isolation.folders.filter((folder) => existsSync(folder));
      return this.mounting(there.map((folder) => `mount -t tmpfs none ${quoted(folder)}`).join(" && "), mounts ?? []);
    }
    return [];
  }

  /** What mounts and then becomes the program, which has its own first word. */
  private mounting(mounts: string, words: readonly string[]): string[] {
    const script = `{ ${mounts === "" ? ":" : mounts}; } 2>/dev/null || { echo '${NO_MOUNT}' >&2; exit 125; }; exec "$@"`;
    return [...words, "--", "sh", "-c", script, "sh"];
  }

  private async ran(
    start: Omit<Start, "isolation"> & { readonly user?: { uid: number; gid: number } | undefined },
    timeoutS: number,
  ) {
    const [stdout, stderr] = [new KeptOutput(), new KeptOutput()];
    const { words, environment, cwd, user } = start;
    const own = { words, environment, cwd, timeoutS, stop: this.options.stop, ...(user === undefined ? {} : { user }) };
    try {
      const run = await runCommand({
        ...own,
        stdin: "ignore",
        stdout: "capture",
        onStdout: stdout.add,
        onStderr: stderr.add,
      });
      const late = run.ending === "timeout" ? `\nit did not end within ${timeoutS} s` : "";
      const exitCode = run.ending === "timeout" ? -1 : run.exitCode;
      return { exitCode, stdout: stdout.text, stderr: stderr.text + late, files: new Map<string, string | null>() };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { exitCode: 127, stdout: "", stderr: error.message, files: new Map<string, string | null>() };
    }
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
