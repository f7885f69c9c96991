# shellcheck shell=bash
# ci/lab/admin.sh: the administrative file system of a lab, the same folder on the host and on every
# node. The content lives in a small tmpfs ($LAB/admin.store) and is bound to $LAB/shared/admin;
# $LAB/shared is a shared mount, so binding and unbinding reach the running nodes as well.

ADMIN_SIZE=8m
ADMIN_FILL=.filled-by-the-lab

admin_path() { printf '%s\n' "$LAB/shared/admin"; }

admin_make() {
  mkdir -p "$LAB/admin.store" "$LAB/shared/admin"
  mount -t tmpfs -o "size=$ADMIN_SIZE,mode=0700" xvm-admin "$LAB/admin.store"
  mount --bind "$LAB/shared" "$LAB/shared"
  mount --make-shared "$LAB/shared"
  mount --bind "$LAB/admin.store" "$(admin_path)"
  # What remains when ADMIN is gone is an empty folder that takes nothing.
  mount -o remount,bind,ro "$LAB/shared"
}

admin_mounted() { mountpoint -q "$(admin_path)"; }

admin_state() {
  local options
  admin_mounted || { echo gone && return; }
  options=$(findmnt -n -o FS-OPTIONS --mountpoint "$LAB/admin.store")
  case ,$options, in
    *,ro,*) echo read-only ;;
    *) if [[ -e $LAB/admin.store/$ADMIN_FILL ]]; then echo full; else echo good; fi ;;
  esac
}

admin_set() {
  case $1 in
    back)
      # In this order: a folder bound while its source is read-only stays read-only.
      mount -o remount,rw "$LAB/admin.store"
      admin_mounted || mount --bind "$LAB/admin.store" "$(admin_path)"
      rm -f "$LAB/admin.store/$ADMIN_FILL"
      ;;
    gone)
      # Lazily: a process that has a file open there must not be able to prevent it.
      ! admin_mounted || umount -l "$(admin_path)"
      ;;
    read-only)
      mount -o remount,ro "$LAB/admin.store" 2>/dev/null ||
        fail "ADMIN stays writable: some process holds a file open for writing there"
      ;;
    full)
      dd if=/dev/zero of="$LAB/admin.store/$ADMIN_FILL" bs=64k 2>/dev/null || true
      [[ -s $LAB/admin.store/$ADMIN_FILL ]] || fail "cannot fill ADMIN: it is $(admin_state)"
      ;;
    *) refuse "admin '$1': use path, state, full, read-only, gone or back" ;;
  esac
}
