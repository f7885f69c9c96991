#!/bin/bash
# ci/package/life_of_the_package.sh [STEP...]: runs inside the scratch root that package_test.sh
# made; every command is typed as the manual says (docs/operations.md, section 9).
set -euo pipefail
shopt -s nullglob

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
TOP=/opt/SUNWscxvm
ADMIN=/global/xvm
PACKAGES=/packages
CONTROL=$TOP/bin/control_xvm
export ADMIN PACKAGES

# shellcheck source=ci/package/checks.sh
. "$here/checks.sh"
# shellcheck source=ci/package/older_package.sh
. "$here/older_package.sh"
# shellcheck source=ci/package/installation.sh
. "$here/installation.sh"
# shellcheck source=ci/package/use.sh
. "$here/use.sh"
# shellcheck source=ci/package/registration.sh
. "$here/registration.sh"
# shellcheck source=ci/package/upgrade.sh
. "$here/upgrade.sh"
# shellcheck source=ci/package/removal.sh
. "$here/removal.sh"

# Two nodes: to each a private libvirtd whose test driver stands for its hypervisor.
if [[ -z ${XVM_TEST_DRIVER_URI:-} ]]; then
  mkdir -p /tmp/nodes/{n1,n2}
  with_driver=/checkout/ci/life/with_test_driver.sh
  exec "$with_driver" /tmp/nodes/n1 "$with_driver" /tmp/nodes/n2 "$0" "$@"
fi

make_older_package
steps=("$@")
((${#steps[@]} > 0)) || steps=(installation use registration upgrade removal)
for step in "${steps[@]}"; do
  printf '== %s\n' "$step"
  "step_$step"
done
printf '%s\n' "$FAILED failed"
((FAILED == 0))
