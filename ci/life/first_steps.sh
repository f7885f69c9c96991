# shellcheck shell=bash
# ci/life/first_steps.sh: validate, start, probe, and an administrator who acts behind the agent's
# back. Sections 3, 4 and 6 of the 2008 design.

# definition_on_place NAME: the persistent definition that libvirt holds.
definition_on_place() { ask_virsh dumpxml --inactive "$1" 2>/dev/null || true; }

# export_is_like NAME TEXT: "identical" or what is wrong
export_is_like() {
  local file=$ADMIN/$1/definition.xml
  if [[ ! -s $file ]]; then
    echo 'no export'
  elif [[ -n $2 && $(<"$file") == "$2" ]]; then
    echo identical
  else
    echo different
  fi
}

# newest_claim NAME: the state that the newest claim file in ADMIN records.
newest_claim() {
  local files=("$ADMIN/$1"/claim.*) # their numbers have a fixed width
  sed -n 's/.*"state": *"\([a-z]*\)".*/\1/p' "${files[-1]}" 2>/dev/null || true
}

state_of() { ask_virsh domstate "$1" --reason 2>/dev/null | sed 's/ (.*//' || true; }

step_validate() {
  step 'Validate: can this resource work here?'
  tell "A cluster manager asks this before it takes the resource. Warnings are for people: the" \
    "demo's ADMIN is local and libvirt locks no disks, which a real cluster should change."
  call_agent web "$WORK/web.conf" validate
  check 'exit code of validate' 0 "$CODE"
  tell "A mistake in the configuration: FAILOVR instead of FAILOVER."
  sed 's/FAILOVER/FAILOVR/' "$WORK/web.conf" >"$WORK/wrong.conf"
  call_agent web "$WORK/wrong.conf" validate
  check 'exit code with the mistake' 1 "$CODE"
  check 'definitions of web (validate makes none)' 0 "$(definitions web)"
}

step_start() {
  step 'Start: defined from the file, exported, created'
  tell "The guest is not known here yet. The agent links a claim in ADMIN, so that no other node" \
    "starts it, defines it, saves the definition (the export) in ADMIN and creates the guest."
  call_agent web "$WORK/web.conf" start
  check 'exit code of start' 0 "$CODE"
  await_ready web
  check 'state of web, says virsh' running "$(state_of web)"
  check "$COUNTED of web" 1 "$(guests_running web)"
  check 'persistent definitions of web' 1 "$(definitions web)"
  check 'export in ADMIN and definition' identical \
    "$(export_is_like web "$(definition_on_place web)")"
  check 'newest claim in ADMIN' held "$(newest_claim web)"
}

step_probe() {
  step 'Probe: is it well?'
  tell "The cluster manager asks this every minute or so. A probe changes nothing."
  call_agent web "$WORK/web.conf" probe
  check 'exit code of probe (0: healthy)' 0 "$CODE"
  check 'the reason it logged' healthy "$(reason_logged healthy)"
  check "$COUNTED of web" 1 "$(guests_running web)"
}

step_manual_start() {
  local before now
  step "Manual start: an administrator acts behind the agent's back"
  before=$(boot_of web)
  tell "An administrator shuts the guest down and starts it again with virsh alone:"
  show_command "$PROMPT" virsh shutdown web
  if ask_virsh shutdown web; then until_is 20 'shut off' state_of web >/dev/null; fi
  show_command "$PROMPT" virsh start web
  ask_virsh start web || true
  await_ready web "$before"
  now=$(boot_of web)
  tell "The $BOOT was ${before:-none} and is ${now:-none}. Now the cluster starts the resource." \
    "That must succeed, without a second guest and without booting this one again:"
  call_agent web "$WORK/web.conf" start
  check 'exit code of start' 0 "$CODE"
  check 'the reason it logged' already-running "$(reason_logged already-running)"
  check "$COUNTED of web" 1 "$(guests_running web)"
  await_sign web
  check "$BOOT" "${now:-one}" "$(boot_of web)"
}
