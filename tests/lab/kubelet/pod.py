"""The life of one pod: its containers start, are started again, and end with it."""
import os
import shutil
import signal
import time

import container as runtime
import linux
import rootfs
from journal import log
from liveness import Liveness

# A real kubelet: 10 s doubling to 5 min, forgotten after 10 min. Shorter here, so that tests need not wait.
FIRST_BACKOFF, LONGEST_BACKOFF, FORGOTTEN_AFTER = 0.5, 10.0, 20.0
LOG_LIMIT = 1 << 20


class Running:
    """A container of a pod, and its process if it has one."""

    def __init__(self, pod, spec):
        self.pod, self.what = pod, runtime.Container(spec, pod.spec)
        self.pid = self.begun = self.namespace = None
        self.adopted = False
        self.restarts, self.backoff, self.due, self.reason = 0, FIRST_BACKOFF, 0.0, ""
        self.started_at = None
        self.liveness = Liveness(spec["livenessProbe"]) if spec.get("livenessProbe") else None
        self.kill_at = None
        self.log_path = f"/var/log/pods/{pod.name}/{self.what.name}.log"

    def say(self, text):
        log(f"{self.pod.name}/{self.what.name}: {text}")

    def alive(self):
        return self.pid is not None

    def start(self):
        if self.what.image is None:
            self.fail(f"ErrImagePull: the stand-in has no image {self.what.spec.get('image')}")
            return
        try:
            os.makedirs(os.path.dirname(self.log_path), exist_ok=True)
            self.pid, note = runtime.start(self.what, self.pod.volumes(), self.log_path, self.pod.pause_pid())
        except (rootfs.VolumeError, OSError) as error:
            self.fail(f"CreateContainerError: {error}")
            return
        self.follow(self.pid, adopted=False)
        self.started_at, self.reason = time.time(), ""
        self.say(f"started, pid {self.pid}")
        if note:
            self.say(note)
        if self.liveness:
            self.liveness.restart()

    def follow(self, pid, adopted):
        self.pid, self.begun, self.adopted = pid, linux.start_time(pid), adopted
        self.namespace = runtime.hold_namespace(pid)
        self.since = time.monotonic()

    def fail(self, reason):
        if reason != self.reason:
            self.say(reason)
        self.reason = reason
        self.wait()

    def wait(self):
        self.due = time.monotonic() + self.backoff
        self.backoff = min(self.backoff * 2, LONGEST_BACKOFF)

    def ended(self, status):
        """Its first process is gone. status is None where it was no child of ours."""
        runtime.end_rest(self.namespace)
        self.pid = self.kill_at = self.namespace = None
        self.reason = "ended" if status is None else describe(status)
        self.say(self.reason)
        if not self.pod.stopping:
            if time.monotonic() - self.since > FORGOTTEN_AFTER:
                self.backoff = FIRST_BACKOFF
            self.restarts += 1
            self.wait()

    def stop(self):
        if self.alive() and self.kill_at is None:
            self.kill_at = time.monotonic() + self.pod.grace
            self.signal(self.what.image.stop_signal if self.what.image else signal.SIGTERM)

    def signal(self, number):
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            pass

    def step(self):
        now = time.monotonic()
        if self.alive():
            if self.kill_at is not None and now > self.kill_at:
                self.signal(signal.SIGKILL)
            elif self.liveness and self.kill_at is None:
                self.liveness.step(self.pid)
            self.trim_log()
        elif not self.pod.stopping and now >= self.due:
            self.start()

    def trim_log(self):
        try:
            if os.stat(self.log_path).st_size > LOG_LIMIT:
                os.truncate(self.log_path, 0)
        except OSError:
            pass

    def row(self):
        return {
            "namespace": self.pod.key[0], "pod": self.pod.key[1], "container": self.what.name, "pid": self.pid,
            "begun": self.begun, "restarts": self.restarts, "startedAt": self.started_at, "reason": self.reason,
            "manifest": self.pod.path, "sha256": self.pod.digest, "pause": self.pod.pause,
        }


class Pod:
    def __init__(self, manifest):
        self.key, self.path, self.digest, self.spec = manifest.key, manifest.path, manifest.digest, manifest.spec
        self.name = "_".join(self.key)
        self.grace = float(self.spec.get("terminationGracePeriodSeconds") or 30)
        self.pause, self.stopping = None, False
        self.containers = [Running(self, spec) for spec in self.spec["containers"]]
        log(f"{self.name}: pod of {self.path}, sha256 {self.digest[:12]}")

    def adopt(self, rows):
        """After a restart of the kubelet its containers still run."""
        for row in rows:
            same = (row["namespace"], row["pod"]) == self.key and row["sha256"] == self.digest
            for running in self.containers:
                if same and row["container"] == running.what.name and row["pid"]:
                    if linux.start_time(row["pid"]) == row["begun"]:
                        running.follow(row["pid"], adopted=True)
                        running.restarts, running.started_at = row["restarts"], row["startedAt"]
                        self.pause = row["pause"]
                        running.say(f"adopted, pid {row['pid']}")

    def volumes(self):
        return rootfs.prepare(self.spec.get("volumes"), self.name)

    def pause_pid(self):
        if self.spec.get("shareProcessNamespace") and (self.pause is None or not linux.start_time(self.pause)):
            self.pause = runtime.start_pause()
        return self.pause

    def stop(self):
        if not self.stopping:
            log(f"{self.name}: stopping")
        self.stopping = True
        for running in self.containers:
            running.stop()

    def gone(self):
        if any(running.alive() for running in self.containers):
            return False
        if self.pause:
            try:
                os.kill(self.pause, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.pause = None
        shutil.rmtree(f"{rootfs.VOLUMES}/{self.name}", ignore_errors=True)
        return True


def describe(status):
    if os.WIFSIGNALED(status):
        return f"killed by signal {os.WTERMSIG(status)}"
    return f"exited with {os.WEXITSTATUS(status)}"
