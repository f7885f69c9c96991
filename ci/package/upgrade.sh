# shellcheck shell=bash
# ci/package/upgrade.sh: a node goes from an older package to this one while its guest runs; two
# nodes of different versions share records; records of the first format and of one to come.

version_here() { dpkg-query -W -f '${Version}' sunwscxvm; }
boot_of() { on_node n1 domid web; }

# What an administrator changes: two of the three files, and one of his own.
administrator_changes() {
  sed -i 's/^DEBUG=.*/DEBUG=db-rs/' "$TOP/etc/debug"
  echo '# of this cluster' >>"$TOP/util/xvm_config"
}

files_of_the_administrator() {
  md5sum "$TOP"/etc/debug "$TOP"/util/xvm_config "$TOP"/util/xvm_config.web-rs
}

node_is_upgraded() {
  local boot kept
  check 'back to the older version' dpkg --force-downgrade -i "$PACKAGES"/older/*.deb
  same 'version' "$OLDER_VERSION" "$(version_here)"
  check 'the guest is good under the older version' agent --quiet probe
  administrator_changes
  boot=$(boot_of) kept=$(files_of_the_administrator)
  check 'upgraded as the manual says' as_the_manual_says '### 9.3'
  same 'version after the upgrade' "$(dpkg-deb -f "$PACKAGES"/*.deb Version)" "$(version_here)"
  same 'changed files are kept' "$kept" "$(files_of_the_administrator)"
  check 'the new form of a changed file lies beside it' test -s "$TOP/etc/debug.dpkg-dist"
  check 'an unchanged file is the new one' refused grep -q 'older version' "$TOP/etc/config"
  same 'the guest was not booted' "$boot" "$(boot_of)"
  check 'the guest is good under the new version' agent --quiet probe
  rm -f "$TOP"/*/*.dpkg-dist
}

# control_of NODE VERSION METHOD: resource db-rs, of two nodes
control_of() {
  local program=$CONTROL
  [[ $2 == new ]] || program=/tmp/older$CONTROL
  "$program" -R db-rs -G db-rg --node "$1" --config "$TOP/util/xvm_config.db-rs.$1" \
    --state-folder "/var/lib/ha-xvm.$1" "$3"
}

cluster_is_upgraded_node_by_node() {
  local node
  dpkg-deb -x "$PACKAGES"/older/*.deb /tmp/older
  make_resource db NODELIST=n1,n2 "PEER_URI=$(uri_of %n)"
  for node in n1 n2; do
    sed "s|^URI=.*|URI=$(uri_of "$node")|" "$TOP/util/xvm_config.db-rs" \
      >"$TOP/util/xvm_config.db-rs.$node"
  done
  check 'node 1 (old) starts it' control_of n1 old start
  check 'node 2 (new) has nothing to sweep' control_of n2 new boot
  check 'node 1 (old) stops it' control_of n1 old stop
  check 'node 2 (new) starts it' control_of n2 new start
  same 'it runs on node 2' 'none running' "$(state_of n1 db) $(state_of n2 db)"
  check 'node 1 (old) sees that it runs there, and starts no other' exits 1 \
    says online-elsewhere control_of n1 old start
  same 'it runs on node 2 only' 'none running' "$(state_of n1 db) $(state_of n2 db)"
  check 'node 2 (new) stops it' control_of n2 new stop
  check 'node 1 (old) starts it again' control_of n1 old start
  check 'node 1, upgraded: it is good' control_of n1 new probe
  check 'node 1, upgraded: stopped' control_of n1 new stop
  same 'the claim is given back' released "$(newest_claim "$ADMIN/db-rs")"
  rm -r /tmp/older "$TOP"/util/xvm_config.db-rs*
}

old_agent() { "$CONTROL" -R old-rs -G old-rg --node n1 "$@"; }

# What the first version wrote (agent/package/records), as a node finds it after an upgrade.
older_records_count() {
  local before golden=/checkout/agent/package/records/format-1
  make_resource old NODELIST=n1,n2 "PEER_URI=$(uri_of %n)"
  cp "$golden"/admin/* "$ADMIN/old-rs/"
  mkdir -m 0700 /var/lib/ha-xvm/old-rs
  cp "$golden"/state/* /var/lib/ha-xvm/old-rs/
  before=$(contents "$ADMIN/old-rs")
  check 'validate reads records of format 1' old_agent validate
  same 'and changes none' "$before" "$(contents "$ADMIN/old-rs")"
  check 'a start goes on from them' old_agent start
  same 'the guest runs' running "$(state_of n1 old)"
  check 'older claims stay as they were' unchanged "$ADMIN/old-rs" "$(grep claim <<<"$before")"
  check 'the next claim follows the old ones' test -s "$ADMIN/old-rs/claim.0000000008"
  check 'a stop too' old_agent stop
}

# A version to come wrote there; then this one runs, as after a downgrade.
newer_records_are_left_alone() {
  local before method claims
  claims=("$ADMIN"/old-rs/claim.*)
  sed 's/"format": 1/"format": 2, "news": true/; s/"epoch": [0-9]*/"epoch": 99/' \
    "${claims[-1]}" >"$ADMIN/old-rs/claim.0000000099"
  before=$(contents "$ADMIN/old-rs")
  check 'validate refuses a newer format, and says what to do' exits 1 \
    says 'holds records of format 2, this agent knows 1 at most: upgrade the agent on this node' \
    old_agent validate
  check 'a start is refused, and names the record' exits 1 \
    says 'written by a newer version' old_agent start
  same 'the guest is not started' none "$(state_of n1 old)"
  for method in boot stop probe; do
    old_agent --quiet "$method" || true
  done
  same 'nothing is rewritten or lost' "$before" "$(contents "$ADMIN/old-rs")"
  newer_state_is_put_aside
  rm "$TOP/util/xvm_config.old-rs"
}

# ADMIN is readable, only what the node itself remembers is of a format to come.
newer_state_is_put_aside() {
  local state=/var/lib/ha-xvm/old-rs/state aside newer
  sed -i 's/"format": 1/"format": 2/' "$state"
  newer=$(<"$state")
  rm "$ADMIN/old-rs/claim.0000000099"
  check 'a newer state of this node keeps no start from its work' old_agent start
  aside=("$state".damaged.*)
  same 'it is put aside as it is' "$newer" "$(<"${aside[0]:-/dev/null}")"
  check 'and a stop' old_agent stop
}

step_upgrade() {
  node_is_upgraded
  cluster_is_upgraded_node_by_node
  older_records_count
  newer_records_are_left_alone
}
