"""The liveness probe of one container. A probe runs as a process of its own, so that it blocks nobody."""
import os
import signal
import socket
import time


class Liveness:
    def __init__(self, spec):
        self.spec = spec
        self.period = float(spec.get("periodSeconds") or 10)
        self.timeout = float(spec.get("timeoutSeconds") or 1)
        self.threshold = int(spec.get("failureThreshold") or 3)
        self.restart()

    def restart(self):
        self.failures, self.running, self.started = 0, None, 0
        self.due = time.monotonic() + max(float(self.spec.get("initialDelaySeconds") or 0), self.period)

    def step(self, pid):
        """Starts a probe when it is time, ends one that takes too long."""
        now = time.monotonic()
        if self.running is None and now >= self.due:
            self.running, self.started, self.due = self.fork(pid), now, now + self.period
        elif self.running is not None and now > self.started + self.timeout:
            os.kill(self.running, signal.SIGKILL)

    def ended(self, status):
        """True when the container is to be restarted."""
        self.running = None
        self.failures = 0 if status == 0 else self.failures + 1
        return self.failures >= self.threshold

    def fork(self, pid):
        child = os.fork()
        if child:
            return child
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            null = os.open("/dev/null", os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(null, number)
            self.probe(pid)
            os._exit(0)
        except BaseException:
            os._exit(1)

    def probe(self, pid):
        if "exec" in self.spec:
            command = [str(word) for word in self.spec["exec"]["command"]]
            os.execvp("nsenter", ["nsenter", "-t", str(pid), "-m", "-p", "-r", "-w", "--"] + command)
        if "tcpSocket" in self.spec:
            at = self.spec["tcpSocket"]
            socket.create_connection((at.get("host") or node_address(), int(at["port"])), self.timeout).close()
            return
        at = self.spec["httpGet"]
        host = str(at.get("host") or node_address())
        host = f"[{host}]" if ":" in host else host
        url = f"{str(at.get('scheme') or 'HTTP').lower()}://{host}:{at['port']}{at.get('path') or '/'}"
        os.execvp("curl", ["curl", "-q", "-sfk", "--noproxy", "*", "-m", str(self.timeout), "-o", "/dev/null", url])


def node_address():
    """The pod's address is the node's: it uses the node's network."""
    with open("/etc/hosts", encoding="utf-8") as hosts:
        name = socket.gethostname()
        return next(words[0] for words in map(str.split, hosts) if name in words[1:])
