/*
 * Preloaded (LD_PRELOAD), it lets fsync and fdatasync take SYNC_DELAY_MS milliseconds longer, as on a
 * server's disk. A local one with a write cache hides what it is worth to share a sync.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

typedef int (*sync_call)(int);

static void wait_longer(void) {
  const char *millis = getenv("SYNC_DELAY_MS");
  long delay = millis ? atol(millis) : 0;
  struct timespec rest = {delay / 1000, delay % 1000 * 1000000};
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
  }
}

static int slowly(const char *name, int file) {
  sync_call real = (sync_call) dlsym(RTLD_NEXT, name);
  int result = real(file);
  int error = errno;
  wait_longer();
  errno = error;
  return result;
}

int fsync(int file) { return slowly("fsync", file); }

int fdatasync(int file) { return slowly("fdatasync", file); }
