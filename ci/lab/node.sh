# shellcheck shell=bash
# ci/lab/node.sh: a node is an init process with its own namespaces, plugged into the lab's bridge,
# with private libvirt folders and its own libvirtd.
#
#   $LAB/nodes/NAME/slot       1..6: decides address (10.77.NUMBER.(10+slot)), MAC and bridge port
#   $LAB/nodes/NAME/addr       the address
#   $LAB/nodes/NAME/init       record of the node's init; gone or dead means "powered off"
#   $LAB/nodes/NAME/lock       one power or daemon command at a time
#   $LAB/nodes/NAME/{etc,lib,log,cache}   bound over the libvirt folders: they survive a power-off
#   $LAB/nodes/NAME/pki        bound over /etc/pki: the node's certificates; empty at first

MAX_NODES=6
KEEPALIVE_S=${XVM_LAB_KEEPALIVE_S:-2}
KEEPALIVE_COUNT=${XVM_LAB_KEEPALIVE_COUNT:-2}

node_dir() { printf '%s\n' "$LAB/nodes/$1"; }

node_names() {
  local dir
  for dir in "$LAB"/nodes/*/; do
    [[ -e $dir/slot ]] || continue
    basename "$dir"
  done
}

need_known_node() {
  need_lab
  [[ -e $LAB/nodes/$1/slot ]] ||
    fail "no node '$1' in $LAB (nodes: $(node_names | tr '\n' ' ')): 'ci/node up $1' makes it"
}

node_is_up() { recorded_pid "$LAB/nodes/$1/init" >/dev/null; }

need_running_node() {
  need_known_node "$1"
  node_is_up "$1" || fail "node $1 is powered off: 'ci/node power-on $1' starts it"
}

node_addr() {
  if [[ $1 == host ]]; then
    printf '%s.254\n' "$(lab_network)"
  else
    cat "$LAB/nodes/$1/addr"
  fi
}

node_lock() {
  exec 8>>"$LAB/nodes/$1/lock"
  flock -x -w "$LOCK_WAIT_S" 8 || fail "node $1 is busy (another command works on it): try again"
}

# in_node NAME CMD...: all five namespaces. setns moves to /, so the caller's folder is restored.
in_node() {
  local pid
  pid=$(recorded_pid "$LAB/nodes/$1/init") || fail "node $1 is powered off"
  shift
  # shellcheck disable=SC2016 # expanded by the inner shell
  nsenter -t "$pid" -m -u -i -n -p -- \
    /bin/sh -c 'cd "$1" 2>/dev/null; shift; exec "$@"' - "$PWD" "$@"
}

# node_add NAME: gives it a slot and its folders. Called with the exclusive lock held.
node_add() {
  local dir=$LAB/nodes/$1 slot addr
  [[ $1 =~ ^[A-Za-z][A-Za-z0-9-]{0,14}$ && $1 != host ]] ||
    refuse "node name '$1': use a letter and up to 14 letters, digits or '-' ('host' is taken)"
  [[ ! -e $dir/slot ]] || return 0
  slot=$(($(node_names | wc -l) + 1))
  ((slot <= MAX_NODES)) || refuse "node $1 would be number $slot: a lab has at most $MAX_NODES"
  addr=$(lab_network).$((10 + slot))
  mkdir -p "$dir"/{etc,lib,log,cache,pki}
  printf '%s\n' "$addr" >"$dir/addr"
  node_configure "$1" "$addr"
  printf '%s %s\n' "$addr" "$1" >>"$LAB/hosts"
  printf '%s\n' "$slot" >"$dir/slot"
}

node_configure() {
  local name=$1 addr=$2 dir=$LAB/nodes/$1 file
  # libvirtd makes up a new host UUID at every start unless told; two equal ones refuse to migrate.
  cat >"$dir/etc/libvirtd.conf" <<X
listen_tls = 0
listen_tcp = 1
listen_addr = "$addr"
tcp_port = "16509"
auth_tcp = "none"
auth_unix_ro = "none"
auth_unix_rw = "none"
unix_sock_group = "root"
host_uuid = "$(uuid_of "$LAB/$name")"
keepalive_interval = $KEEPALIVE_S
keepalive_count = $KEEPALIVE_COUNT
log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
X
  # No cgroups, no security driver, no virtlogd in here: the emulator writes its logs itself.
  cat >"$dir/etc/qemu.conf" <<X
user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
security_default_confined = 0
cgroup_controllers = [ ]
namespaces = [ ]
seccomp_sandbox = 0
stdio_handler = "file"
clear_emulator_capabilities = 0
migration_address = "$addr"
migration_host = "$addr"
migration_port_min = 49152
migration_port_max = 49215
keepalive_interval = $KEEPALIVE_S
keepalive_count = $KEEPALIVE_COUNT
X
  # Debian's libvirt looks up the user libvirt-qemu before it reads qemu.conf.
  for file in passwd group; do grep -v '^libvirt-qemu:' "/etc/$file" >"$dir/$file" || true; done
  echo 'libvirt-qemu:x:64055:64055::/var/lib/libvirt:/usr/sbin/nologin' >>"$dir/passwd"
  echo 'libvirt-qemu:x:64055:' >>"$dir/group"
}

# node_power_on NAME: idempotent; finishes or replaces what an interrupted call left.
node_power_on() {
  node_lock "$1"
  if ! node_is_up "$1" || [[ ! -e $LAB/nodes/$1/wired ]]; then
    node_kill "$1"
    node_start_init "$1"
    node_wire "$1"
    rules_apply "$1"
    : >"$LAB/nodes/$1/wired"
  fi
  daemon_start "$1"
  exec 8>&-
}

node_start_init() {
  local dir=$LAB/nodes/$1 lab_pid
  rm -f "$dir/init" "$dir/mounted"
  # libvirt's packages for systemd would have made these; the node mounts its own over them.
  mkdir -p /etc/libvirt /etc/pki /var/lib/libvirt /var/log/libvirt /var/cache/libvirt
  [[ -e /etc/hosts ]] || : >/etc/hosts # a minimal Debian has none
  lab_pid=$(recorded_pid "$LAB/init")
  # Both locks are inherited, and let go when the init has recorded itself (see lab_ensure).
  # Slave propagation: the ADMIN folder's mounts arrive from the host, nothing flows back.
  # shellcheck disable=SC2016 # expanded by the inner shell
  nsenter -t "$lab_pid" -p -- \
    unshare --net --mount --uts --ipc --pid --propagation slave -- \
    bash -c 'setsid "$1" "$2" "$3" </dev/null >"$2/nodes/$3/init.log" 2>&1 &' \
    - "$LAB_ROOM/node_init.sh" "$LAB" "$1"
  wait_for_file "$dir/mounted" 10 || fail "node $1 did not start: $(tail -n 3 "$dir/init.log")"
}

# node_wire NAME: fixed MAC, else the peers' ARP tables would point to a node that is no more; and
# the old cable is removed by name, because orphaned TCP sockets may keep a dead node's net alive.
node_wire() {
  local dir=$LAB/nodes/$1 slot addr pid mac
  slot=$(cat "$dir/slot")
  addr=$(cat "$dir/addr")
  pid=$(recorded_pid "$dir/init")
  mac=$(printf '02:00:0a:4d:%02x:%02x' "$(cut -d. -f3 <<<"$addr")" "$slot")
  in_switch ip link del "p$slot" 2>/dev/null || true
  in_switch ip -batch - <<X
link add p$slot type veth peer name eth0 address $mac netns $pid
link set p$slot master $SWITCH
link set p$slot up
X
  nsenter -t "$pid" -n ip -batch - <<X
link set lo up
addr add $addr/24 dev eth0
link set eth0 up
X
}

# node_kill NAME: power loss. The cable goes first so that no connection is closed politely.
node_kill() {
  local dir=$LAB/nodes/$1
  rm -f "$dir/wired"
  in_switch ip link del "p$(cat "$dir/slot")" 2>/dev/null || true
  end_recorded "$dir/init" || fail "node $1 does not end"
  rm -f "$dir/init" "$dir/mounted"
}

node_power_off() {
  node_lock "$1"
  node_kill "$1"
  exec 8>&-
}

# node_report NAME: one line for 'status'.
node_report() {
  local power=off daemon=- domains=- listing
  if node_is_up "$1"; then
    power=on daemon=$(daemon_state "$1")
    if [[ $daemon == answers ]]; then
      listing=$(node_virsh "$1" list --all --name 2>/dev/null || true)
      domains=$(grep -c . <<<"$listing" || true)
    fi
  fi
  printf '%-15s %-12s power=%s daemon=%s domains=%s\n' \
    "$1" "$(node_addr "$1")" "$power" "$daemon" "$domains"
}
