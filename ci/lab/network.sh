# shellcheck shell=bash
# ci/lab/network.sh: packet loss between nodes. $LAB/rules is the whole truth ("cut FROM TO",
# "port NODE PORT both|replies"); each node's nft table is made from it in one transaction, also
# when a node comes back from a power-off.

rules_lock() { exec 6>>"$LAB/rules.lock"; flock -x -w 20 6 || fail "the network rules are busy"; }

rules_unlock() { exec 6>&-; }

rules_add() {
  grep -qxF "$*" "$LAB/rules" || printf '%s\n' "$*" >>"$LAB/rules"
}

# rules_of NODE: prints the nft lines of one chain. Packets are dropped where they arrive: a drop
# where they leave would be reported to the sender, which no cut cable does. Only the host's own
# tables are left alone, so what a node sends to the host is dropped on leaving.
rules_of() {
  local node=$1 chain=$2 kind a b what
  while read -r kind a b what; do
    case $kind:$chain in
      cut:input) [[ $b != "$node" ]] || echo "ip saddr $(node_addr "$a") drop" ;;
      cut:output) [[ $a != "$node" || $b != host ]] || echo "ip daddr $(node_addr host) drop" ;;
      port:input) [[ $a != "$node" || $what == replies ]] || echo "tcp dport $b drop" ;;
      port:output) [[ $a != "$node" ]] || echo "tcp sport $b drop" ;;
    esac
  done <"$LAB/rules"
}

rules_apply() {
  local pid
  pid=$(recorded_pid "$LAB/nodes/$1/init") || return 0
  nsenter -t "$pid" -n nft -f - <<X
table inet xvm
delete table inet xvm
table inet xvm {
  chain arriving {
    type filter hook input priority 0;
    iif "lo" accept
    $(rules_of "$1" input)
  }
  chain leaving {
    type filter hook output priority 0;
    oif "lo" accept
    $(rules_of "$1" output)
  }
}
X
}

rules_apply_everywhere() {
  local node
  for node in $(node_names); do rules_apply "$node"; done
}
