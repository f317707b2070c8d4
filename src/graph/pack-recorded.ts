import { type PackedColumn, packColumn, unpackColumn } from "./pack-column.js";
import type { LoadPhases, ProfileEffect } from "./profile.js";
import type { Recorded, RecordedLoad } from "./recorded.js";

const PHASES = ["resolveUs", "readUs", "compileUs", "evaluateUs"] as const;

const NUMBERS = ["spreadUs", "waitingUs", "objects"] as const;

/** What only a recorded start knows, as plain JSON for the view's page; the lines that ran are left out. */
export interface PackedRecorded {
  anatomy?: Recorded["anatomy"];
  runs?: Recorded["runs"];
  loads?: PackedLoads;
}

/** Columns with a row for each load of which something is known; -1 where a number is not. */
interface PackedLoads {
  count: number;
  load: PackedColumn;
  spreadUs: PackedColumn;
  waitingUs: PackedColumn;
  objects: PackedColumn;
  phases: Record<keyof LoadPhases, PackedColumn> | null;
  /** By row. */
  effects: readonly (readonly [number, readonly ProfileEffect[]])[];
}

export function packRecorded({ anatomy, runs, loads }: Recorded): PackedRecorded {
  return {
    ...(anatomy === undefined ? {} : { anatomy }),
    ...(runs === undefined ? {} : { runs }),
    ...(loads === undefined ? {} : { loads: packLoads(loads) }),
  };
}

function packLoads(loads: ReadonlyMap<number, RecordedLoad>): PackedLoads {
  const rows = [...loads.values()];
  const hasPhases = rows.some(({ phases }) => phases !== undefined);
  const phase = (name: keyof LoadPhases) => packColumn(rows.map(({ phases }) => phases?.[name] ?? -1));
  return {
    count: rows.length,
    load: packColumn([...loads.keys()]),
    spreadUs: packColumn(rows.map(({ spreadUs }) => spreadUs ?? -1)),
    waitingUs: packColumn(rows.map(({ waitingUs }) => waitingUs ?? -1)),
    objects: packColumn(rows.map(({ objects }) => objects ?? -1)),
    phases: hasPhases
      ? (Object.fromEntries(PHASES.map((name) => [name, phase(name)])) as Record<keyof LoadPhases, PackedColumn>)
      : null,
    effects: rows.flatMap(({ effects }, row): [number, readonly ProfileEffect[]][] =>
      effects === undefined ? [] : [[row, effects]],
    ),
  };
}

/** What was packed; its loads are made when they are first asked for, since a first picture needs none. */
export function unpackRecorded({ anatomy, runs, loads }: PackedRecorded): Recorded {
  let made: ReadonlyMap<number, RecordedLoad> | undefined;
  return {
    ...(anatomy === undefined ? {} : { anatomy }),
    ...(runs === undefined ? {} : { runs }),
    ...(loads === undefined
      ? {}
      : {
          get loads() {
            made ??= unpackLoads(loads);
            return made;
          },
        }),
  };
}

function unpackLoads(packed: PackedLoads): ReadonlyMap<number, RecordedLoad> {
  const { count, phases } = packed;
  const column = (values: PackedColumn) => unpackColumn(values, new Float64Array(count));
  const load = column(packed.load);
  const numbers = NUMBERS.map((name) => [name, column(packed[name])] as const);
  const times = phases === null ? null : PHASES.map((name) => column(phases[name]));
  const effects = new Map(packed.effects);
  const loads = new Map<number, RecordedLoad>();
  for (let row = 0; row < count; row++) {
    const happened = effects.get(row);
    loads.set(load[row] ?? 0, {
      ...Object.fromEntries(numbers.flatMap(([name, values]) => known(name, values[row] ?? -1))),
      ...(times === null || (times[0]?.[row] ?? -1) < 0 ? {} : { phases: phasesOf(times, row) }),
      ...(happened === undefined ? {} : { effects: [...happened] }),
    });
  }
  return loads;
}

function known<Name>(name: Name, value: number): [Name, number][] {
  return value < 0 ? [] : [[name, value]];
}

function phasesOf(times: readonly Float64Array[], row: number): LoadPhases {
  const [resolveUs = 0, readUs = 0, compileUs = 0, evaluateUs = 0] = times.map((column) => column[row] ?? 0);
  return { resolveUs, readUs, compileUs, evaluateUs };
}
