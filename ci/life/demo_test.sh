#!/bin/bash
# ci/life/demo_test.sh PROGRAM [PLACE]: can every check of ci/demo fail? Runs the demo with a good
# control_xvm and with ones that do wrong (saboteur.sh); each check that was good must have FAILED
# at least once. Also: wrong use, and what an interrupt leaves behind. PLACE: test-driver or node.
# Exit codes: 0 good, 1 not, 3 not possible here.
set -euo pipefail

life=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
demo=$life/../demo
program=$(readlink -f "$1")
place=${2:-test-driver}
base=$(mktemp -d /tmp/xvm-demo-test.XXXXXX)
export TMPDIR=$base/tmp
mkdir "$TMPDIR"
chmod 711 "$base" # the daemon of a demo of root runs as nobody
failures=0
sabotages=(liar refuser silent-stop rebooter definer spoiler changer)
# A guest that is destroyed at once instead of asked: only real guests tell the difference.
[[ $place != node ]] || sabotages+=(destroyer)

trap 'rm -rf --one-file-system "$base"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

verdict() { # WHAT CMD...
  local what=$1
  shift
  if "$@"; then
    printf 'ok     %s\n' "$what"
  else
    printf 'FAILED %s\n' "$what"
    failures=$((failures + 1))
  fi
}

exits() { # CODE CMD...
  local wanted=$1 code=0
  shift
  "$@" >"$base/output" 2>&1 || code=$?
  [[ $code == "$wanted" ]] || { echo "exit code $code instead of $wanted" && return 1; }
}

refused() { exits 2 "$demo" "$@" && [[ $(wc -l <"$base/output") == 1 ]]; }

# numbers OUTPUT VERDICT: the checks of the table with this verdict
numbers() { sed -n "s/^ *\([0-9]*\.[0-9]*\) .* $2\$/\1/p" "$1"; }

what_is_left() {
  ls -A "$TMPDIR"
  grep -lzF "$TMPDIR/xvm-demo" /proc/[0-9]*/{environ,cmdline} 2>/dev/null || true
}

# A process that was told to end may need a moment on a busy machine.
nothing_is_left() {
  local left deadline=$((SECONDS + 10))
  while left=$(what_is_left) && [[ -n $left ]] && ((SECONDS < deadline)); do sleep 0.1; done
  [[ -z $left ]] || { echo "left: $left" && return 1; }
}

sabotaged() {
  XVM_SABOTAGE=$1 XVM_REAL_PROGRAM=$program exits 1 "$demo" --on "$place" \
    --program "$life/saboteur.sh" || return 1
  numbers "$base/output" FAILED >"$base/failed.$1"
  echo "       $(tr '\n' ' ' <"$base/failed.$1")"
  [[ -s $base/failed.$1 ]]
}

every_check_failed_once() {
  local missing
  missing=$(sort -u "$base"/failed.* | comm -13 - <(sort "$base/good"))
  [[ -s $base/good && -z $missing ]] || { echo "never failed: $missing" && return 1; }
}

# interrupted SIGNAL CODE SECONDS
interrupted() {
  local pid code=0
  env --default-signal=INT "$demo" --on "$place" --program "$program" >"$base/output" 2>&1 &
  pid=$!
  sleep "$3"
  kill "-$1" "$pid"
  wait "$pid" || code=$?
  [[ $code == "$2" ]] || { echo "exit code $code instead of $2" && return 1; }
  nothing_is_left
}

verdict '--help' exits 0 "$demo" --help
verdict 'an unknown option is refused in one line' refused --nonsense
verdict 'a place that is none is refused in one line' refused --on moon
verdict 'a missing value is refused in one line' refused --program
verdict 'a program that is none is refused in one line' refused --program /dev/null
code=0
"$demo" --on "$place" --program "$program" >"$base/output" 2>&1 || code=$?
((code != 3)) || { tail -n 1 "$base/output" && exit 3; }
verdict "the demo is good with $program" test "$code" = 0
numbers "$base/output" ok >"$base/good"
for sabotage in "${sabotages[@]}"; do
  verdict "the demo finds out a $sabotage" sabotaged "$sabotage"
done
verdict 'every check was seen failing' every_check_failed_once
verdict 'nothing is left' nothing_is_left
for delay_s in 0.1 0.4 0.9; do
  verdict "SIGTERM after $delay_s s leaves nothing" interrupted TERM 143 "$delay_s"
  verdict "SIGINT after $delay_s s leaves nothing" interrupted INT 130 "$delay_s"
done
((failures == 0))
