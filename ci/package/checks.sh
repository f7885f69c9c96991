# shellcheck shell=bash
# ci/package/checks.sh: one line for each thing that is looked at, and how many were not so.

FAILED=0

check() { # WHAT CMD...: good when CMD succeeds; else what it printed is shown
  local what=$1 output
  shift
  if output=$("$@" 2>&1); then
    printf 'ok     %s\n' "$what"
  else
    printf 'FAILED %s: %s\n%s\n' "$what" "$*" "$output"
    FAILED=$((FAILED + 1))
  fi
}

same() { # WHAT WANTED FOUND
  check "$1" test "$2" = "$3"
}

refused() { ! "$@"; }

exits() { # CODE CMD...
  local wanted=$1 code=0
  shift
  "$@" || code=$?
  [[ $code == "$wanted" ]] || { echo "exit code $code instead of $wanted" && return 1; }
}

# says TEXT CMD...: exit code as CMD's; its output holds TEXT
says() {
  local text=$1 output code=0
  shift
  output=$("$@" 2>&1) || code=$?
  [[ $output == *"$text"* ]] || { printf '%s\nnot said: %s\n' "$output" "$text" && return 1; }
  return "$code"
}

one_line_only() { # CMD...: fails, with one line
  local output code=0
  output=$("$@" 2>&1) || code=$?
  [[ $code != 0 && -n $output && $(wc -l <<<"$output") == 1 ]] ||
    { printf 'exit code %s\n%s\n' "$code" "$output" && return 1; }
}

contents() { (cd "$1" && find . -type f -exec md5sum {} + | sort -k 2); }
unchanged() { (cd "$1" && md5sum --check --quiet <<<"$2"); } # FOLDER CONTENTS

# manual HEADING: the commands of docs/operations.md below the heading that begins so.
manual() {
  awk -v heading="$1" '/^#/ && !inside { below = index($0, heading) == 1 }
    below && /^```/ { inside = !inside; next } below && inside' /checkout/docs/operations.md
}

# as_the_manual_says HEADING: runs those commands where the packages are.
as_the_manual_says() {
  local commands
  commands=$(manual "$1")
  [[ -n $commands ]] || { echo "the manual has no commands below $1" && return 1; }
  (cd "$PACKAGES" && bash -euo pipefail -c "$commands" </dev/null)
}
