using System.Management.Automation;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HaControlPlane.Binding;
using HaControlPlane.Bridge;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;
using HaControlPlane.Probing;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Asks the Kubernetes API under its virtual IP as a client would, from here or from nodes, over a new connection each time: TCP, TLS, HTTP.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ApiserverVip", DefaultParameterSetName = AddressSet)]
[OutputType(typeof(EndpointProbeResult), typeof(bool))]
public sealed class TestApiserverVipCommand : NodeCommand
{
    private const string AddressSet = "Address";
    private const string TopologySet = "Topology";

    /// <summary>The virtual IPs to ask.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AddressSet, ValueFromPipeline = true)]
    [Address]
    [ValidateNotNullOrEmpty]
    public IPAddress[] VirtualIP { get; set; } = [];

    /// <summary>Topologies whose endpoints to ask.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TopologySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ControlPlaneTopology Topology { get; set; } = null!;

    /// <summary>The TCP port. Default 6443.</summary>
    [Parameter(Position = 1, ParameterSetName = AddressSet)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = ControlPlaneEndpoint.DefaultPort;

    /// <summary>The name to ask for in TLS and to look for in the certificate. Default: the address.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    [Alias("ComputerName")]
    public string? HostName { get; set; }

    /// <summary>A PEM file of the authorities that must have signed the certificate, such as /etc/kubernetes/pki/ca.crt. Default: not checked, only told.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CaFilePath { get; set; }

    /// <summary>The nodes to ask from, instead of this machine: objects, texts such as <c>root@master-1:22</c>, or hashtables. All at once.</summary>
    [Parameter]
    [Node]
    [ValidateNotNullOrEmpty]
    public ControlPlaneNode[] From { get; set; } = [];

    /// <summary>Only open the connection, as <c>nc -zv</c> does.</summary>
    [Parameter]
    public SwitchParameter TcpOnly { get; set; }

    /// <summary>The path to GET. Default <c>/readyz</c>.</summary>
    [Parameter]
    [ValidatePattern("^/")]
    public string Path { get; set; } = "/readyz";

    /// <summary>How long one attempt may take, in seconds. Default 3.</summary>
    [Parameter]
    [ValidateRange(0.01, 3600.0)]
    public double TimeoutSeconds { get; set; } = 3;

    /// <summary>How many attempts at most. Default 1; with -Wait no limit.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Count { get; set; }

    /// <summary>From the beginning of one attempt to that of the next, in seconds. Default 1.</summary>
    [Parameter]
    [ValidateRange(0.0, 3600.0)]
    public double IntervalSeconds { get; set; } = 1;

    /// <summary>Goes on until an attempt is well.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Says only True, when every attempt (with -Wait: the last one) was well, or False: once for each address.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var authorities = ReadAuthorities();
        if (!MayLogIn(From))
        {
            return;
        }

        foreach (var (address, port, name) in Targets())
        {
            WriteVerbose($"Asking {address}, port {port}, for {Path}.");
            var series = new ProbeSeries
            {
                Request = new EndpointProbeRequest
                {
                    Host = address,
                    Port = port,
                    ServerName = name,
                    Path = Path,
                    TcpOnly = TcpOnly,
                    Authorities = authorities,
                    Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
                },
                Count = Count ?? (Wait ? null : 1),
                Interval = TimeSpan.FromSeconds(IntervalSeconds),
                UntilOk = Wait,
            };
            Contact($"Asking {address}", session => session.Run(token => AskAsync(session, series, token)), well =>
            {
                if (Quiet)
                {
                    WriteObject(well);
                }
            });
        }
    }

    /// <summary>The series from here, or from each node at the same time. True when each was well.</summary>
    private async Task<bool> AskAsync(NodeSession session, ProbeSeries series, CancellationToken cancellationToken)
    {
        if (From.Length == 0)
        {
            return await RunAsync(session, series, cancellationToken).ConfigureAwait(false);
        }

        using var turns = new SemaphoreSlim(ThrottleLimit);
        var well = await Task.WhenAll(From.Select(node => FromNodeAsync(session, turns, node, series, cancellationToken))).ConfigureAwait(false);
        return well.All(w => w);
    }

    private async Task<bool> FromNodeAsync(NodeSession session, SemaphoreSlim turns, ControlPlaneNode node, ProbeSeries series, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(session, series with { Ask = (request, token) => NodeProbe.ProbeAsync(session.Transport, node, request, token) }, cancellationToken).ConfigureAwait(false);
        }
        catch (NodeException problem)
        {
            session.Bridge.Post(() => WriteErrors([problem.Error]));
            return false;
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>The virtual IPs; of a balancer outside the nodes its name.</summary>
    private IEnumerable<(string Host, int Port, string? Name)> Targets() => ParameterSetName == TopologySet
        ? (Topology.LoadBalancer.Kind == LoadBalancerKind.External && Topology.Endpoint.Host is { } host ? [host] : Topology.Endpoint.VirtualIPs.Select(a => a.ToString()))
            .Select(h => (h, Topology.Endpoint.Port, Topology.Endpoint.Host))
        : VirtualIP.Select(a => (a.ToString(), Port, HostName));

    private async Task<bool> RunAsync(NodeSession session, ProbeSeries series, CancellationToken cancellationToken)
    {
        var well = true;
        await foreach (var result in series.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            well = result.Ok && (well || series.UntilOk);
            session.Bridge.Post(() => Write(result));
        }

        return well;
    }

    private void Write(EndpointProbeResult result)
    {
        if (Quiet)
        {
            WriteVerbose(result.Problem ?? $"{result.Host} is well.");
            return;
        }

        WriteObject(result);
    }

    private X509Certificate2Collection? ReadAuthorities()
    {
        if (FilePath.Resolve(this, CaFilePath) is not { } file)
        {
            return null;
        }

        if (From.Length > 0)
        {
            ThrowTerminatingError(ErrorRecords.AuthoritiesWithFrom(file));
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no PEM certificate.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException)
        {
            ThrowTerminatingError(ErrorRecords.NoAuthorities(file, problem));
            throw;
        }
    }
}
