#!/usr/bin/env bash
# xvm-sim replay: wrong files and options are one line each and exit code 2, a scenario that fails
# is exit code 1 with its line, and --rewrite changes the timeline alone.
#
#   sim/program/replay_words_test.sh build/release/bin/xvm-sim
set -euo pipefail
program=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
status=0

miss() { printf 'MISS: %s\n' "$1" >&2 && status=1; }

# ended CODE WHAT-IS-SAID WORDS...
ended() {
  local code=0 expected=$1 said=$2
  shift 2
  "$program" replay "$@" >out 2>&1 || code=$?
  [ "$code" -eq "$expected" ] || miss "'replay $*' ended with $code, not $expected"
  grep -qF -- "$said" out || miss "'replay $*' did not say '$said': $(cat out)"
}

# story NAME STATEMENTS...: a scenario of one domain on two nodes; statements begin in line 7
story() {
  local file=$1
  shift
  {
    printf 'name: %s\ndescription: b\norigin: c\nengine: gds\nnodes: n1 n2\ndomain: web\n' "$file"
    printf '%s\n' "$@"
  } >"$file"
}

mkdir folder empty
story folder/good.scn 'switch web to n2' 'within 300 s: expect web is online on n2'
story bad.scn 'nothing' 'swich web to n2'
story wrong.scn 'expect web runs on n2'
head -c 4096 /dev/urandom >noise.scn

ended 2 'no-such-file: found no readable file' no-such-file
ended 2 'no scenario (*.scn) is there' empty
ended 2 "bad.scn:8: found 'swich', expected a deed" bad.scn
ended 2 'noise.scn:' noise.scn
ended 2 "--engine: found 'gdz', expected gds" --engine gdz folder
ended 2 '--seeds: found' --seeds 5..1 folder
ended 2 'FILE is required'
ended 2 '--rewrite: a timeline is that' --rewrite --seeds 1..2 folder
ended 1 'wrong.scn:7: expected web runs on n2, found web on n1 runs' wrong.scn
ended 1 'look closer: xvm-sim replay --verbose --engine gds wrong.scn' wrong.scn
ended 0 'ok  folder/good.scn  (' folder
ended 0 'n1  stop of web begins' --verbose folder/good.scn
ended 0 'seed 9' --seeds 1..9 folder

cp folder/good.scn before
ended 0 'its timeline is rewritten' --rewrite folder
head -n 8 folder/good.scn | cmp - before || miss '--rewrite touched more than the timeline'
grep -qx 'timeline:' folder/good.scn || miss '--rewrite wrote no timeline'
[ "$(ls folder)" = good.scn ] || miss "--rewrite left something behind: $(ls folder)"
ended 0 'ok  folder/good.scn' folder
sed -i 's/ended success migrated-away/ended failed stayed-put/' folder/good.scn
ended 1 "as event" folder
ended 0 'its timeline is rewritten' --rewrite folder
ended 0 'ok  folder/good.scn' folder
exit "$status"
