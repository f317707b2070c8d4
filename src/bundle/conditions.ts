import type { PlacedBundle } from "./builds.js";
import type { CheckRoom, Start } from "./check-room.js";

/** What a program is started with, wherever it is. */
export interface Started {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** The places that conditions are made from. */
export interface Places {
  readonly room: CheckRoom;
  /** Folders that a bundle must not need: those of the sources and of what is installed for them. */
  readonly sources: readonly string[];
}

/** A condition under which a bundle has to do what the program does. */
export interface Condition {
  /** As reports name it. */
  readonly name: string;
  /** @returns the start under it, or why there is none */
  of(started: Started, bundle: PlacedBundle, places: Places): Start | { readonly why: string };
  /** The program itself under it; absent where only a bundle can be under it. */
  plain?(started: Started, places: Places): Start;
}

const usual = (started: Started): Start => started;

const elsewhere = (started: Started, { room }: Places): Start => ({ ...started, cwd: room.elsewhere });

const homeless = ({ environment, ...started }: Started): Start => {
  const { HOME: _, USERPROFILE: __, ...rest } = environment;
  return { ...started, environment: rest };
};

const offline = (started: Started): Start => ({ ...started, isolation: { kind: "network" } });

const asOther = ({ words, environment }: Started, { room }: Places): Start => {
  const { HOME, TMPDIR: _, ...rest } = environment;
  return {
    words,
    environment: { ...rest, ...(HOME === undefined ? {} : { HOME: room.home(true) }) },
    cwd: room.elsewhere,
    isolation: { kind: "own-user" },
  };
};

/** In the order in which they are tried; the first has to hold before the others are asked. */
export const CONDITIONS: readonly Condition[] = [
  { name: "as usual", of: usual, plain: usual },
  { name: "from another folder", of: (started, _, places) => elsewhere(started, places), plain: elsewhere },
  { name: "through a link on PATH", of: (started, bundle, places) => linked(started, bundle, places, "") },
  { name: "under another name", of: (started, bundle, places) => linked(started, bundle, places, "renamed-") },
  { name: "without HOME", of: homeless, plain: homeless },
  { name: "without network", of: offline, plain: offline },
  {
    name: "read-only",
    of: (started, { folder }) => ({ ...started, isolation: { kind: "writing", folder } }),
  },
  { name: "moved", of: moved },
  {
    name: "as another user",
    of: (started, bundle, places) => asOther(moved(started, bundle, places), places),
  },
  {
    name: "with the sources away",
    of: (started, bundle, places) =>
      places.sources.length === 0
        ? { why: "the sources lie in a folder with what runs the bundle" }
        : {
            ...moved(started, bundle, places),
            cwd: places.room.elsewhere,
            isolation: { kind: "folders", folders: places.sources },
          },
  },
];

function moved(started: Started, { folder }: PlacedBundle, { room }: Places): Start {
  const place = room.copied(folder);
  return { ...started, words: started.words.map((word) => word.replaceAll(folder, () => place)) };
}

function linked(started: Started, { command }: PlacedBundle, { room }: Places, before: string) {
  const [program = ""] = command;
  if (command.length > 1) return { why: "an interpreter is named with it: there is nothing to link to" };
  const name = before + program.slice(program.lastIndexOf("/") + 1);
  const link = room.linked(name, program);
  const PATH = [link.slice(0, -name.length - 1), started.environment.PATH ?? ""].join(":");
  return { ...started, words: [name, ...started.words.slice(1)], environment: { ...started.environment, PATH } };
}
