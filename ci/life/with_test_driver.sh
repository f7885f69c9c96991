#!/bin/bash
# ci/life/with_test_driver.sh FOLDER CMD...: runs CMD with XVM_TEST_DRIVER_URI set to libvirt's test
# driver, and ends what it started. Exit code: that of CMD; 3: not possible here, with the reason.
#
# The test driver lives in the memory of the process that opened it, and test:///default is shared
# by all connections of one process until the last is closed. So a private libvirtd without any
# hypervisor opens it for its clients, and one connection stays open the whole time.
set -euo pipefail

export PATH=$PATH:/usr/sbin:/sbin
folder=$1
shift
daemon='' keeper='' child=''

impossible() {
  printf "no test driver here: %s\n" "$1" >&2
  exit 3
}

# shellcheck disable=SC2317 # called by traps
ended() {
  local code=$? pid
  trap '' INT TERM HUP
  for pid in $child $keeper $daemon; do
    kill -TERM "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  exit "$code"
}
trap ended EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# daemon_user CMD...: a libvirtd of root would use the machine's own folders.
daemon_user() {
  if ((EUID == 0)); then
    chown 65534:65534 "$folder"/{run,home}
    exec setpriv --reuid 65534 --regid 65534 --clear-groups setpriv --pdeathsig TERM -- "$@"
  fi
  exec setpriv --pdeathsig TERM -- "$@"
}

daemon_start() {
  mkdir -m 711 "$folder/run" "$folder/home" "$folder/no-drivers"
  printf '%s = "%s"\n' unix_sock_dir "$folder/run" auth_unix_rw none auth_unix_ro none \
    unix_sock_rw_perms 0777 >"$folder/libvirtd.conf"
  daemon_user env HOME="$folder/home" XDG_RUNTIME_DIR="$folder/run" \
    XDG_CONFIG_HOME="$folder/home" XDG_CACHE_HOME="$folder/home" \
    LIBVIRT_DRIVER_DIR="$folder/no-drivers" \
    libvirtd -f "$folder/libvirtd.conf" -p "$folder/run/pid" >"$folder/libvirtd.out" 2>&1 &
  daemon=$!
}

# answers within 10 seconds, or says what the daemon said
await() {
  local deadline=$((SECONDS + 10))
  until "$@" >/dev/null 2>&1; do
    if ! kill -0 "$daemon" 2>/dev/null || ((SECONDS >= deadline)); then
      impossible "libvirtd does not serve it: $(tail -n 1 "$folder/libvirtd.out")"
    fi
    sleep 0.05
  done
}

for tool in libvirtd virsh setpriv; do
  command -v "$tool" >/dev/null || impossible "missing: $tool (ci/install --lab installs it)"
done
chmod 711 "$folder"
daemon_start
XVM_TEST_DRIVER_URI="test+unix:///default?socket=$folder/run/libvirt-sock"
export XVM_TEST_DRIVER_URI
await virsh -q -c "$XVM_TEST_DRIVER_URI" version
virsh -q -c "$XVM_TEST_DRIVER_URI" event --event lifecycle --loop >"$folder/events" 2>&1 &
keeper=$!
# The driver comes with a guest called test. It comes back when the last connection is closed, so
# once it stays away the keeper is known to hold one.
# shellcheck disable=SC2317 # called by await
away() {
  virsh -q -c "$XVM_TEST_DRIVER_URI" destroy test || true
  virsh -q -c "$XVM_TEST_DRIVER_URI" undefine test || true
  ! virsh -q -c "$XVM_TEST_DRIVER_URI" dominfo test
}
await away
setpriv --pdeathsig TERM -- "$@" <&0 &
child=$!
code=0
wait "$child" || code=$?
child=''
exit "$code"
