# shellcheck shell=bash
# ci/package/installation.sh: what the package holds, and that it lands where the 2008 design says.

# Section 12 of the design, and what the agent adds.
INSTALLED=(
  bin/control_xvm bin/functions bin/ppkssh bin/xvm bin/xvm_toolstack
  etc/config etc/debug etc/SUNW.xvm etc/SUNW.xvm.sungds
  util/xvm_config util/xvm_register
  man/man5/xvm_config.5 man/man8/control_xvm.8 man/man8/ppkssh.8 man/man8/xvm_register.8
  LICENSE
)

PROGRAMS=("$TOP"/bin/{control_xvm,ppkssh,xvm,xvm_toolstack} "$TOP/util/xvm_register")

mode_of() { stat -c '%a %U:%G' "$1"; }

is_stripped() { ! readelf -S "$1" | grep -qE '\.(debug_info|symtab)'; }

# owners FILE: its package and what that provides. A file may be known by its path before /usr.
owners() {
  local package
  package=$(dpkg -S "$1" 2>/dev/null || dpkg -S "${1#/usr}")
  dpkg-query -W -f '${Package}, ${Provides}' "${package%%:*}" | tr -s ', ' '\n' | grep -v '[(=)]'
}

# Only what the program itself loads: a library's own needs are its package's business.
libraries_of() {
  local name
  readelf -d "$@" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u | while read -r name; do
    readlink -f "$(ldconfig -p | awk -v n="$name" '$1 == n { print $NF; exit }')"
  done
}

# Every library has its package in Depends, and every package there has a library.
dependencies_are_exact() { # PACKAGE
  local library depends needed used=''
  depends=$(dpkg-deb -f "$1" Depends | tr ',' '\n' | sed 's/^ *\([^ ]*\).*/\1/' | sort)
  for library in $(libraries_of "${PROGRAMS[@]}"); do
    needed=$(owners "$library" | grep -xF "$depends") ||
      { echo "$library is of $(owners "$library"), Depends has: $depends" && return 1; }
    used+=$needed$'\n'
  done
  used=$(sort -u <<<"$used" | grep .)
  [[ $used == "$depends" ]] || { echo "used: $used, Depends has: $depends" && return 1; }
}

page_is_found() { # SECTION NAME
  [[ $(man -w "$1" "$2") == */man$1/$2.$1* ]] && MANWIDTH=80 man "$1" "$2" | grep -qi "$2"
}
page_is_sound() {
  local said
  said=$(LC_ALL=C.UTF-8 man --warnings -l "$1" 2>&1 >/dev/null)
  [[ -z $said ]] || { echo "$said" && return 1; }
}

# page_names_every_option PROGRAM PAGE: what --help lists stands in the manual page too.
page_names_every_option() {
  local option page missing=0
  page=$(MANWIDTH=80 man -l "$2" | col -b)
  for option in $("$1" --help | grep -oE '^ +-[^ =]+' | tr ',' ' ' | sed 's/{.*//'); do
    grep -qF -e "$option" <<<"$page" || { echo "$option is missing" && missing=1; }
  done
  return "$missing"
}

step_installation() {
  local file page program package=("$PACKAGES"/*.deb)
  same 'the name of the package' sunwscxvm "$(dpkg-deb -f "${package[0]}" Package)"
  check 'the name of its file is that of the design' \
    test "${package[0]##*/}" = \
    "SUNWscxvm_$(dpkg-deb -f "${package[0]}" Version)_$(dpkg --print-architecture).deb"
  check 'installed as the manual says' as_the_manual_says '### 9.2'
  for file in "${INSTALLED[@]}"; do
    check "is there: $file" test -s "$TOP/$file"
    case $file in
      bin/functions | etc/* | man/* | LICENSE | util/xvm_config)
        same "mode of $file" '644 root:root' "$(mode_of "$TOP/$file")"
        ;;
      *)
        same "mode of $file" '755 root:root' "$(mode_of "$TOP/$file")"
        check "has no symbols: $file" is_stripped "$TOP/$file"
        ;;
    esac
  done
  same 'nothing else is there' "${#INSTALLED[@]}" "$(find "$TOP" -type f | wc -l)"
  same 'folders are open to all' '755 root:root' \
    "$(find "$TOP" -type d -exec stat -c '%a %U:%G' {} + | sort -u)"
  check 'the dependencies are exact' dependencies_are_exact "${package[0]}"
  same 'what dpkg finds wrong' '' "$(dpkg -V sunwscxvm)"
  same 'there are no scripts of the maintainer' '' \
    "$(find /var/lib/dpkg/info -name 'sunwscxvm.*inst' -o -name 'sunwscxvm.*rm')"
  check 'the copyright is where Debian looks' test -s /usr/share/doc/sunwscxvm/copyright
  for page in control_xvm.8 ppkssh.8 xvm_register.8 xvm_config.5; do
    check "man finds $page" page_is_found "${page##*.}" "${page%.*}"
    check "man has no complaint about $page" page_is_sound "$TOP/man/man${page##*.}/$page"
  done
  for program in "$TOP"/{bin/control_xvm,bin/ppkssh,util/xvm_register}; do
    page=$TOP/man/man8/${program##*/}.8
    check "its page names every option of ${program##*/}" page_names_every_option "$program" "$page"
  done
}
