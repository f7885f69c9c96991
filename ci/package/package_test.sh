#!/bin/bash
# ci/package/package_test.sh BUILD_FOLDER CPACK [STEP...]: packs what BUILD_FOLDER built, and
# installs, uses, upgrades and removes it in a scratch root (life_of_the_package.sh; STEP: these of
# its steps only). The scratch root is an overlay on the running root inside namespaces of its own,
# written to memory: however this ends, nothing is left. Exit codes: 0 good, 1 not, 3 not possible
# here, with the reason.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
checkout=$(readlink -f "$here/../..")

impossible() {
  printf 'no scratch root here: %s\n' "$1" >&2
  exit 3
}

in_own_namespaces() {
  local tool
  ((EUID == 0)) || impossible 'must be root'
  for tool in unshare dpkg dpkg-deb dpkg-shlibdeps man libvirtd virsh setpriv; do
    PATH=$PATH:/usr/sbin:/sbin command -v "$tool" >/dev/null ||
      impossible "missing: $tool (ci/install --lab installs it)"
  done
  unshare --mount --pid --uts --fork true 2>/dev/null || impossible 'no namespaces can be made'
  # Whatever ends this process ends, at once, all that it started: the first process of a namespace
  # is deaf to SIGTERM and SIGINT.
  XVM_IN_NAMESPACES=yes setpriv --pdeathsig KILL -- unshare --mount --pid --uts --fork \
    --kill-child --propagation private "$0" "$@" &
  local child=$! code=0
  trap 'kill -KILL "$child"; exit 130' INT
  trap 'kill -KILL "$child"; exit 143' TERM HUP
  wait "$child" || code=$?
  exit "$code"
}

bind() { # FOLDER PLACE
  mkdir "$scratch/root$2"
  mount --bind "$1" "$scratch/root$2"
}

make_scratch_root() {
  mount -t tmpfs -o mode=755,size=2g xvm-scratch "$scratch" || impossible 'no tmpfs'
  mkdir "$scratch"/{upper,work,root,packages}
  mount -t overlay xvm-scratch "$scratch/root" \
    -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" 2>/dev/null ||
    impossible 'no overlay of / can be mounted'
  mount -t proc proc "$scratch/root/proc"
  mount --rbind /dev "$scratch/root/dev"
  mount -t tmpfs -o mode=1777 xvm-scratch "$scratch/root/tmp"
  mount -t tmpfs -o mode=755 xvm-scratch "$scratch/root/run"
  bind "$checkout" /checkout
  bind "$build" /build
  mount -o remount,bind,ro "$scratch/root/checkout"
  mount -o remount,bind,ro "$scratch/root/build"
  bind "$scratch/packages" /packages
}

pack() {
  "$cpack" --config "$build/CPackConfig.cmake" -B "$scratch/packages" >"$scratch/cpack.log" 2>&1 ||
    { cat "$scratch/cpack.log" && return 1; }
  rm -r "$scratch/packages/_CPack_Packages"
}

build=$(readlink -f "$1")
cpack=$2
[[ -n ${XVM_IN_NAMESPACES:-} ]] || in_own_namespaces "$@"
unset XVM_IN_NAMESPACES
shift 2
scratch=/mnt
umask 022
echo n1 >/proc/sys/kernel/hostname
make_scratch_root
pack
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
  chroot "$scratch/root" /checkout/ci/package/life_of_the_package.sh "$@"
