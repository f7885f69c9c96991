# shellcheck shell=bash
# ci/life/failure_steps.sh: a guest that crashes and one that hangs. Sections 5 and 6 of the 2008
# design.

# Graceful for 70 % of it, immediate for a further 25 %: long enough for a machine that is busy.
HUNG_BUDGET_S=16

step_crash() {
  step 'Crash: the probe says so'
  if ! can_crash; then
    left_out 'the test driver has no guest kernel that could crash'
    return
  fi
  tell "An NMI makes the guest's kernel panic. Its definition says on_crash=preserve, so that the" \
    "remains can be looked at: libvirt still shows a domain, yet nobody is served."
  show_command "$PROMPT" virsh inject-nmi web
  check 'state of web, says virsh' crashed \
    "$(! ask_virsh inject-nmi web || until_is 20 crashed state_of web)"
  call_agent web "$WORK/web.conf" probe
  check 'exit code of probe (100: failed)' 100 "$CODE"
  check 'the reason it logged' guest-crashed "$(reason_logged guest-crashed)"
}

step_restart() {
  local before now same=new
  step 'Restart: stop and start, as a cluster does after a failed probe'
  before=$(boot_of web)
  call_agent web "$WORK/web.conf" --stop-timeout 60 stop
  check 'exit code of stop' 0 "$CODE"
  check "$COUNTED of web" 0 "$(guests_running web)"
  check 'definitions of web' 0 "$(definitions web)"
  call_agent web "$WORK/web.conf" start
  check 'exit code of start' 0 "$CODE"
  await_ready web "$before"
  now=$(boot_of web)
  [[ -n $now ]] || same=none
  [[ $now != "$before" ]] || same=same
  check 'state of web, says virsh' running "$(state_of web)"
  check "$BOOT" new "$same"
  call_agent web "$WORK/web.conf" probe
  check 'exit code of probe' 0 "$CODE"
}

step_hung() {
  step 'Hung guest: asked first, then made to stop'
  if ! can_hang; then
    left_out 'guests of the test driver always obey a shutdown request'
    return
  fi
  tell "A second guest, 'hung', hears the power button and ignores it."
  prepare_admin hung
  prepare_definition hung --mode ignore
  prepare_configuration "$WORK/hung.conf" "$WORK/hung.xml"
  call_agent hung "$WORK/hung.conf" start
  check 'exit code of start' 0 "$CODE"
  await_ready hung
  stop_hung
}

stop_hung() {
  local definition watcher asked lived='still there'
  definition=$(definition_on_place hung)
  tell "The stop has $HUNG_BUDGET_S s: 70 % of them for a graceful shutdown, then it destroys the" \
    "guest, so that a hung guest cannot hold up a switch-over. An observer of its own notes when" \
    "the emulator ends."
  note_end_of_emulator hung "$WORK/hung.ended" &
  watcher=$!
  call_agent hung "$WORK/hung.conf" --stop-timeout "$HUNG_BUDGET_S" stop
  check 'exit code of stop' 0 "$CODE"
  sleep 0.5
  kill "$watcher" 2>/dev/null || true
  wait "$watcher" 2>/dev/null || true
  [[ ! -s $WORK/hung.ended ]] || lived=$(($(<"$WORK/hung.ended") - CALL_BEGAN_MS))
  asked=$(buttons_heard hung)
  check_least 'shutdown requests the guest heard' 1 "$asked"
  check_time 'seconds until the emulator was gone' $((HUNG_BUDGET_S * 700)) \
    $((HUNG_BUDGET_S * 950)) "$lived"
  check 'emulator processes of hung' 0 "$(guests_running hung)"
  check 'definitions of hung' 0 "$(definitions hung)"
  check 'export in ADMIN and definition' identical "$(export_is_like hung "$definition")"
}
