using System.Diagnostics.CodeAnalysis;
using HaControlPlane.Errors;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>Reaches each node by its own transport, or all by the one that was chosen for the run.</summary>
/// <param name="options">Who logs in, and how the OpenSSH client is used.</param>
/// <param name="chosen">The transport for every node; null for each as its topology says.</param>
/// <param name="tell">Hears which transport carries scripts and why, once for each; null for nobody.</param>
public sealed class NodeTransports(OpenSshOptions options, TransportKind? chosen = null, Action<TransportChoice>? tell = null) : INodeTransport
{
    private const string NotBesideUs = "there is no HaControlPlane.SshNet.dll beside the engine";

    private readonly OpenSshTransport openSsh = new(options);

    /// <summary>It is looked for when a node wants it, and is found beside the engine or not at all.</summary>
    private readonly Lazy<INodeTransport?> sshNet = new(() => Find() is { } type ? (INodeTransport?)Activator.CreateInstance(type, options.Login) : null);

    private readonly object telling = new();
    private readonly HashSet<TransportKind> told = [];

    /// <summary>Why a transport cannot be used for any node of a run, as one sentence and a remedy. Null when it can.</summary>
    /// <param name="kind">The transport that was chosen for the run.</param>
    /// <param name="options">How the OpenSSH client is used; null for the defaults.</param>
    public static ErrorInfo? WhyNot(TransportKind kind, OpenSshOptions? options = null) => kind switch
    {
        TransportKind.OpenSsh when OpenSshClient.PathOf((options ?? new()).Program) is null => Info(NodeErrorKind.ClientMissing, OpenSshClient.WhereNot((options ?? new()).Program)),
        TransportKind.SshNet when Find() is null => Info(NodeErrorKind.TransportMissing, NotBesideUs),
        _ => null,
    };

    /// <inheritdoc/>
    public async Task<INodeConnection> ConnectAsync(ControlPlaneNode node, CancellationToken cancellationToken)
    {
        var transport = await ForAsync(node).ConfigureAwait(false);
        return await transport.ConnectAsync(node, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScriptRecord>> RunAsync(ControlPlaneNode node, NodeScript script, CancellationToken cancellationToken)
    {
        var transport = await ForAsync(node).ConfigureAwait(false);
        return await transport.RunAsync(node, script, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await openSsh.DisposeAsync().ConfigureAwait(false);
        if (sshNet is { IsValueCreated: true, Value: { } other })
        {
            await other.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<INodeTransport> ForAsync(ControlPlaneNode node)
    {
        var choice = await ChoiceAsync(chosen ?? node.Ssh.Transport).ConfigureAwait(false);
        lock (telling)
        {
            if (told.Add(choice.Kind))
            {
                tell?.Invoke(choice);
            }
        }

        return choice.Kind == TransportKind.OpenSsh ? openSsh
            : sshNet.Value ?? throw NodeErrors.Create(node, NodeErrorKind.TransportMissing, $"{choice.Why}, and {NotBesideUs}");
    }

    private async Task<TransportChoice> ChoiceAsync(TransportKind wanted) => wanted switch
    {
        TransportKind.Auto => TransportChoice.Between(options.Program, await openSsh.Client.ConfigureAwait(false), options.Password is not null, OpenSshTransport.SharesLogins),
        _ => new TransportChoice(wanted, chosen is null ? "the topology names it" : "it was named for this run"),
    };

    private static ErrorInfo Info(NodeErrorKind kind, string detail)
    {
        var card = NodeErrors.All.First(c => c.Kind == kind);
        return card.Info with { What = card.What.Replace("{detail}", detail, StringComparison.Ordinal) };
    }

    /// <summary>
    /// In the engine's own load context, so that in PowerShell it meets no other module's SSH.NET. Named in one literal, the compiler to
    /// machine code takes it along.
    /// </summary>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    private static Type? Find()
    {
        try
        {
            return Type.GetType("HaControlPlane.SshNet.SshNetTransport, HaControlPlane.SshNet");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
