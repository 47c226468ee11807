"""The system calls that Python has no word for."""
import ctypes
import os
import platform

LIBC = ctypes.CDLL(None, use_errno=True)

NEWNS, NEWIPC, NEWPID = 0x20000, 0x8000000, 0x20000000
RDONLY, NOSUID, NODEV, NOEXEC, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
DETACH = 2
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}[platform.machine()]
PR_SET_NAME, PR_CAPBSET_DROP = 15, 24

# In the order of their numbers.
CAPABILITIES = (
    "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE "
    "NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN "
    "SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE "
    "MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE"
).split()


def check(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def mount(source, target, kind=None, flags=0, data=None):
    encoded = [None if word is None else word.encode() for word in (source, target, kind)]
    check(LIBC.mount(*encoded, ctypes.c_ulong(flags), data.encode() if data else None), f"mount {target}")


def bind(source, target, read_only=False):
    mount(source, target, None, BIND | REC)
    if read_only:
        mount(None, target, None, BIND | REMOUNT | RDONLY)


def unshare(flags):
    check(LIBC.unshare(flags), "unshare")


def enter(path, kind):
    """Joins the namespace behind a file of /proc."""
    with open(path, "rb") as namespace:
        check(LIBC.setns(namespace.fileno(), kind), f"setns {path}")


def change_root(root):
    os.chdir(root)
    check(LIBC.syscall(PIVOT_ROOT, b".", b"."), "pivot_root")
    check(LIBC.umount2(b".", DETACH), "umount of the old root")
    os.chdir("/")


def set_name(name):
    LIBC.prctl(PR_SET_NAME, name.encode(), 0, 0, 0)


def keep_capabilities(names):
    """What is dropped here a later exec as root does not get back."""
    for number, name in enumerate(CAPABILITIES):
        if name not in names:
            LIBC.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)


def start_time(pid):
    """Tells a process from a later one with the same number. None: there is no such process, or it is dead."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else int(fields[19])
