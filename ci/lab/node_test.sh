#!/bin/bash
# ci/lab/node_test.sh: does ci/node do what docs/lab.md says, on real daemons, and does it leave
# nothing behind? Works in a folder and a registry of its own, so other labs are not disturbed.
# Exit codes: 0 good, 1 a check failed, 77 not possible here (with the reason).
set -euo pipefail

NODE=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../node
BASE=$(mktemp -d /var/tmp/xvm-lab-test.XXXXXX)
export XDG_RUNTIME_DIR=$BASE/runtime XVM_LAB_REGISTRY=$BASE/registry
unset XVM_LAB XVM_LAB_RUN
mkdir "$XDG_RUNTIME_DIR"
FAILURES=0
LIVE='--live --persistent --undefinesource --p2p'
cd / # any folder will do

node() { "$NODE" --lab test "$@"; }

tidy() {
  local code=$?
  "$NODE" down --all >/dev/null 2>&1 || true
  rm -rf --one-file-system "$BASE"
  exit "$code"
}
trap tidy EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

now_ms() { printf '%s\n' $(($(date +%s%N) / 1000000)); }

# check WHAT CMD...: one line, with the time it took. Every command of a function must succeed: its
# subshell stands alone, because the shell forgets 'set -e' to the left of '||'.
check() {
  local what=$1 start verdict=ok code
  shift
  start=$(now_ms)
  set +e
  (
    set -e
    "$@"
  ) >"$BASE/output" 2>&1
  code=$?
  set -e
  ((code == 0)) || verdict=FAILED
  printf '%-6s %s (%d ms)\n' "$verdict" "$what" $(($(now_ms) - start))
  [[ $verdict == ok ]] && return 0
  sed 's/^/         /' "$BASE/output"
  FAILURES=$((FAILURES + 1))
}

# within SECONDS CMD...: until it succeeds.
within() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || { echo "not within the limit: $*" && return 1; }
    sleep 0.02
  done
}

fails() { ! "$@"; }
exits() { local code=0 && "${@:2}" || code=$?; [[ $code == "$1" ]]; }
state_is() { [[ $(node virsh "$1" domstate "$2" --reason) == "$3"* ]]; }
console_has() { grep -aq "$3" "$(node console "$1" "$2")"; }
stays() { sleep "$1" && "${@:2}"; }

start_guest() { # NODE NAME [OPTIONS...]
  node domain "${@:2}" >"$BASE/$2.xml"
  node virsh "$1" define "$BASE/$2.xml" && node virsh "$1" start "$2"
}

shut_down() { # NODE NAME: a request is lost when the guest is not listening yet, so it is repeated
  within 10 shutdown_was_heard "$@"
}
shutdown_was_heard() {
  state_is "$1" "$2" 'shut off' || { node virsh "$1" shutdown "$2" && sleep 0.2 && false; }
}

last_tick() { grep -a ' tick ' "$(node console "$1" "$2")" | tail -n 1 | tr -d '\r'; }

# The same boot id, with the count carried on from where the source left it.
memory_moved() {
  local before after
  before=$(last_tick A web)
  # shellcheck disable=SC2086 # several options
  node virsh A migrate web "$(node uri B)" $LIVE
  within 5 console_has B web ' tick '
  after=$(last_tick B web)
  echo "$before -> $after"
  [[ $(cut -d' ' -f2 <<<"$before") == "$(cut -d' ' -f2 <<<"$after")" ]]
  ((${after##* } > ${before##* } && ${after##* } < ${before##* } + 50))
}

# in_namespace_of FILE: processes in one of the namespaces listed there. A zombie whose parent is
# the machine's own pid 1 is no longer ours to end.
in_namespace_of() {
  local link target
  # Processes come and go meanwhile, so 'find' may complain.
  { find /proc/[0-9]*/ns -maxdepth 1 -type l -printf '%p %l\n' 2>/dev/null || true; } |
    { grep -Ff "$1" || true; } |
    while read -r link target; do
      ! grep -q '^State:[[:space:]]*[A-WYa-z]' "${link%/ns/*}/status" 2>/dev/null ||
        echo "$link $target"
    done
}

remember_namespaces() {
  local record pid own
  for record in "$XDG_RUNTIME_DIR"/xvm-lab-*/init "$XDG_RUNTIME_DIR"/xvm-lab-*/nodes/*/init; do
    read -r pid _ 2>/dev/null <"$record" || continue
    readlink "/proc/$pid/ns/pid" "/proc/$pid/ns/net" "/proc/$pid/ns/mnt" || true
  done >>"$BASE/ns.all"
  own=$(readlink /proc/$$/ns/{pid,net,mnt}) # a lab's init shares the machine's mounts
  grep -vxF "$own" "$BASE/ns.all" >"$BASE/ns" || true
}

nothing_is_left() {
  local left
  left=$(in_namespace_of "$BASE/ns")
  left+=$(grep -F "$BASE" /proc/self/mountinfo || true)
  left+=$(grep -lF "$BASE" /sys/class/net/*/ifalias 2>/dev/null || true)
  left+=$(grep -lzF "$XDG_RUNTIME_DIR" /proc/[0-9]*/cmdline 2>/dev/null || true)
  left+=$(ls -A "$XDG_RUNTIME_DIR")
  left+=$(ls -d "$XVM_LAB_REGISTRY" 2>/dev/null || true)
  echo "$left"
  [[ -z $left ]]
}

# killed_run SECONDS: SIGKILL that long after the start, then one 'down --all'.
killed_run() {
  "$NODE" run A B -- sleep 100 &
  local run=$!
  sleep "$1"
  remember_namespaces
  kill -KILL "$run"
  wait "$run" || true
  "$NODE" down --all && nothing_is_left
}

terminated_run() {
  "$NODE" run -- sleep 100 &
  local run=$!
  sleep 1
  remember_namespaces
  kill -TERM "$run"
  exits 143 wait "$run" && nothing_is_left
}

two_labs_side_by_side() {
  local one two failed=0
  "$NODE" --lab one run -- "$NODE" virsh A list &
  one=$!
  "$NODE" --lab two run -- "$NODE" exec A hostname &
  two=$!
  wait "$one" || failed=1
  wait "$two" || failed=1
  return "$failed"
}

lab_below_run() {
  local XVM_LAB
  XVM_LAB=$(mktemp -d /run/xvm-lab-test.XXXXXX)
  export XVM_LAB
  # shellcheck disable=SC2016 # expanded inside the lab
  "$NODE" run -- sh -c 'echo hello >"$XVM_LAB/shared/admin/x" &&
    "$1" exec A grep hello "$XVM_LAB/shared/admin/x"' - "$NODE" && [[ ! -e $XVM_LAB ]]
}

writes_admin() { node exec "$1" sh -c "echo some text >$(node admin path)/$2"; }

check_admin() {
  check 'ADMIN: what A writes B reads' writes_admin A claim
  check '... and so does the host' grep -q text "$(node admin path)/claim"
  node admin full
  check 'full ADMIN takes no content' fails writes_admin B more
  node admin back && node admin read-only
  check 'read-only ADMIN takes nothing' fails writes_admin B more
  node admin gone
  check 'gone ADMIN is empty on the nodes' fails node exec B test -e "$(node admin path)/claim"
  check '... and takes nothing' fails writes_admin B more
  node admin back
  check 'ADMIN comes back with its content' node exec B grep -q text "$(node admin path)/claim"
  check '... and takes files again' writes_admin B more
}

check_certificates() {
  check 'certificates of a node' node exec A touch /etc/pki/mine
  check '... are not those of another' fails node exec B test -e /etc/pki/mine
  check '... nor those of the machine' test ! -e /etc/pki/mine
}

check_guests() {
  check 'a guest boots to READY' within 30 console_has A web READY
  check 'live migration moves the memory' memory_moved
  check '... and the definition' fails node virsh A dominfo web
  check 'graceful shutdown' shut_down B web
  within 30 console_has A hung READY
  check 'a hung guest hears the power button' within 10 hears_button A hung
  check '... and stays running' stays 1 state_is A hung running
  within 30 console_has A crash READY
  check 'a slow guest takes its time' slow_guest
  node virsh A inject-nmi crash
  check 'a crashed guest shows as crashed' within 5 state_is A crash 'crashed (panicked)'
}

hears_button() {
  node virsh "$1" shutdown "$2" && sleep 0.1 && console_has "$1" "$2" 'power button'
}

slow_guest() {
  within 30 console_has A slow READY
  within 10 hears_button A slow
  state_is A slow running && within 5 state_is A slow 'shut off (shutdown)'
}

check_daemon() {
  node daemon B freeze
  check 'a frozen daemon shows as frozen' test "$(node daemon B state)" = frozen
  node daemon B thaw
  check 'a thawed daemon answers' test "$(node daemon B state)" = answers
  node daemon A kill
  check 'a killed daemon shows as dead' test "$(node daemon A state)" = dead
  node daemon A start
  check 'its guests survived' state_is A hung running
}

reaches() { # FROM TO PORT
  node exec "$1" timeout 1 bash -c "exec 3<>/dev/tcp/$(node addr "$2")/$3"
}

check_network() {
  check 'the host reaches a node' virsh -q -c "$(node uri A)" list
  node cut A B
  check 'a cut loses packets' fails reaches A B 16509
  check '... both ways' fails reaches B A 16509
  node heal && node drop-port B 16509
  check 'a dropped port does not answer' fails reaches A B 16509
  node heal
  check 'a healed network works' reaches A B 16509
}

check_power() {
  node virsh B start web
  check 'power-off' node power-off B
  check 'a dead node does not answer' fails timeout 1 virsh -q -c "$(node uri B)" list
  check 'power-on' node power-on B
  check 'its definition is still there, shut off' state_is B web 'shut off'
  check 'its peers reach it at once' reaches A B 16509
}

code=0
node up A B || code=$?
case $code in
  0) ;;
  3) echo 'skipped: see the reason above' && exit 77 ;;
  *) exit 1 ;;
esac
check 'up again changes nothing' node up A B
start_guest A web
start_guest A hung --mode ignore
start_guest A crash
start_guest A slow --mode slow:1
check_admin
check_certificates
check_guests
check_daemon
check_network
check_power
remember_namespaces
check 'the test sees namespaces' test -s "$BASE/ns"
check 'down' node down
check 'nothing is left' nothing_is_left
check 'down of nothing is fine' node down
check 'two labs side by side' two_labs_side_by_side
check 'a lab below /run' lab_below_run
check 'run gives the exit code of its command' exits 7 "$NODE" run -- sh -c 'exit 7'
check 'run ends what it started when terminated' terminated_run
for delay_s in 0.05 0.15 0.3 0.5 2; do
  check "a run killed after $delay_s s leaves nothing" killed_run "$delay_s"
done
check 'wrong use is exit code 2' exits 2 "$NODE" nonsense

if ((FAILURES > 0)); then
  echo "$FAILURES checks failed" && exit 1
fi
echo "all checks passed in $SECONDS s"
