# shellcheck shell=bash
# ci/lab/daemon.sh: a node's libvirtd. It is found by the pid file in the node's own /run, and the
# pid is believed only while that process is a libvirtd.

DAEMON_WAIT_S=20

node_virsh() {
  local node=$1
  shift
  in_node "$node" virsh -q -c qemu:///system "$@"
}

# daemon_pid NAME: the pid as seen inside the node.
daemon_pid() {
  local init pid
  init=$(recorded_pid "$LAB/nodes/$1/init") || return 1
  pid=$(cat "/proc/$init/root/run/libvirtd.pid" 2>/dev/null) && [[ -n $pid ]] || return 1
  [[ $(readlink "/proc/$init/root/proc/$pid/exe") == /usr/sbin/libvirtd ]] || return 1
  printf '%s\n' "$pid"
}

# daemon_state NAME: answers | frozen | starting | dead
daemon_state() {
  local pid init state
  pid=$(daemon_pid "$1") || { echo dead && return; }
  init=$(recorded_pid "$LAB/nodes/$1/init") || { echo dead && return; }
  state=$(awk '/^State:/ { print $2 }' "/proc/$init/root/proc/$pid/status" 2>/dev/null || true)
  case $state in
    T) echo frozen ;;
    Z | X | '') echo dead ;;
    *) if daemon_ping "$1"; then echo answers; else echo starting; fi ;;
  esac
}

daemon_ping() {
  local init
  init=$(recorded_pid "$LAB/nodes/$1/init") || return 1
  timeout -k 1 5 nsenter -t "$init" -m -u -i -n -p -- \
    virsh -q -c qemu:///system version >/dev/null 2>&1
}

daemon_start() {
  local dir=$LAB/nodes/$1 deadline
  if ! daemon_pid "$1" >/dev/null; then
    capabilities_seed "$1"
    # Only the QEMU driver: no noise about D-Bus, dnsmasq and storage, and a faster start.
    # shellcheck disable=SC2016 # expanded by the inner shell
    in_node "$1" bash -c 'LIBVIRT_DRIVER_DIR=$1 setsid /usr/sbin/libvirtd --listen \
      --pid-file /run/libvirtd.pid </dev/null >>/var/log/libvirt/libvirtd.out 2>&1 8>&- 9>&- &' \
      - "$LAB/drivers"
  fi
  [[ $(daemon_state "$1") != frozen ]] ||
    fail "node $1's daemon is frozen: 'ci/node daemon $1 thaw'"
  deadline=$((SECONDS + DAEMON_WAIT_S))
  until daemon_ping "$1"; do
    ((SECONDS < deadline)) ||
      fail "node $1: libvirtd does not answer: $(tail -n 2 "$dir"/log/libvirtd.{log,out} 2>&1)"
    sleep 0.02
  done
  capabilities_keep "$1"
}

# daemon_signal NAME SIGNAL: and, for KILL and TERM, waits until it is gone.
daemon_signal() {
  local pid deadline=$((SECONDS + 10))
  pid=$(daemon_pid "$1") || fail "node $1: no libvirtd runs there: 'ci/node daemon $1 start'"
  # shellcheck disable=SC2016 # expanded by the inner shell
  in_node "$1" /bin/sh -c 'kill "-$1" "$2"' - "$2" "$pid"
  [[ $2 == KILL || $2 == TERM ]] || return 0
  while daemon_pid "$1" >/dev/null; do
    ((SECONDS < deadline)) || fail "node $1: libvirtd does not end after SIG$2 (is it frozen?)"
    sleep 0.02
  done
}

# Probing the emulator takes a new libvirtd over a second. It keeps what it learnt in its cache
# folder and checks by itself that it still fits (emulator, kernel, own binary), so a copy is safe.
capabilities_seed() {
  local from=$CACHE/capabilities to=$LAB/nodes/$1/cache/qemu/capabilities
  [[ -d $from && ! -d $to ]] || return 0
  mkdir -p "$to"
  cp -p "$from"/*.xml "$to"/ 2>/dev/null || true
}

capabilities_keep() {
  local from=$LAB/nodes/$1/cache/qemu/capabilities to=$CACHE/capabilities file
  mkdir -p "$to"
  for file in "$from"/*.xml; do
    [[ -e $file && ! $to/${file##*/} -nt $file ]] || continue
    cmp -s "$file" "$to/${file##*/}" && continue
    cp "$file" "$to/.${file##*/}.$$.$BASHPID"
    mv -f "$to/.${file##*/}.$$.$BASHPID" "$to/${file##*/}"
  done
}
