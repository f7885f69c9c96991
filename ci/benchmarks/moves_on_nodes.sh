#!/bin/bash
# ci/benchmarks/moves_on_nodes.sh BIN RUNS LIMIT_MS: inside a lab (ci/node run A B): start, switch
# and stop of a guest, by control_xvm and by bare virsh in turn. Each turn is one life of the same
# guest: started on A, booted, moved alive to B, shut down there. Prints the medians and their
# difference.
#
# Only the methods' own time counts: the cluster that control_xvm asks is a file of facts, which is
# changed between the calls as the Resource Group Manager would change it. Both sides are timed by
# the shell that runs them on the node, so that entering a node costs neither anything.
# Exit 0: all differences are within the limit; 1: one is above; 2: something failed.
# shellcheck disable=SC2317 # functions are called by their names' parts
set -euo pipefail
export LC_ALL=C
bin=$1 runs=$2 limit_ms=$3
here=$(dirname "$(readlink -f "$0")")
node=$here/../node
# shellcheck source=ci/benchmarks/cluster_facts.sh
. "$here/cluster_facts.sh"

folder=$(mktemp -d)
keep_log() {
  local code=$?
  [[ $code -lt 2 ]] || tail -n 40 "$folder/log" >&2
  rm -rf "$folder"
}
trap keep_log EXIT
fail() { printf 'moves_on_nodes: %s\n' "$1" >&2 && exit 2; }

admin=$("$node" admin path)
mkdir -m 700 "$admin/web-rs"
mkdir "$folder/A" "$folder/B" "$folder/cluster"
"$node" domain web >"$folder/web.xml"
cat >"$folder/config" <<X
DOMAIN=$folder/web.xml
FAILOVER="migrate -live"
ADMIN=$admin
URI=qemu:///system
PEER_URI=qemu+tcp://%n/system
NODELIST=A,B
X

# in_node NODE LINE: runs LINE there and prints the milliseconds that it took.
in_node() {
  # shellcheck disable=SC2016 # for the shell on the node
  "$node" exec "$1" env XVM_FAKE_CLUSTER="$folder/cluster" XVM_FAKE_NODE="$1" bash -c '
    exec 3>&1 >>"$2" 2>&1
    began=$EPOCHREALTIME
    eval "$1" || exit 1
    ended=$EPOCHREALTIME
    echo $(((${ended/./} - ${began/./} + 500) / 1000)) >&3' - "$2" "$folder/log" ||
    fail "on node $1: $2"
}

# booted NODE OFFSET: waits until the guest says READY on its console behind OFFSET.
booted() {
  local console i
  console=$("$node" console "$1" web)
  for ((i = 0; i < 600; ++i)); do
    if tail -c "+$(($2 + 1))" "$console" 2>/dev/null | grep -q READY; then
      sleep 1 # the boot's last work would count as ours
      return
    fi
    sleep 0.1
  done
  fail "the guest does not boot: $(tail -n 3 "$console")"
}
console_size() { stat -c %s "$("$node" console "$1" web)" 2>/dev/null || echo 0; }

agent() { # NODE METHOD
  in_node "$1" "$bin/control_xvm -R web-rs -G web-rg --config $folder/config --etc $folder \
    --state-folder $folder/$1 --cluster-commands $bin/fake-cluster-commands $2"
}
virsh='virsh -q -c qemu:///system'

# Each of these prints milliseconds.
start_ours() {
  facts PENDING_ONLINE OFFLINE
  agent A start
}
switch_ours() {
  local stop start
  facts PENDING_OFFLINE OFFLINE B
  stop=$(agent A stop)
  tail -n 1 "$folder/log" | grep -q migrated-away || fail 'control_xvm did not migrate the guest'
  facts OFFLINE PENDING_ONLINE
  start=$(agent B start)
  echo $((stop + start))
}
stop_ours() {
  facts OFFLINE ONLINE '' DISABLED
  agent B stop
}
start_virsh() { in_node A "$virsh 'define $folder/web.xml; start web'"; }
switch_virsh() {
  in_node A "$virsh migrate web qemu+tcp://B/system --live --persistent --undefinesource --p2p"
}
stop_virsh() {
  in_node B "$virsh shutdown web
    until [ \"\$($virsh domstate web)\" = 'shut off' ]; do sleep 0.02; done
    $virsh 'dumpxml --inactive web; undefine web'"
}

# life WHO: one guest's life; a line "WHO OPERATION MS" for each operation.
life() {
  local who=$1 before start switch stop
  before=$(console_size A)
  start=$("start_$who")
  booted A "$before"
  switch=$("switch_$who")
  [[ $($node virsh B domstate web) = running ]] || fail "$who: the guest does not run on B"
  sleep 1
  stop=$("stop_$who")
  printf "$who %s %s\n" start "$start" switch "$switch" stop "$stop"
}

# The first life of each warms caches and leaves the export from which control_xvm starts later.
for ((run = 0; run <= runs; ++run)); do
  order='ours virsh'
  ((run % 2 == 0)) || order='virsh ours'
  for who in $order; do
    life "$who" >"$folder/life"
    ((run == 0)) || cat "$folder/life" >>"$folder/times"
  done
done

median() { # WHO OPERATION
  awk -v who="$1" -v what="$2" '$1 == who && $2 == what {print $3}' "$folder/times" | sort -n |
    sed -n "$(((runs + 1) / 2))p"
}
status=0
printf '%-8s %9s %9s %11s %8s\n' operation ours virsh difference limit
for what in start stop switch; do
  ours=$(median ours "$what") virsh_ms=$(median virsh "$what")
  verdict=good
  ((ours - virsh_ms <= limit_ms)) || verdict='TOO SLOW' status=1
  printf '%-8s %6d ms %6d ms %+8d ms %5d ms  %s\n' "$what" "$ours" "$virsh_ms" \
    $((ours - virsh_ms)) "$limit_ms" "$verdict"
done
printf 'medians of %d lives each; load average %s\n' "$runs" "$(cut -d' ' -f1-3 /proc/loadavg)"
exit "$status"
