import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BuildPlace, BundleWorkshop, PlacedBundle } from "../bundle/builds.js";
import type { BundleBuilt, BundleTools } from "../bundle/bundler.js";
import type { BundleOut } from "./bundle-out.js";
import { folderSize } from "./folder-size.js";
import { isAlive } from "./is-alive.js";

export interface WorkshopOptions {
  readonly out: BundleOut;
  /** Where builds are kept for later calls; null for nowhere. */
  readonly cache: string | null;
  /** What the bundles are made from, and by which version of this program: the same text for the same contents. */
  readonly contents: string;
  readonly tool: string;
  /** Gives a bundler its tools; its log file is new and empty. */
  readonly withTools: <T>(kind: string, log: string, use: (tools: BundleTools) => Promise<T>) => Promise<T>;
}

/** What stands beside a build that is kept: its words hold `HERE` for its folder. */
interface Kept {
  readonly path: string;
  readonly command: readonly string[];
  readonly needs: string;
  readonly buildMs: number;
}

const HERE = "\u0000here";
const BUILT = "built";
const ABOUT = "about.json";
/** Of all builds that are kept together; the oldest go first. */
const MOST_BYTES = 4 * 1024 * 1024 * 1024;

/** Builds in folders of our own, keeps what was built by its contents, and copies it to the user's folder. */
export class MachineWorkshop implements BundleWorkshop {
  private readonly building: string;
  private readonly cache: string | null;

  constructor(private readonly options: WorkshopOptions) {
    this.cache = options.cache === null ? null : usable(options.cache);
    const parent = this.cache ?? tmpdir();
    removeDead(parent);
    this.building = mkdtempSync(join(parent, `importperf-building-${process.pid}-`));
  }

  log(kind: string): string {
    return this.options.out.log(kind);
  }

  async within<T>(kind: string, use: (place: BuildPlace) => Promise<T>): Promise<T> {
    const folder = join(this.building, kind);
    const into = join(folder, BUILT);
    mkdirSync(into, { recursive: true });
    try {
      writeFileSync(this.log(kind), "");
      return await this.options.withTools(kind, this.log(kind), (tools) => use({ into, tools }));
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  async find(kind: string, version: string): Promise<PlacedBundle | null> {
    if (this.cache === null) return null;
    const folder = join(this.cache, this.key(kind, version));
    try {
      const kept: Kept = JSON.parse(readFileSync(join(folder, ABOUT), "utf8"));
      return await this.placed(kind, version, join(folder, BUILT), kept, true);
    } catch (error) {
      // Not there, or damaged: it is built anew. What the user's folder refuses is told.
      if (error instanceof SyntaxError || (error instanceof Error && "syscall" in error)) return null;
      throw error;
    }
  }

  place(kind: string, version: string, { into }: BuildPlace, built: BundleBuilt, buildMs: number) {
    const kept: Kept = {
      path: built.path.replaceAll(into, HERE),
      command: built.command.map((word) => word.replaceAll(into, HERE)),
      needs: built.needs,
      buildMs,
    };
    return this.placed(kind, version, this.keep(kind, version, into, kept), kept, false);
  }

  /** @returns where the bundle is until it is copied */
  private keep(kind: string, version: string, into: string, kept: Kept): string {
    if (this.cache === null) return into;
    const whole = join(this.building, `${kind}-whole`);
    const folder = join(this.cache, this.key(kind, version));
    try {
      mkdirSync(whole);
      renameSync(into, join(whole, BUILT));
      writeFileSync(join(whole, ABOUT), JSON.stringify(kept));
      rmSync(folder, { recursive: true, force: true });
      renameSync(whole, folder);
      prune(this.cache, folder);
      return join(folder, BUILT);
    } catch {
      // No room, or another call has just kept the same.
      return [join(whole, BUILT), into].find((each) => statSync(each, { throwIfNoEntry: false })) ?? into;
    }
  }

  private async placed(
    kind: string,
    version: string,
    from: string,
    kept: Kept,
    fromCache: boolean,
  ): Promise<PlacedBundle> {
    const about = { importperf: this.options.tool, kind, bundler: version };
    const folder = await this.options.out.take(kind, from, about);
    const here = (text: string): string => text.replaceAll(HERE, () => folder);
    const path = here(kept.path);
    const { needs, buildMs } = kept;
    return { folder, path, command: kept.command.map(here), needs, buildMs, fromCache, ...folderSize(path) };
  }

  /** Removes what was begun and not finished. */
  close(): void {
    rmSync(this.building, { recursive: true, force: true, maxRetries: 3 });
  }

  private key(kind: string, version: string): string {
    const hash = createHash("sha256");
    for (const part of [kind, version, this.options.contents]) hash.update(`${part.length} ${part}`);
    return `${kind}-${hash.digest("hex").slice(0, 32)}`;
  }
}

/** The folder, made if need be; null where that can't be written to. */
function usable(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(mkdtempSync(join(folder, "probe-")), { recursive: true });
    return folder;
  } catch {
    return null;
  }
}

/** What builds that were killed left. */
function removeDead(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(/^importperf-building-(\d+)-/.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function prune(cache: string, spared: string): void {
  const found = readdirSync(cache)
    .map((name) => join(cache, name))
    .filter((folder) => folder !== spared && !folder.includes("importperf-building-"))
    .map((folder) => ({ folder, bytes: folderSize(folder).bytes, mtimeMs: statSync(folder).mtimeMs }));
  let total = found.reduce((sum, { bytes }) => sum + bytes, folderSize(spared).bytes);
  for (const { folder, bytes } of found.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= MOST_BYTES) return;
    rmSync(folder, { recursive: true, force: true });
    total -= bytes;
  }
}
