#!/bin/bash
# agent/crash/crash_test.sh CI_NODE TEST CONTROL_XVM_KILLED [GTEST OPTIONS]: runs the crash tests
# inside a real node. Exits with 3, and says why, where real nodes are not possible.
set -euo pipefail
node=$1
if [[ -z ${XVM_LAB_RUN:-} ]]; then
  exec "$node" run A -- "$0" "$@"
fi
test=$2
killed=$3
shift 3

definition=$(mktemp)
trap 'rm -f "$definition"' EXIT
"$node" domain crash >"$definition"
"$node" exec A env XVM_CONTRACT_URI=qemu:///system XVM_CONTRACT_DEFINITION="$definition" \
  XVM_CONTROL_KILLED="$killed" "$test" "$@"
