#!/usr/bin/env node
"use strict";
const { bundleExports } = require("./bundle.js");

bundleExports()
  .main(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  });
