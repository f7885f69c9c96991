# shellcheck shell=bash disable=SC2034 # CODE is read by the steps
# ci/life/agent_call.sh: one call of control_xvm, as a cluster manager would make it. What it logs
# is shown as it comes, with the seconds since the call.

CALL_LIMIT_S=120
AGENT_JOB=''
CODE=''

# shown_log BEGAN_MS: keeps every line whole in the log; the screen gets them without the tag of
# syslog, and a line that repeats only once.
shown_log() {
  local line text last='' again=0
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$WORK/agent.log"
    text=${line#SC\[*\] }
    [[ $text != "$last" ]] || { again=$((again + 1)) && continue; }
    shown_again "$again"
    last=$text again=0
    printf '%s' "$DIM"
    wrapped 6 "+$(seconds_of $(($(now_ms) - $1))) s  $text"
    printf '%s' "$PLAIN"
  done
  shown_again "$again"
}

shown_again() {
  (($1 == 0)) || printf '%s              the same %s more%s\n' "$DIM" \
    "$( (($1 == 1)) && echo 'once' || echo "$1 times")" "$PLAIN"
}

# call_agent RESOURCE CONFIG ARGS...: leaves CODE (exit code), CALL_BEGAN_MS and $WORK/agent.log.
call_agent() {
  local resource=$1 config=$2 words
  shift 2
  words=("$PROGRAM" -R "$resource" -G "$resource-rg" --config "$config"
    --state-folder "$STATE" "$@")
  show_command "$PROMPT" "${words[@]}"
  : >"$WORK/agent.log"
  CALL_BEGAN_MS=$(now_ms)
  set -m # a process group of its own, so that an interrupt ends all of it at once
  (
    set +e
    on_place timeout --foreground -k 2 "$CALL_LIMIT_S" "${words[@]}" 2>&1 </dev/null |
      shown_log "$CALL_BEGAN_MS"
    exit "${PIPESTATUS[0]}"
  ) &
  AGENT_JOB=$!
  set +m
  CODE=0
  wait "$AGENT_JOB" || CODE=$?
  AGENT_JOB=''
}

# reason_logged WORD...: the first of these words of the vocabulary that the last decision names.
reason_logged() {
  local word last
  last=$(tail -n 1 "$WORK/agent.log")
  for word in "$@"; do
    [[ $last != *": $word "* ]] || { echo "$word" && return; }
  done
  echo none
}

call_interrupted() {
  [[ -z $AGENT_JOB ]] || kill -KILL -- "-$AGENT_JOB" 2>/dev/null || true
}
