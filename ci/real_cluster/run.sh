#!/bin/bash
# ci/real_cluster/run.sh BUILD NODES TEST [GTEST OPTIONS]: runs a test program beside real nodes
# (NODES: "A B"). Exits with 3, and says why, where real nodes are not possible.
set -euo pipefail
build=$1 nodes=$2 test=$3
node=$(dirname "$(readlink -f "$0")")/../node
if [[ -z ${XVM_LAB_RUN:-} ]]; then
  # shellcheck disable=SC2086 # names
  exec "$node" run $nodes -- "$0" "$@"
fi
shift 3
XVM_PROGRAMS=$(readlink -f "$build")/bin XVM_CI_NODE=$(readlink -f "$node") \
  exec "$build/tests/$test" "$@"
