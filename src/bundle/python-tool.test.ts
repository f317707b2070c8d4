import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FakeTools, PYTHON_PROGRAM } from "./kinds/testing.js";
import { findPythonTool } from "./python-tool.js";

const SHIV = { distribution: "shiv", script: "shiv", isOfVersion: false };
const NUITKA = { distribution: "nuitka", script: "nuitka", isOfVersion: true };

const test = suite("findPythonTool");

test("takes the program's own interpreter where that has it", async () => {
  const tools = new FakeTools({ "/venv/bin/python -c import sys": "1.0.8 3.11" });
  assert.equal(await findPythonTool(SHIV, PYTHON_PROGRAM, tools), { python: "/venv/bin/python", version: "1.0.8" });
});

const scripts = {
  "pip's": "#!/opt/tools/bin/python3.12\nimport sys\n",
  "pip's for long paths and blanks":
    "#!/bin/sh\n'''exec' \"/opt/tools/bin/python3.12\" \"$0\" \"$@\"\n' '''\nimport sys\n",
  "uv's": "#!/bin/sh\n'''exec' /opt/tools/bin/python3.12 \"$0\" \"$@\"\n' '''\nimport sys\n",
};
for (const [whose, text] of Object.entries(scripts)) {
  test(`finds the interpreter behind a script on PATH: ${whose}`, async () => {
    const tools = new FakeTools({ "/opt/tools/bin/python3.12 -c import sys": "1.0.8 3.12" }, ["shiv", "nuitka"], {
      "/bin/shiv": text,
      "/bin/nuitka": text,
    });
    const behind = "/opt/tools/bin/python3.12";
    assert.equal(await findPythonTool(SHIV, PYTHON_PROGRAM, tools), { python: behind, version: "1.0.8" });
    // It would put in modules of its own version.
    assert.equal(await findPythonTool(NUITKA, PYTHON_PROGRAM, tools), {
      skipped:
        "/bin/nuitka bundles for Python 3.12, the program runs on 3.11: /venv/bin/python -m ensurepip && /venv/bin/python -m pip install nuitka",
    });
  });
}

test("gives the command that installs it, for whatever installs there", async () => {
  const missing = async (tools: FakeTools) => JSON.stringify(await findPythonTool(SHIV, PYTHON_PROGRAM, tools));
  const withPip = await missing(new FakeTools({ "import pip": "24.0" }));
  assert.is(withPip, '{"skipped":"shiv isn\'t installed: /venv/bin/python -m pip install shiv"}');
  assert.match(await missing(new FakeTools({}, ["uv"])), "uv pip install --python /venv/bin/python shiv");
  const blank = { ...PYTHON_PROGRAM, interpreter: { ...PYTHON_PROGRAM.interpreter, executable: "/a b/python" } };
  const quoted = await findPythonTool(SHIV, blank, new FakeTools({ "import pip": "24.0" }));
  assert.equal(quoted, { skipped: "shiv isn't installed: '/a b/python' -m pip install shiv" });
});

test.run();
