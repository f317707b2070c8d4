import { run } from "@oclif/core/run";
export async function runProgram(argv: string[], root: string): Promise<void> {
  try {
    await run(argv, { root });
  } catch (e) {
    console.error(e);
    process.exitCode = 2;
  }
}
