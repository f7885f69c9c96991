# shellcheck shell=bash
# ci/lab/lab.sh: one lab = a folder, a number (which names its network 10.77.NUMBER.0/24), and an
# init process that owns a pid and a network namespace. Nodes are nested in that pid namespace, so
# killing this one process ends every node, daemon and guest of the lab, half-made ones included.
#
#   $LAB/.lock          held shared by node commands, exclusively by set-up and tear-down
#   $LAB/init           record of the lab's init (process.sh)
#   $LAB/network        "10.77.NUMBER"
#   $LAB/complete       written last by the set-up; without it the lab is torn down and made again
#   $REGISTRY/NUMBER    symbolic link to the folder: claims the number, finds the lab

REGISTRY=${XVM_LAB_REGISTRY:-/run/ha-xvm-lab}
LAB_BASE=${XDG_RUNTIME_DIR:-/var/tmp}
SWITCH=br0       # the bridge inside the lab's network namespace
LOCK_WAIT_S=90

# lab_choose NAME: sets LAB (folder). An explicit name wins over the environment.
lab_choose() {
  if [[ -n $1 ]]; then
    [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$ ]] ||
      refuse "lab name '$1': use up to 40 letters, digits, '.', '_' or '-'"
    LAB=$LAB_BASE/xvm-lab-$1
  elif [[ -n ${XVM_LAB:-} ]]; then
    LAB=$(realpath -m -- "$XVM_LAB")
  else
    LAB=$LAB_BASE/xvm-lab-default
  fi
  [[ $LAB =~ ^/[A-Za-z0-9._/+-]+$ ]] ||
    refuse "lab folder '$LAB': use a path of letters, digits and ._+- only"
}

# lab_lock -x|-s: file descriptor 9. Whoever waited while the folder was torn down tries again.
lab_lock() {
  while :; do
    (umask 077 && mkdir -p -- "$LAB")
    if [[ ! -e $LAB/.lock && -n $(ls -A -- "$LAB" 2>/dev/null) ]]; then
      fail "$LAB is not empty and not a lab: name another folder in XVM_LAB, or empty it"
    fi
    { exec 9>>"$LAB/.lock"; } 2>/dev/null || continue
    flock "$1" -w "$LOCK_WAIT_S" 9 ||
      fail "lab $LAB is busy (its lock is held for over $LOCK_WAIT_S s): try again"
    [[ $LAB/.lock -ef /proc/self/fd/9 ]] && return 0
  done
}

lab_unlock() { exec 9>&-; }

lab_is_up() { [[ -e $LAB/complete ]] && recorded_pid "$LAB/init" >/dev/null; }

need_lab() {
  lab_is_up || fail "no lab is up in $LAB: run 'ci/node up' first (or name the lab with --lab)"
}

lab_network() { cat "$LAB/network"; }

in_switch() { nsenter -t "$(recorded_pid "$LAB/init")" -n -- "$@"; }

# lab_ensure: called with the exclusive lock held.
lab_ensure() {
  lab_is_up && return 0
  lab_clear
  local number
  lab_claim_number
  number=$CLAIMED
  mkdir -p "$LAB/nodes" "$LAB/drivers"
  ln -s "$(qemu_driver)" "$LAB/drivers/"
  printf '10.77.%s\n' "$number" >"$LAB/network"
  : >"$LAB/rules"
  printf '127.0.0.1 localhost\n10.77.%s.254 host\n' "$number" >"$LAB/hosts"
  # The init inherits the lock and lets go of it once it has recorded itself: a tear-down that gets
  # the lock sees every process there is, even when this script was killed in between.
  # shellcheck disable=SC2016 # expanded by the inner shell
  unshare --net --pid -- bash -c 'setsid "$1" "$2" </dev/null >"$2/init.log" 2>&1 &' \
    - "$LAB_ROOM/lab_init.sh" "$LAB"
  wait_for_file "$LAB/init" 10 || fail "the lab's init did not start: $(tail -n 3 "$LAB/init.log")"
  lab_wire "$number"
  admin_make
  : >"$LAB/complete"
}

# lab_claim_number: sets CLAIMED. ln -s is atomic; a number whose network the host uses is left out.
lab_claim_number() {
  for ((CLAIMED = 1; CLAIMED < 255; CLAIMED++)); do
    [[ -L $REGISTRY/$CLAIMED || -e /sys/class/net/xvm$CLAIMED ]] && continue
    [[ -z $(ip -4 route show root "10.77.$CLAIMED.0/24") ]] || continue
    mkdir -p "$REGISTRY"
    ln -sT -- "$LAB" "$REGISTRY/$CLAIMED" 2>/dev/null && return 0
  done
  fail "all 254 networks 10.77.x.0/24 are taken: 'ci/node down --all' ends every lab here"
}

# lab_wire NUMBER: a bridge in the lab's namespace, and a cable from it to the host.
lab_wire() {
  local init
  init=$(recorded_pid "$LAB/init")
  ip link add "xvm$1" type veth peer name host netns "$init"
  ip -batch - <<X
link set xvm$1 alias "${LAB:0:250}"
addr add 10.77.$1.254/24 dev xvm$1
link set xvm$1 up
X
  in_switch ip -batch - <<X
link set lo up
link add $SWITCH type bridge
link set $SWITCH up
link set host master $SWITCH
link set host up
X
}

# lab_numbers: the numbers that are claimed for this folder.
lab_numbers() {
  local link
  for link in "$REGISTRY"/*; do
    [[ -L $link && $(readlink -- "$link") == "$LAB" ]] || continue
    printf '%s\n' "${link##*/}"
  done
}

# lab_mounts: mount points below the lab's folder, innermost first.
lab_mounts() {
  local line fields
  while read -r line; do
    read -ra fields <<<"$line"
    [[ ${fields[4]} == "$LAB"/* ]] || continue
    printf '%s\n' "${fields[4]}"
  done </proc/self/mountinfo | tac
}

# lab_clear: everything but the folder and its lock. Each step finds what is there by itself, so it
# finishes what a killed set-up or a killed tear-down left. Called with the exclusive lock held.
lab_clear() {
  local number mount
  end_recorded "$LAB/init" || fail "lab $LAB cannot be taken down"
  for number in $(lab_numbers); do
    [[ ! -e /sys/class/net/xvm$number ]] || ip link del "xvm$number" 2>/dev/null || true
  done
  while read -r mount; do umount -l -- "$mount" || true; done < <(lab_mounts)
  [[ -z $(lab_mounts) ]] || fail "cannot unmount $(lab_mounts | head -n 1): see 'findmnt'"
  find "$LAB" -mindepth 1 -maxdepth 1 ! -name .lock -exec rm -rf --one-file-system -- {} + ||
    fail "cannot empty $LAB: see the lines above"
  for number in $(lab_numbers); do rm -f -- "${REGISTRY:?}/$number"; done
  rmdir --ignore-fail-on-non-empty "$REGISTRY" 2>/dev/null || true
}

lab_down() {
  [[ -d $LAB || -n $(lab_numbers) ]] || return 0
  lab_lock -x
  lab_clear
  rm -f -- "$LAB/.lock"
  rmdir -- "$LAB" 2>/dev/null || true
  lab_unlock
}

# every_lab: the folders of all labs on this machine, torn ones included.
every_lab() {
  local link folder
  {
    for link in "$REGISTRY"/*; do
      [[ -L $link ]] || continue
      readlink -- "$link"
    done
    for folder in "$LAB_BASE"/xvm-lab-*; do
      [[ -d $folder && (-e $folder/.lock || -z $(ls -A -- "$folder")) ]] || continue
      printf '%s\n' "$folder"
    done
  } | sort -u
}
