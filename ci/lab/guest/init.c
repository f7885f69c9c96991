/* ci/lab/guest/init.c: the whole user space of the test guest: one static program, pid 1.
 *
 * It says READY on the serial console, then ticks there: "[NAME BOOTID up=SECONDS] tick COUNT".
 * BOOTID is random at every boot: the same id with the count carried on, on another node, proves
 * that the memory moved and that nothing was booted anew.
 *
 * Kernel command line:
 *   guest.name=NAME       printed in every line (default "guest")
 *   guest.mode=normal     the power button powers off at once
 *   guest.mode=ignore     the power button is reported and ignored: a hung guest
 *   guest.mode=slow:SEC   the power button powers off after SEC seconds
 *   guest.dirty=MB        rewrites that much memory all the time: a live migration cannot converge
 *   guest.tick=MS         period of the ticks, 10 ms or more (default 500)
 * Lines typed on the console: crash | off | reboot | mode MODE | dirty MB
 *
 * A crash from outside needs no code here: with unknown_nmi_panic on the command line an injected
 * NMI panics the kernel, and the pvpanic modules loaded below tell the hypervisor.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { kPageBytes = 4096, kMaxButtons = 8, kTextBytes = 64, kMinTickMs = 10 };

struct guest {
  char name[kTextBytes];
  char mode[kTextBytes];
  char boot_id[9];
  int console;
  int tick_ms;
  unsigned char* dirty; /* memory that is rewritten all the time, or NULL */
  size_t dirty_bytes;
  double power_off_at_s; /* 0: not asked to */
};

static double uptime_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

__attribute__((format(printf, 2, 3))) static void say(const struct guest* guest, const char* format,
                                                      ...) {
  char text[256];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  /* One write: lines stay whole. A console that takes nothing must not stop the guest. */
  if (dprintf(guest->console, "[%s %s up=%.2f] %s\r\n", guest->name, guest->boot_id, uptime_s(),
              text) < 0) {
    return;
  }
}

static void write_file(const char* path, const char* text) {
  int fd = open(path, O_WRONLY);
  if (fd < 0) return;
  if (write(fd, text, strlen(text)) < 0) perror(path);
  close(fd);
}

static size_t read_file(const char* path, char* to, size_t bytes) {
  ssize_t got = 0;
  int fd = open(path, O_RDONLY);
  if (fd >= 0) {
    got = read(fd, to, bytes - 1);
    close(fd);
  }
  if (got < 0) got = 0;
  to[got] = '\0';
  return (size_t)got;
}

/* Copies the value of guest.KEY from the kernel command line; leaves the default if not there. */
static void option(const char* command_line, const char* key, char* to, size_t bytes) {
  char pattern[kTextBytes];
  snprintf(pattern, sizeof pattern, "guest.%s=", key);
  const char* value = strstr(command_line, pattern);
  if (value == NULL) return;
  value += strlen(pattern);
  size_t length = strcspn(value, " \n");
  if (length >= bytes) length = bytes - 1;
  memcpy(to, value, length);
  to[length] = '\0';
}

static void load_module(const struct guest* guest, const char* name) {
  char path[kTextBytes];
  snprintf(path, sizeof path, "/modules/%s.ko", name);
  int fd = open(path, O_RDONLY);
  if (fd < 0) {
    say(guest, "module %s: %s", name, strerror(errno));
    return;
  }
  if (syscall(SYS_finit_module, fd, "", 0) != 0) {
    say(guest, "module %s: %s", name, strerror(errno));
  }
  close(fd);
}

static void set_dirty(struct guest* guest, int mib) {
  if (guest->dirty != NULL) munmap(guest->dirty, guest->dirty_bytes);
  guest->dirty = NULL;
  guest->dirty_bytes = mib > 0 ? (size_t)mib << 20 : 0;
  if (guest->dirty_bytes == 0) return;
  void* memory =
      mmap(NULL, guest->dirty_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    say(guest, "dirty %d: no memory", mib);
    return;
  }
  guest->dirty = memory;
}

static void rewrite_memory(const struct guest* guest) {
  static unsigned char value;
  value++;
  for (size_t at = 0; at < guest->dirty_bytes; at += kPageBytes) guest->dirty[at] = value;
}

static void end(int how) {
  sync();
  reboot(how);
  for (;;) pause();
}

static void power_button(struct guest* guest) {
  say(guest, "power button, mode=%s", guest->mode);
  if (strcmp(guest->mode, "ignore") == 0) return;
  double delay_s = strncmp(guest->mode, "slow:", 5) == 0 ? atof(guest->mode + 5) : 0;
  guest->power_off_at_s = uptime_s() + delay_s;
}

static void read_button(struct guest* guest, int fd) {
  struct input_event event;
  while (read(fd, &event, sizeof event) == (ssize_t)sizeof event) {
    if (event.type == EV_KEY && event.code == KEY_POWER && event.value == 1) power_button(guest);
  }
}

static void read_console(struct guest* guest) {
  char line[128];
  ssize_t got = read(guest->console, line, sizeof line - 1);
  if (got <= 0) return;
  line[got] = '\0';
  line[strcspn(line, "\r\n")] = '\0';
  if (strcmp(line, "crash") == 0) write_file("/proc/sysrq-trigger", "c");
  if (strcmp(line, "off") == 0) end(RB_POWER_OFF);
  if (strcmp(line, "reboot") == 0) end(RB_AUTOBOOT);
  if (strncmp(line, "mode ", 5) == 0) {
    snprintf(guest->mode, sizeof guest->mode, "%.*s", kTextBytes - 1, line + 5);
    say(guest, "mode=%s", guest->mode);
  }
  if (strncmp(line, "dirty ", 6) == 0) {
    set_dirty(guest, atoi(line + 6));
    say(guest, "dirty=%zu", guest->dirty_bytes >> 20);
  }
}

static void mount_kernel_file_systems(void) {
  mount("dev", "/dev", "devtmpfs", 0, NULL);
  mount("proc", "/proc", "proc", 0, NULL);
  mount("sys", "/sys", "sysfs", 0, NULL);
}

static void open_console(struct guest* guest) {
  struct termios settings;
  guest->console = open("/dev/ttyS0", O_RDWR | O_NOCTTY | O_NONBLOCK);
  if (guest->console < 0) guest->console = open("/dev/console", O_RDWR | O_NOCTTY | O_NONBLOCK);
  if (guest->console >= 0 && tcgetattr(guest->console, &settings) == 0) {
    settings.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(guest->console, TCSANOW, &settings);
  }
}

static void configure(struct guest* guest) {
  char command_line[4096];
  char number[kTextBytes] = "0";
  read_file("/proc/cmdline", command_line, sizeof command_line);
  read_file("/proc/sys/kernel/random/uuid", guest->boot_id, sizeof guest->boot_id);
  option(command_line, "name", guest->name, sizeof guest->name);
  option(command_line, "mode", guest->mode, sizeof guest->mode);
  option(command_line, "dirty", number, sizeof number);
  set_dirty(guest, atoi(number));
  snprintf(number, sizeof number, "%d", guest->tick_ms);
  option(command_line, "tick", number, sizeof number);
  guest->tick_ms = atoi(number) >= kMinTickMs ? atoi(number) : kMinTickMs;
}

/* evdev and button make the ACPI power button readable; the others report a panic outwards. */
static void load_modules(const struct guest* guest) {
  static const char* const kModules[] = {"evdev", "button", "pvpanic", "pvpanic-mmio",
                                         "pvpanic-pci"};
  for (size_t i = 0; i < sizeof kModules / sizeof *kModules; i++) load_module(guest, kModules[i]);
  write_file("/proc/sys/kernel/sysrq", "1");
  write_file("/proc/sys/kernel/printk", "4");
}

static nfds_t open_buttons(struct pollfd* inputs) {
  nfds_t count = 0;
  for (int i = 0; i < kMaxButtons; i++) {
    char path[kTextBytes];
    snprintf(path, sizeof path, "/dev/input/event%d", i);
    int fd = open(path, O_RDONLY | O_NONBLOCK);
    if (fd >= 0) inputs[count++] = (struct pollfd){.fd = fd, .events = POLLIN};
  }
  return count;
}

/* How long to sleep: to the next tick or the power-off; hardly at all while memory is rewritten. */
static int wait_ms(const struct guest* guest, double next_tick_s) {
  double until_s = next_tick_s;
  if (guest->dirty != NULL) return 1;
  if (guest->power_off_at_s > 0 && guest->power_off_at_s < until_s) until_s = guest->power_off_at_s;
  double wait_s = until_s - uptime_s();
  return wait_s > 0 ? (int)(wait_s * 1000) + 1 : 0;
}

static void run(struct guest* guest, struct pollfd* inputs, nfds_t count) {
  double next_tick_s = uptime_s();
  for (unsigned long ticks = 0;;) {
    if (uptime_s() >= next_tick_s) {
      say(guest, "tick %lu", ticks++);
      next_tick_s = uptime_s() + guest->tick_ms / 1000.0;
    }
    if (guest->power_off_at_s > 0 && uptime_s() >= guest->power_off_at_s) {
      say(guest, "power off");
      end(RB_POWER_OFF);
    }
    if (guest->dirty != NULL) rewrite_memory(guest);
    if (poll(inputs, count, wait_ms(guest, next_tick_s)) <= 0) continue;
    if (inputs[0].revents & POLLIN) read_console(guest);
    for (nfds_t i = 1; i < count; i++) {
      if (inputs[i].revents & POLLIN) read_button(guest, inputs[i].fd);
    }
  }
}

int main(void) {
  struct guest guest = {.name = "guest", .mode = "normal", .console = -1, .tick_ms = 500};
  struct pollfd inputs[1 + kMaxButtons];
  mount_kernel_file_systems();
  open_console(&guest);
  configure(&guest);
  load_modules(&guest);
  inputs[0] = (struct pollfd){.fd = guest.console, .events = POLLIN};
  nfds_t count = 1 + open_buttons(inputs + 1);
  say(&guest, "READY mode=%s dirty=%zu buttons=%d", guest.mode, guest.dirty_bytes >> 20,
      (int)count - 1);
  run(&guest, inputs, count);
}
