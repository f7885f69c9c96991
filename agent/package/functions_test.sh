#!/bin/bash
# agent/package/functions_test.sh: bin/functions in each shell that may source it, over a
# control_xvm that records its arguments and ends with the exit code it is told.
# shellcheck disable=SC2016 # the shell under test expands what stands in single quotes
set -euo pipefail

functions=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/bin/functions
folder=$(mktemp -d)
trap 'rm -rf --one-file-system "$folder"' EXIT
export XVM_BIN=$folder RECORD=$folder/record
failures=0

cat >"$folder/control_xvm" <<'STAND_IN'
#!/bin/sh
printf '[%s]' "$@" >"$RECORD"
exit "${EXIT_CODE:-0}"
STAND_IN
chmod +x "$folder/control_xvm"

equal() { # WHAT WANTED FOUND
  if [[ $2 == "$3" ]]; then
    printf 'ok     %s\n' "$1"
  else
    printf 'FAILED %s: expected %q, found %q\n' "$1" "$2" "$3"
    failures=$((failures + 1))
  fi
}

# run TEXT [ARGS...]: in the shell under test, with the functions sourced; prints what it prints.
run() {
  local text=$1
  shift
  # shellcheck disable=SC2086 # "bash --posix" is two words
  FUNCTIONS=$functions $shell -c '. "$FUNCTIONS"; '"$text" here "$@" 2>&1 || true
}


calls_its_method() { # FUNCTION METHOD
  equal "$shell: $1 calls control_xvm ... $2" "7[-R][web rs][-G][web-rg][-T][SUNW.gds:6][$2]" \
    "$(EXIT_CODE=7 run "$1"' "$@"; echo "$?$(cat "$RECORD")"' \
      -R 'web rs' -G web-rg -T SUNW.gds:6)"
}

checks_of_shell() {
  calls_its_method validate validate
  calls_its_method start_domain start
  calls_its_method stop_domain stop
  calls_its_method check_domain probe
  equal "$shell: works in a caller with -e and -u, which stay" 'good' \
    "$(run 'set -eu; start_domain -R a; case $- in *e*u* | *u*e*) echo good ;; esac')"
  equal "$shell: the exit code ends a caller with -e" '' \
    "$(EXIT_CODE=1 run 'set -e; start_domain -R a; echo went on')"
  equal "$shell: the caller's arguments stay" '1 2' "$(run 'stop_domain -R a; echo "$@"' 1 2)"
  equal "$shell: no variable or option is changed" '' "$(changed)"
  equal "$shell: only four functions are new" 'check_domain start_domain stop_domain validate ' \
    "$(new_functions)"
}

# The names of variables and the options, without what a shell changes at each command.
changed() {
  # shellcheck disable=SC2086
  FUNCTIONS=$functions $shell -c '
    names() { set -o; set | sed -n "s/^\([A-Za-z_][A-Za-z_0-9]*\)=.*/\1/p"; }
    names >/dev/null; before=; after=
    before=$(names); . "$FUNCTIONS"; start_domain; after=$(names)
    [ "$before" = "$after" ] || printf "%s\n" "$before" "after:" "$after"' 2>&1 |
    grep -vE '^(_|RANDOM|SECONDS|LINENO|BASH_LINENO|PIPESTATUS|FUNCNAME)$' || true
}

# bash tells its functions; of the other shells the file itself is asked.
new_functions() {
  if [[ $shell == bash* ]]; then
    run 'compgen -A function' | sort | tr '\n' ' '
  else
    sed -n 's/^ *\([A-Za-z_0-9]*\) *().*/\1/p' "$functions" | sort | tr '\n' ' '
  fi
}

for shell in sh dash bash 'bash --posix' mksh ksh; do
  if command -v "${shell%% *}" >/dev/null; then
    checks_of_shell
  else
    printf 'not here: %s\n' "$shell"
  fi
done
((failures == 0))
