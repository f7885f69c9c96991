# shellcheck shell=bash
# ci/package/registration.sh: the installed xvm_register and the installed registration file on a
# cluster of one node, whose commands and Resource Group Manager are the fakes: a dry run, then the
# cluster starts and stops a guest through the installed methods.

fake_cluster_begins() {
  export XVM_FAKE_CLUSTER=/tmp/cluster XVM_FAKE_NODE=n1 XVM_FAKE_WAIT_S=60
  mkdir -p /tmp/cluster /usr/cluster
  ln -s /build/bin/fake-cluster-commands /usr/cluster/bin
  /build/bin/fake-rgm --state /tmp/cluster --node n1 >/tmp/fake-rgm.out 2>&1 &
  RGM=$!
  local deadline=$((SECONDS + 10))
  until [[ -S /tmp/cluster/rgm.sock ]] || ((SECONDS >= deadline)); do sleep 0.05; done
}

fake_cluster_ends() {
  kill "$RGM"
  wait "$RGM" || true
  rm -r /usr/cluster
  unset XVM_FAKE_CLUSTER XVM_FAKE_NODE XVM_FAKE_WAIT_S
}

cluster() { (PATH=/usr/cluster/bin:$PATH && "$@"); }
cluster_state() {
  cluster clresourcetype list
  cluster clrg list
  cluster clrs list
}
register() { "$TOP/util/xvm_register" -f "$TOP/util/xvm_config.mail-rs" "$@"; }

step_registration() {
  local before
  fake_cluster_begins
  make_resource mail NODELIST=n1
  before=$(cluster_state && contents "$ADMIN")
  check 'a dry run names the registration file of the package' \
    says "$TOP/etc/SUNW.xvm" register --dry-run
  check 'and the methods' says "$TOP/bin/control_xvm" register --dry-run
  same 'it changes nothing' "$before" "$(cluster_state && contents "$ADMIN")"
  check 'registered and brought online' register --online
  same 'the cluster started the guest' running "$(state_of n1 mail)"
  check 'a second registration finds all done' register
  check 'unregistered' register --disable unregister
  same 'the cluster stopped the guest' none "$(state_of n1 mail)"
  same 'the cluster has no resource any more' '' "$(cluster clrs list)"
  rm "$TOP/util/xvm_config.mail-rs"
  fake_cluster_ends
}
