using System.Globalization;
using System.Net;
using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Probing;

/// <summary>Holds every place that names the endpoint against the topology: kubeadm's configuration, kubeconfigs, certificates as they are served.</summary>
public static class EndpointAgreements
{
    /// <summary>Files whose user may as well talk to the node's own API server: kubeadm writes them so, kubelet.conf since 1.33.</summary>
    private static readonly string[] MayBeLocal = ["controller-manager.conf", "scheduler.conf", "kubelet.conf"];

    /// <summary>Asks every node and every API server at the same time. What cannot be read is a row that says so.</summary>
    public static async Task<IReadOnlyList<EndpointAgreement>> ReadAsync(INodeTransport transport, ControlPlaneTopology topology, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var asked = topology.Nodes.Select(n => AskAsync(transport, topology, n, cancellationToken)).ToArray();
        var served = topology.Nodes.Select(n => CertificateAsync(topology, n, n.Address.ToString(), topology.ApiserverPort, cancellationToken)).ToArray();
        string[] ways = topology.Endpoint.VirtualIPs.Count > 0 ? [.. topology.Endpoint.VirtualIPs.Select(v => v.ToString())] : [.. new[] { topology.Endpoint.Host }.OfType<string>()];
        var through = ways.Select(w => CertificateAsync(topology, null, w, topology.Endpoint.Port, cancellationToken)).ToArray();
        return
        [
            .. (await Task.WhenAll(asked).ConfigureAwait(false)).SelectMany(r => r),
            .. await Task.WhenAll(served).ConfigureAwait(false),
            .. await Task.WhenAll(through).ConfigureAwait(false),
        ];
    }

    /// <summary>Something agrees and nothing differs. Where nothing could be read nothing is proven.</summary>
    public static bool Agree(IReadOnlyList<EndpointAgreement> rows) =>
        rows.Any(r => r.Result == AgreementResult.Agrees) && !rows.Any(r => r.Result == AgreementResult.Differs);

    /// <summary>What a node's records say, held against the topology.</summary>
    internal static IReadOnlyList<EndpointAgreement> Judge(ControlPlaneTopology topology, ControlPlaneNode node, IReadOnlyList<ScriptRecord> records)
    {
        var endpoint = KubeadmConfig.ControlPlaneEndpointOf(topology);
        return
        [
            .. records.Where(r => r.Kind == "kubeconfig").Select(r => Servers(topology, node, r[0], r[1],
                $"Set server: https://{endpoint} in /etc/kubernetes/{r[0]} and restart what uses it.")),
            KubeadmRow(),
            records.FirstOrDefault(r => r.Kind == "map" && r[0] == "kube-proxy") is { } proxy
                ? Servers(topology, node, "kube-proxy", proxy[1], $"kubectl -n kube-system edit configmap kube-proxy: server: https://{endpoint}; then restart its pods.")
                : NotRead("kube-proxy", $"https://{endpoint}"),
            .. records.Where(r => r.Kind == "map" && r[0] == "cluster-info").Select(r => Servers(topology, node, "cluster-info", r[1],
                $"kubectl -n kube-public edit configmap cluster-info: server: https://{endpoint}; nodes that join with a token go there.")),
            .. topology.LoadBalancer is { Kind: LoadBalancerKind.KubeVip, KubeVip.Mode: KubeVipMode.Arp } ? [ProxyArpRow()] : Array.Empty<EndpointAgreement>(),
        ];

        // kube-proxy in the mode ipvs has the addresses of Services on an interface of each node, and each would answer for them.
        EndpointAgreement ProxyArpRow()
        {
            const string Subject = "kube-proxy's ARP";
            const string Expected = "strictARP: true where mode: ipvs";
            if (records.FirstOrDefault(r => r.Kind == "map" && r[0] == "kube-proxy-arp") is not { } map)
            {
                return NotRead(Subject, Expected);
            }

            var said = map[1].Split('\n');
            var agrees = !said.Contains("mode: ipvs") || said.Contains("strictARP: true");
            return new EndpointAgreement(node, Subject, agrees ? AgreementResult.Agrees : AgreementResult.Differs, Expected, string.Join(", ", said),
                agrees ? string.Empty : "kubectl -n kube-system edit configmap kube-proxy: ipvs: strictARP: true; then restart its pods.");
        }

        EndpointAgreement KubeadmRow()
        {
            if (records.FirstOrDefault(r => r.Kind == "map" && r[0] == "kubeadm-config") is not { } map)
            {
                return NotRead("kubeadm-config", endpoint);
            }

            var agrees = IsKubeadmEndpoint(topology, map[1]);
            return new EndpointAgreement(node, "kubeadm-config", agrees ? AgreementResult.Agrees : AgreementResult.Differs, endpoint, map[1].Length == 0 ? "no controlPlaneEndpoint" : map[1],
                agrees ? string.Empty : $"kubectl -n kube-system edit configmap kubeadm-config: controlPlaneEndpoint: {endpoint}.");
        }

        EndpointAgreement NotRead(string subject, string expected) => new(
            node, subject, AgreementResult.NotChecked, expected, "not read: it takes kubectl, admin.conf and an API server that answers", string.Empty);
    }

    /// <summary>A served certificate's names, held against the names clients use.</summary>
    internal static EndpointAgreement Judge(ControlPlaneTopology topology, ControlPlaneNode? node, string subject, EndpointProbeResult probe)
    {
        string[] needed = [.. new[] { topology.Endpoint.Host }.OfType<string>(), .. topology.Endpoint.VirtualIPs.Select(v => v.ToString()), .. node is null ? [] : new[] { node.Address.ToString() }];
        var expected = string.Join(", ", needed);
        if (probe.Certificate is not { } served)
        {
            return new EndpointAgreement(node, subject, AgreementResult.NotChecked, expected, probe.Problem ?? "no certificate was served", string.Empty);
        }

        if (served.NotAfter <= probe.Time)
        {
            // Nobody gets as far as its names.
            return new EndpointAgreement(node, subject, AgreementResult.Differs, expected, string.Create(CultureInfo.InvariantCulture, $"ended on {served.NotAfter:u}"),
                "On each control plane node: kubeadm certs renew apiserver, then restart its API server.");
        }

        var missing = needed.Where(n => !served.Names.Any(s => Same(s, n))).ToArray();
        return new EndpointAgreement(
            node, subject, missing.Length == 0 ? AgreementResult.Agrees : AgreementResult.Differs, expected, string.Join(", ", served.Names),
            missing.Length == 0 ? string.Empty : $"Add {string.Join(", ", missing)} to apiServer.certSANs in kubeadm-config; on each node move /etc/kubernetes/pki/apiserver.crt and .key away, run kubeadm init phase certs apiserver with that configuration, and restart its API server.");
    }

    private static EndpointAgreement Servers(ControlPlaneTopology topology, ControlPlaneNode node, string subject, string servers, string fix)
    {
        var expected = $"https://{KubeadmConfig.ControlPlaneEndpointOf(topology)}";
        var agrees = servers.Length > 0 && servers.Split('\n').All(s => Uri.TryCreate(s, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            && (IsEndpoint(topology, uri) || (MayBeLocal.Contains(subject) && IsLocal(topology, node, uri))));
        return new EndpointAgreement(node, subject, agrees ? AgreementResult.Agrees : AgreementResult.Differs, expected, servers.Replace("\n", ", ", StringComparison.Ordinal), agrees ? string.Empty : fix);
    }

    /// <summary>The first way to the endpoint, however it is spelled. Where no port is said kubeadm takes the API server's own.</summary>
    private static bool IsKubeadmEndpoint(ControlPlaneTopology topology, string written) =>
        Uri.TryCreate("kubeadm://" + written, UriKind.Absolute, out var said) && said.PathAndQuery is ("" or "/")
        && Same(said.DnsSafeHost, topology.Endpoint.Host ?? (topology.Endpoint.VirtualIPs is [var first, ..] ? first.ToString() : null))
        && (said.Port < 0 ? topology.ApiserverPort : said.Port) == topology.Endpoint.Port;

    private static bool IsEndpoint(ControlPlaneTopology topology, Uri server) => server.Port == topology.Endpoint.Port
        && (Same(server.DnsSafeHost, topology.Endpoint.Host) || topology.Endpoint.VirtualIPs.Any(v => Same(server.DnsSafeHost, v.ToString())));

    private static bool IsLocal(ControlPlaneTopology topology, ControlPlaneNode node, Uri server) =>
        server.Port == topology.ApiserverPort && Same(server.DnsSafeHost, node.Address.ToString());

    private static bool Same(string name, string? other) => IPAddress.TryParse(name, out var a) && IPAddress.TryParse(other, out var b)
        ? a.Equals(b)
        : string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static async Task<IReadOnlyList<EndpointAgreement>> AskAsync(INodeTransport transport, ControlPlaneTopology topology, ControlPlaneNode node, CancellationToken cancellationToken)
    {
        try
        {
            return Judge(topology, node, await transport.RunAsync(node, ScriptCompiler.Endpoint(), cancellationToken).ConfigureAwait(false));
        }
        catch (NodeException problem)
        {
            return [new EndpointAgreement(node, "configuration", AgreementResult.NotChecked, KubeadmConfig.ControlPlaneEndpointOf(topology), $"{problem.Error.Id}: {problem.Error.What}", problem.Error.Fix)];
        }
    }

    private static async Task<EndpointAgreement> CertificateAsync(ControlPlaneTopology topology, ControlPlaneNode? node, string host, int port, CancellationToken cancellationToken)
    {
        var request = new EndpointProbeRequest { Host = host, Port = port, ServerName = topology.Endpoint.Host };
        var probe = await EndpointProbe.ProbeAsync(request, cancellationToken).ConfigureAwait(false);
        return Judge(topology, node, $"certificate of {(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}", probe);
    }
}
