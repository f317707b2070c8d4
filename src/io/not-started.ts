import { UserError } from "../errors.js";

/** The error of a command that could not be started. */
export function notStarted(program: string, error: NodeJS.ErrnoException): Error {
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return new UserError(
        "command-missing",
        `there is no ${program}`,
        "write the command as you would type it, behind --: -- python -m PROGRAM --help",
      );
    case "EACCES":
    case "ENOEXEC":
    case "EISDIR":
      return new UserError(
        "command-not-executable",
        `${program} can't be executed`,
        `make it executable (chmod +x), or name what runs it: python ${program}`,
      );
    case "E2BIG":
      return new UserError("command-too-long", "the command and its environment are too long", "shorten them");
    default:
      return error;
  }
}
