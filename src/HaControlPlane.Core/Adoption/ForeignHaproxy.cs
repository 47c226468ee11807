using HaControlPlane.Topology;

namespace HaControlPlane.Adoption;

/// <summary>What a haproxy configuration serves beside the endpoint.</summary>
/// <param name="path">The file.</param>
/// <param name="sections">Its sections.</param>
/// <param name="recorded">The sections that we wrote there ourselves; none where we wrote nothing.</param>
/// <param name="place">What is the endpoint's own.</param>
internal sealed class ForeignHaproxy(string path, IReadOnlyList<HaproxySection> sections, IReadOnlyList<HaproxySection> recorded, EndpointPlace place)
{
    /// <summary>What a frontend without servers does that only tells of haproxy itself.</summary>
    private static readonly string[] OfStatistics = ["stats", "monitor-uri", "monitor-net"];

    private readonly HashSet<string> ownBinds = [.. recorded.SelectMany(s => s.Binds)];
    private readonly HashSet<string> ownServers = [.. recorded.SelectMany(s => s.Servers)];

    /// <summary>Everything foreign, in the file's order.</summary>
    public static IReadOnlyList<ForeignService> Find(string path, string text, string? recorded, EndpointPlace place)
    {
        var sections = HaproxyText.Read(text);
        return PackagedDefaults.IsHaproxy(sections) ? [] : new ForeignHaproxy(path, sections, recorded is null ? [] : HaproxyText.Read(recorded), place).Find();
    }

    private IReadOnlyList<ForeignService> Find()
    {
        // What we wrote ourselves stays ours however the topology has changed since.
        var added = sections.Where(s => !recorded.Contains(s)).ToArray();
        var proxies = added.Where(s => s.Keyword is "frontend" or "listen").Select(s => (Section: s, Found: OfProxy(s).ToArray())).ToArray();
        var foreign = proxies.Where(p => p.Found.Any(f => !f.OfPredecessor)).Select(p => p.Section).ToArray();
        var told = foreign.SelectMany(s => s.Backends).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. proxies.SelectMany(p => p.Found)
                .Concat(added.Where(s => s.Keyword == "backend" && !told.Contains(s.Name)).SelectMany(OfBackend))
                .Concat(added.Where(IsSupport).Where(s => !IsUsed(s, foreign)).Select(s => Found(s, s.Title + Listens(s))))
                .Concat(added.Where(s => s.Keyword.Length == 0).Select(s => Found(s, "lines before the first section")))
                .OrderBy(f => f.Line),
        ];
    }

    private IEnumerable<ForeignService> OfProxy(HaproxySection proxy)
    {
        var binds = proxy.Binds.ToArray();
        var onEndpoint = binds.Any(b => place.IsEndpointPort(b) || ownBinds.Contains(b));
        var targets = proxy.Backends.Select(name => sections.FirstOrDefault(s => s.Keyword is "backend" or "listen" && s.Name == name)).ToArray();
        var servers = proxy.Servers.Concat(targets.OfType<HaproxySection>().SelectMany(s => s.Servers)).ToArray();
        if (servers.Length == 0 && targets.All(t => t is not null) && IsStatistics(proxy))
        {
            if (!binds.All(b => place.IsMonitorPort(b) || ownBinds.Contains(b)))
            {
                yield return Found(proxy, $"{proxy.Title}{Listens(proxy)} (statistics of haproxy)") with { OfPredecessor = recorded.Count == 0 };
            }

            yield break;
        }

        var others = targets.Any(t => t is null || !IsEndpoints(t, onEndpoint)) || !IsEndpoints(proxy, onEndpoint);
        if (others || !servers.Any(s => IsOwn(s, onEndpoint)) || (recorded.Count > 0 && !onEndpoint))
        {
            yield return Found(proxy, proxy.Title + Listens(proxy) + Leads(proxy, targets));
            yield break;
        }

        // The endpoint's predecessor: what it serves on other ports ends, and clients may be there.
        var closed = binds.Where(b => !place.IsEndpointPort(b) && !ownBinds.Contains(b)).ToArray();
        if (closed.Length > 0)
        {
            yield return Found(proxy, $"{proxy.Title} on {string.Join(", ", closed)} (to the API servers)") with { OfPredecessor = recorded.Count == 0 };
        }
    }

    /// <summary>A backend that no foreign frontend was named with: nothing leads there by name, or a frontend of the endpoint does.</summary>
    private IEnumerable<ForeignService> OfBackend(HaproxySection backend)
    {
        if (!IsEndpoints(backend, byName: true) && !sections.Any(s => s.Keyword is "frontend" or "listen" && !recorded.Contains(s) && s.Backends.Contains(backend.Name)))
        {
            yield return Found(backend, backend.Title + To(backend.Servers));
        }
    }

    /// <summary>Each of its servers is an API server. One without servers leads nowhere else.</summary>
    private bool IsEndpoints(HaproxySection section, bool byName)
    {
        var servers = section.Servers.ToArray();
        return servers.Length == 0 || (byName ? servers.Any(s => IsOwn(s, byName)) && servers.All(SamePort) : servers.All(s => IsOwn(s, byName)));

        // A machine that has left the cluster may still stand among its servers.
        bool SamePort(string server) => IsOwn(server, byName) || server[(server.LastIndexOf(':') + 1)..] == servers.First(s => IsOwn(s, byName)).Split(':')[^1];
    }

    private bool IsOwn(string server, bool byName) => place.IsApiserver(server, byName) || ownServers.Contains(server);

    private static bool IsStatistics(HaproxySection proxy) => proxy.Lines.Any(l => OfStatistics.Contains(l.Keyword) || l.Words.Contains("prometheus-exporter"));

    private static bool IsSupport(HaproxySection section) => section.Keyword is not ("" or "global" or "defaults" or "frontend" or "backend" or "listen");

    /// <summary>A section that only an endpoint's own sections name goes with them; what runs by itself serves by itself.</summary>
    private bool IsUsed(HaproxySection support, HaproxySection[] foreign) => support.Keyword is not ("program" or "log-forward")
        && sections.Where(s => !ReferenceEquals(s, support) && !foreign.Contains(s)).SelectMany(s => s.Lines).Any(l => support.Name.Length == 0 || l.Words.Any(w => Names(w, support.Name)));

    /// <summary>A word that is a name or has it in it, as http_auth(NAME) has.</summary>
    private static bool Names(string word, string name)
    {
        for (var at = word.IndexOf(name, StringComparison.Ordinal); at >= 0; at = word.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsOfName(word[at - 1])) && (at + name.Length == word.Length || !IsOfName(word[at + name.Length])))
            {
                return true;
            }
        }

        return false;

        static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
    }

    private static string Leads(HaproxySection proxy, HaproxySection?[] targets)
    {
        var named = proxy.Backends.Zip(targets, (name, target) => string.Join(", ", target?.Servers ?? []) is { Length: > 0 } servers ? $"backend {name} ({servers})" : $"backend {name}");
        return string.Join(", ", [.. proxy.Servers, .. named]) is { Length: > 0 } all ? $", to {all}" : string.Empty;
    }

    private static string To(IEnumerable<string> servers) => string.Join(", ", servers) is { Length: > 0 } all ? $" to {all}" : string.Empty;

    private static string Listens(HaproxySection section) => string.Join(", ", section.Binds) is { Length: > 0 } all ? $" on {all}" : string.Empty;

    private ForeignService Found(HaproxySection section, string what) => new(path, section.Head.Number, Display.Line(what));
}
