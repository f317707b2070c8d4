import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { processorLimit } from "./processor-limit.js";

const test = suite("io/processor-limit");

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
let systems = 0;

/** A folder with the files of a system. */
function system(files: Record<string, string>): string {
  const root = join(folder, `${systems++}`);
  mkdirSync(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

test("the strictest group around us counts, and how long it held us back", () => {
  const root = system({
    "proc/self/cgroup": "0::/user/job\n",
    "sys/fs/cgroup/user/job/cpu.max": "max 100000\n",
    "sys/fs/cgroup/user/job/cpu.stat": "usage_usec 9\nnr_throttled 0\nthrottled_usec 0\n",
    "sys/fs/cgroup/user/cpu.max": "50000 100000\n",
    "sys/fs/cgroup/user/cpu.stat": "usage_usec 99\nnr_throttled 7\nthrottled_usec 123456\n",
  });
  assert.equal(processorLimit(root), { processors: 0.5, throttledUs: 123_456 });
});

test("in a container the group itself is mounted, whatever its path is called outside", () => {
  const root = system({
    "proc/self/cgroup": "0::/docker/0123\n",
    "sys/fs/cgroup/cpu.max": "150000 100000\n",
    "sys/fs/cgroup/cpu.stat": "throttled_usec 5\n",
  });
  assert.equal(processorLimit(root), { processors: 1.5, throttledUs: 5 });
});

test("the first version of control groups is read too", () => {
  const root = system({
    "proc/self/cgroup": "5:memory:/x\n4:cpu,cpuacct:/x\n",
    "sys/fs/cgroup/cpu/x/cpu.cfs_quota_us": "200000\n",
    "sys/fs/cgroup/cpu/x/cpu.cfs_period_us": "100000\n",
    "sys/fs/cgroup/cpu/x/cpu.stat": "nr_periods 3\nnr_throttled 1\nthrottled_time 7000000\n",
    "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
    "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
  });
  assert.equal(processorLimit(root), { processors: 2, throttledUs: 7000 });
});

test("without groups there is no limit", () => {
  assert.equal(processorLimit(system({})), { processors: null, throttledUs: null });
});

test.run();
