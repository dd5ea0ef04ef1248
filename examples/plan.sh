#!/bin/sh
# Plans for a budget and prints one figure a line, for a script: sh examples/plan.sh
set -eu
rigplan=${RIGPLAN:-npx rigplan}
$rigplan plan --budget 2000 --currency GBP --max-electricity 25 --alternatives 0 --json |
  node -e 'const { result: { best } } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    console.log(`purchase ${best.cost.purchase.amount} ${best.cost.purchase.currency}`);
    console.log(`bill_per_month ${best.energy.bill_per_month.amount}`);
    console.log(`vram_gib ${best.memory.total_gib}`);'
