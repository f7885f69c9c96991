# shellcheck shell=bash
# ci/lab/guest.sh: the image of the test guest, built once and kept in the git-ignored ci/cache:
#   kernel-VERSION/{vmlinux,modules/}  from Debian's cloud kernel package (27 MB to fetch)
#   initrd-KEY.img                     guest/init.c and the modules; KEY changes with either
#   accelerator-BOOTID                 tcg or kvm, decided once per boot of this machine
# Everything is built under a temporary name and renamed, by one builder at a time.

CACHE=$(dirname "$LAB_ROOM")/cache
GUEST_MODULES=(
  drivers/acpi/button.ko drivers/input/evdev.ko drivers/misc/pvpanic/pvpanic.ko
  drivers/misc/pvpanic/pvpanic-mmio.ko drivers/misc/pvpanic/pvpanic-pci.ko
)
KVM_PROBE_S=6

guest_kernel_dir() {
  local dir newest=''
  for dir in "$CACHE"/kernel-*/; do
    [[ -d $dir ]] || continue
    newest=${dir%/}
  done
  [[ -n $newest ]] || return 1
  printf '%s\n' "$newest"
}

guest_kernel() { printf '%s/vmlinux\n' "$(guest_kernel_dir)"; }

guest_initrd() {
  local kernel key
  kernel=$(guest_kernel_dir) || return 1
  key=$(cat "$LAB_ROOM/guest/init.c" "$LAB_ROOM/guest.sh" - <<<"$kernel" | sha256sum | cut -c1-12)
  printf '%s/initrd-%s.img\n' "$CACHE" "$key"
}

accelerator_file() { printf '%s/accelerator-%s\n' "$CACHE" "$(boot_id)"; }

# accelerator: tcg or kvm
accelerator() { cat "$(accelerator_file)" 2>/dev/null || echo tcg; }

guest_is_built() {
  local initrd
  initrd=$(guest_initrd) && [[ -e $initrd && -e $(accelerator_file) ]]
}

guest_ensure() {
  guest_is_built && return 0
  mkdir -p "$CACHE"
  (
    flock -x -w 600 7 || fail "another build of the guest image does not end ($CACHE/lock)"
    rm -rf "$CACHE"/building.*
    guest_kernel_dir >/dev/null || guest_build_kernel
    [[ -e $(guest_initrd) ]] || guest_build_initrd
    [[ -e $(accelerator_file) ]] || guest_choose_accelerator
    rm -rf "$CACHE"/building.*
  ) 7>>"$CACHE/lock"
}

guest_build_kernel() {
  local work package deb tree version
  work=$(mktemp -d "$CACHE/building.XXXXXX")
  package=$(apt-cache depends linux-image-cloud-amd64 2>/dev/null |
    awk '/Depends:/ { print $2; exit }')
  [[ -n $package ]] ||
    impossible "apt does not know linux-image-cloud-amd64: run 'apt-get update' first"
  warn "fetching $package for the test guest (27 MB, once)"
  (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download "$package" 7>&-) >&2 ||
    impossible "cannot fetch $package: see the lines above"
  deb=$(find "$work" -name '*.deb')
  tree=$work/tree version=${package#linux-image-}
  mkdir -p "$tree" "$work/kernel/modules"
  # Only the few members that are needed, not the 106 MB of modules.
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$tree" --wildcards './boot/vmlinuz-*' \
    "${GUEST_MODULES[@]/#/*/}"
  find "$tree" -name '*.ko' -exec cp -t "$work/kernel/modules" {} +
  strip --strip-debug "$work"/kernel/modules/*.ko
  python3 "$LAB_ROOM/guest/unpack_kernel.py" "$tree/boot/vmlinuz-$version" "$work/kernel/vmlinux"
  mv -T "$work/kernel" "$CACHE/kernel-$version"
}

guest_build_initrd() {
  local work root
  work=$(mktemp -d "$CACHE/building.XXXXXX")
  root=$work/root
  mkdir -p "$root"/{dev,proc,sys}
  cp -r "$(guest_kernel_dir)/modules" "$root/modules"
  mknod -m 600 "$root/dev/console" c 5 1
  gcc -std=gnu17 -O2 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -static -s \
    -o "$root/init" "$LAB_ROOM/guest/init.c"
  # Not compressed: the guest has nothing to unpack.
  (cd "$root" && find . | cpio -o -H newc --quiet) >"$work/initrd.img"
  mv -T "$work/initrd.img" "$(guest_initrd)"
}

# /dev/kvm may open and yet be unusable: only a guest that says READY proves it.
guest_choose_accelerator() {
  local work choice=tcg
  work=$(mktemp -d "$CACHE/building.XXXXXX")
  : >"$work/console"
  if [[ -c /dev/kvm ]]; then
    timeout -k 1 "$KVM_PROBE_S" qemu-system-x86_64 -accel kvm -machine pc-i440fx-7.2 -m 96 \
      -nodefaults -display none -no-reboot -serial "file:$work/console" \
      -kernel "$(guest_kernel)" -initrd "$(guest_initrd)" \
      -append 'console=ttyS0 quiet panic=-1' </dev/null >/dev/null 2>&1 7>&- &
    while kill -0 "$!" 2>/dev/null; do
      ! grep -aq READY "$work/console" || choice=kvm
      [[ $choice == tcg ]] || kill "$!" 2>/dev/null || true
      sleep 0.1
    done
    wait "$!" || true
  fi
  rm -f "$CACHE"/accelerator-*
  printf '%s\n' "$choice" >"$work/choice"
  mv -T "$work/choice" "$(accelerator_file)"
}
