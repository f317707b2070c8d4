import type { Warning } from "../graph/profile.js";
import { type Build, type BuildOptions, buildAll } from "./builds.js";
import type { Bundler, NodeProgram, PythonProgram } from "./bundler.js";
import type { CheckRoom } from "./check-room.js";
import type { Checks } from "./checks.js";
import type { BundleCheck } from "./document.js";

type Built = Extract<Build, { state: "built" }>;

export interface AsItIsOptions<P extends PythonProgram | NodeProgram> extends BuildOptions {
  readonly program: P;
  readonly bundlers: readonly Bundler<P>[];
  readonly checking: { readonly room: CheckRoom };
}

export interface BuiltAsItIs {
  readonly build: Built;
  readonly checks: readonly BundleCheck[];
  readonly why: Warning;
}

/**
 * Builds a bundle of ours once more of the unchanged program, where with deferred imports or without asserts it does not do what the
 * program does.
 *
 * @returns null where nothing was asked for that could be left away, the checks hold, or it could not be built
 */
export async function builtAsItIs<P extends PythonProgram | NodeProgram>(
  { kind, bundle }: Built,
  checked: readonly BundleCheck[],
  checks: Checks,
  options: AsItIsOptions<P>,
): Promise<BuiltAsItIs | null> {
  const { program, bundlers, checking, say } = options;
  const broken = checked.find(({ ok }) => ok === false);
  const bundler = bundlers.find((each) => each.kind === kind);
  const asked = program.language === "python" ? asksOf(program) : [];
  if (broken === undefined || bundler?.isOurs !== true || asked.length === 0) return null;
  const why = `${kind} is built without ${asked.join(" and ")}: ${broken.name}: ${broken.detail}`;
  say(why);
  const { edited: _, isWithoutAsserts: __, ...plain } = program as PythonProgram;
  const [build] = await buildAll([bundler], plain as P, options);
  if (build?.state !== "built") return null;
  checking.room.forget(bundle.folder);
  return { build, checks: await checks.of(build.bundle), why: { code: "optimize-left-away", message: why } };
}

function asksOf({ edited, isWithoutAsserts }: PythonProgram): string[] {
  return [...(edited === undefined ? [] : ["--optimize"]), ...(isWithoutAsserts === true ? ["--no-asserts"] : [])];
}
