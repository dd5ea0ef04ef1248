#!/bin/sh
# Holds a rig file to a team's limits and says what a change did to cost and power.
#   usage: check-rig.sh RIG [BASELINE] [OUTPUT-FOLDER]
# RIG is a rig file; BASELINE a rig file or saved JSON of the branch it is compared with. Set RIGPLAN to run another copy of the program.
# Ends with 0 when every limit holds, 4 when one is broken (everything is written first), 2 when something is not understood.
set -u
rigplan=${RIGPLAN:-npx rigplan}
rig=${1:?usage: check-rig.sh RIG [BASELINE] [OUTPUT-FOLDER]}
baseline=${2:-}
out=${3:-rigplan-report}
limits=${LIMITS:-'total > 4000 GBP or bill_per_month > 80 GBP or errors > 0 or unknown > 0'}
mkdir -p "$out"

# One computation, several forms: the log, the artefacts, the annotations.
$rigplan cost "$rig" --no-input --fail-if "$limits" \
  --output "json=$out/rig.json" --output "sarif=$out/rig.sarif" --output "junit=$out/rig.junit.xml" --output "html=$out/rig.html"
status=$?

if [ -n "$baseline" ]; then
  $rigplan compare "$rig" --baseline "$baseline" --no-input --format markdown > "$out/comment.md" || exit 2
fi
[ "${GITHUB_ACTIONS:-}" = "true" ] && $rigplan cost "$rig" --no-input --format github
exit "$status"
