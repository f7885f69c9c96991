# shellcheck shell=bash
# ci/package/use.sh: the installed programs, by their installed paths, with guests of libvirt's test
# driver. Each of the two nodes has a private libvirtd.

uri_of() { echo "test+unix:///default?socket=/tmp/nodes/$1/run/libvirt-sock"; }
on_node() { virsh -q -c "$(uri_of "$1")" "${@:2}" </dev/null; }
state_of() { on_node "$1" domstate "$2" 2>/dev/null || echo none; }
newest_claim() { # FOLDER
  local files=("$1"/claim.*)
  sed -n 's/.*"state": *"\([a-z]*\)".*/\1/p' "${files[-1]}"
}

definition_of() { # GUEST
  local -A number=([old]=1 [web]=2 [db]=3 [mail]=4)
  cat <<X
<domain type='test'>
  <name>$1</name>
  <uuid>7a6f1d52-5f0e-4c39-9d3b-0c8f3f6f1e2${number[$1]}</uuid>
  <memory unit='MiB'>96</memory>
  <vcpu>1</vcpu>
  <os><type>hvm</type></os>
  <on_crash>preserve</on_crash>
</domain>
X
}

# make_resource GUEST [KEY=VALUE...]: what an administrator makes by hand before the first start.
make_resource() {
  local guest=$1
  shift
  [[ -d $ADMIN ]] || { mkdir -p "$ADMIN" && chmod 0700 "$ADMIN"; }
  mkdir -m 0700 "$ADMIN/$guest-rs"
  definition_of "$guest" >"$ADMIN/$guest.xml"
  printf '%s\n' "DOMAIN=$ADMIN/$guest.xml" FAILOVER=normal "ADMIN=$ADMIN" "RS=$guest-rs" \
    "RG=$guest-rg" "URI=$(uri_of n1)" "$@" >"$TOP/util/xvm_config.$guest-rs"
}

agent() { "$CONTROL" -R web-rs -G web-rg "$@"; }

# in_shell SHELL TEXT: with the functions of the package
in_shell() { "$1" -c '. /opt/SUNWscxvm/bin/functions; '"$2"; }

functions_work_in() { # SHELL
  check "$1: validate" in_shell "$1" 'validate -R web-rs -G web-rg'
  check "$1: start_domain" in_shell "$1" 'start_domain -R web-rs -G web-rg'
  same "$1: the guest runs" running "$(state_of n1 web)"
  check "$1: check_domain" in_shell "$1" 'check_domain -R web-rs -G web-rg'
  check "$1: check_domain tells a guest that is off" exits 100 \
    in_shell "$1" "virsh -q -c '$(uri_of n1)' destroy web; check_domain -R web-rs -G web-rg"
  check "$1: stop_domain" in_shell "$1" 'stop_domain -R web-rs -G web-rg'
  same "$1: the guest is on no node" none "$(state_of n1 web)"
}

programs_answer() {
  local program
  for program in bin/control_xvm bin/ppkssh bin/xvm bin/xvm_toolstack util/xvm_register; do
    check "$program --help" says "${program##*/}" "$TOP/$program" --help
    check "$program refuses an option that there is not in one line" \
      one_line_only "$TOP/$program" --nonsense
  done
}

debug_file_counts() {
  check 'no trace without debug' test ! -e /var/lib/ha-xvm/web-rs/trace.ndjson
  sed -i 's/^DEBUG=$/DEBUG=web-rs/' "$TOP/etc/debug"
  check 'probe with debug' exits 100 agent --quiet probe
  check 'etc/debug makes a trace at the next method' test -s /var/lib/ha-xvm/web-rs/trace.ndjson
  sed -i 's/^DEBUG=.*/DEBUG=/' "$TOP/etc/debug"
  check 'etc/debug is as it was' dpkg -V sunwscxvm
}

step_use() {
  local shell
  programs_answer
  make_resource web
  for shell in sh dash bash mksh; do
    if command -v "$shell" >/dev/null; then functions_work_in "$shell"; else echo "no $shell"; fi
  done
  debug_file_counts
  check 'control_xvm start' agent start
  check 'a guest that runs is good' agent probe
  same 'the claim' held "$(newest_claim "$ADMIN/web-rs")"
}
