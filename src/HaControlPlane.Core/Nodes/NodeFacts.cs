using System.Globalization;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>What a node said about itself.</summary>
public sealed record NodeFacts
{
    /// <summary>The node.</summary>
    public required ControlPlaneNode Node { get; init; }

    /// <summary>Its own host name.</summary>
    public required string HostName { get; init; }

    /// <summary>What runs its services: <c>systemd</c>, <c>sysv</c> or <c>none</c>.</summary>
    public required string ServiceManager { get; init; }

    /// <summary>The versions of keepalived, haproxy and curl, where they are installed.</summary>
    public required IReadOnlyDictionary<string, string> Programs { get; init; }

    /// <summary>Its addresses, each with its interface.</summary>
    public required IReadOnlyList<InterfaceAddress> Addresses { get; init; }

    /// <summary>Its interfaces with their hardware addresses.</summary>
    public IReadOnlyDictionary<string, string> Interfaces { get; init; } = new Dictionary<string, string>();

    /// <summary>The VRRP password in its keepalived.conf; null when it has none.</summary>
    public Secret? AuthPass { get; init; }

    /// <summary>The operating system, as it calls itself; empty when it does not say.</summary>
    public string OperatingSystem { get; init; } = string.Empty;

    /// <summary>What sets up its interfaces: NetworkManager, systemd-networkd, network-scripts, ifupdown or unknown.</summary>
    public string NetworkBackend { get; init; } = "unknown";

    /// <summary>SELinux: enforcing, permissive or disabled.</summary>
    public string SELinux { get; init; } = "disabled";

    /// <summary>What SELinux's policy says of the daemons; null unless it is enforcing.</summary>
    internal SELinuxPolicy? SELinuxPolicy { get; init; }

    /// <summary>The TCP ports something listens on.</summary>
    public IReadOnlyList<ListeningPort> Ports { get; init; } = [];

    /// <summary>What filters what comes in.</summary>
    public FirewallFacts Firewall { get; init; } = new("unknown", FirewallVerdict.Unknown);

    /// <summary>Its kubelet.</summary>
    public KubeletFacts Kubelet { get; init; } = KubeletFacts.None;

    /// <summary>Its kubeconfigs.</summary>
    public KubeconfigFacts Kubeconfigs { get; init; } = KubeconfigFacts.None;

    /// <summary><c>--service-cluster-ip-range</c> in kube-apiserver's manifest; null where it has none.</summary>
    public string? ServiceCidr { get; init; }

    /// <summary><c>--cluster-cidr</c> in kube-controller-manager's manifest; null where it has none.</summary>
    public string? PodCidr { get; init; }

    /// <summary>Its clock against the caller's; null when it did not tell the time.</summary>
    public ClockReading? Clock { get; init; }

    /// <summary>The cloud it is a machine of; null for none that is known.</summary>
    public string? Cloud { get; init; }

    /// <summary>The commands that were ended because they did not answer within their limit; what they tell is not known.</summary>
    public IReadOnlyList<UnansweredQuestion> Unanswered { get; init; } = [];

    /// <summary>Asks a node.</summary>
    /// <exception cref="NodeException">The node cannot be reached.</exception>
    public static async Task<NodeFacts> GatherAsync(INodeTransport transport, ControlPlaneNode node, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var connection = await transport.ConnectAsync(node, cancellationToken).ConfigureAwait(false);
        var asked = DateTimeOffset.UtcNow;
        var records = await connection.RunAsync(ScriptCompiler.Facts(), cancellationToken).ConfigureAwait(false);
        return Read(node, records, asked, DateTimeOffset.UtcNow);
    }

    /// <summary>The interface whose subnet holds an address, the one that carries the node's own address before others; or null.</summary>
    public string? InterfaceFor(System.Net.IPAddress address) => Beside(address)?.Interface;

    /// <summary>The node's own address in the subnet that holds another, its address in the topology before others; or null.</summary>
    internal InterfaceAddress? Beside(System.Net.IPAddress address) => Addresses
        .Where(a => a.Range.Contains(address) && !a.Range.Address.Equals(address))
        .OrderByDescending(a => a.Range.Address.Equals(Node.Address))
        .ThenByDescending(a => a.Range.PrefixLength)
        .FirstOrDefault();

    /// <summary>Reads what a node said.</summary>
    /// <param name="node">The node.</param>
    /// <param name="records">What its script wrote.</param>
    /// <param name="asked">When it was asked, by the caller's clock.</param>
    /// <param name="answered">When its answer was there.</param>
    internal static NodeFacts Read(ControlPlaneNode node, IReadOnlyList<ScriptRecord> records, DateTimeOffset asked, DateTimeOffset answered)
    {
        var host = records.First(r => r.Kind == "host");
        InterfaceAddress[] addresses = [.. records.Where(r => r.Kind == "address").Select(Address).OfType<InterfaceAddress>()];
        return new NodeFacts
        {
            Node = node,
            HostName = host[0],
            ServiceManager = host[1],
            Programs = records.Where(r => r.Kind == "daemon").ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal),
            Addresses = addresses,
            Interfaces = records.Where(r => r.Kind == "interface").ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal),
            AuthPass = records.FirstOrDefault(r => r.Kind == "auth-pass") is { } pass ? new Secret(pass[0]) : null,
            OperatingSystem = One("os")?[0] ?? string.Empty,
            NetworkBackend = One("network")?[0] ?? "unknown",
            SELinux = One("selinux")?[0] ?? "disabled",
            SELinuxPolicy = One("selinux")?[0] == "enforcing" ? SELinuxPolicy.Read(records) : null,
            Ports = [.. records.Where(r => r.Kind == "listen").Select(Port).Distinct()],
            Firewall = FirewallFacts.Judge(One("firewall")?[0] ?? "unknown", One("firewall")?[1] ?? string.Empty, addresses.FirstOrDefault(a => a.Range.Address.Equals(node.Address))?.Interface),
            Kubelet = KubeletFacts.Read(records),
            Kubeconfigs = KubeconfigFacts.Read(records),
            ServiceCidr = Text(One("cidrs")?[0] ?? string.Empty),
            PodCidr = Text(One("cidrs")?[1] ?? string.Empty),
            Clock = ClockReading.Read(One("clock"), asked, answered),
            Cloud = CloudVendor.Of(One("dmi")?.Fields ?? []),
            Unanswered = [.. records.Where(r => r.Kind == "unanswered").Select(r => new UnansweredQuestion(r[1], TimeSpan.FromSeconds(int.Parse(r[0], CultureInfo.InvariantCulture)))).Distinct()],
        };

        ScriptRecord? One(string kind) => records.FirstOrDefault(r => r.Kind == kind);
    }

    private static string? Text(string field) => field.Length == 0 ? null : field;

    private static ListeningPort Port(ScriptRecord record) => new(int.Parse(record[0], CultureInfo.InvariantCulture), Text(record[1]))
    {
        ProcessId = int.TryParse(record[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
    };

    private static InterfaceAddress? Address(ScriptRecord record) =>
        Cidr.TryParse(record[1], out var range) ? new InterfaceAddress(record[0], range) : null;
}
