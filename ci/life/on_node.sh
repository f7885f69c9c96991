# shellcheck shell=bash disable=SC2034 # its names are read by the other parts
# ci/life/on_node.sh: the place is node A of the lab that 'ci/node run' made: a real libvirtd, real
# QEMU guests. The observations use virsh, /proc, the console's log and libvirt's own files; none of
# them asks control_xvm.

PLACE='a real node: libvirtd and QEMU in namespaces of their own (docs/lab.md)'
PROMPT='A#'
COUNTED='emulator processes'
BOOT='boot id on the console'

place_begin() {
  URI=qemu:///system
  ADMIN=$("$NODE" admin path)
}

on_place() { "$NODE" exec A "$@"; }
# On a terminal virsh would look for somebody who can be asked for a password.
ask_virsh() { timeout -k 1 20 "$NODE" virsh A "$@" </dev/null; }
definition_of() { "$NODE" domain "$@"; }

can_crash() { :; }
can_hang() { :; }
has_console() { :; }

# emulators NAME: how many emulators run on the node for this guest ('' for any).
emulators() { on_place "$LIFE/emulators.sh" "$1"; }
guests_running() { emulators "$1"; }

# note_end_of_emulator NAME FILE: writes the time to FILE when the last emulator is gone.
note_end_of_emulator() {
  on_place timeout 60 "$LIFE/emulators.sh" --until-gone "$1" && now_ms >"$2"
}

# A file of libvirt's own says what is defined; virsh must agree.
definitions() {
  local files names
  files=$(on_place test -e "/etc/libvirt/qemu/$1.xml" && echo 1 || echo 0)
  names=$(ask_virsh list --all --name | grep -cxF "$1" || true)
  if [[ $files == "$names" ]]; then
    echo "$files"
  else
    echo "file: $files, virsh: $names"
  fi
}

console() { tr -d '\r' 2>/dev/null <"$("$NODE" console A "$1")" || true; }

# The console's log is appended to, so its last line belongs to the newest boot.
boot_of() { console "$1" | sed -n "s/^\[$1 \([0-9a-f]*\) .*/\1/p" | tail -n 1; }

is_ready() { # NAME OLD_BOOT
  local boot
  boot=$(boot_of "$1")
  [[ -n $boot && $boot != "$2" ]] && console "$1" | grep -q "^\[$1 $boot .*READY"
}

# await_ready NAME [OLD_BOOT]: until it says READY with another boot id; not when it is off.
await_ready() {
  local deadline=$((SECONDS + 60))
  tell "Waiting until the guest says READY on its console ..."
  until is_ready "$1" "${2:-}"; do
    ((SECONDS < deadline)) && [[ $(emulators "$1") != 0 ]] || return 0
    sleep 0.2
  done
}

# await_sign NAME: until the console has another line, which tells the boot that runs now.
await_sign() {
  local deadline=$((SECONDS + 30)) lines
  lines=$(console "$1" | wc -l)
  until (($(console "$1" | wc -l) > lines || SECONDS >= deadline)); do sleep 0.1; done
}

# buttons_heard NAME: how often the newest boot reported the power button.
buttons_heard() { console "$1" | grep -F "[$1 $(boot_of "$1") " | grep -c 'power button' || true; }
