import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Ran, Start } from "./check-room.js";
import { type CheckOptions, Checks } from "./checks.js";
import type { BundleCheck } from "./document.js";
import { FakeRoom, fakePlaced, outcome } from "./testing.js";

const test = suite("bundle/checks");

const isBundle = ({ words: [program = ""] }: Start): boolean => program !== "/venv/bin/python";

async function checked(
  behave: (start: Start) => Ran,
  changes: Partial<CheckOptions> = {},
  unable: ConstructorParameters<typeof FakeRoom>[1] = {},
  bundle = fakePlaced(),
) {
  const room = new FakeRoom(behave, unable);
  const checks = new Checks({
    room,
    plain: ["/venv/bin/python", "/ours/app"],
    args: [["--help"]],
    environment: { HOME: "/home-1", PATH: "/bin" },
    cwd: "/project",
    name: "app",
    sources: ["/project", "/venv"],
    folders: [
      ["/venv", "<program>"],
      ["/ours", "<ours>"],
    ],
    runtime: ["/usr/bin/python3", "-c", ""],
    stop: new AbortController().signal,
    ...changes,
  });
  return { room, checks, found: await checks.of(bundle) };
}

const faults = (found: readonly BundleCheck[]): string[] =>
  found.filter(({ ok }) => ok === false).map(({ name, detail }) => `${name}: ${detail}`);

test("a bundle that does what the program does works under all conditions", async () => {
  const { room, found } = await checked(() => outcome("hello\n"));
  assert.equal(
    found.map(({ name, ok }) => [name, ok]),
    [
      "as usual",
      "from another folder",
      "through a link on PATH",
      "under another name",
      "without HOME",
      "without network",
      "read-only",
      "moved",
      "as another user",
      "with the sources away",
    ].map((name) => [name, true]),
  );
  const of = (kind: string) => room.starts.find((start) => start.isolation?.kind === kind);
  assert.equal(of("folders")?.isolation, { kind: "folders", folders: ["/project", "/venv"] });
  assert.equal([of("folders")?.words[0], of("folders")?.cwd], ["/moved é/out/folder/app", "/elsewhere"]);
  assert.equal(of("writing")?.isolation, { kind: "writing", folder: "/out/folder" });
  assert.is(of("own-user")?.environment.HOME, "/home-2");
  assert.ok(room.starts.some(({ environment }) => !("HOME" in environment)));
  const linked = room.starts.filter(({ words }) => words[0] === "app" || words[0] === "renamed-app");
  assert.equal(
    linked.map(({ environment }) => environment.PATH),
    ["/links:/bin", "/links:/bin"],
  );
});

test("where a program says that its modules lie may differ, and nothing else of that line", async () => {
  const folders: CheckOptions["folders"] = [
    ["/venv/lib/python3.12/site-packages", "<program>"],
    ["/ours", "<ours>"],
  ];
  const from = (place: string, more = "") => outcome(`app 1.0 from ${place}/app (Python 3.12)${more}\n`);
  const plain = from("/venv/lib/python3.12/site-packages");
  const places = [
    "/out/folder/app/lib/python3.12/site-packages",
    "/ours/home-1/.shiv/app_1f/site-packages",
    "/out/folder/app/lib/modules.zip",
    "/out/folder/app/_internal",
  ];
  for (const place of places) {
    const { found } = await checked((start) => (isBundle(start) ? from(place) : plain), { folders });
    assert.equal(faults(found.slice(0, 2)), []);
  }
  for (const other of [from("/elsewhere/site-packages"), from(places[0] ?? "", "!"), from("/ours/site-packages-2")]) {
    const { found } = await checked((start) => (isBundle(start) ? other : plain), { folders });
    assert.is(faults(found).length, 1);
  }
});

test("an archive is itself where its program says that it lies", async () => {
  const folders: CheckOptions["folders"] = [["/venv/lib/python3.12/site-packages", "<program>"]];
  const from = (place: string) => outcome(`app 1.0 from ${place} (Python 3.12)\n`);
  const said = async (place: string) => {
    const plain = from("/venv/lib/python3.12/site-packages");
    return faults((await checked((start) => (isBundle(start) ? from(place) : plain), { folders })).found.slice(0, 2));
  };
  assert.equal(await said("/out/folder/app"), []);
  assert.is((await said("/elsewhere/other")).length, 1);
});

test("the first thing that differs is told with both lines, and nothing further is asked", async () => {
  const { found } = await checked((start) => outcome(isBundle(start) ? "hello\nworld\n" : "hello\nmoon\n"));
  assert.equal(faults(found), ['as usual: stdout, line 2 was "moon", is "world"']);
  assert.equal(
    new Set(found.slice(1).map(({ ok, detail }) => `${ok} ${detail}`)),
    new Set(["null it does not work as usual"]),
  );
  const failing = await checked((start) => (isBundle(start) ? outcome("", 1, "x\nImportError: y\n") : outcome("")));
  assert.equal(faults(failing.found), ['as usual: exit code was "0", is "1" (ImportError: y)']);
  const early = await checked((start) => (isBundle(start) ? outcome("", 1, "Error: no x\n\n  9: y\n") : outcome("")));
  assert.equal(faults(early.found), ['as usual: exit code was "0", is "1" (Error: no x)']);
});

test("a fault under one condition alone is that condition's", async () => {
  const { found } = await checked(({ isolation }) =>
    isolation?.kind === "folders" ? outcome("", 1, "no module app\n") : outcome("hello\n"),
  );
  assert.equal(faults(found), ['with the sources away: exit code was "0", is "1" (no module app)']);
});

test("what the program itself does otherwise under a condition, a bundle may do too", async () => {
  const { found } = await checked(({ environment }) => outcome("HOME" in environment ? "~\n" : "nowhere\n"));
  assert.equal(faults(found), []);
  const other = await checked((start) => outcome("HOME" in start.environment || isBundle(start) ? "~\n" : "nowhere\n"));
  assert.equal(faults(other.found), []);
});

test("what varies from run to run varies under a condition too", async () => {
  let run = 0;
  const { found } = await checked(({ environment }) =>
    outcome(`${"HOME" in environment ? "~" : "nowhere"}\n${run++ % 2 === 0 ? "a b" : "b a"}\n`),
  );
  assert.equal(faults(found), []);
  const wrong = await checked((start) =>
    outcome(`${"HOME" in start.environment ? "~" : isBundle(start) ? "here" : "nowhere"}\n${run++ % 2}\n`),
  );
  assert.equal(faults(wrong.found), ['without HOME: stdout, line 1 was "~", is "here"']);
});

test("where it is, what it is called and when it ran is no difference, nor is where lines then break", async () => {
  const place = ({ words: [program = ""] }: Start): string =>
    program.startsWith("/moved") ? "/moved é/out/zip" : "/out/zip";
  const places = await checked(
    (start) =>
      isBundle(start)
        ? outcome(
            `usage: python3.14 app.pyz [-h]\n              [--all]\n${place(start)}/x.py at 2024-05-02 12:00:00\n`,
          )
        : outcome("usage: app [-h]\n           [--all]\n/venv/x.py at 2023-01-01 11:22:33\n"),
    {},
    {},
    fakePlaced({ path: "/out/zip/app.pyz", folder: "/out/zip", command: ["/out/zip/app.pyz"] }),
  );
  assert.equal(faults(places.found), []);
  const broken = await checked((start) => outcome(isBundle(start) ? "a b\nc\n" : "a\nb c\n"));
  assert.equal(faults(broken.found), []);
});

test("blanks do not hide a difference in what varies from run to run", async () => {
  let run = 0;
  const { found, checks } = await checked((start) => outcome(isBundle(start) ? "b\nx\n" : `a\n${++run}\n`));
  assert.equal(faults(found), ['as usual: stdout, line 1 was "a", is "b"']);
  assert.equal(
    (await checks.doubts()).map(({ code }) => code),
    ["output-differs"],
  );
});

test("what this machine can't check is said, and is no fault", async () => {
  const { found } = await checked(
    () => outcome(""),
    { sources: [] },
    { network: "no unshare", writing: "no mounts", "own-user": "no root" },
    fakePlaced({ command: ["/usr/bin/python3", "/out/folder/app"] }),
  );
  assert.equal(
    found.filter(({ ok }) => ok === null).map(({ name, detail }) => [name, detail]),
    [
      ["through a link on PATH", "an interpreter is named with it: there is nothing to link to"],
      ["under another name", "an interpreter is named with it: there is nothing to link to"],
      ["without network", "no unshare"],
      ["read-only", "no mounts"],
      ["as another user", "no root"],
      ["with the sources away", "the sources lie in a folder with what runs the bundle"],
    ],
  );
});

test("an interpreter that another user can't start is no fault of the bundle's", async () => {
  const { found } = await checked(({ isolation }) =>
    isolation?.kind === "own-user" ? outcome("", 126, "permission denied\n") : outcome("hello\n"),
  );
  assert.equal(
    found.filter(({ ok }) => ok === null).map(({ detail }) => detail),
    ["another user can't start /usr/bin/python3 here"],
  );
});

test("all lists of arguments are compared, and a fault says which; a program that fails by itself is a doubt", async () => {
  const args = [["--help"], ["list", "-a"]];
  const { found, checks } = await checked(
    (start) => (start.words.includes("list") ? outcome("", isBundle(start) ? 2 : 3, "E: no\n") : outcome("help\n")),
    { args },
  );
  assert.equal(faults(found), ['as usual: list -a: exit code was "3", is "2" (E: no)']);
  assert.equal(
    (await checks.doubts()).map(({ message }) => message),
    ["app list -a ends with exit code 3 without a bundle too (E: no)"],
  );
});

test.run();
