"""Which pods the manifests directory asks for. As the kubelet: dot-files are ignored, every other file counts,
also *.bak, *~ and *.swp."""
import hashlib
import os
import sys

from journal import log

DIRECTORY = "/etc/kubernetes/manifests"


class Manifest:
    """A pod as a file declares it. A change of the file's content makes it another pod of the same key."""

    def __init__(self, path, digest, document):
        self.path, self.digest = path, digest
        self.spec = document["spec"]
        metadata = document["metadata"]
        self.key = (metadata.get("namespace") or "default", metadata["name"])


class Directory:
    def __init__(self):
        self.parsed = {}  # (path, digest) -> Manifest, or None where it is none
        self.shadowed = set()

    def read(self):
        """The manifests to run by (namespace, name)."""
        seen, pods, shadowed = {}, {}, set()
        for path in self.paths():
            manifest = self.parse(path, seen)
            if manifest is None:
                continue
            first = pods.setdefault(manifest.key, manifest)
            if first is not manifest:
                shadowed.add((path, manifest.digest))
                if (path, manifest.digest) not in self.shadowed:
                    log(f"{path}: pod {'/'.join(manifest.key)} comes from {first.path} already; this file is not run")
        self.parsed, self.shadowed = seen, shadowed
        return pods

    def paths(self):
        try:
            names = sorted(os.listdir(DIRECTORY))
        except FileNotFoundError:
            return
        for name in names:
            path = os.path.join(DIRECTORY, name)
            if not name.startswith(".") and os.path.isfile(path):
                yield path

    def parse(self, path, seen):
        try:
            with open(path, "rb") as file:
                content = file.read()
        except OSError as error:
            log(f"{path}: {error.strerror}")
            return None
        key = (path, hashlib.sha256(content).hexdigest())
        if key in self.parsed:
            seen[key] = self.parsed[key]
        else:
            seen[key] = None
            try:
                seen[key] = Manifest(path, key[1], pod_of(content))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                log(f"{path}: not a pod, nothing is run for it: {' '.join(str(error).split())}")
        return seen[key]


def pod_of(content):
    # Only now: a node without manifests does without the library's memory.
    sys.path.append("/usr/lib/python3/dist-packages")
    import yaml

    try:
        document = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError(error) from None
    if not isinstance(document, dict) or document.get("kind") != "Pod":
        raise ValueError("kind is not Pod")
    if not document["metadata"].get("name"):
        raise ValueError("metadata.name is missing")
    if not document["spec"].get("containers"):
        raise ValueError("spec.containers is empty")
    return document
