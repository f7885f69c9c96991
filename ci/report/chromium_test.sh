#!/usr/bin/env bash
# A report in headless Chromium, in both colour schemes (docs/views.md).
#
#   ci/report/chromium_test.sh XVM-SIM XVM-PLANTED-RUN FOLDER    screenshots are kept in FOLDER
#
# Exit: 0 all as expected, 1 something is not, 2 wrong use.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
[ $# = 3 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2 && exit 2; }
sim=$1 planted=$2 folder=$3

mkdir -p "$folder"
"$planted" "$folder/planted.ndjson"
"$sim" report "$folder/planted.ndjson" -o "$folder/planted.html"
# Debian's own python3: that is where its python3-selenium is.
/usr/bin/python3 "$here/look_at_report.py" "$folder/planted.html" "$folder/planted.ndjson" "$folder"
