#!/usr/bin/env bash
# Wrong words of `xvm-sim run` end with exit code 2 and one line; a seed gives the same bytes twice.
#
#   sim/program/run_words_test.sh build/release/bin/xvm-sim
set -euo pipefail
program=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
status=0

miss() { printf 'MISS: %s\n' "$1" >&2 && status=1; }

# refused WHAT-THE-LINE-NAMES WORDS...
refused() {
  local named=$1 code=0
  shift
  "$program" "$@" >"$scratch/out" 2>"$scratch/err" || code=$?
  [ "$code" -eq 2 ] || miss "'$*' ended with $code, not 2"
  [ "$(wc -l <"$scratch/err")" -eq 1 ] || miss "'$*' said $(wc -l <"$scratch/err") lines"
  grep -qF -- "$named" "$scratch/err" || miss "'$*' did not name $named: $(cat "$scratch/err")"
  [ ! -s "$scratch/out" ] || miss "'$*' ran all the same"
}

refused 'A subcommand is required'
refused 'A..B' run --seeds 7
refused 'A..B' run --seeds 9..7
refused 'A..B' run --seeds 1..x
refused 'A..B' run --seeds ''
refused '--seed' run --seed x
refused '--seeds' run --seed 1 --seeds 1..2
refused '--nodes' run --nodes 0
refused '--nodes' run --nodes 17
refused '--domains' run --domains 65
refused '--domains' run --domains -1
refused '--time' run --time -3
refused '--time' run --time soon
refused '--fault' run --fault earthquake
refused '--no-such-option' run --no-such-option

# same WORDS...: twice the same bytes, with nothing of real time in them
same() {
  "$program" "$@" >"$scratch/one" 2>/dev/null || miss "'$*' failed"
  "$program" "$@" >"$scratch/two" 2>/dev/null || miss "'$*' failed the second time"
  [ -s "$scratch/one" ] || miss "'$*' printed nothing"
  cmp "$scratch/one" "$scratch/two" || miss "'$*' printed other bytes the second time"
}

same run --seed 7 --events
same run --seeds 1..10
same run --seeds 1..4 --fault host-crash --nodes 5 --domains 8

lines=$("$program" run --seed 7 2>/dev/null | wc -l)
[ "$lines" -lt 8 ] || miss "a good run prints $lines lines without --events"
lines=$("$program" run --seeds 1..20 2>&1 >/dev/null | wc -l)
[ "$lines" -eq 1 ] || miss "without a terminal the progress is $lines lines, not 1"
exit "$status"
