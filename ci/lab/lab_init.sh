#!/bin/bash
# ci/lab/lab_init.sh LAB: pid 1 of a lab's pid namespace. It records itself, then only reaps.
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "$(readlink -f "$0")")/process.sh"
record_self "$1/init"
exec 9>&-
cd /
trap '' HUP INT TERM
while :; do
  sleep 3600 &
  wait "$!" || true
done
