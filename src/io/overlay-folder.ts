import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { nodeOverlay } from "../languages/javascript/overlay/hooks.js";
import {
  type OverlayMode,
  type OverlayReport,
  type OverlaySide,
  type OverlaySupport,
  overlayReport,
} from "../languages/overlay.js";
import { type ExitLook, exitLooks } from "../languages/python/collector/exit-look.js";
import { pythonOverlay } from "../languages/python/overlay/hooks.js";
import { hookEnvironment } from "./hook-environment.js";
import { HookFolder } from "./hook-folder.js";

/** A file with the bytes that it has and those that it is to have; its path absolute. */
export interface EditedFile {
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Of a compiled file what it is compiled from, with the same edits: that is what its users read and keep. */
  readonly source?: Omit<EditedFile, "source">;
}

/** A file to be watched; its module's name tells when the same is loaded from elsewhere. */
export interface WatchedFile {
  readonly path: string;
  readonly module?: string | undefined;
}

/** Of all languages whose edited sources can be served. */
export const OVERLAYS: readonly OverlaySupport[] = [pythonOverlay, nodeOverlay];

type Environment = Readonly<Record<string, string | undefined>>;

/** A private folder with the hooks, of all languages, that serve other sources than those on disk, or watch which files are loaded. */
export class OverlayFolder {
  private readonly folder: HookFolder;

  /** @param packageRoot our package's folder */
  constructor(packageRoot: string) {
    this.folder = new HookFolder(
      join(packageRoot, "dist"),
      OVERLAYS.flatMap(({ hookFiles }) => hookFiles),
    );
  }

  /** From now on these are served. */
  serve(files: readonly (EditedFile & WatchedFile)[]): void {
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
    const { path } = this.folder;
    const prefixes = OVERLAYS.flatMap((overlay) => overlay.hookPrefixes(path, mode, delimiter));
    const made = { ...environment };
    for (const overlay of OVERLAYS) Object.assign(made, overlay.environment?.(path, mode, environment));
    return { ...made, ...hookEnvironment(this.folder, mode, prefixes, environment) };
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
