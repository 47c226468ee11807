using System.Collections.Concurrent;
using System.Diagnostics;

namespace HaControlPlane.Tests.Matrix;

/// <summary>Everything that ever appears in a node's manifests folder, as the kernel tells it.</summary>
internal sealed class ManifestWatch : IDisposable
{
    private const string Watcher = """
        import ctypes, os, struct, sys
        libc = ctypes.CDLL(None)
        fd = libc.inotify_init1(0)
        assert libc.inotify_add_watch(fd, b"/etc/kubernetes/manifests", 0x180) >= 0  # IN_MOVED_TO, IN_CREATE
        print("ready", flush=True)
        while True:
            data = os.read(fd, 65536)
            while data:
                length = struct.unpack_from("iIII", data)[3]
                print(data[16:16 + length].rstrip(b"\0").decode(), flush=True)
                data = data[16 + length:]
        """;

    private readonly Process process;
    private readonly ConcurrentDictionary<string, bool> names = new(StringComparer.Ordinal);

    private ManifestWatch(Process process) => this.process = process;

    public bool IsAlive => !process.HasExited;

    /// <summary>Names that are no manifest of ours.</summary>
    public IEnumerable<string> Strangers => names.Keys.Except(["ready", "haproxy.yaml", "keepalived.yaml"]);

    public static async Task<ManifestWatch> StartAsync(MatrixLab lab, string node)
    {
        var start = new ProcessStartInfo("nsenter", lab.InNode(node, "python3", "-I", "-c", Watcher)) { RedirectStandardOutput = true };
        var watch = new ManifestWatch(new Process { StartInfo = start });
        watch.process.OutputDataReceived += (_, line) => _ = line.Data is { } name && watch.names.TryAdd(name, true);
        watch.process.Start();
        watch.process.BeginOutputReadLine();
        for (var clock = Stopwatch.StartNew(); !watch.names.ContainsKey("ready"); await Task.Delay(20))
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(20))
            {
                throw new TimeoutException("inotify is not ready.");
            }
        }

        return watch;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
