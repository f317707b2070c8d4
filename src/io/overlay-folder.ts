import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type ExitLook, exitLooks } from "../languages/python/collector/exit-look.js";
import {
  OVERLAY_FILES,
  type OverlayMode,
  type OverlayReport,
  type OverlaySide,
  overlayReport,
} from "../languages/python/overlay/hooks.js";
import { hookPrefixes } from "../languages/python/record/hooks.js";
import { hookEnvironment } from "./hook-environment.js";
import { HookFolder } from "./hook-folder.js";

export type { OverlayMode, OverlayReport };

/** A file with the bytes that it has and those that it is to have; its path absolute. */
export interface EditedFile {
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** A file to be watched; its module's name tells when the same is loaded from elsewhere. */
export interface WatchedFile {
  readonly path: string;
  readonly module?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A private folder with the Python hooks that serve other sources than those on disk, or watch which files are loaded. */
export class OverlayFolder {
  private readonly folder: HookFolder;

  /** @param packageRoot our package's folder */
  constructor(packageRoot: string) {
    this.folder = new HookFolder(join(packageRoot, "dist"), OVERLAY_FILES);
  }

  /** From now on these are served. */
  serve(files: readonly EditedFile[]): void {
    for (const side of ["before", "after"] as const) {
      // With what was compiled of earlier ones.
      rmSync(join(this.folder.path, side), { recursive: true, force: true });
      mkdirSync(join(this.folder.path, side));
      files.forEach((file, at) => {
        writeFileSync(join(this.folder.path, side, `${at}`), file[side]);
      });
      this.list(side, files);
    }
  }

  /** From now on these are watched, by their number. */
  watch(files: readonly WatchedFile[]): void {
    this.list("watch", files);
  }

  /** A folder beside the hooks, which goes with them. */
  beside(name: string): string {
    const path = join(this.folder.path, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** A command's environment with the hooks. */
  environment(mode: OverlayMode, environment: Environment): Environment {
    const prefixes = hookPrefixes(this.folder.path, "time", delimiter);
    return { ...environment, ...hookEnvironment(this.folder, mode, prefixes, environment) };
  }

  /** What runs with a report told since the last call. */
  takeReport(): OverlayReport {
    return overlayReport(this.folder.take());
  }

  /** What runs that look at their end have written since the last call. */
  takeExitLooks(): ExitLook[] {
    return exitLooks(this.folder.take());
  }

  remove(): void {
    this.folder.remove();
  }

  private list(name: OverlaySide | "watch", files: readonly WatchedFile[]): void {
    const rows = files.map(({ path, module = "" }, at) => {
      const { dev, ino } = statSync(path, { bigint: true });
      return `${at}\t${dev}\t${ino}\t${module}\t${path}\n`;
    });
    writeFileSync(join(this.folder.path, `overlay-${name}`), rows.join(""));
  }
}
