"""What starves a machine, for bench/steady: processes that compute or fork, memory, a disk; and real API servers beside."""
import base64
import ctypes
import json
import os
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

CPUS = os.cpu_count()
# The kernel's own killer of processes takes a load first, and never a node's daemon in its place.
KILL_FIRST = "echo 1000 >/proc/self/oom_score_adj; "
MIB = 1 << 20
# Fills memory down to what is to be left, and keeps reading a file twice as large as that: nothing stays in the page cache.
HOG = """
import os, sys, time
left, path = int(sys.argv[1]) << 20, sys.argv[2]
def available():
    return next(int(l.split()[1]) for l in open("/proc/meminfo") if l.startswith("MemAvailable")) << 10
held = []
while True:
    while available() > left:
        held.append(bytearray(os.urandom(4096) * 4096))
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            if available() < left // 2 and held:
                held.pop()
"""
KINDS = {
    "nothing": "nothing",
    "compute": "processes that only compute",
    "forks": "processes that only fork",
    "memory": "memory that runs out",
    "disk": "a disk that is written and read all the time",
}


class Load:
    """One kind of load; a context. A process of it that ends by itself is counted: a load that is not there starves nothing."""

    def __init__(self, kind, folder, processes=None, leave_mib=512, join=lambda: None):
        self.kind, self.folder, self.running, self.join = kind, tempfile.mkdtemp(prefix="starve-", dir=folder), [], join
        self.processes, self.leave_mib = processes, leave_mib

    def __enter__(self):
        try:
            getattr(self, self.kind)()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self, *command):
        self.running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=self.begin))

    def begin(self):
        """In the new process: it ends with the bench, whatever ends that."""
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        self.join()

    def shell(self, script):
        self.start("/bin/sh", "-c", KILL_FIRST + script, "sh", self.folder)

    def nothing(self):
        pass

    def compute(self):
        for _ in range(self.processes or 16 * CPUS):
            self.shell("while :; do :; done")

    def forks(self):
        for _ in range(self.processes or 32 * CPUS):
            self.shell("while :; do /bin/true & /bin/true; wait; done")

    def memory(self):
        path = os.path.join(self.folder, "read")
        with open(path, "wb") as file:
            for _ in range(2 * self.leave_mib):
                file.write(os.urandom(MIB))
        # One holds the memory; all of them read.
        self.shell(f"exec {sys.executable} -c '{HOG}' {self.leave_mib} {path}")
        for _ in range((self.processes or 4 * CPUS) - 1):
            self.shell(f"while :; do cat {path} >/dev/null; done")

    def disk(self):
        for number in range(self.processes or 8 * CPUS):
            self.shell(f'while :; do dd if=/dev/zero of="$1/{number}" bs=64k count=512 conv=fsync 2>/dev/null; dd if="$1/{number}" of=/dev/null bs=64k iflag=direct 2>/dev/null; done')

    def ended(self):
        return sum(p.poll() is not None for p in self.running)

    def __exit__(self, *_):
        for process in self.running:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class ApiServers:
    """Real kube-apiservers over one etcd, on loopback, asked all the time; programs from a folder that has kube-apiserver and etcd."""

    def __init__(self, programs, folder, count=3):
        self.programs, self.folder, self.count = programs, tempfile.mkdtemp(prefix="apiservers-", dir=folder), count
        self.running, self.asked, self.stop, self.clients = [], 0, threading.Event(), []
        self.token = secrets.token_hex(16)

    def start(self, name, *flags):
        log = open(os.path.join(self.folder, f"{name}.{len(self.running)}.log"), "wb")
        self.running.append(subprocess.Popen([os.path.join(self.programs, name), *flags], stdout=log, stderr=log, start_new_session=True))

    def __enter__(self):
        try:
            self.up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def up(self):
        client, peer, *ports = free_ports(2 + self.count)
        self.start("etcd", "--data-dir", os.path.join(self.folder, "etcd"), "--listen-client-urls", f"http://127.0.0.1:{client}", "--advertise-client-urls", f"http://127.0.0.1:{client}",
                   "--listen-peer-urls", f"http://127.0.0.1:{peer}", "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}", "--initial-cluster", f"default=http://127.0.0.1:{peer}")
        key, tokens = os.path.join(self.folder, "sa.key"), os.path.join(self.folder, "tokens")
        subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, capture_output=True)
        with open(os.open(tokens, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(f'{self.token},bench,bench,"system:masters"\n')
        for number, port in enumerate(ports):
            self.start("kube-apiserver", "--etcd-servers", f"http://127.0.0.1:{client}", "--bind-address", "127.0.0.1", "--secure-port", str(port), "--cert-dir", os.path.join(self.folder, f"certs{number}"),
                       "--service-account-issuer", "https://bench", "--service-account-key-file", key, "--service-account-signing-key-file", key, "--service-cluster-ip-range", "10.96.0.0/16",
                       "--authorization-mode", "RBAC", "--token-auth-file", tokens, "--advertise-address", "192.0.2.1", "--endpoint-reconciler-type", "none")
        for port in ports:
            deadline = time.time() + 180
            while not self.ask(port, "GET", "/readyz"):
                if time.time() > deadline or any(p.poll() is not None for p in self.running):
                    sys.exit(f"bench/steady: a kube-apiserver does not get ready; its log is in {self.keep_logs()}")
                time.sleep(0.5)
        self.clients = [threading.Thread(target=self.work, args=(port,), daemon=True) for port in ports for _ in range(2)]
        for thread in self.clients:
            thread.start()

    def keep_logs(self):
        kept = tempfile.mkdtemp(prefix="apiservers-logs-")
        for name in os.listdir(self.folder):
            if name.endswith(".log"):
                shutil.copy(os.path.join(self.folder, name), kept)
        return kept

    def ask(self, port, method, path, body=None):
        request = urllib.request.Request(f"https://127.0.0.1:{port}{path}", method=method, data=json.dumps(body).encode() if body else None,
                                         headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30, context=ssl._create_unverified_context()) as answer:
                answer.read()
            return True
        except OSError:
            return False

    def work(self, port):
        """As controllers do: writes an object, and lists all of them."""
        path = "/api/v1/namespaces/default/configmaps"
        while not self.stop.is_set():
            name = "bench-" + secrets.token_hex(4)
            body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": {"x": base64.b64encode(os.urandom(8192)).decode()}}
            done = [self.ask(port, "POST", path, body), self.ask(port, "GET", path), self.ask(port, "GET", "/apis"), self.ask(port, "DELETE", f"{path}/{name}")]
            self.asked += sum(done)
            if not any(done):
                time.sleep(1)

    def __exit__(self, *_):
        self.stop.set()
        for process in reversed(self.running):
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        for thread in self.clients:
            thread.join(31)
        shutil.rmtree(self.folder, ignore_errors=True)


def free_ports(count):
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def pressure():
    """For how long tasks have waited for each, in microseconds since the boot; empty where the kernel does not count it."""
    found = {}
    for what in ("cpu", "memory", "io"):
        try:
            with open(f"/proc/pressure/{what}") as file:
                found[what] = int(file.readline().split("total=")[1])
        except OSError:
            pass
    return found
