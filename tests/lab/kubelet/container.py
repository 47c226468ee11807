"""One container: started in namespaces of its own, ended as a whole."""
import os
import signal

import images
import linux
import rootfs

# What a runtime leaves to a container that asks for nothing.
DEFAULT_CAPABILITIES = set(
    "CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL "
    "AUDIT_WRITE".split()
)
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Container:
    """What a manifest says of it."""

    def __init__(self, spec, pod_spec):
        self.spec, self.name = spec, spec["name"]
        self.image = images.find(str(spec.get("image") or ""))
        context = {**(pod_spec.get("securityContext") or {}), **(spec.get("securityContext") or {})}
        self.user = context.get("runAsUser")
        self.group = context.get("runAsGroup")
        self.privileged = bool(context.get("privileged"))
        self.capabilities = capabilities(context.get("capabilities") or {})
        self.host_pid = bool(pod_spec.get("hostPID"))

    def environment(self):
        given = {pair["name"]: str(pair.get("value", "")) for pair in self.spec.get("env") or []}
        return {"PATH": PATH, "HOME": "/root", **given}


def capabilities(asked):
    def names(key):
        return {name.upper().removeprefix("CAP_") for name in asked.get(key) or []}

    kept = set() if "ALL" in names("drop") else DEFAULT_CAPABILITIES - names("drop")
    return set(linux.CAPABILITIES) if "ALL" in names("add") else kept | names("add")


def start(container, volumes, log_path, pause):
    """Returns (pid, note). pause: the process whose pid namespace the pod shares, or None."""
    reader, writer = os.pipe()
    if pause:
        linux.enter(f"/proc/{pause}/ns/pid", linux.NEWPID)
    elif not container.host_pid:
        linux.unshare(linux.NEWPID)
    pid = os.fork()
    if pid == 0:
        become(container, volumes, log_path, writer)
    # Only children are in the new namespace; the next child is to be in ours again.
    linux.enter("/proc/self/ns/pid", linux.NEWPID)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        note, failed, error = pipe.read().partition("\0")  # ends when the program runs
    if failed:
        os.waitpid(pid, 0)
        raise rootfs.VolumeError(error)
    return pid, note


def become(container, volumes, log_path, writer):
    """In the child: everything up to the program itself. Does not return."""
    try:
        os.setsid()
        output = os.open(log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
        empty = os.open("/dev/null", os.O_RDONLY)
        for number, source in ((0, empty), (1, output), (2, output)):
            os.dup2(source, number)
        os.umask(0o022)
        linux.unshare(linux.NEWNS | linux.NEWIPC)
        note = rootfs.build(container, volumes)
        directory = container.spec.get("workingDir") or ("/var/lib/haproxy" if container.image.uid else "/")
        os.chdir(directory)
        become_user(container)
        if note:
            os.write(writer, note.encode())
        arguments = container.image.arguments(container.spec.get("command"), container.spec.get("args"))
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.execvpe(arguments[0], [str(word) for word in arguments], container.environment())
    except BaseException as error:
        os.write(writer, f"\0{error}".encode())
        os._exit(127)


def become_user(container):
    user = container.image.uid if container.user is None else int(container.user)
    group = int(container.group) if container.group is not None else (99 if user == 99 else 0)
    if not container.privileged:
        linux.keep_capabilities(container.capabilities)
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)


def start_pause():
    """Holds the pid namespace of a pod that shares one, and collects its dead."""
    linux.unshare(linux.NEWPID)
    pid = os.fork()
    if pid == 0:
        os.setsid()
        linux.set_name("pause")
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            signal.pause()
    linux.enter("/proc/self/ns/pid", linux.NEWPID)
    return pid


def hold_namespace(pid):
    """An open file, so that no later namespace gets the same number; None where the process is gone already."""
    try:
        return os.open(f"/proc/{pid}/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def end_rest(namespace):
    """When its first process is gone a runtime ends the others too, also where they share a pid namespace."""
    if namespace is None:
        return
    ours = os.fstat(namespace).st_ino
    os.close(namespace)
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{entry}/ns/mnt").st_ino == ours:
                os.kill(int(entry), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            pass
