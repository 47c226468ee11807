using HaControlPlane.Topology;

namespace HaControlPlane.Adoption;

/// <summary>What a keepalived configuration serves beside the endpoint.</summary>
internal static class ForeignKeepalived
{
    /// <summary>Blocks that only serve others: without an instance of their own they do nothing.</summary>
    private static readonly HashSet<string> Support = new(StringComparer.Ordinal)
    {
        "global_defs", "vrrp_script", "vrrp_track_process", "vrrp_track_file", "track_file", "track_process", "garp_group", "linkbeat_use_polling",
        "net_namespace", "namespace_with_ipsets", "instance", "use_pid_dir", "child_wait_time",
    };

    /// <summary>Everything foreign, in the file's order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="recorded">The text that we wrote there ourselves; null where we wrote none.</param>
    /// <param name="included">What it includes and what was read, as the file has it: that is judged by itself.</param>
    /// <param name="place">What is the endpoint's own.</param>
    public static IReadOnlyList<ForeignService> Find(string path, string text, string? recorded, IReadOnlyCollection<string> included, EndpointPlace place)
    {
        var all = KeepalivedText.Read(text);
        if (PackagedDefaults.IsKeepalived(text, all))
        {
            return [];
        }

        var before = recorded is null ? [] : KeepalivedText.Read(recorded);
        var owned = before.SelectMany(Addresses).ToHashSet(StringComparer.Ordinal);
        var added = all.Where(b => !before.Contains(b)).ToArray();
        var foreign = added.Where(b => b.Keyword == "vrrp_instance" && !IsEndpoints(b, owned, place)).ToArray();
        var names = foreign.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var instances = all.Where(b => b.Keyword == "vrrp_instance").Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var servers = added.Where(b => b.Keyword == "virtual_server" && !IsEndpoints(b, place)).ToArray();
        return
        [
            .. added.Select(block => block.Keyword switch
            {
                "vrrp_instance" => foreign.Contains(block) ? Instance(block, owned, place) : null,
                "vrrp_sync_group" => block.In("group").Select(m => m.Keyword).All(m => instances.Contains(m) && !names.Contains(m)) ? null : $"{block.Title} of {List(block.In("group").Select(m => m.Keyword))}",
                "virtual_server" => servers.Contains(block) ? $"{block.Title}{To(block)}" : null,
                "virtual_server_group" => servers.Any(s => s.Words.Skip(1).SequenceEqual(["group", NameOf(block)])) || !all.Any(b => b.Keyword == "virtual_server" && b.Words.Contains(NameOf(block))) ? block.Title : null,
                "static_ipaddress" or "static_routes" or "static_rules" => $"{block.Keyword} {List((block.Children ?? []).Select(c => c.Title))}",
                "include" or "includer" or "includem" or "includew" or "includeb" or "includea" => block.Words.Count > 1 && included.Contains(block.Words[1]) ? null : $"{block.Title}, whose files cannot be read here",
                _ => Support.Contains(block.Keyword) || block.Children is null ? null : block.Title,
            } is { } what ? new ForeignService(path, block.Line, Display.Line(what)) : null).OfType<ForeignService>(),
        ];
    }

    /// <summary>The addresses of an instance, with their prefix's length as written, those that it moves along too.</summary>
    public static IEnumerable<string> Addresses(KeepalivedBlock instance) => instance.In("virtual_ipaddress").Concat(instance.In("virtual_ipaddress_excluded")).Select(a => a.Keyword);

    private static bool IsEndpoints(KeepalivedBlock instance, HashSet<string> owned, EndpointPlace place)
    {
        var addresses = Addresses(instance).ToArray();
        return addresses.Length > 0 && addresses.All(a => place.IsVirtualIP(a) || owned.Contains(a));
    }

    /// <summary>The kernel's own balancer for the endpoint, a predecessor of haproxy.</summary>
    private static bool IsEndpoints(KeepalivedBlock server, EndpointPlace place) =>
        (server.Words.Count > 2 && place.IsEndpoint(server.Words[1], server.Words[2]))
        && Real(server).All(r => place.IsApiserver(r, byName: false));

    private static IEnumerable<string> Real(KeepalivedBlock server) =>
        (server.Children ?? []).Where(c => c is { Keyword: "real_server", Words.Count: > 2 }).Select(c => $"{c.Words[1]}:{c.Words[2]}");

    private static string Instance(KeepalivedBlock block, HashSet<string> owned, EndpointPlace place)
    {
        // Of an instance that also has the endpoint's own address only the others would be lost.
        var lost = Addresses(block).Where(a => !place.IsVirtualIP(a) && !owned.Contains(a)).ToArray();
        string?[] parts =
        [
            lost.Length == 0 ? null : $"with {List(lost)}",
            block.Value("virtual_router_id") is { } id ? $"on router id {id}" : null,
            block.Value("interface") is { } network ? $"on {network}" : null,
        ];
        return string.Join(' ', [block.Title, .. parts.OfType<string>()]);
    }

    private static string To(KeepalivedBlock server) => Real(server).ToArray() is { Length: > 0 } real ? $" to {List(real)}" : string.Empty;

    private static string NameOf(KeepalivedBlock block) => block.Words.Count > 1 ? block.Words[1] : string.Empty;

    private static string List(IEnumerable<string> words) => string.Join(", ", words);
}
