import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { totals } from "../graph/totals.js";
import { analysisDocument } from "./analysis.js";
import { analyses } from "./arbitrary-graph.js";

const test = suite("report/analysis");

test("origins and distributions each sum to the total", () => {
  fc.assert(
    fc.property(analyses, (analysis) => {
      const { total, origins, distributions } = analysisDocument(analysis, 5);
      assert.equal(total, totals(analysis.graph));
      for (const groups of [origins, distributions]) {
        assert.is(
          groups.reduce((sum, { us }) => sum + us, 0),
          total.us,
        );
        assert.is(
          groups.reduce((sum, { modules }) => sum + modules, 0),
          total.modules,
        );
        assert.equal(
          groups.map(({ us }) => us),
          groups.map(({ us }) => us).sort((a, b) => b - a),
        );
      }
    }),
  );
});

test("the list of the heaviest holds the largest self times, as many as asked for", () => {
  fc.assert(
    fc.property(analyses, fc.oneof(fc.nat({ max: 50 }), fc.integer({ min: 250, max: 300 })), (analysis, top) => {
      const times = [...analysis.graph.loads.selfUs].sort((a, b) => b - a).slice(0, top);
      assert.equal(
        analysisDocument(analysis, top).top.map(({ selfUs }) => selfUs),
        times,
      );
    }),
  );
});

test.run();
