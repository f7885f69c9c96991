/* probe_floor URI UUID: asks libvirt what `control_xvm probe` asks, and nothing else: the floor of
 * any probe that is a process of its own. ci/bench times both in turn. Exit 0: it executes. */
#include <libvirt/libvirt.h>
#include <stdio.h>

static int executes(virDomainPtr domain) {
  int state = 0;
  int reason = 0;
  if (virDomainGetState(domain, &state, &reason, 0) < 0) return -1;
  if (virDomainIsPersistent(domain) < 0) return -1;
  return state == VIR_DOMAIN_RUNNING || state == VIR_DOMAIN_BLOCKED;
}

int main(int argc, char **argv) {
  virConnectPtr connection = NULL;
  virDomainPtr domain = NULL;
  int answer = -1;
  if (argc != 3) {
    fprintf(stderr, "usage: probe_floor URI UUID\n");
    return 2;
  }
  connection = virConnectOpen(argv[1]);
  if (connection != NULL) domain = virDomainLookupByUUIDString(connection, argv[2]);
  if (domain != NULL) {
    answer = executes(domain);
    virDomainFree(domain);
  }
  if (connection != NULL) virConnectClose(connection);
  return answer == 1 ? 0 : 100;
}
