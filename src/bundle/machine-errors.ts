import { UserError } from "../errors.js";

/** Of the systems' error numbers that Python prints, those that say the same everywhere; and quotas of Linux. */
const NUMBERS: Readonly<Record<string, string>> = { "13": "EACCES", "28": "ENOSPC", "30": "EROFS", "122": "EDQUOT" };
const FULL = new Set(["ENOSPC", "EDQUOT"]);
const REFUSED = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR"]);

/**
 * What the machine refuses while a program is gathered, built and checked, as a user can mend it; any other error as it is.
 *
 * @param temporary where programs are gathered and checked
 */
export function machineError(error: unknown, temporary: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const own = "code" in error ? String(error.code) : "";
  const code = own !== "" ? own : (NUMBERS[/\[Errno (\d+)\]/.exec(error.message)?.[1] ?? ""] ?? "");
  const hint = "choose another folder for temporary files with TMPDIR";
  if (FULL.has(code))
    return new UserError("disk-full", "the disk is full", `make room, or ${hint}`, { file: temporary });
  if (!REFUSED.has(code)) return error;
  return new UserError("not-writable", `can't be used (${code})`, hint, { file: temporary });
}
