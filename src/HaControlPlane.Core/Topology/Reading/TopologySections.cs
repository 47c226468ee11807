using System.Net;

namespace HaControlPlane.Topology.Reading;

/// <summary>The keys of a topology file, section by section, in the order people write them.</summary>
internal static class TopologySections
{
    /// <summary>What an address looks like, for who wrote another.</summary>
    public const string AddressForm = "an IPv4 address of four numbers or an IPv6 address";
    private const string RangeForm = "an address range such as 10.96.0.0/12";

    /// <summary>The topology of a root mapping; null without a name, an endpoint or a usable node.</summary>
    public static ControlPlaneTopology? Read(MappingReader root, ReadSession session)
    {
        var name = root.Text("name");
        var hasEndpoint = root.Has("endpoint");
        var endpoint = Endpoint(root.Section("endpoint"));
        var apiserver = root.Section("apiserver");
        var apiserverPort = apiserver.Integer("port");
        var balancer = LoadBalancer(root.Section("loadBalancer"), session);
        var nodeList = root.Items("nodes").ToArray();
        var network = Network(root.Section("network"), session);
        var sysctl = Sysctl(root.Section("sysctl"));
        var ssh = SshSection.Read(root.Section("ssh"), new SshOptions(), session.File, ofNode: false);
        var nodes = session.Usable("nodes", [.. nodeList.Select(n => n is null ? null : Node(n, ssh, session.File))]);

        apiserver.RefuseOthers();
        root.Require("name", "endpoint", "nodes");
        root.RequireItems("nodes");
        root.RefuseOthers();
        return name is null || !hasEndpoint || nodes.Length == 0 ? null : new ControlPlaneTopology
        {
            Name = name,
            Endpoint = endpoint,
            ApiserverPort = apiserverPort ?? ControlPlaneEndpoint.DefaultPort,
            LoadBalancer = balancer,
            // Not the array itself: in PowerShell $topology.Nodes.Address would be the array's own method Address.
            Nodes = Array.AsReadOnly(nodes),
            Network = network,
            Sysctl = sysctl,
            Source = new TopologySource(session.File, session.Locations) { Unreadable = session.Unreadable },
        };
    }

    private static ControlPlaneEndpoint Endpoint(MappingReader section)
    {
        var endpoint = new ControlPlaneEndpoint
        {
            VirtualIPs = section.OneOrMore<IPAddress>("vip", AddressText.TryParse, AddressForm),
            Host = section.Text("host"),
            Port = section.Integer("port") ?? ControlPlaneEndpoint.DefaultPort,
        };
        section.RefuseOthers();
        return endpoint;
    }

    private static LoadBalancerSpec LoadBalancer(MappingReader section, ReadSession session)
    {
        var defaults = new LoadBalancerSpec();
        var spec = new LoadBalancerSpec
        {
            Kind = section.Choice("kind", TopologyWords.Kinds) ?? defaults.Kind,
            RunAs = section.Choice("runAs", TopologyWords.RunAs) ?? defaults.RunAs,
            Profile = section.Choice("profile", TopologyWords.Profiles) ?? defaults.Profile,
            Interface = section.Text("interface"),
            VirtualRouterId = section.Integer("virtualRouterId"),
            AdvertIntervalMs = section.Integer("advertIntervalMs"),
            MonitorPort = section.Integer("monitorPort") ?? defaults.MonitorPort,
            AuthPass = section.Text("authPass") is { } password ? new Secret(password) : null,
            Images = Images(section.Section("images")),
            KubeVip = KubeVipSection.Read(section.Section("kubeVip"), session),
        };
        section.RefuseOthers();
        return spec;
    }

    private static ImageSet Images(MappingReader section)
    {
        var images = new ImageSet
        {
            Keepalived = section.Text("keepalived"),
            Haproxy = section.Text("haproxy"),
            KubeVip = section.Text("kubeVip"),
        };
        section.RefuseOthers();
        return images;
    }

    private static ControlPlaneNode? Node(MappingReader item, SshOptions common, string file)
    {
        var name = item.Text("name");
        var address = item.Parsed<IPAddress>("address", AddressText.TryParse, AddressForm);
        var node = new ControlPlaneNode
        {
            Name = name ?? string.Empty,
            Address = address ?? IPAddress.None,
            Interface = item.Text("interface"),
            Priority = item.Integer("priority"),
            Ssh = SshSection.Read(item.Section("ssh"), common, file, ofNode: true),
        };
        item.Require("name", "address");
        item.RefuseOthers();
        return name is null || address is null ? null : node;
    }

    private static NetworkSpec Network(MappingReader section, ReadSession session)
    {
        var network = new NetworkSpec
        {
            ServiceCidr = section.Parsed<Cidr>("serviceCidr", Cidr.TryParse, RangeForm),
            PodCidr = section.Parsed<Cidr>("podCidr", Cidr.TryParse, RangeForm),
            Routes = session.Usable("network.routes", [.. section.Items("routes").Select(r => r is null ? null : Route(r))]),
        };
        section.RefuseOthers();
        return network;
    }

    private static RouteSpec? Route(MappingReader item)
    {
        var to = item.OneOrMore<Cidr>("to", Cidr.TryParse, RangeForm);
        var via = item.Parsed<IPAddress>("via", AddressText.TryParse, AddressForm);
        var device = item.Text("dev");
        item.Require("to", "via", "dev");
        item.RequireItems("to");
        item.RefuseOthers();
        return via is null || device is null || to.Length == 0 ? null : new RouteSpec(to, via, device);
    }

    private static Dictionary<string, string> Sysctl(MappingReader section)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in section.FreeTexts())
        {
            if (value is "true" or "false" or "True" or "False" or "yes" or "no" or "on" or "off")
            {
                section.Report(ReadingRules.WrongValue, key, $"{Display.Quote(value)} is not a value the kernel takes.", "Write 1 or 0.");
                continue;
            }

            result[key] = value;
        }

        return result;
    }
}
