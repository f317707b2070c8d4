import type { ChosenEdit, EditKind, TypesNeed } from "../../../rewriting.js";
import type { RewriteStyle } from "../style.js";

/** What a fixture's `edits.json` says, in short. */
export interface FixtureFile {
  readonly file?: string;
  readonly importer?: string;
  readonly floor?: number;
  readonly lineLength?: number;
  readonly edits: readonly FixtureEdit[];
}

interface FixtureEdit {
  readonly line: number;
  readonly column?: number;
  readonly index?: number;
  readonly name: string;
  readonly edit?: EditKind;
  readonly places?: readonly (readonly [number, number])[];
  readonly from?: string;
  readonly imported?: readonly string[];
  readonly types?: TypesNeed;
  readonly starNames?: readonly string[];
  readonly own?: string;
}

export function styleIn({ floor = 8, lineLength = 88 }: FixtureFile): RewriteStyle {
  return { pythonFloor: floor, lineLength };
}

export function editsIn(fixture: FixtureFile): ChosenEdit[] {
  return fixture.edits.map(({ line, column = 1, index = 0, name, edit = "function", places = [], ...more }) => ({
    name: {
      file: fixture.file ?? "f.py",
      line,
      column,
      index,
      importer: fixture.importer ?? "f",
      text: name,
      from: more.from ?? null,
      bound: name,
      imported: more.imported ?? [],
    },
    option: {
      edit,
      proof: [],
      places: places.map(([at, in_]) => ({ line: at, column: in_, scope: "f", block: null, inline: null })),
      ...(more.types === undefined ? {} : { types: more.types }),
      ...(more.starNames === undefined ? {} : { starNames: more.starNames }),
      ...(more.own === undefined ? {} : { own: more.own }),
    },
  }));
}
