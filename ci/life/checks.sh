# shellcheck shell=bash
# ci/life/checks.sh: steps and their checks. A check compares what was expected with what the demo
# saw by itself; it never stops the demo. The table at the end repeats all of them.

STEP=0
CHECK=0
FAILURES=0
STEP_BEGAN_MS=0
TABLE=() # one line each: kind|number|text|expected|observed|seconds|verdict

now_ms() { printf '%s\n' "$((${EPOCHREALTIME/[.,]/} / 1000))"; }

# seconds_of MS: "1.2"
seconds_of() { printf '%d.%d\n' $(($1 / 1000)) $(($1 % 1000 / 100)); }

step_end() {
  ((STEP > 0)) || return 0
  TABLE[STEP_ROW]+="|$(seconds_of $(($(now_ms) - STEP_BEGAN_MS)))|"
}

# step TITLE
step() {
  step_end
  STEP=$((STEP + 1)) CHECK=0 STEP_BEGAN_MS=$(now_ms) STEP_ROW=${#TABLE[@]}
  TABLE+=("step|$STEP|$1||")
  heading "$STEP. $1"
}

# check WHAT EXPECTED OBSERVED
check() {
  local verdict=ok
  CHECK=$((CHECK + 1))
  [[ $2 == "$3" ]] || verdict=FAILED
  record_check "$verdict" "$@"
}

# check_least WHAT LEAST OBSERVED: whole numbers
check_least() {
  local verdict=FAILED
  CHECK=$((CHECK + 1))
  [[ ! $3 =~ ^[0-9]+$ ]] || (($3 < $2)) || verdict=ok
  record_check "$verdict" "$1" "$2 or more" "$3"
}

# check_time WHAT LEAST_MS MOST_MS OBSERVED_MS: anything but a whole number fails
check_time() {
  local verdict=FAILED observed=$4
  CHECK=$((CHECK + 1))
  if [[ $4 =~ ^[0-9]+$ ]]; then
    (($4 < $2 || $4 > $3)) || verdict=ok
    observed=$(seconds_of "$4")
  fi
  record_check "$verdict" "$1" "$(seconds_of "$2") to $(seconds_of "$3")" "$observed"
}

record_check() {
  local verdict=$1 what=$2 expected=$3 observed=${4:-nothing}
  TABLE+=("check|$STEP.$CHECK|$what|$expected|$observed||$verdict")
  [[ $verdict == ok ]] || FAILURES=$((FAILURES + 1))
  printf '    %s%-6s%s %s: %s' "$(verdict_colour "$verdict")" "$verdict" "$PLAIN" "$what" \
    "$observed"
  if [[ $verdict == ok ]]; then printf '\n'; else printf ' (expected: %s)\n' "$expected"; fi
}

# left_out REASON: this step cannot be done here
left_out() {
  CHECK=$((CHECK + 1))
  TABLE+=("left-out|$STEP.$CHECK|$1|||")
  tell "Left out: $1."
}

# until_is SECONDS TEXT CMD...: prints what CMD said last: TEXT, if it came in time.
until_is() {
  local deadline_ms=$(($(now_ms) + $1 * 1000)) wanted=$2 said
  shift 2
  until said=$("$@") && [[ $said == "$wanted" ]]; do
    (($(now_ms) < deadline_ms)) || break
    sleep 0.05
  done
  printf '%s\n' "$said"
}

print_row() {
  local kind number text expected observed seconds verdict
  IFS='|' read -r kind number text expected observed seconds verdict <<<"$1"
  case $kind in
    step) printf '%s%-5s %-79s %6s%s\n' "$BOLD" "$number" "$text" "$seconds" "$PLAIN" ;;
    check)
      printf '%5s %-40s %-20s %-24s %s%s%s\n' "$number" "${text:0:40}" "${expected:0:20}" \
        "${observed:0:24}" "$(verdict_colour "$verdict")" "$verdict" "$PLAIN"
      ;;
    left-out) printf '%5s %s%s%s\n' "$number" "$DIM" "left out: ${text:0:83}" "$PLAIN" ;;
  esac
}

# summary: the table; fails when a check did.
summary() {
  local row checks
  step_end
  heading Summary
  printf '%s%-5s %-40s %-20s %-16s %7s %s%s\n' "$BOLD" step '' expected observed seconds verdict \
    "$PLAIN"
  for row in "${TABLE[@]}"; do print_row "$row"; done
  checks=$(printf '%s\n' "${TABLE[@]}" | grep -c '^check' || true)
  rule
  printf '%d checks, %d FAILED, %s s\n' "$checks" "$FAILURES" \
    "$(seconds_of $(($(now_ms) - LIFE_BEGAN_MS)))"
  ((checks > 0 && FAILURES == 0))
}
