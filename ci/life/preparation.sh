# shellcheck shell=bash
# ci/life/preparation.sh: what an administrator does by hand before the first start.

# prepare_admin RESOURCE: the agent makes no folder in ADMIN by itself. A mount that is missing
# would otherwise look like a resource without history.
prepare_admin() {
  show_command '#' mkdir -m 700 "$ADMIN/$1"
  mkdir -m 700 "$ADMIN/$1"
}

# prepare_definition NAME [OPTION...]
prepare_definition() {
  definition_of "$@" >"$WORK/$1.xml"
}

# prepare_configuration FILE DOMAIN
prepare_configuration() {
  printf '%s\n' "DOMAIN=$2" FAILOVER=normal "ADMIN=$ADMIN" "URI=$URI" >"$1"
}

show_configuration() {
  local line
  show_command '#' cat "$1"
  while IFS= read -r line; do show_command '  ' "$line"; done <"$1"
}

preparation() {
  heading "Preparation, by hand"
  tell "The guest 'web' is to live on $PLACE."
  # shellcheck disable=SC2016 # names for the reader
  tell '$DEMO is' "$WORK, removed at the end;" '$ADMIN is' "$ADMIN, the folder that" \
    "all nodes of a cluster would share. The agent under test is $PROGRAM." \
    "What it logs is shown with the seconds since the call, in the words of docs/architecture.md."
  has_console && tell "Lines that begin with 'A#' are typed on node A."
  tell "An administrator makes the resource's folder in ADMIN once, by hand: the agent never" \
    "does, so that a missing mount is not taken for a resource without history."
  prepare_admin web
  prepare_definition web
  prepare_configuration "$WORK/web.conf" "$WORK/web.xml"
  tell "The definition of the guest, as libvirt wants it, is in a file that DOMAIN names:"
  show_configuration "$WORK/web.conf"
}
