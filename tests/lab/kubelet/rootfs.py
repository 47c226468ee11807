"""The files a container sees: the node's programs, a small /etc of its own, and its volumes."""
import os
import shutil
import stat

import linux
from images import DEFAULT_KEEPALIVED

ROOT, LAYERS = "/run/lab-kubelet/root", "/run/lab-kubelet/layers"
VOLUMES = "/run/lab-kubelet/volumes"
PASSWD = """\
root:x:0:0:root:/root:/bin/sh
haproxy:x:99:99::/var/lib/haproxy:/usr/sbin/nologin
keepalived_script:x:100:101::/home/keepalived_script:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/:/usr/sbin/nologin
"""
GROUP = "root:x:0:\ntty:x:5:\nhaproxy:x:99:\nkeepalived_script:x:101:\nnobody:x:65534:\n"
COPIED = "hosts hostname resolv.conf nsswitch.conf protocols services ld.so.cache ld.so.preload localtime".split()
# No image has these, but for those named with it.
ABSENT = "curl python3 socat openssl ip ss ssh systemctl".split()


class VolumeError(Exception):
    """A volume cannot be had as declared: the container does not start."""


def prepare(volumes, pod):
    """Looks at each volume before anything starts: name -> path on the node."""
    paths = {}
    for volume in volumes or []:
        if "hostPath" in volume:
            kind = volume["hostPath"].get("type") or ""
            paths[volume["name"]] = host_path(volume["hostPath"]["path"], kind)
        elif "emptyDir" in volume:
            paths[volume["name"]] = f"{VOLUMES}/{pod}/{volume['name']}"
            os.makedirs(paths[volume["name"]], exist_ok=True)
        else:
            raise VolumeError(f"volume {volume['name']}: the stand-in knows hostPath and emptyDir only")
    return paths


def host_path(path, kind):
    """The kubelet's and the runtime's rules; a missing path without a type becomes a directory."""
    exists, is_file, is_dir = os.path.exists(path), os.path.isfile(path), os.path.isdir(path)
    try:
        if kind in ("", "DirectoryOrCreate") and not exists:
            os.makedirs(path, 0o755)
        elif kind == "FileOrCreate" and not exists:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))
    except OSError as error:
        raise VolumeError(f"hostPath {path}: {error.strerror}") from None
    if (kind == "File" and not is_file) or (kind == "FileOrCreate" and exists and not is_file):
        raise VolumeError(f"hostPath type check failed: {path} is not a file")
    if (kind == "Directory" and not is_dir) or (kind == "DirectoryOrCreate" and exists and not is_dir):
        raise VolumeError(f"hostPath type check failed: {path} is not a directory")
    if kind == "Socket" and not (exists and stat.S_ISSOCK(os.stat(path).st_mode)):
        raise VolumeError(f"hostPath type check failed: {path} is not a socket file")
    return path


def build(container, volumes):
    """In the container's own mount namespace. Ends with the container's root as root. Returns what is worth a log."""
    linux.mount(None, "/", None, linux.REC | linux.PRIVATE)
    for directory in (ROOT, LAYERS):
        os.makedirs(directory, exist_ok=True)
        linux.mount("container", directory, "tmpfs", linux.NOSUID, "mode=755,size=16m")
    programs(container.image)
    for directory in "etc/keepalived root home proc sys dev var/lib/haproxy var/log run tmp var/tmp".split():
        os.makedirs(f"{ROOT}/{directory}", exist_ok=True)
    os.chown(f"{ROOT}/var/lib/haproxy", 99, 99)
    for directory in ("tmp", "var/tmp"):
        os.chmod(f"{ROOT}/{directory}", 0o1777)
    os.symlink("/run", f"{ROOT}/var/run")
    settings()
    devices()
    if container.host_pid and os.path.isdir("/run/lab-events"):
        # The kernel's process events reach the node's own pid namespace and none below it.
        os.mkdir(f"{ROOT}/run/lab-events")
        linux.bind("/run/lab-events", f"{ROOT}/run/lab-events")
    if container.image.stand_in == "kube-vip":
        os.mkdir(f"{ROOT}/run/lab-lease")
        linux.bind("/run/lab-lease", f"{ROOT}/run/lab-lease")
    for mounted in container.spec.get("volumeMounts") or []:
        attach(volumes, mounted)
    note = default_config(container.image.config)
    kernel_views(container.privileged)
    linux.change_root(ROOT)
    return note


def programs(image):
    for name in ("upper/bin", "upper/sbin", "upper/local/etc/haproxy", "upper/local/etc/keepalived", "work"):
        os.makedirs(f"{LAYERS}/{name}")
    for name in set(ABSENT).difference(image.programs):
        for directory in ("bin", "sbin"):
            os.mknod(f"{LAYERS}/upper/{directory}/{name}", 0o600 | stat.S_IFCHR, os.makedev(0, 0))
    if image.stand_in:
        os.symlink(image.program, f"{LAYERS}/upper/bin/{image.stand_in}")
    os.mkdir(f"{ROOT}/usr")
    linux.mount("usr", f"{ROOT}/usr", "overlay", 0, f"lowerdir=/usr,upperdir={LAYERS}/upper,workdir={LAYERS}/work")
    for name in os.listdir("/"):
        if os.path.islink(f"/{name}"):
            os.symlink(os.readlink(f"/{name}"), f"{ROOT}/{name}")


def settings():
    for name, text in (("passwd", PASSWD), ("group", GROUP)):
        with open(f"{ROOT}/etc/{name}", "w", encoding="utf-8") as file:
            file.write(text)
    for name in COPIED:
        if os.path.isfile(f"/etc/{name}"):
            shutil.copy(f"/etc/{name}", f"{ROOT}/etc/{name}")
    for name in ("ssl", "alternatives"):
        if os.path.isdir(f"/etc/{name}"):
            os.mkdir(f"{ROOT}/etc/{name}")
            linux.bind(f"/etc/{name}", f"{ROOT}/etc/{name}", read_only=True)


def devices():
    linux.mount("dev", f"{ROOT}/dev", "tmpfs", linux.NOSUID, "mode=755,size=64k")
    for name in "null zero full random urandom tty".split():
        os.close(os.open(f"{ROOT}/dev/{name}", os.O_CREAT | os.O_WRONLY))
        linux.bind(f"/dev/{name}", f"{ROOT}/dev/{name}")
    os.mkdir(f"{ROOT}/dev/shm", 0o1777)
    for name, target in (("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(target, f"{ROOT}/dev/{name}")


def attach(volumes, mounted):
    if mounted["name"] not in volumes:
        raise VolumeError(f"volumeMount {mounted['name']}: the pod has no such volume")
    source, target = volumes[mounted["name"]], ROOT + os.path.normpath("/" + mounted["mountPath"])
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    elif not os.path.exists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    # One file bound keeps its old inode when the node replaces it: as with a real kubelet.
    linux.bind(source, target, read_only=bool(mounted.get("readOnly")))


def default_config(path):
    if path is None or os.path.exists(ROOT + path):
        return None
    with open(ROOT + path, "w", encoding="utf-8") as file:
        file.write(DEFAULT_KEEPALIVED)
    return f"no {path} is mounted: the image starts on its own default, with virtual address 192.168.1.231"


def kernel_views(privileged):
    flags = linux.NOSUID | linux.NODEV | linux.NOEXEC
    linux.mount("proc", f"{ROOT}/proc", "proc", flags)
    linux.mount("/sys", f"{ROOT}/sys", None, linux.BIND | linux.REC)
    if not privileged:
        linux.bind(f"{ROOT}/proc/sys", f"{ROOT}/proc/sys", read_only=True)
