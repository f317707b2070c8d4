import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors.js";
import { git } from "./git.js";

/** A state of a repository that can be checked out. */
export interface Revision {
  readonly commit: string;
  /** Names the content: the same for the same files. */
  readonly tree: string;
  /** "1a2b3c4 (merge base with origin/main)" */
  readonly label: string;
}

/**
 * The commit at which HEAD and a revision part.
 *
 * @param folder inside a repository
 * @throws UserError for no git or repository, a revision that is none, and a shallow clone without the commit
 */
export function mergeBase(folder: string, reference: string): Revision {
  const top = topOf(folder);
  const commit = text(git(top, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${reference}^{commit}`]));
  const isShallow = text(git(top, ["rev-parse", "--is-shallow-repository"])) === "true";
  if (commit === "") {
    const hint = isShallow ? FETCH : `fetch it (git fetch origin), or name a branch, tag or commit that git knows`;
    throw new UserError("revision-unknown", `git knows no revision ${reference} here`, hint, { file: top });
  }
  const base = text(git(top, ["merge-base", "HEAD", commit]));
  if (base === "") {
    const message = `HEAD and ${reference} have no commit in common${isShallow ? " in this shallow clone" : ""}`;
    const hint = isShallow ? FETCH : "name a revision that HEAD came from";
    throw new UserError("no-merge-base", message, hint, { file: top });
  }
  const how = base === commit ? reference : `merge base with ${reference}`;
  return { commit: base, tree: treeOf(top, base), label: `${base.slice(0, 7)} (${how})` };
}

const FETCH =
  "fetch the whole history: fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 for GitLab, git fetch --unshallow";

/** The working tree as it is now, with files that git does not know but would not ignore; nothing of the repository changes but that objects are added. */
export function workingTree(folder: string): Revision {
  const top = topOf(folder);
  const head = text(git(top, ["rev-parse", "HEAD"]));
  const changed = text(git(top, ["status", "--porcelain=v1", "--untracked-files=all"]));
  if (changed === "") return { commit: head, tree: treeOf(top, head), label: `${head.slice(0, 7)} (HEAD)` };
  const work = mkdtempSync(join(tmpdir(), "importperf-index-"));
  try {
    const own = { GIT_INDEX_FILE: join(work, "index") };
    const tree =
      git(top, ["read-tree", "HEAD"], own) && git(top, ["add", "--all"], own) && text(git(top, ["write-tree"], own));
    const who = Object.fromEntries(
      ["AUTHOR", "COMMITTER"].flatMap((role) => [
        [`GIT_${role}_NAME`, "importperf"],
        [`GIT_${role}_EMAIL`, "importperf@localhost"],
        [`GIT_${role}_DATE`, "2000-01-01T00:00:00Z"],
      ]),
    );
    const commit = tree ? text(git(top, ["commit-tree", "-p", head, "-m", "working tree", tree], who)) : "";
    if (!tree || commit === "") {
      throw new UserError("git-failed", "git can't take down the working tree", "git status says more", { file: top });
    }
    return { commit, tree, label: `${head.slice(0, 7)} with the changes of the working tree` };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Checks a revision out into a folder of its own: a repository that shares the other's objects, so that tools which ask git
 * for a version find one, and nothing is left in the other's list of work trees.
 */
export function checkOut(folder: string, { commit }: Revision, to: string): void {
  const top = topOf(folder);
  const common = text(git(top, ["rev-parse", "--path-format=absolute", "--git-common-dir"]));
  mkdirSync(to, { recursive: true });
  const isMade = git(to, ["init", "--quiet"]) !== null;
  const objects = join(to, ".git", "objects", "info");
  if (isMade) {
    mkdirSync(objects, { recursive: true });
    writeFileSync(join(objects, "alternates"), `${join(common, "objects")}\n`);
    if (existsSync(join(common, "shallow"))) cpSync(join(common, "shallow"), join(to, ".git", "shallow"));
    // What names a version from tags finds them.
    git(to, ["fetch", "--quiet", "--no-write-fetch-head", top, "refs/tags/*:refs/tags/*"]);
  }
  if (!isMade || git(to, ["checkout", "--quiet", "--detach", commit]) === null) {
    throw new UserError("git-failed", `git can't check out ${commit.slice(0, 7)}`, "git status says more", {
      file: top,
    });
  }
}

/** @throws UserError where there is no repository, or no git */
export function topOf(folder: string): string {
  const top = text(git(folder, ["rev-parse", "--show-toplevel"]));
  if (top !== "") return top;
  const hint = "run it inside a git repository, with git installed, or give both commands with --base and --head";
  throw new UserError("no-repository", "git knows no repository here", hint, { file: folder });
}

function treeOf(top: string, commit: string): string {
  return text(git(top, ["rev-parse", `${commit}^{tree}`]));
}

function text(output: Buffer | null): string {
  return output?.toString().trim() ?? "";
}
