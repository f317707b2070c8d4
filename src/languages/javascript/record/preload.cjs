// biome-ignore-all lint: any version of Node may come by, so that this file has to be old in its syntax.
// What NODE_OPTIONS names: loads the tracer of the same mode beside it.
"use strict";
(function () {
  var fs = require("fs");
  var version = process.versions.node;
  if (parseInt(version, 10) >= 20) {
    require(__dirname + "/tracer-" + /node-([\w-]+)\.cjs$/.exec(__filename)[1] + ".cjs");
  } else {
    try {
      var file = __dirname + "/out/" + process.pid + "-" + process.hrtime().join("-") + ".other";
      fs.writeFileSync(file, process.execPath + "\nnode " + version.split(".").slice(0, 2).join("."));
    } catch (error) {
      // A recording may fail, the program must not.
    }
  }
  delete require.cache[__filename];
})();
