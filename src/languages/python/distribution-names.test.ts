import { strict as assert } from "node:assert";
import fc from "fast-check";
import { suite } from "uvu";
import { guessDistribution, isNamespace, knownModules, normalisedName } from "./distribution-names.js";
import { topLevel } from "./dotted.js";
import { KNOWN_DISTRIBUTIONS } from "./known-distributions.js";

const test = suite("guessed distributions");

const word = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/);
const separator = fc.stringMatching(/^[-_.]{1,3}$/);

test("normalised names do not depend on case and separators", () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.array(separator, { minLength: 5, maxLength: 5 }),
      (words, separators) => {
        const name = words.map((part, index) => part + (index < words.length - 1 ? separators[index] : "")).join("");
        const expected = words.join("-").toLowerCase();
        assert.equal(normalisedName(name), expected);
        assert.equal(normalisedName(name.toUpperCase()), expected);
        assert.equal(normalisedName(expected), expected);
      },
    ),
  );
});

test("all modules of a package without namespace get the package's guess", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/), { minLength: 1, maxLength: 6 }), (parts) => {
      const module = parts.join(".");
      fc.pre(!isNamespace(topLevel(module)));
      assert.equal(guessDistribution(module), guessDistribution(topLevel(module)));
    }),
  );
});

test("every dotted name of the table lies in a namespace", () => {
  const dotted = new Set(
    knownModules()
      .filter((name) => name.includes("."))
      .map(topLevel),
  );
  for (const top of dotted) assert.ok(isNamespace(top), top);
});

test("no name stands twice in the table", () => {
  const names = KNOWN_DISTRIBUTIONS.split(" ").map((entry) => entry.slice(0, entry.indexOf("=")));
  assert.ok(names.length > 150);
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

test("any string is answered", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const guess = guessDistribution(name);
      assert.ok(guess === null || guess.length > 0);
    }),
  );
});

const known: [module: string, distribution: string | null][] = [
  ["yaml.loader", "PyYAML"],
  ["PIL.Image", "pillow"],
  ["attr._make", "attrs"],
  ["attrs", "attrs"],
  ["alive_progress.core.progress", "alive-progress"],
  ["charset_normalizer.md", "charset-normalizer"],
  ["_distutils_hack", "setuptools"],
  ["pkg_resources.extern", "setuptools"],
  ["_pytest.config", "pytest"],
  ["awscli.clidriver", "awscli"],
  ["typing_extensions", "typing-extensions"],
  ["google.protobuf.internal.decoder", "protobuf"],
  ["google.oauth2.credentials", "google-auth"],
  ["google.auth", "google-auth"],
  ["zope.interface.declarations", "zope.interface"],
  ["ruamel.yaml.main", "ruamel.yaml"],
  ["azure.mgmt.compute.models", "azure-mgmt-compute"],
  ["azure.core.rest", "azure-core"],
  ["sphinxcontrib.jquery", "sphinxcontrib-jquery"],
  ["opentelemetry.sdk.trace", "opentelemetry-sdk"],
  ["airflow.providers.amazon.hooks", "apache-airflow-providers-amazon"],
  // One distribution for each part, and the part does not tell.
  ["google", null],
  ["google.cloud", null],
  ["google.something_new", null],
  ["azure", null],
  ["azure.something_new", null],
  ["zope", null],
  ["zope._private", null],
  ["backports", null],
  // Names that many projects have.
  ["tests.unit", null],
  ["utils", null],
  ["sitecustomize", null],
  ["_virtualenv", null],
  ["_unknown_accelerator", null],
  ["with blank", null],
  ["<script>", null],
  ["", null],
];

for (const [module, distribution] of known) {
  test(`${JSON.stringify(module)} is ${distribution ?? "nobody's for sure"}`, () => {
    assert.equal(guessDistribution(module), distribution);
  });
}

test("a name of 100,000 parts is no work", () => {
  assert.equal(guessDistribution(`google.${"a.".repeat(100_000)}a`), null);
});

test.run();
