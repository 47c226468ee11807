using HaControlPlane.Errors;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>One line of the catalogue of node errors.</summary>
/// <param name="Kind">When it is raised.</param>
/// <param name="Id">Its stable id.</param>
/// <param name="Class">What sort of trouble it is.</param>
/// <param name="What">What happened. {detail} is what the case adds.</param>
/// <param name="Fix">What to do. Beside {detail} it may hold {host}, {target}, {user}, {key}, {knownHosts} and {scan}, which the node fills in.</param>
/// <param name="Unsaid">What stands for a detail that the case does not have.</param>
internal sealed record NodeErrorCard(NodeErrorKind Kind, string Id, ErrorClass Class, string What, string Fix, string Unsaid = "")
{
    /// <summary>A node of which nothing is known but that it has a host name.</summary>
    private static readonly ControlPlaneNode Any = new() { Name = "NODE", Address = System.Net.IPAddress.None, Ssh = new SshOptions { HostName = "HOST" } };

    /// <summary>What to do for causes that are known by the words of the detail; the first that fits stands for <see cref="Fix"/>.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>As the page of all errors shows it.</summary>
    public ErrorInfo Info => new(Id, Class, nameof(ControlPlaneNode), Fill(What, Any, "…"), Fill(string.Join(' ', [.. Remedies.Select(r => $"“{r.Words}”: {r.Fix}"), Fix]), Any, "…"));

    /// <summary>The error as it befell a node.</summary>
    public NodeError Of(ControlPlaneNode node, string detail)
    {
        var told = detail.Length == 0 ? Unsaid : detail;
        var fix = Remedies.FirstOrDefault(r => told.Contains(r.Words, StringComparison.Ordinal))?.Fix ?? Fix;
        return new() { Id = Id, Kind = Kind, Node = node, What = Fill(What, node, told), Fix = Fill(fix, node, told) };
    }

    /// <summary>The detail comes last: it may hold anything.</summary>
    private static string Fill(string text, ControlPlaneNode node, string detail) => text
        .Replace("{host}", Target(node.Ssh, Host(node)), StringComparison.Ordinal)
        .Replace("{target}", Login(node), StringComparison.Ordinal)
        .Replace("{user}", node.Ssh.User is { } user ? $" ({user})" : "", StringComparison.Ordinal)
        .Replace("{key}", node.Ssh.KeyFile is { } key ? $" of {key}" : "", StringComparison.Ordinal)
        .Replace("{knownHosts}", node.Ssh.KnownHosts is { } file ? $" -f {file}" : "", StringComparison.Ordinal)
        .Replace("{scan}", Scan(node.Ssh, Host(node)), StringComparison.Ordinal)
        .Replace("{detail}", detail, StringComparison.Ordinal);

    private static string Host(ControlPlaneNode node) => node.Ssh.HostName ?? node.Address.ToString();

    private static string Target(SshOptions ssh, string host) => ssh.Port is null or 22 ? host : $"[{host}]:{ssh.Port}";

    /// <summary>The node as an argument of ssh.</summary>
    private static string Login(ControlPlaneNode node) =>
        $"{(node.Ssh.Port is { } port ? $"-p {port} " : "")}{(node.Ssh.User is { } user ? $"{user}@" : "")}{Host(node)}";

    private static string Scan(SshOptions ssh, string host) =>
        $"ssh-keyscan{(ssh.Port is { } port ? $" -p {port}" : "")} {host} >> {ssh.KnownHosts ?? "~/.ssh/known_hosts"}";
}
