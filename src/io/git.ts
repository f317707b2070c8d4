import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** What git knows of the folder of a project. */
export interface GitTree {
  /** The working tree's folder, and the one that git keeps its own files in; absolute, links followed. */
  readonly top: string;
  readonly folder: string;
  /** What the user is in the middle of ("a merge"); null for nothing. */
  readonly inProgress: string | null;
  /** Tracked files that differ from the last commit, or are staged; relative to `top`. */
  readonly changed: readonly string[];
}

/** What a repository's own settings, or a hook that we run in, would make git do otherwise. */
const OWN = /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|NAMESPACE|PREFIX)$/;
const TIMEOUT_MS = 60_000;
const MOST_BYTES = 1 << 28;

const STATES: readonly (readonly [string, string])[] = [
  ["MERGE_HEAD", "a merge"],
  ["rebase-merge", "a rebase"],
  ["rebase-apply", "a rebase"],
  ["CHERRY_PICK_HEAD", "a cherry-pick"],
  ["REVERT_HEAD", "a revert"],
];

/** @returns null where there is no repository, no git, or one that git does not trust */
export function gitTree(root: string): GitTree | null {
  const places = git(root, ["rev-parse", "--show-toplevel", "--absolute-git-dir"])?.toString().split("\n");
  const [top = "", folder = ""] = places ?? [];
  if (top === "" || folder === "") return null;
  const status = git(top, ["status", "--porcelain=v1", "-z", "--untracked-files=no", "--ignore-submodules=dirty"]);
  if (status === null) return null;
  return {
    top: realpathSync(top),
    folder: realpathSync(folder),
    inProgress: STATES.find(([name]) => existsSync(join(folder, name)))?.[1] ?? null,
    changed: changedFiles(status.toString()),
  };
}

/** Those of some files that git tracks, relative to the tree's folder as they were given. */
export function trackedFiles(tree: GitTree, files: readonly string[]): Set<string> {
  const listed = files.length === 0 ? null : git(tree.top, ["ls-files", "-z", "--", ...files]);
  return new Set(listed?.toString().split("\0"));
}

/** All files of the tree, tracked or not, that are not ignored, relative to `top`; those below nested repositories are left out. */
export function filesOfTree(tree: GitTree): string[] {
  const listed = git(tree.top, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  return [...new Set(listed?.toString().split("\0"))].filter((name) => name !== "");
}

/** Files and folders (these end in "/") that git ignores, relative to `top`. */
export function ignoredOfTree(tree: GitTree): string[] {
  const args = ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"];
  return (git(tree.top, args)?.toString().split("\0") ?? []).filter((name) => name !== "");
}

/** A second repository with the same commits, which shares their objects; false where git can't make one. */
export function cloneWithout(files: "files", from: string, to: string): boolean {
  const args = ["clone", "--quiet", "--shared", files === "files" ? "--no-checkout" : "", "--", from, to];
  return git(from, args) !== null && git(to, ["read-tree", "HEAD"]) !== null;
}

/** @returns what it wrote; null where it failed */
export function git(
  folder: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Buffer | null {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));
  // A repository can name a program that status is to run.
  const all = [
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "--literal-pathspecs",
    "-C",
    folder,
    ...args,
  ];
  const { status, stdout } = spawnSync("git", all, {
    env: { ...env, ...more, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
    timeout: TIMEOUT_MS,
    maxBuffer: MOST_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
    windowsHide: true,
  });
  return status === 0 ? stdout : null;
}

/** Of `git status --porcelain=v1 -z`: "XY NAME", for a renamed file with its old name behind. */
function changedFiles(status: string): string[] {
  const found: string[] = [];
  const entries = status.split("\0");
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] ?? "";
    if (entry === "") continue;
    found.push(entry.slice(3));
    if (/^[RC]/.test(entry)) at++;
  }
  return found;
}
