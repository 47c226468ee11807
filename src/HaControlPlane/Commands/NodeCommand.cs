using System.Management.Automation;
using System.Net;
using System.Security;
using HaControlPlane.Binding;
using HaControlPlane.Bridge;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout;
using HaControlPlane.Rollouts;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>A cmdlet that contacts nodes: progress, Ctrl+C, and what every node's trouble becomes.</summary>
public abstract class NodeCommand : PSCmdlet, IDisposable
{
    private readonly EngineBridge bridge = new();
    private readonly Dictionary<string, ControlPlaneNode> taken = new(StringComparer.Ordinal);
    private bool refused;

    /// <summary>Kept in an object: no field of the engine's own types may be here while the module is imported.</summary>
    private readonly ChosenTransport transport = new();

    /// <summary>How many nodes are worked on at once. Default 32.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>
    /// User and password to log in with, in place of the topology's user and of keys. sudo is told the password too, unless
    /// BecomePassword says another. Each node is tried once.
    /// </summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The password sudo asks for on nodes whose login user is not root, as a secure string or a credential. It travels over standard input alone.</summary>
    [Parameter]
    [PasswordOf]
    public SecureString? BecomePassword { get; set; }

    /// <summary>What carries scripts to the nodes, in place of what each says for itself. Default: as the node says, else Auto: OpenSSH where this machine has a client that will do, else SSH.NET.</summary>
    [Parameter]
    public TransportKind Transport { get => transport.Kind ?? TransportKind.Auto; set => transport.Kind = value; }

    /// <inheritdoc/>
    public void Dispose()
    {
        bridge.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => bridge.Stop();

    /// <summary>Does something over connections of its own, and writes what came of it once the progress bars are gone.</summary>
    private protected void Contact<T>(string activity, Func<NodeSession, T> act, Action<T> write)
    {
        var user = LoginUser();
        var progress = new RolloutProgress(this, activity);
        if (transport.Missing() is { } missing)
        {
            ThrowTerminatingError(missing);
        }

        var ways = new NodeTransports(
            new OpenSshOptions { User = user, Password = SecretText.Of(Credential?.Password), BecomePassword = SecretText.Of(BecomePassword) }, transport.Kind, ChosenTransport.Telling(bridge, WriteVerbose));
        try
        {
            var result = act(new NodeSession(bridge, ways, new PipelineSink<RolloutEvent>(bridge, progress.Show)));
            progress.Complete();
            write(result);
        }
        catch (RolloutException refused)
        {
            progress.Complete();
            WriteErrors(refused.Errors);
        }
        catch (RenderException refused)
        {
            progress.Complete();
            WriteError(ErrorRecords.FromFinding(refused.Finding));
        }
        catch (Exception problem) when (problem is not PipelineStoppedException)
        {
            progress.Complete();
            throw;
        }
        finally
        {
            EngineBridge.RunQuietly(() => ways.DisposeAsync().AsTask());
        }
    }

    /// <summary>Asks each node one thing, and writes the answers, then why others gave none.</summary>
    private protected void Ask<T>(
        string activity, IReadOnlyList<ControlPlaneNode> nodes, Func<INodeTransport, ControlPlaneNode, CancellationToken, Task<T>> ask, Action<IReadOnlyList<T>> write)
        where T : class => Contact(
            activity,
            session => session.Run(token => NodeAnswers.OfAsync(nodes, ThrottleLimit, session.Events, (node, stop) => ask(session.Transport, node, stop), token)),
            asked =>
            {
                write(asked.Answers);
                WriteErrors(asked.Errors);
            });

    /// <summary>Whether all these nodes may be logged in to as they say; writes what forbids it.</summary>
    private protected bool MayLogIn(params IEnumerable<ControlPlaneNode> nodes)
    {
        var findings = nodes.SelectMany(TopologyValidator.ValidateLogin).ToArray();
        Heed(findings);
        return findings.Length == 0;
    }

    /// <summary>Whether this node may be changed. Where it is refused, nothing is changed at all: what goes to several nodes is one transaction.</summary>
    private protected bool MayChange(ControlPlaneNode node)
    {
        if (!taken.TryAdd(node.Name, node) && taken[node.Name] != node)
        {
            ThrowTerminatingError(ErrorRecords.ContradictingNode(node));
        }

        return MayLogIn(node);
    }

    /// <summary>Writes findings; for an error among them nothing is changed on any node.</summary>
    private protected void Heed(IReadOnlyCollection<Finding> findings)
    {
        this.WriteFindings(findings);
        refused |= findings.Any(f => f.Severity == FindingSeverity.Error);
    }

    /// <summary>An error that the pipeline survives, but for which nothing is changed on any node.</summary>
    private protected void Refuse(ErrorRecord error)
    {
        refused = true;
        WriteError(error);
    }

    /// <summary>The topology when nothing forbids acting on it; else everything that does, and the end of the pipeline.</summary>
    /// <param name="check">The topology, held against every rule.</param>
    /// <param name="source">What to call it where it could not be read.</param>
    private protected ControlPlaneTopology RequireUsable(TopologyCheck check, string source)
    {
        if (check.Usable is not { } topology)
        {
            this.WriteFindings(check.Errors);
            ThrowTerminatingError(ErrorRecords.TopologyRefused(check.Topology?.Name ?? source, check.Topology));
            throw new InvalidOperationException("The pipeline has ended.");
        }

        return topology;
    }

    /// <summary>Rolls out what <paramref name="stage"/> stages, and writes a report for each node. Does nothing when anything was refused.</summary>
    private protected void RollOut(string activity, RolloutOptions options, Func<LoadBalancerRollout, CancellationToken, Task<StagedRollout>> stage) =>
        RollOut(activity, options, (_, rollout, token) => stage(rollout, token));

    /// <summary>The same, for a stage that asks the nodes something itself.</summary>
    private protected void RollOut(string activity, RolloutOptions options, Func<NodeSession, LoadBalancerRollout, CancellationToken, Task<StagedRollout>> stage)
    {
        if (refused)
        {
            return;
        }

        Contact(activity, session => NodeRollout.Run(this, session, options, (rollout, token) => stage(session, rollout, token)), ended =>
        {
            // Objects first: under -ErrorAction Stop the first error ends the pipeline, and what became of the nodes must be told.
            WriteObject(ended.Nodes, enumerateCollection: true);
            WriteErrors(ended.Nodes.Select(r => r.Error).Append(ended.Mixed).OfType<NodeError>());
        });
    }

    /// <summary>Each as an error of its own.</summary>
    private protected void WriteErrors(IEnumerable<NodeError> errors)
    {
        foreach (var error in errors)
        {
            WriteError(ErrorRecords.FromNode(error));
        }
    }

    /// <summary>The credential's user, held against the same rule as a topology's: the SSH client gets it on its command line.</summary>
    private string? LoginUser()
    {
        // Get-Credential writes a user without a domain as \user.
        if (Credential?.UserName?.TrimStart('\\') is not { Length: > 0 } user)
        {
            return null;
        }

        var login = new ControlPlaneNode { Name = "login", Address = IPAddress.Loopback, Ssh = new SshOptions { User = user } };
        foreach (var finding in TopologyValidator.ValidateLogin(login))
        {
            ThrowTerminatingError(ErrorRecords.FromFinding(finding, Credential));
        }

        return user;
    }
}
