import type { Outcome } from "../optimize/verify/compare.js";
import type { PlacedBundle } from "./builds.js";
import type { CheckRoom, Isolation, Ran, Start } from "./check-room.js";
import type { Bundle, BundlesDocument } from "./document.js";

/** For tests: a bundle at a place that is not there. */
export function fakePlaced(changes: Partial<PlacedBundle> = {}): PlacedBundle {
  return {
    folder: "/out/folder",
    path: "/out/folder/app",
    command: ["/out/folder/app"],
    needs: "CPython 3.12",
    bytes: 4_200_000,
    files: 210,
    buildMs: 1200,
    fromCache: false,
    ...changes,
  };
}

export function outcome(stdout: string, exitCode = 0, stderr = ""): Outcome {
  return { exitCode, stdout, stderr, files: new Map() };
}

/** For tests: a machine on which programs do what is said. */
export class FakeRoom implements CheckRoom {
  readonly elsewhere = "/elsewhere";
  readonly starts: Start[] = [];

  constructor(
    private readonly behave: (start: Start) => Ran,
    private readonly unable: Partial<Record<Isolation["kind"], string>> = {},
  ) {}

  async run(start: Start): Promise<Ran> {
    this.starts.push(start);
    return this.behave(start);
  }

  cannot(kind: Isolation["kind"]): string | null {
    return this.unable[kind] ?? null;
  }

  copied(folder: string): string {
    return `/moved é${folder}`;
  }

  forget(): void {}

  linked(name: string): string {
    return `/links/${name}`;
  }

  home(isOther: boolean): string {
    return isOther ? "/home-2" : "/home-1";
  }

  async startsForOthers(): Promise<boolean> {
    return false;
  }
}

/** For tests: a bundle that works, as the document has it. */
export function fakeBundle(changes: Partial<Bundle> = {}): Bundle {
  return {
    with: "folder",
    bundler: "1",
    path: "/out/folder/app",
    bytes: 4_200_000,
    files: 210,
    buildMs: 1200,
    fromCache: false,
    command: ["/out/folder/app"],
    needs: "CPython 3.12",
    works: true,
    fault: null,
    log: "/out/folder.log",
    said: [],
    checks: [{ name: "as usual", ok: true, detail: null }],
    firstStartUs: 52_000,
    wall: { medianUs: 35_100, loUs: 34_800, hiUs: 35_500 },
    coldUs: 310_000,
    ratioToYardstick: 0.792,
    lo: 0.781,
    hi: 0.803,
    ...changes,
  };
}

export function fakeDocument(changes: Partial<BundlesDocument> = {}): BundlesDocument {
  return {
    kind: "bundles",
    version: 1,
    tool: "importperf 0.0.0-test",
    machine: null,
    language: "python",
    program: "app",
    entry: "app.cli:main",
    args: ["--help"],
    checked: [["--help"]],
    unbundled: {
      command: ["/venv/bin/python", "/tmp/app"],
      wall: { medianUs: 92_000, loUs: 91_000, hiUs: 93_000 },
      coldUs: 900_000,
      ratioToYardstick: 2.08,
      lo: 2.0,
      hi: 2.1,
    },
    yardstick: {
      name: "kubectl",
      command: ["kubectl", "version", "--client"],
      wall: { medianUs: 44_300, loUs: 44_000, hiUs: 44_700 },
    },
    bundles: [fakeBundle()],
    recommendation: "folder starts fastest of those that work, in 35.1 ms.",
    warnings: [],
    ...changes,
  };
}
