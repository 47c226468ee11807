using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace HaControlPlane.Topology;

/// <summary>A version of kube-vip, and what its manifests are made of. Read from the generator of every tag from v0.4.0 on.</summary>
/// <param name="Number">Its three numbers.</param>
public sealed partial record KubeVipVersion(Version Number)
{
    /// <summary>The newest version these facts were read from.</summary>
    public static KubeVipVersion Newest { get; } = new(new Version(1, 2, 3));

    /// <summary>The first that is described by its environment alone, as all after it are.</summary>
    public static KubeVipVersion Oldest { get; } = new(new Version(0, 4, 0));

    /// <summary>The address's prefix is <c>vip_cidr</c>; from 0.9.0 on it is <c>vip_subnet</c>.</summary>
    public bool HasCidr => Number < new Version(0, 9, 0);

    /// <summary><c>vip_subnet</c> is read at all.</summary>
    public bool KnowsSubnet => Number >= new Version(0, 5, 6);

    /// <summary><c>vip_address</c> without a <c>vip_subnet</c> is refused when it starts.</summary>
    public bool RefusesBareVipAddress => Number >= new Version(1, 2, 0);

    /// <summary>Several addresses are a list, each with its prefix.</summary>
    public bool TakesSeveralAddresses => Number >= new Version(0, 8, 2);

    /// <summary>Peers of BGP may be IPv6, in brackets.</summary>
    public bool TakesIPv6Peers => Number >= new Version(0, 7, 0);

    /// <summary>The holder's name is given as <c>vip_nodename</c>.</summary>
    public bool NamesNode => Number >= new Version(0, 8, 0);

    /// <summary><c>dns_mode</c> is written.</summary>
    public bool HasDnsMode => Number >= new Version(0, 7, 0);

    /// <summary><c>dhcp_mode</c> is written.</summary>
    public bool HasDhcpMode => Number >= new Version(1, 0, 3);

    /// <summary><c>vip_ddns</c> is written although it is off.</summary>
    public bool WritesDdns => Number < new Version(0, 7, 0);

    /// <summary>The lease of the address has a name of its own.</summary>
    public bool NamesLease => Number >= new Version(0, 6, 1);

    /// <summary>The lease of Services has a name of its own.</summary>
    public bool NamesServicesLease => Number >= new Version(0, 6, 3);

    /// <summary>Each Service may have an election of its own.</summary>
    public bool HasServicesElection => Number >= new Version(0, 5, 0);

    /// <summary>The way IPVS forwards can be chosen.</summary>
    public bool ChoosesForwarding => Number >= new Version(0, 4, 1);

    /// <summary>Masquerading gets the privileges it needs, and may lead to another port.</summary>
    public bool MasqueradesPrivileged => Number >= new Version(0, 8, 0);

    /// <summary>It can serve Prometheus, on a port of the node.</summary>
    public bool HasPrometheus => Number >= new Version(0, 5, 0);

    /// <summary>In BGP mode it asks the API server before it announces the address.</summary>
    public bool ChecksHealth => Number >= new Version(1, 2, 0);

    /// <summary>The image is pulled even where it is there already.</summary>
    public bool PullsAlways => Number < new Version(0, 8, 0);

    /// <summary>The container may set the clock.</summary>
    public bool SetsTime => Number < new Version(0, 4, 1);

    /// <summary>All other capabilities are dropped.</summary>
    public bool DropsCapabilities => Number >= new Version(0, 8, 10);

    /// <summary>Lease duration, renewal deadline and retry period in seconds, where the topology names none.</summary>
    public (int Duration, int RenewDeadline, int RetryPeriod) DefaultLease => Number >= new Version(1, 1, 0) ? (15, 10, 2) : (5, 3, 1);

    /// <summary>Reads <c>v1.2.3</c>, with or without the v, and with a suffix such as <c>-debug</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out KubeVipVersion? version)
    {
        version = text is not null && Tag().Match(text) is { Success: true } match ? new(Version.Parse(match.Groups["number"].Value)) : null;
        return version is not null;
    }

    /// <summary>The version as kube-vip's tags are written.</summary>
    public override string ToString() => $"v{Number}";

    [GeneratedRegex(@"\Av?(?<number>[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4})(?:-[A-Za-z0-9.-]+)?\z")]
    private static partial Regex Tag();
}
