# shellcheck shell=bash
# ci/package/older_package.sh: a package of a lower version, whose configuration files read
# differently: what a node has before an upgrade.

OLDER_VERSION=0.0.9

# Leaves the new package alone in $PACKAGES, the older one in $PACKAGES/older.
make_older_package() {
  local tree=/tmp/older-package file
  dpkg-deb -R "$PACKAGES"/*.deb "$tree"
  sed -i "s/^Version: .*/Version: $OLDER_VERSION/" "$tree/DEBIAN/control"
  while read -r file; do echo '# as of the older version' >>"$tree$file"; done \
    <"$tree/DEBIAN/conffiles"
  mkdir "$PACKAGES/older"
  dpkg-deb -b --root-owner-group "$tree" "$PACKAGES/older/SUNWscxvm_${OLDER_VERSION}_amd64.deb" \
    >/dev/null
  rm -r "$tree"
}
