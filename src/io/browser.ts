import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** Why a browser can't be opened from here, or null where it can. */
export function noBrowser(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  if (environment.SSH_CONNECTION !== undefined || environment.SSH_TTY !== undefined) return "over SSH";
  const display = environment.DISPLAY || environment.WAYLAND_DISPLAY || environment.WSL_DISTRO_NAME || "";
  if (platform === "linux" && display === "") return "without a display";
  return null;
}

/** Opens a file or address in the user's browser, without waiting for it. False when nothing could be started. */
export async function openInBrowser(place: string): Promise<boolean> {
  const { default: open } = await import("open");
  try {
    const child = await open(place);
    return await new Promise((resolve) => {
      child.once("error", () => resolve(false));
      child.once("spawn", () => resolve(true));
    });
  } catch {
    return false;
  }
}

/** A new place for a page, private to the user, named after what it shows. */
export function pagePlace(input: string): string {
  const name =
    basename(input)
      .replace(/[^\w.-]+/g, "_")
      .slice(0, 60) || "perf";
  return join(mkdtempSync(join(tmpdir(), "importperf-")), `${name === "-" ? "stdin" : name}.html`);
}
