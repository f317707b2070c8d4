import type { Bundle, BundleAnatomy, BundlesDocument } from "../../src/bundle/document.js";
import { fakeBundle, fakeDocument } from "../../src/bundle/testing.js";

const NOT_BUILT: Partial<Bundle> = {
  ...{ works: null, path: null, bytes: null, files: null, buildMs: null, needs: null, checks: [], command: [] },
  ...{ wall: null, coldUs: null, ratioToYardstick: null, lo: null, hi: null, firstStartUs: null },
};

function anatomy(interpreterUs: number, unpackingUs: number | null, importsUs: number, mainUs: number): BundleAnatomy {
  return { interpreterUs, unpackingUs, importsUs, mainUs, endUs: 2100 };
}

function timed(kind: string, ms: number, changes: Partial<Bundle> = {}): Bundle {
  const [medianUs, loUs, hiUs] = [1, 0.99, 1.013].map((factor) => Math.round(ms * 1000 * factor)) as [
    number,
    number,
    number,
  ];
  const ratio = ms / 44.3;
  return fakeBundle({
    with: kind,
    path: `/out/${kind}/app`,
    wall: { medianUs, loUs, hiUs },
    ratioToYardstick: ratio,
    lo: ratio * 0.98,
    hi: ratio * 1.02,
    coldUs: Math.round(ms * 9000),
    firstStartUs: Math.round(ms * 1400),
    anatomy: null,
    ...changes,
  });
}

/** Two that work, as `perf bundle` builds by itself. */
export function twoBundles(): BundlesDocument {
  return fakeDocument({
    bundles: [
      timed("folder", 35.1, { anatomy: anatomy(13_000, 2400, 14_000, 4100) }),
      timed("zip", 36.4, { files: 14, bytes: 3_900_000, anatomy: anatomy(13_100, 3400, 14_100, 4000) }),
    ],
    unbundled: { ...fakeDocument().unbundled, anatomy: anatomy(41_000, 900, 34_000, 13_000) },
  });
}

const LONG = "/home/somebody with a long name/projects/a-very-long-name-of-a-project/bundles/nuitka-onefile.log";

/** All that there are: some cannot be recorded, some do not work, some were not built; names, paths and faults are long. */
export function fourteenBundles(): BundlesDocument {
  const fault = `as usual: stdout, line 3 was "${"an_output_without_any_blank_".repeat(6)}", is "<b>other</b>"`;
  return fakeDocument({
    entry: "a_package_with_a_long_name.and_a_module_with_one.__main__:main",
    args: ["--help", "--configuration=/etc/a/file/that/lies/deep/down/in/folders.toml"],
    bundles: [
      timed("folder", 35.1, { bundler: "1", anatomy: anatomy(13_000, 2400, 14_000, 4100) }),
      timed("zip", 36.4, { bundler: "1", anatomy: anatomy(13_100, 3400, 14_100, 4000) }),
      timed("zipapp", 141, { bundler: "3.12.7", anatomy: anatomy(17_000, 48_000, 66_000, 8000) }),
      timed("shiv", 166, {
        bundler: "1.0.8",
        needs: "CPython 3.12, a HOME to unpack into",
        anatomy: anatomy(20_000, 96_000, 40_000, 8000),
      }),
      timed("nuitka", 171, { bundler: "2.7.12", needs: "nothing", files: 96, bytes: 48_000_000 }),
      timed("pex", 188, {
        bundler: "2.81.0",
        needs: "CPython 3.12, a HOME to unpack into",
        checks: [{ name: "read-only", ok: null, detail: "it takes Linux" }],
        anatomy: anatomy(30_000, null, 120_000, 36_000),
      }),
      timed("pyinstaller", 253, { bundler: "6.21.0", needs: "nothing" }),
      timed("nuitka-onefile", 410, { bundler: "2.7.12", needs: "nothing", files: 1 }),
      timed("pyinstaller-onefile", 12_685, { bundler: "6.21.0", needs: "nothing", files: 1, bytes: 146_000_000 }),
      timed("docker", 300, { works: false, fault, wall: null, ratioToYardstick: null, coldUs: null }),
      timed("pyoxidizer", 88, { works: false, fault: "without HOME: exit code was 0, is 1 (KeyError: 'HOME')" }),
      fakeBundle({
        with: "pyapp",
        ...NOT_BUILT,
        fault: "cargo ended with exit code 101",
        said: [`error: ${"could not compile ".repeat(12)}`, "\u001b[31m<script>alert(1)</script>", "error: it is over"],
        log: LONG,
      }),
      fakeBundle({ with: "cx_freeze", ...NOT_BUILT, fault: "it did not end within 1800 s", log: LONG }),
      fakeBundle({ with: "briefcase", ...NOT_BUILT, log: null, skipped: "it is not installed: pip install briefcase" }),
    ],
    unbundled: { ...fakeDocument().unbundled, anatomy: anatomy(41_000, 900, 34_000, 13_000) },
    recommendation:
      "folder starts fastest of those that work, in 35.1 ms, 0.79 x kubectl, 2.62 times as fast as without a bundle (next is zip, 36.4 ms), for 4.2 MB in 210 files, 1200 ms to build; it needs CPython 3.12.",
    warnings: [{ code: "other-load", message: "other programs used 1.7 processors meanwhile" }],
  });
}
