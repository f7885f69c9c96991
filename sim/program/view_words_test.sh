#!/usr/bin/env bash
# xvm-sim report and diagram: wrong words and files end with exit code 2 and a line that names what
# is wrong, and nothing is written; a seed and its recorded trace look the same.
#
#   sim/program/view_words_test.sh build/release/bin/xvm-sim
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
  [ ! -s "$scratch/out" ] || miss "'$*' wrote all the same"
}

header='{"at_us":0,"seq":0,"kind":"header","format":1,"program":"x","version":"0","engine":"gds",'
header+='"started":""}'
printf '%s\n' "$header" nonsense "$header" >"$scratch/bad.ndjson"
printf 'name: no scenario\n' >"$scratch/bad.scn"
size=(--nodes 2 --domains 1)

refused 'name a scenario or a trace' diagram
refused '--output' report --seed 7
refused 'nowhere.ndjson' diagram "$scratch/nowhere.ndjson"
refused 'nowhere.scn' diagram "$scratch/nowhere.scn"
refused 'bad.ndjson: line 2' diagram "$scratch/bad.ndjson"
refused 'bad.scn' diagram "$scratch/bad.scn"
refused '--format' diagram --seed 7 --format picture
refused "'n9' is not in the trace" diagram --seed 7 "${size[@]}" --node n9
refused "'d9' is not in the trace" diagram --seed 7 "${size[@]}" --domain d9
refused '--from' diagram --seed 7 --from -3
refused '--seed' diagram --seed 7 "$scratch/bad.ndjson"
refused 'cannot be written' report --seed 7 "${size[@]}" -o "$scratch/nowhere/out.html"
refused 'bad.ndjson: line 2' report "$scratch/bad.ndjson" -o "$scratch/out.html"
[ ! -e "$scratch/out.html" ] || miss "a report was made of a bad trace"
refused '--trace' run --seeds 1..2 --trace "$scratch/many.ndjson"
refused 'cannot be written' run --seed 7 "${size[@]}" --trace "$scratch/nowhere/run.ndjson"

"$program" run --seed 7 "${size[@]}" --trace "$scratch/run.ndjson" >"$scratch/out" 2>&1 ||
  miss "a recorded run failed: $(cat "$scratch/out")"
for format in text mermaid chrome; do
  "$program" diagram --seed 7 "${size[@]}" --format "$format" >"$scratch/seed.$format"
  "$program" diagram "$scratch/run.ndjson" --format "$format" -o "$scratch/trace.$format"
  cmp "$scratch/seed.$format" "$scratch/trace.$format" || miss "$format of the trace is another one"
  [ -s "$scratch/seed.$format" ] || miss "$format is empty"
done
"$program" report --seed 7 "${size[@]}" -o "$scratch/seed.html" >"$scratch/out"
grep -q "events of 2 nodes" "$scratch/out" || miss "report said: $(cat "$scratch/out")"
"$program" report "$scratch/run.ndjson" -o - >"$scratch/trace.html"
cmp "$scratch/seed.html" "$scratch/trace.html" || miss "the report of the trace is another one"
exit "$status"
