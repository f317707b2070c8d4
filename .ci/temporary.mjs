// Folders that go away with the script, and an environment in which nothing of this checkout is found by chance.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A new folder that is removed when the process ends. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Our environment without what `npm run` adds to it: its settings, and the checkout's own programs on the PATH. */
export function plainEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_(?!local_prefix))|INIT_CWD$)/.test(name),
  );
  const env = Object.fromEntries(kept);
  const programs = /node_modules[\\/](\.bin|npm|@npmcli[\\/]run-script[\\/]lib[\\/]node-gyp-bin)[\\/]?$/;
  env.PATH = (env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !programs.test(folder))
    .join(delimiter);
  return env;
}

/**
 * Clones HEAD of a checkout; says so when the checkout holds more than that.
 *
 * @returns the clone's folder
 */
export function cleanClone(checkout, name) {
  const folder = temporaryFolder(name);
  // A checkout that another user owns, as CI containers have it, is no danger to us; nor should the user's own
  // settings decide what a clone looks like.
  const settings = join(folder, "gitconfig");
  writeFileSync(settings, "[safe]\n\tdirectory = *\n");
  const git = (...words) => {
    const done = spawnSync("git", words, {
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_GLOBAL: settings },
    });
    if (done.status !== 0) throw new Error(`git ${words.join(" ")}: ${done.error?.message ?? done.stderr}`);
    return done.stdout;
  };
  if (git("-C", checkout, "status", "--porcelain") !== "")
    console.log("the checkout has changes that are not committed: the clean copy is of HEAD, without them");
  const clone = join(folder, "clone");
  git("clone", "--quiet", checkout, clone);
  return clone;
}
