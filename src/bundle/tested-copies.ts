import { delimiter, dirname, relative } from "node:path";
import { realPath } from "../io/paths.js";
import { projectFolder } from "../io/project-folder.js";
import { Sandbox } from "../io/sandbox.js";
import { sourceBytes } from "../io/source-bytes.js";
import { ranElsewhere } from "../optimize/verify/coverage.js";
import { projectNames } from "../optimize/verify/project-names.js";
import { TestCheck } from "../optimize/verify/test-check.js";
import type { PythonProgram } from "./bundler.js";
import type { TestedCopies } from "./document.js";

export interface TestCopiesOptions {
  readonly packageRoot: string;
  /** The project's test command. */
  readonly test: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the user is, absolute. */
  readonly folder: string;
  /** Seconds until the tests are stopped. */
  readonly timeoutS: number;
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

/** A file of a bundle as its name there, with what its edits make of it. */
export interface ChangedFile {
  /** Relative to the folder of all modules: `logging/__init__.py`. */
  readonly file: string;
  readonly after: Uint8Array;
}

export interface TestsOfCopies {
  /** Null where the tests do the same with the edits, and ran them. */
  readonly why: string | null;
  readonly said: TestedCopies;
  readonly notes: readonly string[];
}

/** In random order and one by one. */
const MORE_SECONDS = 120;

/**
 * A project's tests in copies of the project, with the environment as it is: on one side with the edited sources in the place of the
 * program's, of its dependencies' and of the standard library's. Which of these the tests loaded is told by the interpreter.
 */
export async function testedCopies(
  program: PythonProgram,
  changed: readonly ChangedFile[],
  options: TestCopiesOptions,
): Promise<TestsOfCopies> {
  const { packageRoot, folder, stop, say, test, timeoutS } = options;
  const served = changed.flatMap(({ file, after }) => {
    const module = moduleOf(file);
    const path = program.started.find(({ name }) => name === module)?.file;
    const before = path == null ? null : sourceBytes(path);
    return path == null || before === null ? [] : [{ path, module, before, after }];
  });
  const root = projectFolder(folder);
  const own = served.filter(
    ({ path }) => `${realPath(path)}/`.startsWith(`${realPath(root)}/`) && isOfProject(path, program),
  );
  const { sourceRoots } = projectNames(root, own, new Map(own.map(({ path, module }) => [path, module])), () => false);
  // The tools of the program's own environment go before others of their name.
  const PATH = [dirname(program.interpreter.executable), options.environment.PATH ?? ""].join(delimiter);
  const environment = { ...options.environment, PATH };
  const places = { root, cwd: folder, environment, packageRoot, sourceRoots, isInstalled: false };
  const sandbox = new Sandbox({ ...places, editable: served, served, timeoutS, stop });
  try {
    const touching = served.map(({ path }) =>
      own.some((each) => each.path === path) ? sandbox.pathIn("old", path) : path,
    );
    const tests = new TestCheck(sandbox, test, environment, touching, { moreSeconds: MORE_SECONDS });
    say("runs the tests as they are");
    await tests.prepare();
    say(`runs the tests with deferred imports in ${served.length} files`);
    const failed = await tests.after();
    const loaded = new Set(tests.reports.flatMap((report) => [...report.loaded]));
    const astray = tests.reports.map(ranElsewhere).find((why) => why !== null);
    const none = loaded.size === 0 ? "the tests loaded none of the files in which imports are deferred" : null;
    const { before, after } = tests.counts ?? NO_TESTS;
    return {
      why: failed?.why ?? astray ?? none,
      said: { command: [...test], before, after, files: changed.length, loaded: loaded.size },
      notes: tests.notes,
    };
  } finally {
    sandbox.remove();
  }
}

const NO_TESTS = { before: { passed: 0, failed: 0 }, after: { passed: 0, failed: 0 } };

/** What is installed in an environment within the project is none of its own. */
function isOfProject(path: string, { interpreter }: PythonProgram): boolean {
  const environment = dirname(dirname(interpreter.executable));
  return relative(environment, path).startsWith("..") && !/[\\/](?:site|dist)-packages[\\/]/.test(path);
}

function moduleOf(file: string): string {
  return file
    .replace(/\.py$/, "")
    .replace(/(?:^|\/)__init__$/, "")
    .replaceAll("/", ".");
}
