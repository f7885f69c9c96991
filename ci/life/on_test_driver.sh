# shellcheck shell=bash disable=SC2034 # its names are read by the other parts
# ci/life/on_test_driver.sh: the place is libvirt's test driver inside the private libvirtd that
# with_test_driver.sh made: libvirt's own code and protocol, guests that are only records.

PLACE="libvirt's test driver in a private libvirtd: its guests are records, not processes"
PROMPT='$'
COUNTED='running domains'
BOOT="domain id (new at each start)"

place_begin() {
  URI=$XVM_TEST_DRIVER_URI
  ADMIN=$WORK/admin
  mkdir "$ADMIN"
}

on_place() { "$@"; }
# On a terminal virsh would look for somebody who can be asked for a password.
ask_virsh() { timeout -k 1 20 virsh -q -c "$URI" "$@" </dev/null; }

definition_of() {
  cat <<X
<domain type='test'>
  <name>$1</name>
  <uuid>7a6f1d52-5f0e-4c39-9d3b-0c8f3f6f1e21</uuid>
  <memory unit='MiB'>96</memory>
  <vcpu>1</vcpu>
  <os><type>hvm</type></os>
  <on_crash>preserve</on_crash>
</domain>
X
}

can_crash() { return 1; }
can_hang() { return 1; }
has_console() { return 1; }

guests_running() {
  if [[ -n $1 ]]; then
    ask_virsh list --name | grep -cxF "$1" || true
  else
    ask_virsh list --name | grep -c . || true
  fi
}
definitions() { ask_virsh list --all --name | grep -cxF "$1" || true; }
boot_of() { ask_virsh domid "$1" 2>/dev/null || true; }
await_ready() { :; }
await_sign() { :; }
