using System.Text.RegularExpressions;

namespace HaControlPlane.Nodes;

/// <summary>What filters what comes into a node, and whether VRRP (IP protocol 112) passes it.</summary>
/// <param name="Kind">firewalld, ufw, nftables, iptables, none or unknown.</param>
/// <param name="Vrrp">Whether VRRP comes in.</param>
public sealed partial record FirewallFacts(string Kind, FirewallVerdict Vrrp)
{
    /// <summary>
    /// Judges a firewall's own words, and never guesses: a jump to another chain, or an accept that may match VRRP, is
    /// unknown.
    /// </summary>
    /// <param name="kind">Whose words they are.</param>
    /// <param name="text">For firewalld its active zones, for ufw and iptables rules as iptables-save writes them, for nftables the chains of hook input.</param>
    /// <param name="device">The interface that VRRP comes in by, where zones differ; null when it is not known.</param>
    public static FirewallFacts Judge(string kind, string text, string? device = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToArray();
        return new FirewallFacts(kind, kind switch
        {
            "none" => FirewallVerdict.Passes,
            "firewalld" => Firewalld(text, device),
            "ufw" or "iptables" => Chain(lines, lines.Contains("-P INPUT DROP") || lines.Contains("-P INPUT REJECT")),
            "nftables" => Nftables(lines),
            _ => FirewallVerdict.Unknown,
        });
    }

    /// <summary>The zone of the interface decides; a zone of sources goes before it for those, and who is among them is not known.</summary>
    private static FirewallVerdict Firewalld(string text, string? device)
    {
        var zones = new List<List<string>>();
        foreach (var line in text.Split('\n').Where(l => l.Trim().Length > 0))
        {
            if (zones.Count == 0 || !char.IsWhiteSpace(line[0]))
            {
                zones.Add([]);
            }

            zones[^1].Add(line.Trim());
        }

        var own = zones.Where(z => device is not null && Words(z, "interfaces:").Contains(device)).ToArray();
        var deciding = own.Length == 0 ? zones : [.. own, .. zones.Where(z => Words(z, "sources:").Length > 0)];
        return deciding.Select(z => Zone([.. z])).Distinct().ToArray() is [var only] ? only : FirewallVerdict.Unknown;

        static string[] Words(List<string> zone, string key) =>
            zone.FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    private static FirewallVerdict Zone(string[] lines) =>
        lines.Any(l => l is "target: ACCEPT") || lines.Any(l => (l.StartsWith("protocols:", StringComparison.Ordinal) || IsAccept(l)) && NamesVrrp().IsMatch(l)) ? FirewallVerdict.Passes
        : lines.Length == 0 || lines.Any(l => l.StartsWith("rule", StringComparison.Ordinal) && IsAccept(l) && !l.Contains("service name=", StringComparison.Ordinal) && !l.Contains("port port=", StringComparison.Ordinal))
            ? FirewallVerdict.Unknown
        : FirewallVerdict.Blocks;

    /// <summary>Packets go through every base chain of the hook; one that drops is enough.</summary>
    private static FirewallVerdict Nftables(string[] lines)
    {
        var verdicts = new List<FirewallVerdict>();
        List<string>? chain = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("type ", StringComparison.Ordinal))
            {
                Close();
                chain = [line];
            }
            else if (line is not "}" && !line.StartsWith("table ", StringComparison.Ordinal) && !line.StartsWith("chain ", StringComparison.Ordinal))
            {
                chain?.Add(line);
            }
        }

        Close();
        return verdicts.Contains(FirewallVerdict.Blocks) ? FirewallVerdict.Blocks
            : verdicts.Contains(FirewallVerdict.Unknown) ? FirewallVerdict.Unknown
            : FirewallVerdict.Passes;

        void Close()
        {
            if (chain is not null)
            {
                verdicts.Add(Chain([.. chain.Skip(1)], chain[0].Contains("policy drop", StringComparison.Ordinal)));
            }
        }
    }

    /// <summary>The first rule that certainly or possibly takes VRRP decides, else the policy.</summary>
    private static FirewallVerdict Chain(IEnumerable<string> rules, bool dropsByPolicy)
    {
        foreach (var rule in rules.Where(r => !r.StartsWith("-P ", StringComparison.Ordinal) && !OtherTraffic().IsMatch(r)))
        {
            if (IsAccept(rule))
            {
                return NamesVrrp().IsMatch(rule) || EveryPacketAccepted().IsMatch(rule) ? FirewallVerdict.Passes : FirewallVerdict.Unknown;
            }

            if (Drops().IsMatch(rule))
            {
                return NamesVrrp().IsMatch(rule) || EveryPacketDropped().IsMatch(rule) ? FirewallVerdict.Blocks : FirewallVerdict.Unknown;
            }

            if (Jumps().IsMatch(rule))
            {
                return FirewallVerdict.Unknown;
            }
        }

        return dropsByPolicy ? FirewallVerdict.Blocks : FirewallVerdict.Passes;
    }

    private static bool IsAccept(string rule) => Accepts().IsMatch(rule);

    [GeneratedRegex(@"\bvrrp\b|-p 112\b|\b(protocol|l4proto|nexthdr) 112\b|protocol value=""?112", RegexOptions.CultureInvariant)]
    private static partial Regex NamesVrrp();

    /// <summary>Rules that another protocol, the loopback interface or a connection's state limits.</summary>
    [GeneratedRegex(@"-p (tcp|udp|icmp|icmpv6|ipv6-icmp|esp|ah|igmp)\b|\b(tcp|udp|icmp|icmpv6) |l4proto \{? ?(tcp|udp|icmp|ipv6-icmp)\b|(-i|iif|iifname) ""?lo\b|--ctstate|--state|\bct state\b", RegexOptions.CultureInvariant)]
    private static partial Regex OtherTraffic();

    [GeneratedRegex(@"-j ACCEPT|\baccept\b", RegexOptions.CultureInvariant)]
    private static partial Regex Accepts();

    [GeneratedRegex(@"-j (DROP|REJECT)|\b(drop|reject)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Drops();

    [GeneratedRegex(@"-(j|g) |\b(jump|goto|queue|return)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Jumps();

    [GeneratedRegex(@"^-A INPUT -j ACCEPT$|^(counter packets \d+ bytes \d+ )?accept$", RegexOptions.CultureInvariant)]
    private static partial Regex EveryPacketAccepted();

    [GeneratedRegex(@"^-A INPUT -j (DROP|REJECT)( --reject-with \S+)?$|^(counter packets \d+ bytes \d+ )?(drop|reject( with .*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex EveryPacketDropped();
}
