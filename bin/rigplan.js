#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";

// A run is over before optimised code pays for its compilation; only what stays hot for long is worth it.
setFlagsFromString("--interrupt-budget=4000000");

const { main } = await import("../dist/cli.js");

process.exitCode = await main(process.argv.slice(2));
