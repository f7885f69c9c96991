# shellcheck shell=bash
# ci/life/screen.sh: how the demo looks. At most 100 columns; colours on a terminal only.

WIDTH=100
BOLD='' DIM='' RED='' GREEN='' YELLOW='' PLAIN=''

screen_begin() {
  [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]] || return 0
  BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' YELLOW=$'\e[33m' PLAIN=$'\e[0m'
}

# wrapped INDENT TEXT: breaks at blanks; a word that is longer than a line is cut.
wrapped() {
  local indent
  printf -v indent '%*s' "$1" ''
  fold -s -w $((WIDTH - $1)) <<<"$2" | sed -e 's/[[:blank:]]*$//' -e "s/^/$indent/"
}

rule() {
  local line
  printf -v line '%*s' "$WIDTH" ''
  printf '%s\n' "${line// /-}"
}

heading() { printf '\n%s%s\n%s%s\n' "$BOLD" "$1" "$(rule)" "$PLAIN"; }

tell() { wrapped 2 "$*"; }

# show_command PROMPT WORD...: with the long paths as the names that the preparation introduced.
show_command() {
  local prompt=$1 text
  shift
  text=" $* "
  text=${text//"$PROGRAM"/control_xvm}
  text=${text//"$ADMIN"/\$ADMIN}
  text=${text//"$WORK"/\$DEMO}
  printf '%s' "$YELLOW"
  fold -s -w $((WIDTH - 8)) <<<"$prompt${text% }" |
    sed -e '$!s/ *$/ \\/' -e '1s/^/  /' -e '2,$s/^/      /'
  printf '%s' "$PLAIN"
}

# verdict_colour ok|FAILED|...: for words that stand in a column, after their padding.
verdict_colour() {
  case $1 in
    ok*) printf '%s' "$GREEN" ;;
    FAILED*) printf '%s' "$RED$BOLD" ;;
    *) printf '%s' "$DIM" ;;
  esac
}
