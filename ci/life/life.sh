#!/bin/bash
# ci/life/life.sh on_node|on_test_driver: the life of a guest under control_xvm, told and checked.
# ci/demo starts it in a place that is ready, and tidies up after it. From the environment:
#   XVM_DEMO_PROGRAM   the control_xvm to show
#   XVM_DEMO_FOLDER    an empty folder, seen under the same path by the place
# Exit codes: 0 every check was good, 1 not, 130 and 143 interrupted.
# shellcheck disable=SC2034 # the names are read by the parts
set -euo pipefail

LIFE=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
NODE=$LIFE/../node
PROGRAM=$XVM_DEMO_PROGRAM
WORK=$XVM_DEMO_FOLDER
STATE=$WORK/state

for part in screen checks agent_call preparation first_steps failure_steps last_steps "$1"; do
  # shellcheck source=/dev/null
  . "$LIFE/$part.sh"
done

trap call_interrupted EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

exec 2>&1
LIFE_BEGAN_MS=$(now_ms)
screen_begin
place_begin
preparation
step_validate
step_start
step_probe
step_manual_start
step_crash
step_restart
step_hung
step_stop
step_start_from_export
step_last_stop
summary
