import { optimized } from "../../io/testing/tried-project.js";
import type { Plan } from "../plan.js";

/**
 * The plan of a command whose times come from one run.
 *
 * @param further flags
 * @param isRun whether loads are probed and the edited code runs, as by default
 * @throws Error where there is none
 */
export async function planned(
  command: readonly string[],
  cwd: string,
  isRun: boolean,
  further: readonly string[] = [],
): Promise<Plan> {
  const flags = ["-n", "1", "--json", ...(isRun ? [] : ["--no-run"]), ...further];
  const { code, stdout, stderr } = await optimized([...flags, "--", ...command], cwd);
  if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`);
  return JSON.parse(stdout) as Plan;
}
