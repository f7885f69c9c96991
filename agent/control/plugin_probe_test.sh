#!/bin/bash
# agent/control/plugin_probe_test.sh WITH_TEST_DRIVER TEST [GTEST OPTIONS]: runs the test with
# libvirt's test driver in a libvirtd of its own. Exit code 3: not possible here, with the reason.
set -euo pipefail
with_test_driver=$1
shift
folder=$(mktemp -d /tmp/xvm-plugin.XXXXXX)
trap 'rm -rf --one-file-system "$folder"' EXIT
"$with_test_driver" "$folder" "$@"
