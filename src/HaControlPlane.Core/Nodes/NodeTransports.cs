using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using HaControlPlane.Errors;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>Reaches each node by its own transport, or all by the one that was chosen for the run.</summary>
/// <param name="options">Who logs in, and how the OpenSSH client is used.</param>
/// <param name="chosen">The transport for every node; null for each as its topology says.</param>
public sealed class NodeTransports(OpenSshOptions options, TransportKind? chosen = null) : INodeTransport
{
    private const string Assembly = "HaControlPlane.SshNet";

    private readonly OpenSshTransport openSsh = new(options);

    /// <summary>It is looked for when a node wants it, and is found beside the engine or not at all.</summary>
    private readonly Lazy<INodeTransport?> sshNet = new(() => Find() is { } type ? (INodeTransport?)Activator.CreateInstance(type, options.Login) : null);

    /// <summary>Why a transport cannot be used at all: it is not part of this build. Null when it can.</summary>
    public static ErrorInfo? WhyNot(TransportKind kind) =>
        kind == TransportKind.OpenSsh || Find() is not null ? null : NodeErrors.All.First(c => c.Kind == NodeErrorKind.TransportMissing).Info;

    /// <inheritdoc/>
    public Task<INodeConnection> ConnectAsync(ControlPlaneNode node, CancellationToken cancellationToken) => For(node).ConnectAsync(node, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScriptRecord>> RunAsync(ControlPlaneNode node, NodeScript script, CancellationToken cancellationToken) =>
        For(node).RunAsync(node, script, cancellationToken);

    private INodeTransport For(ControlPlaneNode node) => (chosen ?? node.Ssh.Transport) == TransportKind.OpenSsh ? openSsh
        : sshNet.Value ?? throw NodeErrors.Create(node, NodeErrorKind.TransportMissing, $"{Assembly}.dll does not stand beside the engine");

    /// <summary>Closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await openSsh.DisposeAsync().ConfigureAwait(false);
        if (sshNet is { IsValueCreated: true, Value: { } other })
        {
            await other.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>In the engine's own load context, so that in PowerShell it meets no other module's SSH.NET.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A build that is compiled to machine code loads nothing, and is asked for nothing here.")]
    [UnconditionalSuppressMessage("Trimming", "IL2073", Justification = "The same.")]
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    private static Type? Find()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return null;
        }

        try
        {
            var context = AssemblyLoadContext.GetLoadContext(typeof(NodeTransports).Assembly) ?? AssemblyLoadContext.Default;
            return context.LoadFromAssemblyName(new AssemblyName(Assembly)).GetType($"{Assembly}.SshNetTransport");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
