import { join, relative, sep } from "node:path";
import { UserError } from "../errors.js";
import { type GitTree, gitTree, trackedFiles } from "../io/git.js";
import { type Change, revertChanges, writeChanges } from "../io/journal.js";
import type { EditedFile } from "../io/overlay-folder.js";
import { realPath } from "../io/paths.js";
import { type WriteTarget, writeTarget } from "../io/write-targets.js";

export interface WriteOptions {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The tree may hold changes of the user's own, or be no git repository. */
  readonly allowDirty: boolean;
  readonly allowSitePackages: boolean;
}

/** A file to write; a compiled one is written beside its source, as the next build would, and need not be known to git. */
export type WrittenFile = Change & Pick<EditedFile, "source">;

/** Paths relative to the project's root where inside it. */
export interface Written {
  readonly files: readonly string[];
}

/**
 * Whether these files may be written, before long work is done for them: the same checks as `writeEdits` makes.
 *
 * @throws UserError `merge-in-progress`, `dirty-tree`, `no-git`, `file-untracked`, `symlink-outside`,
 *   `installed-package`, `read-only` or `changed-since`; each names the files
 */
export function assertWritable(changes: readonly WrittenFile[], options: WriteOptions): WrittenFile[] {
  const { root: given } = options;
  const root = realPath(given);
  const targets = changes.map(({ path }) => ({ path, target: writeTarget(path) }));
  const refuse = (
    code: string,
    what: string,
    hint: string,
    isWrong: (target: WriteTarget, at: number) => boolean,
  ): void => {
    const wrong = targets.filter(({ target }, at) => isWrong(target, at)).map(({ path }) => named(path, given));
    if (wrong.length === 0) return;
    const [first = "", ...others] = wrong;
    throw new UserError(code, others.length === 0 ? what : `${what}: ${wrong.join(", ")}`, hint, { file: first });
  };
  refuse(
    "installed-package",
    "an installed package is not the project's own source",
    "run it in the project that the package is made from, or allow it by --allow-site-packages",
    ({ installed }) => installed !== null && !options.allowSitePackages,
  );
  refuse(
    "symlink-outside",
    `a link leads out of ${options.root}`,
    "run it where that file lies",
    ({ real }) => real !== null && !isInside(real, root),
  );
  refuse(
    "read-only",
    "read-only",
    "make it writable (chmod u+w), or leave its imports alone with # importperf: keep",
    ({ isReadOnly }) => isReadOnly,
  );
  refuse(
    "changed-since",
    "changed since it was read",
    "run it again",
    ({ bytes }, at) => !isSame(bytes, changes[at]?.before ?? null),
  );
  const real = changes.map((change, at) => ({ ...change, path: targets[at]?.target.real ?? change.path }));
  checkGit(real, root, options.allowDirty);
  return real;
}

/**
 * Writes all files, or none: each is old or new at any moment, and `revertEdits` brings the old ones back.
 *
 * @throws UserError as `assertWritable`
 */
export function writeEdits(changes: readonly WrittenFile[], options: WriteOptions): Written {
  const real = assertWritable(changes, options);
  writeChanges(real, journalsOf(options.root));
  return { files: changes.map(({ path }) => named(path, options.root)) };
}

/** @throws UserError `nothing-to-revert` or `edited-since` */
export function revertEdits(root: string): Written {
  return { files: revertChanges(journalsOf(root)).map((path) => named(path, root)) };
}

/** Where git keeps its own files, so that no commit takes them along; else in the project. */
function journalsOf(root: string): string {
  const tree = gitTree(root);
  return tree === null ? join(realPath(root), ".importperf") : join(tree.folder, "importperf");
}

function checkGit(changes: readonly WrittenFile[], root: string, allowDirty: boolean): void {
  const tree = gitTree(root);
  if (tree === null) {
    if (allowDirty) return;
    throw new UserError(
      "no-git",
      `git knows no repository at ${root}, which would show what was changed`,
      "write all the same with --allow-dirty (--revert brings the old files back)",
    );
  }
  if (tree.inProgress !== null) {
    throw new UserError("merge-in-progress", `${tree.inProgress} is in progress`, "finish or abort it first");
  }
  if (allowDirty) return;
  if (tree.changed.length > 0) {
    const more = tree.changed.length > 3 ? ` and ${tree.changed.length - 3} more` : "";
    throw new UserError(
      "dirty-tree",
      `changes that are not committed: ${tree.changed.slice(0, 3).join(", ")}${more}`,
      "commit or stash them, so that only our changes are seen, or write all the same with --allow-dirty",
    );
  }
  const untracked = untrackedOf(changes, tree);
  if (untracked.length > 0) {
    throw new UserError(
      "file-untracked",
      `git does not track ${untracked.join(", ")}`,
      "add and commit it, so that git can show what was changed, or write all the same with --allow-dirty",
      { file: untracked[0] ?? "" },
    );
  }
}

/** New files need not be known. */
function untrackedOf(changes: readonly WrittenFile[], tree: GitTree): string[] {
  const names = changes.flatMap(({ path, before, source }) =>
    before === null || source !== undefined ? [] : [relative(tree.top, path).split(sep).join("/")],
  );
  const tracked = trackedFiles(tree, names);
  return names.filter((name) => !tracked.has(name));
}

function named(path: string, root: string): string {
  const within = [root, realPath(root)].find((folder) => isInside(path, folder));
  return (within === undefined ? path : relative(within, path)).split(sep).join("/");
}

function isInside(path: string, root: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isSame(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : Buffer.compare(one, other) === 0;
}
