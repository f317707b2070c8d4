// The browser that the view's tests draw in. `node .ci/browser.mjs` prints its path, and installs one first
// where that is possible: a fresh machine has none, and a skipped test would look like a passed one.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

export const HOW_TO =
  "no Chromium found: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to a Chrome or Chromium";

/** The path of a Chrome or Chromium, or null. */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return runs(named) ? named : null;
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const places = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...MAC];
  return places.find(runs) ?? null;
}

function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The same, after installing Debian's package when there is none and we may.
 *
 * @returns path, or null when there is none and none could be installed
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found !== null || process.env.CHROMIUM_PATH || !mayInstall()) return found;
  console.error("no Chromium found: installing Debian's");
  apt("update");
  apt("install", "-y", "--no-install-recommends", "chromium");
  const installed = findBrowser();
  // Ubuntu's package of this name is only a pointer to a snap, which does not start in a container.
  return installed !== null && spawnSync(installed, ["--version", "--no-sandbox"]).status === 0 ? installed : null;
}

function mayInstall() {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get");
}

/** Its words go to stderr, so that stdout stays what our caller asked for. */
function apt(...words) {
  spawnSync("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=300", ...words], {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    timeout: 600_000,
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const browser = ensureBrowser();
  if (browser === null) console.error(HOW_TO);
  else console.log(browser);
  process.exitCode = browser === null ? 1 : 0;
}
