import { UserError } from "../errors.js";
import type { HereOptions } from "./options.js";
import { type RevisionSide, revisionSides } from "./revision-sides.js";
import { benched } from "./yardstick.js";

/** The commands as they are run, each with the name that it was given; with `against` the one command in two checkouts. */
export async function programsOf(
  options: Pick<HereOptions, "against" | "environment" | "commands" | "folder" | "stop" | "say">,
) {
  const { against, environment } = options;
  if (against === null) return options.commands.map(({ words, name }) => ({ ...benched(words, environment), name }));
  const [command] = options.commands;
  if (command === undefined || options.commands.length > 1)
    throw new UserError("usage", "--against compares one command with itself", "give one command, after --");
  const [base, head] = await revisionSides({ ...options, ...against, words: command.words });
  const side = ({ program }: RevisionSide, name: string) => ({
    ...benched(program.words, program.environment),
    ...program,
    name,
  });
  // The first word of a label is the commit; what is compared with it is the working tree.
  return [side(base, `base ${base.revision.replace(/ .*/, "")}`), side(head, "head")];
}
