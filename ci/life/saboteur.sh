#!/bin/bash
# ci/life/saboteur.sh ARGS...: takes the place of control_xvm in demo_test.sh and does wrong, in one
# way for each word in XVM_SABOTAGE, what the demo claims to check. XVM_REAL_PROGRAM is the real
# one.
set -euo pipefail

method=${!#}
resource='' config=''
arguments=("$@")
for ((i = 0; i < $#; i++)); do
  case ${arguments[i]} in
    -R) resource=${arguments[i + 1]} ;;
    --config) config=${arguments[i + 1]} ;;
  esac
done
value_of() { sed -n "s/^$1=//p" "$config"; }
ask_virsh() { virsh -q -c "$(value_of URI)" "$@"; }
real() { "$XVM_REAL_PROGRAM" "${arguments[@]}"; }
is_running() { ask_virsh list --name | grep -qxF "$resource"; }

# The admin folder's export, changed in a way that only a comparison shows.
spoil_export() {
  local file
  file=$(value_of ADMIN)/$resource/definition.xml
  [[ ! -e $file ]] || echo '<!-- spoilt -->' >>"$file"
}

change_definition() { # to another one each time
  local copy
  copy=$(mktemp)
  ask_virsh dumpxml --inactive "$resource" |
    sed -e '/<title>/d' -e "s,</uuid>,&<title>changed by $$</title>," >"$copy"
  ask_virsh define "$copy" >/dev/null
  rm -f "$copy"
}

case $XVM_SABOTAGE:$method in
  liar:*) exit 0 ;; # claims success and does nothing
  refuser:*) exit 1 ;;
  silent-stop:stop) exit 0 ;; # the stop that never happened
  rebooter:start)             # boots a guest that runs already once more
    if is_running; then ask_virsh destroy "$resource" >&2 && ask_virsh start "$resource" >&2; fi
    real
    ;;
  definer:validate) ask_virsh define "$(value_of DOMAIN)" >&2 && real ;;
  destroyer:stop) # without asking the guest
    ask_virsh destroy "$resource" >&2 || true
    real
    ;;
  spoiler:*)
    code=0
    real || code=$?
    spoil_export
    exit "$code"
    ;;
  changer:start) real && change_definition ;;
  *) real ;;
esac
