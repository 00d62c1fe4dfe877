/* Makes one system call on the record fail. For LD_PRELOAD; tests/disk.rs builds it.
 *
 * FAULT_CALL   fdatasync, fsync, pwrite, fallocate, ftruncate or rename
 * FAULT_BELOW  only files whose path begins so
 * FAULT_AT     the call of this number fails, counted from 1
 * FAULT_UNTIL  and all up to this one (default: that one alone)
 * FAULT_ERRNO  with this error; 0 for pwrite: half of the octets are written, which is no error
 * FAULT_AFTER  1: the call is carried out, and only then reported as failed
 * FAULT_COUNT  a file that takes the number of calls seen, one octet for each
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static const char *call, *below;
static long first, last, error_number, after;
static int count_file = -1;
static atomic_long seen;

static long number(const char *name, long usual) {
    const char *text = getenv(name);
    return text ? atol(text) : usual;
}

__attribute__((constructor)) static void prepare(void) {
    call = getenv("FAULT_CALL");
    below = getenv("FAULT_BELOW");
    first = number("FAULT_AT", 0);
    last = number("FAULT_UNTIL", first);
    error_number = number("FAULT_ERRNO", EIO);
    after = number("FAULT_AFTER", 0);
    if (getenv("FAULT_COUNT"))
        count_file = open(getenv("FAULT_COUNT"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Whether this call is to fail. */
static int hit_path(const char *name, const char *path) {
    if (!call || !below || strcmp(call, name) != 0 || strncmp(path, below, strlen(below)) != 0)
        return 0;
    long at = atomic_fetch_add(&seen, 1) + 1;
    if (count_file >= 0 && write(count_file, ".", 1) != 1)
        abort();
    return first > 0 && first <= at && at <= last;
}

static int hit(const char *name, int file) {
    char link[64], path[4096];
    if (!call || strcmp(call, name) != 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return hit_path(name, path);
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

#define SYNC(symbol) \
    int symbol(int file) { \
        int (*real)(int) = REAL(#symbol, int (*)(int)); \
        if (!hit(#symbol, file)) \
            return real(file); \
        if (after) \
            real(file); \
        errno = error_number; \
        return -1; \
    }

SYNC(fdatasync)
SYNC(fsync)

#define PWRITE(symbol) \
    ssize_t symbol(int file, const void *octets, size_t length, off_t offset) { \
        ssize_t (*real)(int, const void *, size_t, off_t) = \
            REAL(#symbol, ssize_t (*)(int, const void *, size_t, off_t)); \
        if (!hit("pwrite", file)) \
            return real(file, octets, length, offset); \
        if (error_number == 0) \
            return real(file, octets, length > 1 ? length / 2 : length, offset); \
        if (after) \
            real(file, octets, length, offset); \
        errno = error_number; \
        return -1; \
    }

PWRITE(pwrite)
PWRITE(pwrite64)

#define FALLOCATE(symbol) \
    int symbol(int file, off_t offset, off_t length) { \
        int (*real)(int, off_t, off_t) = REAL(#symbol, int (*)(int, off_t, off_t)); \
        if (!hit("fallocate", file)) \
            return real(file, offset, length); \
        if (after) \
            real(file, offset, length); \
        return error_number; \
    }

FALLOCATE(posix_fallocate)
FALLOCATE(posix_fallocate64)

#define FTRUNCATE(symbol) \
    int symbol(int file, off_t length) { \
        int (*real)(int, off_t) = REAL(#symbol, int (*)(int, off_t)); \
        if (!hit("ftruncate", file)) \
            return real(file, length); \
        if (after) \
            real(file, length); \
        errno = error_number; \
        return -1; \
    }

FTRUNCATE(ftruncate)
FTRUNCATE(ftruncate64)

int rename(const char *from, const char *to) {
    int (*real)(const char *, const char *) = REAL("rename", int (*)(const char *, const char *));
    if (!hit_path("rename", to))
        return real(from, to);
    if (after)
        real(from, to);
    errno = error_number;
    return -1;
}
