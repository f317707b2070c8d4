import { test } from "uvu";
import * as assert from "uvu/assert";
import { graphOf } from "../viz/testing/graphs.js";
import { importtimeText } from "./importtime.js";

test("a row stands behind the rows of what it loaded", () => {
  const graph = graphOf([
    [
      [0, "a", 10],
      [1, "b", 20],
      [2, "c", 30],
      [1, "d", 40],
      [0, "e", 50],
    ],
  ]);
  assert.equal([...importtimeText(graph)].join("").split("\n"), [
    "import time: self [us] | cumulative | imported package",
    "import time:        30 |         30 |     c",
    "import time:        20 |         50 |   b",
    "import time:        40 |         40 |   d",
    "import time:        10 |        100 | a",
    "import time:        50 |         50 | e",
    "",
  ]);
});

test.run();
