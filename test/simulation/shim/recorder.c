/*
 * Stands between a program and its C library (LD_PRELOAD), records everything that it does to the files below one folder, in the
 * order in which it happened, and breaks the disk under it when told to. It changes no byte of what is written.
 *
 *   PASILLO_DISK_FOLDER   the folder that is watched (an absolute, resolved path)
 *   PASILLO_DISK_LOG      where the record goes; outside the folder
 *   PASILLO_DISK_CONTROL  a path that no file has: what the program writes to it is a word to this recorder
 *   PASILLO_DISK_FAULT    a fault for a program that knows nothing of this: CLASS N ERRNO LASTS, as below
 *
 * Words on the control path:
 *   fault CLASS N ERRNO LASTS     the N-th operation of a class (write, sync) from now on fails: `once`, `on` (all from it on), or
 *                                 `until-ballast` (all until a file whose name ends in .ballast is removed)
 *   clear                         no more faults
 *   fired?                        the write fails with EIO when a fault has struck since the last `fault`, else it succeeds
 *   stop                          nothing more is recorded; faults still strike
 *   anything else                 is a mark, recorded as it is
 *
 * A record is 32 bytes and a payload, little endian: type u32, file u32, offset u64, length of the payload u32, flags u32, size u64.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, WRITE, TRUNCATE, FSYNC, FDATASYNC, UNLINK, RENAME, CLOSE, MARK, MKDIR, RMDIR, UNSEEN, FAULT };
enum { CREATED = 1, IS_FOLDER = 2 };
enum { NONE = 0, CONTROL = -1 };
enum { FDS = 4096 };

struct record {
  uint32_t type, file;
  uint64_t offset;
  uint32_t length, flags;
  uint64_t size;
};

static pthread_mutex_t mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char folder[PATH_MAX], control[PATH_MAX];
static size_t folder_length;
static int log_fd = -1, ready = 0, stopped = 0;
static int files[FDS]; /* descriptor -> NONE, CONTROL or the number of a watched file */
static struct { dev_t device; ino_t inode; } inodes[65536];
static int known = 0;

static struct { int class; long at, seen; int error, goes_on, fired, short_done, until_ballast; } fault;

/* Arms a fault from its words; 0 when they are none. */
static int plan(const char *text) {
  char class[16], lasts[20];
  long at;
  int error;
  if (sscanf(text, "%15s %ld %d %19s", class, &at, &error, lasts) != 4) return 0;
  memset(&fault, 0, sizeof fault);
  fault.class = strcmp(class, "write") == 0 ? WRITE : FSYNC;
  fault.at = at;
  fault.error = error;
  fault.until_ballast = strcmp(lasts, "until-ballast") == 0;
  fault.goes_on = fault.until_ballast || strcmp(lasts, "on") == 0;
  return 1;
}

static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);
static int (*real_remove)(const char *);
static int (*real_rename)(const char *, const char *);
static int (*real_mkdir)(const char *, mode_t);
static int (*real_rmdir)(const char *);
static void *(*real_mmap)(void *, size_t, int, int, int, off_t);
static long (*real_syscall)(long, ...);
static ssize_t (*real_sendfile)(int, int, off_t *, size_t);
static ssize_t (*real_copy)(int, off_t *, int, off_t *, size_t, unsigned);

static void *find(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}

static void begin(void) {
  if (ready) return;
  pthread_mutex_lock(&mutex);
  if (!ready) {
    real_open = find("open64");
    real_openat = find("openat64");
    real_close = find("close");
    real_write = find("write");
    real_pwrite = find("pwrite64");
    real_writev = find("writev");
    real_pwritev = find("pwritev64");
    real_ftruncate = find("ftruncate64");
    real_fsync = find("fsync");
    real_fdatasync = find("fdatasync");
    real_unlink = find("unlink");
    real_remove = find("remove");
    real_rename = find("rename");
    real_mkdir = find("mkdir");
    real_rmdir = find("rmdir");
    real_mmap = find("mmap64");
    real_syscall = find("syscall");
    real_sendfile = find("sendfile64");
    real_copy = find("copy_file_range");
    const char *watched = getenv("PASILLO_DISK_FOLDER"), *path = getenv("PASILLO_DISK_LOG"), *words = getenv("PASILLO_DISK_CONTROL");
    if (watched && path && words) {
      snprintf(folder, sizeof folder, "%s", watched);
      snprintf(control, sizeof control, "%s", words);
      folder_length = strlen(folder);
      log_fd = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
      if (log_fd >= 0) {
        /* Out of the way of the numbers that the program gets. */
        int high = fcntl(log_fd, F_DUPFD_CLOEXEC, FDS);
        if (high >= 0) { real_close(log_fd); log_fd = high; }
      }
      if (log_fd < 0) abort();
      const char *planned = getenv("PASILLO_DISK_FAULT");
      if (planned) plan(planned);
    }
    ready = 1;
  }
  pthread_mutex_unlock(&mutex);
}

__attribute__((constructor)) static void early(void) { begin(); }

static void put(const void *bytes, size_t count) {
  const char *at = bytes;
  while (count > 0) {
    ssize_t done = real_write(log_fd, at, count);
    if (done <= 0) abort(); /* A record with a hole in it proves nothing. */
    at += done;
    count -= (size_t)done;
  }
}

static void note(uint32_t type, int file, uint64_t offset, const void *payload, size_t length, uint32_t flags, uint64_t size) {
  if (log_fd < 0 || (stopped && type != FAULT)) return;
  int kept = errno;
  struct record record = { type, (uint32_t)file, offset, (uint32_t)length, flags, size };
  put(&record, sizeof record);
  if (length > 0) put(payload, length);
  errno = kept;
}

/* The path as it is recorded: relative to the watched folder; NULL when it lies elsewhere. */
static const char *inside(int at, const char *path, char *buffer) {
  if (log_fd < 0 || !path) return NULL;
  if (path[0] != '/') {
    char base[PATH_MAX], link[64];
    if (at == AT_FDCWD) {
      if (!getcwd(base, sizeof base)) return NULL;
    } else {
      snprintf(link, sizeof link, "/proc/self/fd/%d", at);
      ssize_t length = readlink(link, base, sizeof base - 1);
      if (length < 0) return NULL;
      base[length] = 0;
    }
    snprintf(buffer, PATH_MAX, "%.2000s/%.2000s", base, path);
  } else {
    snprintf(buffer, PATH_MAX, "%s", path);
  }
  if (strncmp(buffer, folder, folder_length) != 0) return NULL;
  if (buffer[folder_length] == 0) return ".";
  return buffer[folder_length] == '/' ? buffer + folder_length + 1 : NULL;
}

static int file_of(int fd) { return fd >= 0 && fd < FDS ? files[fd] : NONE; }

static int number_of(const struct stat *status, int is_new) {
  for (int i = known - 1; i >= 0 && !is_new; i--) {
    if (inodes[i].device == status->st_dev && inodes[i].inode == status->st_ino) return i + 1;
  }
  if (known == 65536) abort();
  inodes[known].device = status->st_dev;
  inodes[known].inode = status->st_ino;
  return ++known;
}

static int ends_with(const char *text, const char *end) {
  size_t a = strlen(text), b = strlen(end);
  return a >= b && strcmp(text + a - b, end) == 0;
}

static int opened(int at, const char *path, int flags, mode_t mode) {
  begin();
  if (log_fd >= 0 && path && strcmp(path, control) == 0) {
    int fd = real_open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (fd >= 0 && fd < FDS) files[fd] = CONTROL;
    return fd;
  }
  char buffer[PATH_MAX];
  const char *name = inside(at, path, buffer);
  /* The shared memory of a journal is not state that lasts. */
  if (!name || ends_with(name, "-shm")) return real_openat(at, path, flags, mode);
  pthread_mutex_lock(&mutex);
  struct stat before, after;
  int existed = fstatat(at, path, &before, 0) == 0;
  int fd = real_openat(at, path, flags, mode);
  if (fd >= 0 && fstat(fd, &after) == 0) {
    if (fd >= FDS) abort();
    int created = !existed && (flags & O_CREAT);
    files[fd] = number_of(&after, created);
    note(OPEN, files[fd], 0, name, strlen(name), (created ? CREATED : 0) | (S_ISDIR(after.st_mode) ? IS_FOLDER : 0), (uint64_t)after.st_size);
    if (existed && (flags & O_TRUNC) && before.st_size > 0) note(TRUNCATE, files[fd], 0, NULL, 0, 0, 0);
  }
  pthread_mutex_unlock(&mutex);
  return fd;
}

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return opened(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return opened(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return opened(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return opened(at, path, flags, mode);
}

static void forget(int fd) {
  if (file_of(fd) > 0) note(CLOSE, files[fd], 0, NULL, 0, 0, 0);
  if (fd >= 0 && fd < FDS) files[fd] = NONE;
}

int close(int fd) {
  begin();
  if (file_of(fd) == NONE) return real_close(fd);
  pthread_mutex_lock(&mutex);
  forget(fd);
  int answer = real_close(fd);
  pthread_mutex_unlock(&mutex);
  return answer;
}

/* Does the fault strike this operation? With a full disk the write that fails first takes half of its bytes. */
static int strikes(int class) {
  if (fault.class != class) return 0;
  fault.seen++;
  int hit = fault.goes_on ? fault.seen >= fault.at : fault.seen == fault.at;
  if (!hit) return 0;
  if (!fault.fired) {
    char text[80];
    int length = snprintf(text, sizeof text, "%s %ld errno %d", class == WRITE ? "write" : "sync", fault.at, fault.error);
    note(FAULT, 0, 0, text, (size_t)length, 0, 0);
  }
  fault.fired = 1;
  return 1;
}

static ssize_t word(const void *bytes, size_t count) {
  char text[128];
  size_t length = count < sizeof text - 1 ? count : sizeof text - 1;
  memcpy(text, bytes, length);
  text[length] = 0;
  if (strncmp(text, "fault ", 6) == 0 && plan(text + 6)) return (ssize_t)count;
  if (strcmp(text, "clear") == 0) {
    fault.class = NONE;
  } else if (strcmp(text, "fired?") == 0) {
    if (fault.fired) {
      errno = EIO;
      return -1;
    }
  } else if (strcmp(text, "stop") == 0) {
    stopped = 1;
  } else {
    note(MARK, 0, 0, bytes, count, 0, 0);
  }
  return (ssize_t)count;
}

static ssize_t wrote(int fd, const void *bytes, size_t count, off_t at, int is_placed) {
  begin();
  int file = file_of(fd);
  if (file == NONE) return is_placed ? real_pwrite(fd, bytes, count, at) : real_write(fd, bytes, count);
  pthread_mutex_lock(&mutex);
  ssize_t done;
  if (file == CONTROL) {
    done = word(bytes, count);
  } else if (strikes(WRITE)) {
    if (fault.error == ENOSPC && !fault.short_done && count > 1) {
      fault.short_done = 1;
      fault.at = fault.seen + 1;
      size_t half = count / 2;
      done = is_placed ? real_pwrite(fd, bytes, half, at) : real_write(fd, bytes, half);
    } else {
      errno = fault.error;
      done = -1;
    }
  } else {
    done = is_placed ? real_pwrite(fd, bytes, count, at) : real_write(fd, bytes, count);
  }
  if (file > 0 && done > 0) {
    off_t from = is_placed ? at : lseek(fd, 0, SEEK_CUR) - done;
    note(WRITE, file, (uint64_t)from, bytes, (size_t)done, 0, 0);
  }
  pthread_mutex_unlock(&mutex);
  return done;
}

ssize_t write(int fd, const void *bytes, size_t count) { return wrote(fd, bytes, count, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return wrote(fd, bytes, count, at, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) { return wrote(fd, bytes, count, at, 1); }

/* Several buffers to a watched file are written one after the other, as the kernel may do it too. */
static ssize_t wrote_each(int fd, const struct iovec *parts, int count, off_t at, int is_placed) {
  ssize_t total = 0;
  for (int i = 0; i < count; i++) {
    ssize_t done = wrote(fd, parts[i].iov_base, parts[i].iov_len, at + total, is_placed);
    if (done < 0) return total > 0 ? total : -1;
    total += done;
    if ((size_t)done < parts[i].iov_len) break;
  }
  return total;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  begin();
  return file_of(fd) == NONE ? real_writev(fd, parts, count) : wrote_each(fd, parts, count, 0, 0);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
  begin();
  return file_of(fd) == NONE ? real_pwritev(fd, parts, count, at) : wrote_each(fd, parts, count, at, 1);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t at) { return pwritev(fd, parts, count, at); }

static int truncated(int fd, off_t size) {
  begin();
  int file = file_of(fd);
  if (file <= 0) return real_ftruncate(fd, size);
  pthread_mutex_lock(&mutex);
  int answer = real_ftruncate(fd, size);
  if (answer == 0) note(TRUNCATE, file, (uint64_t)size, NULL, 0, 0, (uint64_t)size);
  pthread_mutex_unlock(&mutex);
  return answer;
}

int ftruncate(int fd, off_t size) { return truncated(fd, size); }
int ftruncate64(int fd, off_t size) { return truncated(fd, size); }

static int synced(int fd, int (*real)(int), uint32_t type) {
  begin();
  int file = file_of(fd);
  if (file <= 0) return real(fd);
  pthread_mutex_lock(&mutex);
  int answer;
  if (strikes(FSYNC)) {
    errno = fault.error;
    answer = -1;
  } else {
    answer = real(fd);
    if (answer == 0) note(type, file, 0, NULL, 0, 0, 0);
  }
  pthread_mutex_unlock(&mutex);
  return answer;
}

int fsync(int fd) { begin(); return synced(fd, real_fsync, FSYNC); }
int fdatasync(int fd) { begin(); return synced(fd, real_fdatasync, FDATASYNC); }

static int named(uint32_t type, const char *path, int (*real)(const char *)) {
  char buffer[PATH_MAX];
  const char *name = inside(AT_FDCWD, path, buffer);
  if (!name || ends_with(name, "-shm")) return real(path);
  pthread_mutex_lock(&mutex);
  int answer = real(path);
  if (answer == 0) note(type, 0, 0, name, strlen(name), 0, 0);
  if (answer == 0 && fault.until_ballast && fault.fired && ends_with(name, ".ballast")) fault.class = NONE;
  pthread_mutex_unlock(&mutex);
  return answer;
}

int unlink(const char *path) { begin(); return named(UNLINK, path, real_unlink); }
int rmdir(const char *path) { begin(); return named(RMDIR, path, real_rmdir); }

/* Node removes files with this one. */
int remove(const char *path) {
  begin();
  char buffer[PATH_MAX];
  struct stat status;
  if (!inside(AT_FDCWD, path, buffer)) return real_remove(path);
  if (lstat(path, &status) != 0) return -1;
  return S_ISDIR(status.st_mode) ? named(RMDIR, path, real_rmdir) : named(UNLINK, path, real_unlink);
}

int unlinkat(int at, const char *path, int flags) {
  begin();
  char buffer[PATH_MAX], absolute[PATH_MAX];
  const char *name = inside(at, path, buffer);
  if (!name) return (int)real_syscall(SYS_unlinkat, at, path, flags);
  snprintf(absolute, sizeof absolute, "%s", buffer);
  return named(flags & AT_REMOVEDIR ? RMDIR : UNLINK, absolute, flags & AT_REMOVEDIR ? real_rmdir : real_unlink);
}

int mkdir(const char *path, mode_t mode) {
  begin();
  char buffer[PATH_MAX];
  const char *name = inside(AT_FDCWD, path, buffer);
  if (!name) return real_mkdir(path, mode);
  pthread_mutex_lock(&mutex);
  int answer = real_mkdir(path, mode);
  if (answer == 0) note(MKDIR, 0, 0, name, strlen(name), 0, 0);
  pthread_mutex_unlock(&mutex);
  return answer;
}

int rename(const char *from, const char *to) {
  begin();
  char first[PATH_MAX], second[PATH_MAX], both[2 * PATH_MAX];
  const char *a = inside(AT_FDCWD, from, first), *b = inside(AT_FDCWD, to, second);
  if (!a && !b) return real_rename(from, to);
  pthread_mutex_lock(&mutex);
  int answer = real_rename(from, to);
  if (answer == 0) {
    if (a && b) {
      size_t length = strlen(a);
      memcpy(both, a, length + 1);
      memcpy(both + length + 1, b, strlen(b));
      note(RENAME, 0, 0, both, length + 1 + strlen(b), 0, 0);
    } else {
      note(UNSEEN, 0, 0, "rename across the folder", 24, 0, 0);
    }
  }
  pthread_mutex_unlock(&mutex);
  return answer;
}

/* Ways to change a file that this recorder does not follow are refused where a program can do without, and noted where it cannot. */
int link(const char *from, const char *to) {
  begin();
  char buffer[PATH_MAX];
  if (inside(AT_FDCWD, to, buffer)) note(UNSEEN, 0, 0, "link", 4, 0, 0);
  return (int)real_syscall(SYS_link, from, to);
}

static void *mapped(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
  begin();
  if (file_of(fd) > 0 && (flags & MAP_SHARED) && (protection & PROT_WRITE)) note(UNSEEN, files[fd], 0, "a writable map", 14, 0, 0);
  return real_mmap(at, length, protection, flags, fd, offset);
}

void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t offset) { return mapped(at, length, protection, flags, fd, offset); }
void *mmap64(void *at, size_t length, int protection, int flags, int fd, off_t offset) { return mapped(at, length, protection, flags, fd, offset); }

/* A copy inside the kernel falls back to reading and writing, which is seen. */
ssize_t sendfile64(int out, int in, off_t *from, size_t count) {
  begin();
  if (file_of(out) > 0) { errno = EINVAL; return -1; }
  return real_sendfile(out, in, from, count);
}

ssize_t sendfile(int out, int in, off_t *from, size_t count) { return sendfile64(out, in, from, count); }

ssize_t copy_file_range(int in, off_t *from, int out, off_t *to, size_t count, unsigned flags) {
  begin();
  if (file_of(out) > 0) { errno = ENOSYS; return -1; }
  return real_copy(in, from, out, to, count, flags);
}

/* libuv closes descriptors and copies files by number, past the functions above. */
long syscall(long number, ...) {
  begin();
  long arguments[6];
  va_list more;
  va_start(more, number);
  for (int i = 0; i < 6; i++) arguments[i] = va_arg(more, long);
  va_end(more);
  if (number == SYS_close) return close((int)arguments[0]);
  if (number == SYS_copy_file_range && file_of((int)arguments[2]) > 0) { errno = ENOSYS; return -1; }
  return real_syscall(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
}
