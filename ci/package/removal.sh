# shellcheck shell=bash
# ci/package/removal.sh: what goes with the package and what never does: guests, ADMIN, the state
# folder, files of the administrator.

never_the_packages() { contents "$ADMIN" && contents /var/lib/ha-xvm && boot_of; }
files_left() { (cd "$TOP" 2>/dev/null && find . -type f | sort | tr '\n' ' ') || true; }

step_removal() {
  local before package=("$PACKAGES"/*.deb)
  before=$(never_the_packages)
  check 'removed as the manual says' as_the_manual_says '### 9.4'
  same 'the configuration stays' \
    './etc/config ./etc/debug ./util/xvm_config ./util/xvm_config.web-rs ' "$(files_left)"
  same 'ADMIN, state and guest are as they were' "$before" "$(never_the_packages)"
  same 'no page of the manual is left' '' "$(find /usr/share/man -name '*xvm*' -o -name 'ppkssh*')"
  check 'purged as the manual says' as_the_manual_says '### 9.5'
  same 'only a file of the administrator is left' './util/xvm_config.web-rs ' "$(files_left)"
  same 'dpkg knows it no more' '' "$(dpkg-query -W -f '${db:Status-Status}' sunwscxvm 2>/dev/null)"
  same 'ADMIN, state and guest are as they were' "$before" "$(never_the_packages)"
  check 'installed again' dpkg -i "${package[0]}"
  check 'it goes on from the records that stayed' says already-running agent start
  check 'and stops the guest' agent stop
  before=$(contents "$ADMIN" && contents /var/lib/ha-xvm)
  rm "$TOP/util/xvm_config.web-rs"
  check 'purged at once' dpkg -P sunwscxvm
  check 'without files of the administrator nothing is left' test ! -e "$TOP"
  same 'ADMIN and state are as they were' "$before" \
    "$(contents "$ADMIN" && contents /var/lib/ha-xvm)"
}
