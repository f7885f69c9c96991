#!/bin/bash
# agent/hypervisor/real_node_test.sh CI_NODE PROGRAM...: runs the test programs inside a real node,
# beside a second one. Exits with 3, and says why, where real nodes are not possible.
set -euo pipefail
node=$1
if [[ -z ${XVM_LAB_RUN:-} ]]; then
  exec "$node" run A B -- "$0" "$@"
fi
shift

files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
"$node" domain contract >"$files/definition.xml"
truncate --size=1M "$files/image.raw"
own=$("$node" uri A)
peer=$("$node" uri B)
failed=0
for program in "$@"; do
  "$node" exec A env XVM_CONTRACT_URI=qemu:///system XVM_OWN_URI="$own" XVM_PEER_URI="$peer" \
    XVM_CONTRACT_DEFINITION="$files/definition.xml" XVM_CONTRACT_IMAGE="$files/image.raw" \
    "$program" --gtest_filter='*RealNode*' --gtest_brief=1 || failed=1
done
exit "$failed"
