using System.Management.Automation;
using System.Net;
using System.Security;
using HaControlPlane.Binding;
using HaControlPlane.Completers;
using HaControlPlane.Errors;
using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>
/// A cmdlet that makes the text of files, for every node of a topology or for nodes from the pipeline, which together with
/// the parameters are a topology of their own. Contacts nothing.
/// </summary>
public abstract class RenderCommand : PSCmdlet
{
    /// <summary>The parameter set in which nodes and parameters make the topology.</summary>
    private protected const string NodeSet = "Node";

    private const string TopologySet = "Topology";

    /// <summary>Not the API servers' own 6443: on one node the two would be in each other's way.</summary>
    private const int DefaultPort = 8443;

    private readonly List<ControlPlaneNode> nodes = [];
    private LoadBalancerSpec loadBalancer = new();
    private ControlPlaneEndpoint endpoint = new() { Port = DefaultPort };

    /// <summary>The topology.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = TopologySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ControlPlaneTopology Topology { get; set; } = null!;

    /// <summary>The control plane nodes: objects, texts such as <c>root@master-1:22</c>, or hashtables of what New-ControlPlaneNode takes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NodeSet, ValueFromPipeline = true)]
    [Node]
    [ValidateNotNullOrEmpty]
    public ControlPlaneNode[] Node { get; set; } = [];

    /// <summary>The virtual IP: an address, or an IPv4 and an IPv6.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NodeSet)]
    [Address]
    public IPAddress[] VirtualIP { get => [.. endpoint.VirtualIPs]; set => endpoint = endpoint with { VirtualIPs = value }; }

    /// <summary>The TCP port where clients talk. Default 8443.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public int Port { get => endpoint.Port; set => endpoint = endpoint with { Port = value }; }

    /// <summary>The port on which each kube-apiserver listens. Default 6443.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public int ApiserverPort { get; set; } = ControlPlaneEndpoint.DefaultPort;

    /// <summary>The network interface of the virtual IP, for nodes that name none.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string? Interface { get => loadBalancer.Interface; set => loadBalancer = loadBalancer with { Interface = value }; }

    /// <summary>The VRRP virtual router id, 1 to 255. Default: derived from the cluster's name.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public int? VirtualRouterId { get => loadBalancer.VirtualRouterId; set => loadBalancer = loadBalancer with { VirtualRouterId = value }; }

    /// <summary>The VRRPv2 password of the profiles Kubeadm and Classic, at most 8 characters.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public SecureString? AuthPass { get; set; }

    /// <summary>Whose text and timings to follow: Fast (the default), Kubeadm or Classic.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public LoadBalancerProfile Profile { get => loadBalancer.Profile; set => loadBalancer = loadBalancer with { Profile = value }; }

    /// <summary>Whether the daemons run as static pods (the default) or as services.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public RunAs RunAs { get => loadBalancer.RunAs; set => loadBalancer = loadBalancer with { RunAs = value }; }

    /// <summary>The cluster's name, a DNS label. Default <c>kubernetes</c>.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    [ValidateNotNullOrEmpty]
    public string ClusterName { get; set; } = "kubernetes";

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        nodes.AddRange(Node);
        if (Topology is not null)
        {
            WriteFiles(Topology);
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        if (nodes.Count > 0)
        {
            WriteFiles(new ControlPlaneTopology
            {
                Name = ClusterName,
                Endpoint = endpoint,
                ApiserverPort = ApiserverPort,
                LoadBalancer = loadBalancer with { AuthPass = SecretText.Of(AuthPass) },
                Nodes = nodes,
            });
        }
    }

    /// <summary>The topology the files are made for, from the one that was given or put together.</summary>
    private protected virtual ControlPlaneTopology Prepare(ControlPlaneTopology topology) => topology;

    /// <summary>Whether the topology was put together from parameters.</summary>
    private protected bool IsOfParameters => ParameterSetName == NodeSet;

    /// <summary>The files of one node.</summary>
    private protected abstract IEnumerable<NodeFile> Render(ControlPlaneTopology topology, ControlPlaneNode node);

    private void WriteFiles(ControlPlaneTopology topology)
    {
        var check = TopologyCheck.Of(Prepare(topology));
        this.WriteFindings(check.Findings);
        foreach (var node in check.Usable?.Nodes ?? [])
        {
            try
            {
                WriteObject(Render(check.Topology!, node), enumerateCollection: true);
            }
            catch (RenderException problem)
            {
                WriteError(ErrorRecords.FromFinding(problem.Finding, node));
            }
        }
    }
}
