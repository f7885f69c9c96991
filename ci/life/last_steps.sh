# shellcheck shell=bash
# ci/life/last_steps.sh: stop, and a start from the export alone. Sections 4 and 5 of the 2008
# design.

step_stop() {
  local definition
  step 'Stop: shut down, exported, gone from the node'
  definition=$(definition_on_place web)
  tell "The guest obeys, so the graceful phase is enough. The definition leaves the node: after a" \
    "switch-over nobody can start a second copy here by mistake. It is kept in ADMIN."
  call_agent web "$WORK/web.conf" --stop-timeout 60 stop
  check 'exit code of stop' 0 "$CODE"
  ! has_console || check_least 'shutdown requests the guest heard' 1 "$(buttons_heard web)"
  check "$COUNTED of web" 0 "$(guests_running web)"
  check 'definitions of web' 0 "$(definitions web)"
  check 'export in ADMIN and definition' identical "$(export_is_like web "$definition")"
  check 'newest claim in ADMIN' released "$(newest_claim web)"
  call_agent web "$WORK/web.conf" probe
  check 'exit code of probe (100: not running)' 100 "$CODE"
}

step_start_from_export() {
  local exported
  step 'Start again: the export is enough'
  tell "The definition's file and all that this node remembers are removed, as on a node that" \
    "never saw this guest. DOMAIN is now just its name; only ADMIN still knows the definition."
  show_command '#' rm -r "$WORK/web.xml" "$STATE"
  rm -rf "$WORK/web.xml" "$STATE"
  prepare_configuration "$WORK/web.conf" web
  show_configuration "$WORK/web.conf"
  exported=$(cat "$ADMIN/web/definition.xml" 2>/dev/null || true)
  call_agent web "$WORK/web.conf" start
  check 'exit code of start' 0 "$CODE"
  await_ready web "$(boot_of web)"
  check 'state of web, says virsh' running "$(state_of web)"
  check "$COUNTED of web" 1 "$(guests_running web)"
  check 'definition here and the old export' identical \
    "$([[ -n $exported && $(definition_on_place web) == "$exported" ]] && echo identical ||
      echo different)"
}

step_last_stop() {
  step 'Last stop: nothing stays behind'
  call_agent web "$WORK/web.conf" --stop-timeout 60 stop
  check 'exit code of stop' 0 "$CODE"
  check "$COUNTED of any guest" 0 "$(guests_running '')"
  check 'domains that virsh lists' 0 "$(ask_virsh list --all --name | grep -c . || true)"
}
