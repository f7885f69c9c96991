#!/usr/bin/env bash
# xvm-sim shrink: a long failing story becomes a short one that fails in the same way; and a trace
# of a simulated run is accepted by xvm-sim replay, a tampered one is not.
#
#   sim/program/shrink_words_test.sh build/release/bin/xvm-sim
set -euo pipefail
program=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
status=0

miss() { printf 'MISS: %s\n' "$1" >&2 && status=1; }

# ended CODE WHAT-IS-SAID WORDS...
ended() {
  local code=0 expected=$1 said=$2
  shift 2
  "$program" "$@" >out 2>&1 || code=$?
  [ "$code" -eq "$expected" ] || miss "'$*' ended with $code, not $expected: $(head -n 3 out)"
  grep -qF -- "$said" out || miss "'$*' did not say '$said': $(head -n 3 out)"
}

printf '%s\n' 'name: a' 'description: b' 'origin: c' 'engine: gds' 'nodes: n1 n2 n3' \
  'domain: web stop-timeout=300s' 'domain: db failover=normal' 'slow-calls: 2' '' \
  'expect never stop of web begins' 'at 60 s: restart db' 'at 70.123456 s: freeze libvirtd on n3' \
  'at 95 s: thaw libvirtd on n3' 'at 100 s: switch db to n3' 'at 150.5 s: switch web to n2' \
  'at 900 s: restart web' >long.scn
cp long.scn kept.scn
ended 0 'short.scn: 2 of 7 statements are left' shrink long.scn -o short.scn
cmp -s long.scn kept.scn || miss 'shrink -o changed its input'
ended 1 'short.scn:' replay short.scn
ended 0 'what still fails: expect never stop of web begins' shrink long.scn
cmp -s long.scn short.scn || miss 'in place it shrinks to another scenario'
ended 2 'cannot be' shrink long.scn -o /dev/null/x.scn

sed '/^expect/d' kept.scn >good.scn
ended 2 'does not fail: there is nothing to shrink' shrink good.scn
ended 2 'no-such-file: found no readable file' shrink no-such-file
ended 2 'FILE is required' shrink
printf 'name: a\n' >bad.scn
ended 2 'bad.scn:' shrink bad.scn

ended 0 'runs' run --seed 7 --trace run.ndjson
ended 0 'the model makes every step' replay run.ndjson
sed '0,/"kind":"read-claim"/s//"kind":"settle-debts"/' run.ndjson >tampered.ndjson
ended 1 'the model would not have made this step: action' replay tampered.ndjson
printf 'noise\n' >noise.ndjson
ended 2 'noise.ndjson:1: ' replay noise.ndjson
exit "$status"
