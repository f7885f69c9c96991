# shellcheck shell=bash
# ci/lab/process.sh: processes are found and ended by a record that they wrote themselves, never by
# name. A record is one line "PID START BOOT": a pid alone may have been given to somebody else.

boot_id() {
  local id
  read -r id </proc/sys/kernel/random/boot_id
  printf '%s\n' "$id"
}

# process_start PID: start time in clock ticks since boot; fails when it is gone or a zombie.
process_start() {
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }" # the name in parentheses may hold spaces
  [[ ${fields[0]} != [ZX] ]] || return 1
  printf '%s\n' "${fields[19]}"
}

# record_self FILE: for the init of a new pid namespace that still sees the caller's /proc, so that
# the pid written is the one outsiders must use.
record_self() {
  local stat pid fields boot
  read -r stat </proc/self/stat
  pid=${stat%% *}
  read -ra fields <<<"${stat##*) }"
  read -r boot </proc/sys/kernel/random/boot_id
  printf '%s %s %s\n' "$pid" "${fields[19]}" "$boot" >"$1.new"
  mv -f "$1.new" "$1"
}

# recorded_pid FILE: prints the pid when that very process is still alive, else fails.
recorded_pid() {
  local pid start boot
  { read -r pid start boot <"$1"; } 2>/dev/null || return 1
  [[ $boot == "$(boot_id)" && $(process_start "$pid") == "$start" ]] || return 1
  printf '%s\n' "$pid"
}

# end_recorded FILE: SIGKILL, then waits (at most 10 s) until it is gone. For the init of a pid
# namespace gone means that everything inside is gone too: the kernel sees to it.
end_recorded() {
  local pid tries
  pid=$(recorded_pid "$1") || return 0
  kill -KILL "$pid" 2>/dev/null || true
  for ((tries = 0; tries < 1000; tries++)); do
    recorded_pid "$1" >/dev/null || return 0
    sleep 0.01
  done
  warn "process $pid does not end after SIGKILL (recorded in $1): look at /proc/$pid/stack"
  return 1
}
