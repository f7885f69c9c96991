#!/bin/bash
# ci/life/emulators.sh [--until-gone] NAME: runs on a node; counts the emulators there of the guest
# NAME (any guest: an empty name), from /proc alone. --until-gone waits until there are none.
set -euo pipefail

count() {
  local folder words found=0
  for folder in /proc/[0-9]*; do
    # A zombie has no words; a process may end while it is looked at.
    words=$(tr '\0' ' ' 2>/dev/null <"$folder/cmdline") || continue
    [[ $words == *qemu-system-* && $words == *" guest=$1,"* ||
      $words == *qemu-system-* && -z $1 && $words == *" guest="* ]] || continue
    found=$((found + 1))
  done
  echo "$found"
}

if [[ $1 == --until-gone ]]; then
  until [[ $(count "$2") == 0 ]]; do sleep 0.05; done
else
  count "$1"
fi
