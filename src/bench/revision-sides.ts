import { join } from "node:path";
import { cacheFolder } from "../io/cache-folder.js";
import { preparedCheckout } from "../io/prepared-checkout.js";
import { mergeBase, type Revision, topOf, workingTree } from "../io/revisions.js";
import type { Program } from "../measure/runner.js";

export interface RevisionOptions {
  /** Where the user is, absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A branch, tag or commit. */
  readonly reference: string;
  readonly words: readonly string[];
  /** What makes a checkout ready, each as its words. */
  readonly setup: readonly (readonly string[])[];
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

/** A command as it runs in the checkout of a revision. */
export interface RevisionSide {
  readonly program: Program;
  /** "1a2b3c4 (merge base with main)" */
  readonly revision: string;
  /** The checkout. */
  readonly root: string;
}

/**
 * A command in two checkouts: of the commit at which the working tree and a revision part, and of the working tree as it is.
 *
 * @throws UserError for a revision that is not there and a setup that fails
 */
export async function revisionSides(options: RevisionOptions): Promise<[base: RevisionSide, head: RevisionSide]> {
  const { folder, environment, reference, words } = options;
  const below = folder.slice(topOf(folder).length + 1);
  const side = async (revision: Revision): Promise<RevisionSide> => {
    const kept = join(cacheFolder(environment), "gate");
    const { tree, environment: own } = await preparedCheckout(revision, { ...options, kept, timeoutS: SETUP_S });
    const cwd = join(tree, below);
    return { program: { words, environment: { ...own, PWD: cwd }, cwd }, revision: revision.label, root: tree };
  };
  const [base, head] = [mergeBase(folder, reference), workingTree(folder)];
  return [await side(base), await side(head)];
}

const SETUP_S = 1800;
