namespace HaControlPlane.Adoption;

/// <summary>Samples that distributions put in place of a configuration: they serve nothing that anybody wants.</summary>
internal static class PackagedDefaults
{
    /// <summary>Fedora's and Red Hat's haproxy.cfg has a frontend on port 5000 that leads to ports of the same machine where nothing listens.</summary>
    private static readonly HashSet<string> HaproxyServers = new(StringComparer.Ordinal)
    {
        "127.0.0.1:4331", "127.0.0.1:5001", "127.0.0.1:5002", "127.0.0.1:5003", "127.0.0.1:5004",
    };

    /// <summary>Upstream's sample of keepalived, which Fedora and Red Hat install, writes mail to its author's firewall.</summary>
    private const string KeepalivedMail = "acassen@firewall.loc";

    /// <summary>The sections are those of a packaged haproxy.cfg, untouched in what they serve.</summary>
    public static bool IsHaproxy(IReadOnlyList<HaproxySection> sections)
    {
        var servers = sections.SelectMany(s => s.Servers).ToArray();
        return servers.Length > 0 && servers.All(HaproxyServers.Contains)
            && sections.SelectMany(s => s.Binds).All(b => b is "*:5000" or ":5000")
            && sections.Where(s => s.Keyword == "frontend").All(s => s.Name.Split('*')[0].TrimEnd() == "main")
            && sections.All(s => s.Keyword is "global" or "defaults" or "frontend" or "backend");
    }

    /// <summary>The blocks are those of keepalived's sample: its mail, and no addresses but the sample's.</summary>
    public static bool IsKeepalived(string text, IReadOnlyList<KeepalivedBlock> blocks) =>
        text.Contains(KeepalivedMail, StringComparison.Ordinal)
        && blocks.Where(b => b.Keyword == "vrrp_instance").SelectMany(ForeignKeepalived.Addresses).All(a => a.StartsWith("192.168.200.", StringComparison.Ordinal))
        && blocks.Where(b => b.Keyword == "virtual_server").All(b => b.Words.Count > 1 && b.Words[1] is "192.168.200.100" or "10.10.10.2" or "10.10.10.3")
        && blocks.All(b => b.Keyword is "global_defs" or "vrrp_instance" or "virtual_server");
}
