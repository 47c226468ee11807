"""The images the stand-in knows, as far as their behaviour shows: which file they read, as whom they run, and what
they do without a config."""
import re
import signal

OLD_KEEPALIVED = "/usr/local/etc/keepalived/keepalived.conf"
NEW_KEEPALIVED = "/etc/keepalived/keepalived.conf"
# What it may do with the network it does in Python, which its image does not show to who looks.
KUBE_VIP = "/usr/lib/lab/kube-vip"
# Of the control plane's own images; what runs in them is lab/node/component.
COMPONENTS = ("kube-apiserver", "kube-controller-manager")
HAPROXY = "/usr/local/etc/haproxy/haproxy.cfg"

# What osixia/keepalived starts on when nobody mounts a config where it looks for one.
DEFAULT_KEEPALIVED = """\
global_defs {
  default_interface eth0
}
vrrp_instance VI_1 {
  interface eth0
  state BACKUP
  virtual_router_id 51
  priority 150
  nopreempt
  unicast_peer {
    192.168.1.10
    192.168.1.11
  }
  virtual_ipaddress {
    192.168.1.231
    192.168.1.232
  }
  authentication {
    auth_type PASS
    auth_pass d0cker
  }
}
"""


class Image:
    def __init__(self, entrypoint, command, uid=0, config=None, stop_signal=signal.SIGTERM, programs=(), stand_in=None,
                 program="/usr/lib/lab/component"):
        self.entrypoint, self.command, self.uid = entrypoint, command, uid
        self.config, self.stop_signal, self.programs, self.stand_in = config, stop_signal, programs, stand_in
        self.program = program

    def arguments(self, command, args):
        """command replaces the entrypoint, and with it the image's own arguments; args replaces only those."""
        if command:
            return list(command) + list(args or [])
        return self.entrypoint(list(args) if args else self.command)


def find(reference):
    """The image, or None. Recognised by repository name, whatever the registry, tag or digest."""
    name = reference.partition("@")[0]
    repository, _, tag = name.rpartition(":") if ":" in name.rpartition("/")[2] else (name, "", "")
    kind = repository.rpartition("/")[2]
    version = version_of(tag)
    if kind == "haproxy":
        # Official images since 2.4 do not run as root, and they stop softly.
        return Image(run_haproxy, ["haproxy", "-f", HAPROXY], 99 if version >= (2, 4) else 0,
                     stop_signal=signal.SIGUSR1)
    if kind == "keepalived" and version <= (2, 0, 20):
        # Alpine with busybox's ip. Builds before 2.0.17 remove curl again, those up to 2.0.20 leave it in.
        programs = ("ip", "curl") if version >= (2, 0, 17) else ("ip",)
        return Image(run_keepalived(OLD_KEEPALIVED), [], config=OLD_KEEPALIVED, programs=programs)
    if kind == "keepalived" and version >= (2, 3, 4):
        return Image(run_keepalived(NEW_KEEPALIVED), [], config=NEW_KEEPALIVED, programs=("ip",))
    if kind == "kube-vip":
        return Image(lambda arguments: ["kube-vip"] + arguments, [], programs=("python3", "ip"), stand_in=kind, program=KUBE_VIP)
    if kind in COMPONENTS:
        # Its manifest's command names the program, which is the stand-in's: a haproxy, and as pid 1 it is deaf to SIGTERM.
        return Image(lambda arguments: [kind] + arguments, [], stop_signal=signal.SIGUSR1, stand_in=kind)
    return None


def version_of(tag):
    """2.0.20 -> (2, 0, 20); a tag without a number, or none, is the newest."""
    numbers = re.match(r"v?(\d+(?:\.\d+)*)", tag)
    return tuple(int(number) for number in numbers[1].split(".")) if numbers else (999,)


def run_haproxy(arguments):
    """The image's docker-entrypoint.sh."""
    if arguments[0].startswith("-"):
        arguments = ["haproxy"] + arguments
    if arguments[0] == "haproxy":
        arguments = ["haproxy", "-W", "-db"] + arguments[1:]
    return arguments


def run_keepalived(config):
    # The image's own options (--copy-service, --loglevel) are for its init, not for keepalived.
    return lambda arguments: ["keepalived", "-n", "-l", "-D", "-f", config]
