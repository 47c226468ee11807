using System.Net;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Topology;

/// <summary>Random topologies: sound ones a file can hold, and hostile ones only code can make.</summary>
internal static class RandomTopology
{
    private static readonly string[] Words =
    [
        "eth1", "null", "~", "true", "no", "51", "0x1f", "1e3", "010", "-", "- a", "a: b", "# c", "a #b", "'q'", "\"q\"", "{a}", "[a]", "&a", "*a", "!a",
        "%a", "@a", "`a`", " lead", "trail ", "é", "a\tb", "multi\nline", "x\\y", "<<", "=", "2024-01-01", ".inf", "a,b", "?", "|", ">", ":", "\u0007", "😀",
    ];

    private static readonly string[] Poison = ["", " ", "\0", "\e[2J", "a\nb", "-oProxyCommand=x", "../..", "$(x)", "\uD800", new string('x', 300), "a'b\"c"];

    /// <summary>A topology that a file can hold, whatever the rules say about its values.</summary>
    public static ControlPlaneTopology Sound(Random random) => Make(random, () => Words[random.Next(Words.Length)], () => random.Next(-5, 70000));

    /// <summary>A topology with values that no reader lets through.</summary>
    public static ControlPlaneTopology Hostile(Random random) => Make(
        random,
        () => Poison[random.Next(Poison.Length)],
        () => random.Next(4) switch { 0 => int.MinValue, 1 => int.MaxValue, 2 => 0, _ => random.Next(300) }) with
    {
        Nodes = [.. Enumerable.Range(0, random.Next(16)).Select(_ => Node(random, () => Poison[random.Next(Poison.Length)], () => random.Next(-300, 300)))],
        Source = random.Next(2) == 0 ? null : new TopologySource("x", new Dictionary<string, SourceLocation>()),
    };

    private static ControlPlaneTopology Make(Random random, Func<string> word, Func<int> number)
    {
        T? Maybe<T>(Func<T> make)
            where T : class => random.Next(2) == 0 ? null : make();
        int? MaybeNumber() => random.Next(2) == 0 ? null : number();
        return new ControlPlaneTopology
        {
            Name = word(),
            Endpoint = new() { VirtualIPs = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Address(random))], Host = Maybe(word), Port = number() },
            ApiserverPort = number(),
            LoadBalancer = new()
            {
                Kind = (LoadBalancerKind)random.Next(4),
                RunAs = (RunAs)random.Next(2),
                Profile = (LoadBalancerProfile)random.Next(3),
                Interface = Maybe(word),
                VirtualRouterId = MaybeNumber(),
                AuthPass = Maybe(() => new Secret(word())),
                Images = new() { Keepalived = Maybe(word), Haproxy = Maybe(word), KubeVip = Maybe(word) },
                KubeVip = KubeVip(random, word, number),
            },
            Nodes = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Node(random, word, number))],
            Network = new()
            {
                ServiceCidr = Maybe(() => Range(random)),
                PodCidr = Maybe(() => Range(random)),
                Routes = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Route(random, word))],
            },
            Sysctl = Enumerable.Range(0, random.Next(3)).Select(_ => word()).Distinct().ToDictionary(k => k, _ => "a" + word()),
        };
    }

    private static KubeVipSpec KubeVip(Random random, Func<string> word, Func<int> number)
    {
        int? MaybeNumber() => random.Next(2) == 0 ? null : number();
        return random.Next(3) == 0 ? new() : new()
        {
            Version = random.Next(2) == 0 ? null : random.Next(2) == 0 ? word() : $"v{random.Next(2)}.{random.Next(12)}.{random.Next(12)}",
            Mode = (KubeVipMode)random.Next(2),
            Services = random.Next(2) == 0,
            ServicesElection = random.Next(2) == 0,
            Balancing = (KubeVipBalancing)random.Next(3),
            PrivateHosts = random.Next(2) == 0,
            BindToVip = random.Next(2) == 0,
            Lease = new() { Duration = MaybeNumber(), RenewDeadline = MaybeNumber(), RetryPeriod = MaybeNumber() },
            Bgp = random.Next(2) == 0 ? null : new()
            {
                As = number(),
                Peers = [.. Enumerable.Range(0, random.Next(3)).Select(_ =>
                    new BgpPeer(Address(random), number(), random.Next(2) == 0 ? null : new Secret(word()), random.Next(2) == 0))],
            },
        };
    }

    private static ControlPlaneNode Node(Random random, Func<string> word, Func<int> number) => new()
    {
        Name = word(),
        Address = Address(random),
        Interface = random.Next(2) == 0 ? null : word(),
        Priority = random.Next(2) == 0 ? null : number(),
        Ssh = random.Next(3) == 0
            ? new() { User = "root", KeyFile = "/k" }
            : new()
            {
                HostName = random.Next(2) == 0 ? null : word(),
                User = random.Next(2) == 0 ? null : word(),
                Port = random.Next(2) == 0 ? null : number(),
                KeyFile = random.Next(2) == 0 ? null : "/keys/" + random.Next(3),
                Become = (BecomeMethod)random.Next(2),
                Jump = random.Next(2) == 0 ? null : word(),
                KeepConnections = random.Next(2) == 0,
            },
    };

    private static RouteSpec Route(Random random, Func<string> word) =>
        new([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Range(random))], Address(random), word());

    private static IPAddress Address(Random random)
    {
        var bytes = new byte[random.Next(3) == 0 ? 16 : 4];
        random.NextBytes(bytes);
        return new IPAddress(bytes);
    }

    private static Cidr Range(Random random)
    {
        var address = Address(random);
        return new Cidr(address, random.Next((address.GetAddressBytes().Length * 8) + 1));
    }
}
