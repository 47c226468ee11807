/*
 * Loaded into the processes of a node (ld.so.preload): gives keepalived's track_process its process events.
 *
 * The kernel sends fork, exec and exit events to the machine's own network and pid namespaces and to no others,
 * so on a node of the lab keepalived would see none and stay in FAULT. Here the socket for them becomes one to the
 * lab's relay, which sends the same messages with the node's own pids. Where the relay cannot be reached (a
 * container with a pid namespace of its own) the socket stays silent, as the kernel's does there.
 *
 * No headers, so that any C compiler builds it without libc's development files.
 */
typedef unsigned long size_t;
typedef long ssize_t;

enum { AF_UNIX = 1, AF_NETLINK = 16, NETLINK_CONNECTOR = 11, SOCK_SEQPACKET = 5, SOCK_TYPE_MASK = 0xf };
enum { SOL_SOCKET = 1, SO_DOMAIN = 39, EAGAIN = 11 };

struct sockaddr_un { unsigned short family; char path[108]; };
struct sockaddr_nl { unsigned short family, pad; unsigned int pid, groups; };
struct msghdr { struct sockaddr_nl *name; unsigned int namelen; /* the rest is not ours */ };

extern void *dlsym(void *handle, const char *symbol);
extern int connect(int fd, const void *address, unsigned int length);
extern int socketpair(int domain, int type, int protocol, int pair[2]);
extern int getsockopt(int fd, int level, int name, void *value, unsigned int *length);
extern int close(int fd);
extern int *__errno_location(void);

#define REAL(name) dlsym((void *)-1L, #name) /* RTLD_NEXT */

static int is_ours(int fd)
{
    int domain = 0;
    unsigned int length = sizeof domain;
    return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &length) == 0 && domain == AF_UNIX;
}

int socket(int domain, int type, int protocol)
{
    int (*real)(int, int, int) = REAL(socket);
    struct sockaddr_un relay = { AF_UNIX, "/run/lab-events/socket" };
    int fd, pair[2], seqpacket = SOCK_SEQPACKET | (type & ~SOCK_TYPE_MASK);

    if (domain != AF_NETLINK || protocol != NETLINK_CONNECTOR)
        return real(domain, type, protocol);
    fd = real(AF_UNIX, seqpacket, 0);
    if (fd < 0 || connect(fd, &relay, sizeof relay) == 0)
        return fd;
    close(fd);
    /* The other end stays open and never speaks. */
    return socketpair(AF_UNIX, seqpacket, 0, pair) == 0 ? pair[0] : -1;
}

int bind(int fd, const struct sockaddr_nl *address, unsigned int length)
{
    int (*real)(int, const void *, unsigned int) = REAL(bind);

    if (length == sizeof *address && address->family == AF_NETLINK && is_ours(fd))
        return 0;
    return real(fd, address, length);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
    ssize_t (*real)(int, void *, int) = REAL(recvmsg);
    int for_netlink = message->name && message->namelen == sizeof *message->name;
    ssize_t got = real(fd, message, flags);

    if (!for_netlink || got < 0 || !is_ours(fd))
        return got;
    if (got == 0) { /* the relay is gone, and the lab with it */
        *__errno_location() = EAGAIN;
        return -1;
    }
    message->name->family = AF_NETLINK; /* from pid 0: the kernel */
    message->name->pid = 0;
    message->name->groups = 1;
    message->namelen = sizeof *message->name;
    return got;
}
