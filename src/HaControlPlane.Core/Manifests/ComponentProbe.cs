using System.Globalization;
using System.Text.RegularExpressions;

namespace HaControlPlane.Manifests;

/// <summary>By what a static pod's component is seen to be well.</summary>
/// <param name="Process">The name of its process, as the kernel cuts it.</param>
/// <param name="Url">Where it answers; null when its manifest does not say.</param>
internal sealed partial record ComponentProbe(string Process, string? Url)
{
    /// <summary>The kernel keeps 15 bytes of a process's name (TASK_COMM_LEN less its end).</summary>
    private const int KernelNameLength = 15;

    private static readonly string[] Probes = ["readinessProbe", "livenessProbe", "startupProbe"];

    /// <summary>Ports and paths of components whose manifests have no probe, as some hardening guides leave them.</summary>
    private static readonly Dictionary<string, (int Port, string Path)> Known = new(StringComparer.Ordinal)
    {
        ["kube-apiserver"] = (6443, "/readyz"),
        ["kube-controller-manager"] = (10257, "/healthz"),
        ["kube-scheduler"] = (10259, "/healthz"),
    };

    /// <summary>Reads a manifest: the probe the kubelet itself uses, else what is known of the component.</summary>
    /// <exception cref="ManifestEditException">The manifest or the container cannot be read.</exception>
    public static ComponentProbe Of(string text, string container, string file)
    {
        var lists = ArgumentList.Of(ManifestText.Read(text, file), container);
        var program = lists[0].Items.Count > 0 && lists[0].Items[0].Text is { Length: > 0 } first && !first.StartsWith('-') ? first.Split('/')[^1] : container;
        var pod = ManifestText.Read(text, file).Root!.Value("spec")!;
        var place = pod.Value("containers")!.Items.Single(c => c.Value("name")?.Text == container);
        var url = Probes.Select(p => place.Value(p)?.Value("httpGet")).OfType<ManifestNode>().Select(g => UrlOf(g, place)).FirstOrDefault(u => u is not null)
            ?? (Known.TryGetValue(program, out var known)
                ? $"https://127.0.0.1:{ManifestArguments.Read(text, container, "secure-port", file) ?? known.Port.ToString(CultureInfo.InvariantCulture)}{known.Path}"
                : null);
        return new ComponentProbe(
            ProcessName().IsMatch(program) ? program[..Math.Min(program.Length, KernelNameLength)] : container,
            url is not null && PlainUrl().IsMatch(url) ? url : null);
    }

    private static string? UrlOf(ManifestNode get, ManifestNode container)
    {
        var port = get.Value("port")?.Text;
        if (port is not null && !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            port = (container.Value("ports")?.Items ?? []).FirstOrDefault(p => p.Value("name")?.Text == port)?.Value("containerPort")?.Text;
        }

        var host = get.Value("host")?.Text is { Length: > 0 } named ? named : "127.0.0.1";
        var bracketed = host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;
        return port is null ? null : $"{(get.Value("scheme")?.Text == "HTTPS" ? "https" : "http")}://{bracketed}:{port}{get.Value("path")?.Text ?? "/"}";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex ProcessName();

    /// <summary>Nothing that a shell's plan could take for two words, or curl for a pattern.</summary>
    [GeneratedRegex(@"\Ahttps?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}/[A-Za-z0-9/._~?=&%-]*\z")]
    private static partial Regex PlainUrl();
}
