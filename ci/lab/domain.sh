# shellcheck shell=bash
# ci/lab/domain.sh: the definition of a test guest. The same name gives the same UUID everywhere.

# uuid_of TEXT: a UUID (version 4 in form) made from the text.
uuid_of() {
  printf '%s' "$1" | md5sum |
    sed -E 's/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/\1-\2-4\3-8\4-\5/'
}

need_number() {
  [[ $2 =~ ^[0-9]{1,6}$ ]] || refuse "$1 '$2': use a whole number, 0 to 999999"
}

# domain_xml NAME [--mode M] [--memory-mib N] [--uuid U] [--dirty MB] [--tick MS]
domain_xml() {
  (($# > 0)) || refuse "domain: name the domain, e.g. 'ci/node domain web'"
  local name=$1 mode=normal memory='' uuid='' dirty=0 tick=500 type accel=''
  shift
  while (($# > 0)); do
    (($# > 1)) || refuse "domain $name: $1 wants a value"
    case $1 in
      --mode) mode=$2 ;;
      --memory-mib) need_number "$1" "$2" && memory=$2 ;;
      --uuid) uuid=$2 ;;
      --dirty) need_number "$1" "$2" && dirty=$2 ;;
      --tick) need_number "$1" "$2" && tick=$2 ;;
      *) refuse "domain $name: unknown option '$1'" ;;
    esac
    shift 2
  done
  [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$ ]] ||
    refuse "domain name '$name': use up to 50 letters, digits, '.', '_' or '-'"
  [[ $mode =~ ^(normal|ignore|slow:[0-9]{1,4})$ ]] ||
    refuse "domain $name: mode '$mode': use normal, ignore or slow:SECONDS"
  : "${uuid:=$(uuid_of "$name")}"
  [[ $uuid =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]] ||
    refuse "domain $name: '$uuid' is no UUID"
  : "${memory:=$((96 + (dirty > 0 ? dirty + 32 : 0)))}"
  type=$(accelerator)
  if [[ $type == tcg ]]; then
    type=qemu accel="<tcg><tb-cache unit='MiB'>32</tb-cache></tcg>"
  fi
  cat <<X
<domain type='$type'>
  <name>$name</name>
  <uuid>$uuid</uuid>
  <memory unit='MiB'>$memory</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type>
    <kernel>$(guest_kernel)</kernel>
    <initrd>$(guest_initrd)</initrd>
    <cmdline>console=ttyS0 quiet unknown_nmi_panic guest.name=$name guest.mode=$mode guest.dirty=$dirty guest.tick=$tick</cmdline>
  </os>
  <features><acpi/>$accel</features>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>preserve</on_crash>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <controller type='usb' model='none'/>
    <serial type='pty'>
      <log file='/var/log/libvirt/$name.console' append='on'/>
      <target port='0'/>
    </serial>
    <memballoon model='none'/>
    <panic model='isa'/>
  </devices>
</domain>
X
}
