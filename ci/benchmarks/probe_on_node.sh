#!/bin/bash
# ci/benchmarks/probe_on_node.sh BIN RUNS: inside a lab (ci/node run): the probe of a running guest
# and the floor program in turn; then proves that the probe makes no process.
set -euo pipefail
bin=$1
runs=$2
node=$(dirname "$(readlink -f "$0")")/../node
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mkdir -m 700 "$folder/admin" "$folder/admin/web-rs" "$folder/state"
"$node" domain web >"$folder/web.xml"
uuid=$(sed -n 's:.*<uuid>\(.*\)</uuid>.*:\1:p' "$folder/web.xml")
printf 'DOMAIN=%s\nFAILOVER=normal\nADMIN=%s\nURI=qemu:///system\n' \
  "$folder/web.xml" "$folder/admin" >"$folder/config"
control="$bin/control_xvm -R web-rs -G web-rg --config $folder/config --state-folder $folder/state"
# shellcheck disable=SC2086 # words
"$node" exec A $control --quiet start

# The guest's boot would use the processors that are measured.
console=$("$node" console A web)
for _ in $(seq 300); do
  if grep -qs READY "$console"; then break; fi
  sleep 0.1
done

# Words of one command line each: what in_turn runs on the node.
status=0
"$node" exec A "$bin/in_turn" --runs "$runs" --limit 1.3 \
  --first "$control --quiet probe" --second "$bin/probe_floor qemu:///system $uuid" || status=$?

# shellcheck disable=SC2086 # words
"$node" exec A strace -f -qq -e trace=fork,vfork,clone,clone3 -o "$folder/calls" \
  $control --quiet probe
threads=$(grep -c CLONE_THREAD "$folder/calls" || true)
processes=$(grep -E 'fork|clone' "$folder/calls" | grep -vc -E 'CLONE_THREAD|resumed' || true)
printf 'made  %s processes (limit 0), %s threads\n' "$processes" "$threads"
[ "$processes" = 0 ] || status=1
exit "$status"
