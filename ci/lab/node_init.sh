#!/bin/bash
# ci/lab/node_init.sh LAB NODE: pid 1 of a node, in its own net, mount, UTS, IPC and pid
# namespaces. It records itself, gives the node private folders, then only reaps: a zombie emulator
# that nobody reaps makes libvirt wait for seconds at every destroy.
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "$(readlink -f "$0")")/process.sh"
lab=$1 node=$2
dir=$lab/nodes/$node
record_self "$dir/init"
exec 8>&- 9>&-
cd /

# The node gets its own /run; a lab that lies below /run must stay visible under it.
exec 7<"$lab"
mount -t tmpfs -o mode=0755 node-run /run
mkdir -p /run/libvirt /run/lock
if [[ $lab == /run/* ]]; then
  mkdir -p "$lab"
  mount --no-canonicalize --rbind /proc/self/fd/7 "$lab"
fi
exec 7<&-

mount --bind "$dir/etc" /etc/libvirt
mount --bind "$dir/pki" /etc/pki
mount --bind "$dir/lib" /var/lib/libvirt
mount --bind "$dir/log" /var/log/libvirt
mount --bind "$dir/cache" /var/cache/libvirt
mount --bind "$lab/hosts" /etc/hosts
mount --bind "$dir/passwd" /etc/passwd
mount --bind "$dir/group" /etc/group
hostname "$node"
mount -t proc proc /proc
: >"$dir/mounted"

trap '' HUP INT TERM
while :; do
  sleep 3600 &
  wait "$!" || true
done
