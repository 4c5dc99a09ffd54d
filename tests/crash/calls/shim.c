/* Stands between a program and the C library, to make it die or to write down what
 * it does. Loaded with LD_PRELOAD; only calls that change something below
 * CRASH_ROOT count.
 *
 *   CRASH_AT=n     the process is killed when it enters its n-th such call
 *   CRASH_LOG=file every such call that succeeded, one record each:
 *                  op, path, other path, offset, bytes (see `disk.rs`)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *root;
static long at, entered;
static int record = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void start(void) {
    root = getenv("CRASH_ROOT");
    const char *text = getenv("CRASH_AT");
    at = text ? atol(text) : 0;
    text = getenv("CRASH_LOG");
    if (text) record = (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int below(const char *path) {
    size_t n = root ? strlen(root) : 0;
    return n && strncmp(path, root, n) == 0 && (path[n] == '/' || !path[n]);
}

/* The absolute path of a name; `out` holds PATH_MAX. */
static int named(const char *path, char *out) {
    if (path[0] == '/') {
        snprintf(out, PATH_MAX, "%s", path);
    } else {
        char here[PATH_MAX];
        if (!getcwd(here, sizeof here)) return 0;
        if (snprintf(out, PATH_MAX, "%s/%s", here, path) >= PATH_MAX) return 0;
    }
    return below(out);
}

static int opened(int fd, char *out) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, out, PATH_MAX - 1);
    if (n < 0) return 0;
    out[n] = 0;
    return below(out);
}

/* Holds the turn from the entry of a call to its end, so that records are in order. */
static void enter(void) {
    pthread_mutex_lock(&turn);
    if (++entered == at) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
}

static void leave(char op, int done, const char *path, const char *other, uint64_t offset, const void *bytes,
                  uint64_t n) {
    int kept = errno;
    if (record >= 0 && done) {
        uint32_t a = (uint32_t)strlen(path), b = (uint32_t)strlen(other);
        struct iovec parts[] = {{&op, 1},      {&a, 4}, {(void *)path, a}, {&b, 4}, {(void *)other, b},
                                {&offset, 8}, {&n, 8}, {(void *)bytes, n}};
        syscall(SYS_writev, record, parts, 8);
    }
    errno = kept;
    pthread_mutex_unlock(&turn);
}

static int open_any(const char *path, int flags, mode_t mode) {
    char full[PATH_MAX];
    int counts = (flags & (O_CREAT | O_TRUNC)) && named(path, full);
    if (!counts) return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    enter();
    struct stat found;
    int there = syscall(SYS_newfstatat, AT_FDCWD, full, &found, 0) == 0;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    char op = !there ? 'c' : (flags & O_TRUNC) ? 't' : 0;
    leave(op, fd >= 0 && op, full, "", 0, "", 0);
    return fd;
}

#define OPEN(name)                                   \
    int name(const char *path, int flags, ...) {     \
        mode_t mode = 0;                             \
        if (flags & (O_CREAT | O_TMPFILE)) {         \
            va_list rest;                            \
            va_start(rest, flags);                   \
            mode = (mode_t)va_arg(rest, int);        \
            va_end(rest);                            \
        }                                            \
        return open_any(path, flags, mode);          \
    }
OPEN(open)
OPEN(open64)

static ssize_t put(int fd, const void *bytes, size_t n, int64_t offset) {
    char full[PATH_MAX];
    int counts = fd > 2 && opened(fd, full);
    if (counts) enter();
    uint64_t from = offset < 0 && counts ? (uint64_t)lseek(fd, 0, SEEK_CUR) : (uint64_t)offset;
    ssize_t done = offset < 0 ? syscall(SYS_write, fd, bytes, n) : syscall(SYS_pwrite64, fd, bytes, n, offset);
    if (counts) leave('w', done > 0, full, "", from, bytes, done > 0 ? (uint64_t)done : 0);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t n) { return put(fd, bytes, n, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t offset) { return put(fd, bytes, n, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t offset) { return put(fd, bytes, n, offset); }

/* The standard library then copies by reading and writing. */
ssize_t copy_file_range(int a, off64_t *b, int c, off64_t *d, size_t e, unsigned f) {
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile64(int a, int b, off64_t *c, size_t d) {
    (void)a, (void)b, (void)c, (void)d;
    errno = ENOSYS;
    return -1;
}

static int size(int fd, int64_t n) {
    char full[PATH_MAX];
    int counts = opened(fd, full);
    if (counts) enter();
    int done = (int)syscall(SYS_ftruncate, fd, n);
    if (counts) leave('s', done == 0, full, "", (uint64_t)n, "", 0);
    return done;
}
int ftruncate(int fd, off_t n) { return size(fd, n); }
int ftruncate64(int fd, off64_t n) { return size(fd, n); }

#define ON_FD(name, op)                                \
    int name(int fd) {                                 \
        char full[PATH_MAX];                           \
        int counts = opened(fd, full);                 \
        if (counts) enter();                           \
        int done = (int)syscall(SYS_##name, fd);       \
        if (counts) leave(op, done == 0, full, "", 0, "", 0); \
        return done;                                   \
    }
ON_FD(fsync, 'f')
ON_FD(fdatasync, 'f')

#define ON_NAME(name, op)                              \
    int name(const char *path) {                       \
        char full[PATH_MAX];                           \
        int counts = named(path, full);                \
        if (counts) enter();                           \
        int done = REAL(name)(path);                   \
        if (counts) leave(op, done == 0, full, "", 0, "", 0); \
        return done;                                   \
    }
ON_NAME(unlink, 'u')
ON_NAME(rmdir, 'd')

int mkdir(const char *path, mode_t mode) {
    char full[PATH_MAX];
    int counts = named(path, full);
    if (counts) enter();
    int done = REAL(mkdir)(path, mode);
    if (counts) leave('m', done == 0, full, "", 0, "", 0);
    return done;
}

int unlinkat(int folder, const char *path, int flags) {
    char full[PATH_MAX];
    int counts = 0;
    if (folder == AT_FDCWD || path[0] == '/') {
        counts = named(path, full);
    } else if (opened(folder, full)) {
        size_t n = strlen(full);
        counts = snprintf(full + n, PATH_MAX - n, "/%s", path) < (int)(PATH_MAX - n);
    }
    if (counts) enter();
    int done = (int)syscall(SYS_unlinkat, folder, path, flags);
    if (counts) leave(flags & AT_REMOVEDIR ? 'd' : 'u', done == 0, full, "", 0, "", 0);
    return done;
}

#define ON_TWO(name, op)                                        \
    int name(const char *from, const char *to) {                \
        char a[PATH_MAX], b[PATH_MAX];                          \
        int counts = named(from, a) | named(to, b);             \
        if (counts) enter();                                    \
        int done = REAL(name)(from, to);                        \
        if (counts) leave(op, done == 0, a, b, 0, "", 0);       \
        return done;                                            \
    }
ON_TWO(rename, 'r')
ON_TWO(link, 'l')

/* The standard library links by this one. */
int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    char a[PATH_MAX], b[PATH_MAX];
    int counts = named(from, a) | named(to, b);
    if (counts) enter();
    int done = (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
    if (counts) leave('l', done == 0, a, b, 0, "", 0);
    return done;
}
