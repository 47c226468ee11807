using System.Management.Automation;
using System.Net;
using HaControlPlane.Binding;
using HaControlPlane.Completers;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Starting;

namespace HaControlPlane.Commands;

/// <summary>Makes a topology from parameters and from nodes of the pipeline. Contacts nothing; Export-ControlPlaneTopology writes it to a file.</summary>
[Cmdlet(VerbsCommon.New, "ControlPlaneTopology")]
[OutputType(typeof(ControlPlaneTopology))]
public sealed class NewControlPlaneTopologyCommand : PSCmdlet
{
    private readonly List<ControlPlaneNode> nodes = [];
    private LoadBalancerSpec balancer = new();

    /// <summary>A DNS label; the VRRP router id derives from it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>The virtual IPs: one, or one of each family. None for a balancer outside.</summary>
    [Parameter(Position = 1)]
    [Address]
    [ValidateNotNullOrEmpty]
    public IPAddress[] VirtualIP { get; set; } = [];

    /// <summary>The control plane nodes: objects, texts such as <c>root@master-1:22</c>, or hashtables of what New-ControlPlaneNode takes.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Node]
    [ValidateNotNullOrEmpty]
    public ControlPlaneNode[] Node { get; set; } = [];

    /// <summary>A DNS name for the endpoint.</summary>
    [Parameter]
    [Alias("ComputerName")]
    [ValidateNotNullOrEmpty]
    public string? HostName { get; set; }

    /// <summary>The TCP port that clients connect to. Default 8443, or 6443 where the API servers themselves answer.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>Which software has the virtual IP and spreads connections. Default: KeepalivedHaproxy.</summary>
    [Parameter]
    public LoadBalancerKind Kind { get => balancer.Kind; set => balancer = balancer with { Kind = value }; }

    /// <summary>How keepalived and haproxy run. Default: StaticPod.</summary>
    [Parameter]
    public RunAs RunAs { get => balancer.RunAs; set => balancer = balancer with { RunAs = value }; }

    /// <summary>The interface of the virtual IP on nodes that name none. Default: the one whose subnet holds it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Interface { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => nodes.AddRange(Node);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var topology = new ControlPlaneTopology
        {
            Name = Name,
            Endpoint = new ControlPlaneEndpoint { VirtualIPs = VirtualIP, Host = HostName, Port = Port ?? StarterTopology.PortOf(Kind) },
            LoadBalancer = balancer with { Interface = Interface },
            Nodes = nodes,
        };
        var check = TopologyCheck.Of(topology);
        foreach (var finding in check.Errors)
        {
            WriteError(Errors.ErrorRecords.FromFinding(finding));
        }

        if (check.Usable is { } usable)
        {
            WriteObject(usable);
        }
    }
}
