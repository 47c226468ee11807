"""A stand-in for the kubelet: runs the static pods of /etc/kubernetes/manifests on a node of the lab.

It polls every 0.2 s (a real one is told by inotify and looks every 20 s). README.md says what it knows and what not.
"""
import os
import signal
import sys

import linux
from journal import log, read_state, write_state
from manifests import Directory
from pod import Pod

POLL_SECONDS = 0.2


class Kubelet:
    def __init__(self):
        self.directory, self.pods = Directory(), {}
        self.before, self.written = read_state(), None
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    def run(self):
        log("started")
        while True:
            self.follow(self.directory.read())
            self.before = []
            self.collect()
            for pod in list(self.pods.values()):
                for running in pod.containers:
                    running.step()
            self.report()
            # A container's end is acted on at once.
            signal.sigtimedwait([signal.SIGCHLD], POLL_SECONDS)

    def follow(self, wanted):
        """A changed manifest is another pod: the old one ends first, then the new one starts."""
        for key, pod in list(self.pods.items()):
            if key not in wanted or wanted[key].digest != pod.digest:
                pod.stop()
            if pod.stopping and pod.gone():
                log(f"{pod.name}: gone")
                del self.pods[key]
        for key, manifest in wanted.items():
            if key not in self.pods:
                self.pods[key] = Pod(manifest)
                self.pods[key].adopt(self.before)

    def collect(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            self.ended(pid, status)
        for running in self.running():
            # init's child, not ours: nobody reports its end.
            if running.alive() and running.adopted and linux.start_time(running.pid) != running.begun:
                running.ended(None)

    def ended(self, pid, status):
        for running in self.running():
            if running.pid == pid:
                running.ended(status)
            elif running.liveness and running.liveness.running == pid:
                if running.liveness.ended(status) and running.alive():
                    running.say("liveness probe failed: restarting")
                    running.liveness.failures = 0
                    running.stop()

    def running(self):
        return [running for pod in self.pods.values() for running in pod.containers]

    def report(self):
        rows = [running.row() for running in self.running()]
        if rows != self.written:
            write_state(rows)
            self.written = rows


linux.set_name("kubelet")
Kubelet().run()
