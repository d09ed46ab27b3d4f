/*
 * A disk that is slow, broken or full, for tests: preloaded, it stands in front of the C library's
 * functions that write to files. What it does is read anew at every call from small files in the folder
 * that FAULTY_DISK names:
 *
 *   delay   milliseconds that every synchronisation takes longer
 *   broken  synchronisations fail with EIO while this file is there
 *   limit   writes behind this offset of a file whose name ends in -wal fail with ENOSPC
 *   count   is appended a byte for every synchronisation
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static int control(const char *name, int flags) {
  const char *folder = getenv("FAULTY_DISK");
  char path[4096];
  if (folder == NULL) {
    return -1;
  }
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return open(path, flags | O_CLOEXEC);
}

static long long number(const char *name) {
  char text[32] = {0};
  int fd = control(name, O_RDONLY);
  if (fd < 0) {
    return -1;
  }
  ssize_t size = read(fd, text, sizeof text - 1);
  close(fd);
  return size > 0 ? atoll(text) : 0;
}

static int synchronise(const char *function, int fd) {
  int (*next)(int) = (int (*)(int)) dlsym(RTLD_NEXT, function);
  long long delay = number("delay");
  if (delay > 0) {
    struct timespec time = {delay / 1000, (delay % 1000) * 1000000L};
    nanosleep(&time, NULL);
  }
  int count = control("count", O_WRONLY | O_APPEND);
  if (count >= 0) {
    static ssize_t (*append)(int, const void *, size_t);
    append = (ssize_t (*)(int, const void *, size_t)) dlsym(RTLD_NEXT, "write");
    append(count, "s", 1);
    close(count);
  }
  if (number("broken") >= 0) {
    errno = EIO;
    return -1;
  }
  return next(fd);
}

int fsync(int fd) {
  return synchronise("fsync", fd);
}

int fdatasync(int fd) {
  return synchronise("fdatasync", fd);
}

static int is_log(int fd) {
  char link[64];
  char path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, sizeof path);
  return size > 4 && memcmp(path + size - 4, "-wal", 4) == 0;
}

static int is_full(int fd, size_t size, off64_t offset) {
  long long limit = number("limit");
  return limit >= 0 && offset + (long long) size > limit && is_log(fd);
}

static ssize_t positioned(const char *function, int fd, const void *data, size_t size,
    off64_t offset) {
  ssize_t (*next)(int, const void *, size_t, off64_t) =
      (ssize_t (*)(int, const void *, size_t, off64_t)) dlsym(RTLD_NEXT, function);
  if (is_full(fd, size, offset)) {
    errno = ENOSPC;
    return -1;
  }
  return next(fd, data, size, offset);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
  return positioned("pwrite", fd, data, size, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  return positioned("pwrite64", fd, data, size, offset);
}

ssize_t write(int fd, const void *data, size_t size) {
  ssize_t (*next)(int, const void *, size_t) =
      (ssize_t (*)(int, const void *, size_t)) dlsym(RTLD_NEXT, "write");
  off64_t offset = lseek64(fd, 0, SEEK_CUR);
  if (offset >= 0 && is_full(fd, size, offset)) {
    errno = ENOSPC;
    return -1;
  }
  return next(fd, data, size);
}
