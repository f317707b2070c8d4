import { basename, dirname } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fileSystem } from "./file-system.js";
import { noWitnesses, startWitnessing, type Witnesses } from "./witnesses.js";

const test = suite("io/asked-entries");
const here = process.cwd().replaceAll("\\", "/");

function witnessed(look: () => void): Witnesses {
  const found = noWitnesses();
  const finish = startWitnessing(found);
  look();
  finish();
  return found;
}

test("of a folder above the current one only what is asked for by name is a witness", () => {
  const above = dirname(here);
  const { paths, listings } = witnessed(() => {
    const entries = fileSystem.list(above);
    assert.is(entries?.get(basename(here)), "folder");
    assert.is(entries?.has("no-such-entry"), false);
  });
  assert.equal([...paths], [`${above}/no-such-entry`]);
  assert.is(listings.size, 0);
});

test("who goes through all its entries has looked at all of it, as in the current folder itself", () => {
  const above = dirname(here);
  assert.equal([...witnessed(() => [...(fileSystem.list(above) ?? [])]).listings.keys()], [above]);
  assert.equal([...witnessed(() => fileSystem.list(here)).listings.keys()], [here]);
});

test.run();
