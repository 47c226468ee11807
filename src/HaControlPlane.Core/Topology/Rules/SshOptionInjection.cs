using System.Buffers;
using static HaControlPlane.Topology.FindingSeverity;

namespace HaControlPlane.Topology.Rules;

/// <summary>HCP126.</summary>
internal sealed class SshOptionInjection() : TopologyRule(new(
    "HCP126", Error, "SSH settings are plain values.",
    "ssh takes a value that starts with a dash for an option and hands a jump host to a shell; such a value could run a program on this machine.",
    "Write a plain user, host or path.",
    "https://nvd.nist.gov/vuln/detail/CVE-2023-51385"))
{
    private static readonly SearchValues<char> ShellCharacters = SearchValues.Create("'\"`$;&<>|(){}!*?#%");

    public override IEnumerable<Finding> Check(ControlPlaneTopology topology)
    {
        var findings =
            from node in topology.NodesWithPaths()
            from value in Values(node.Node.Ssh)
            where value.Text is not null
            let flaw = FlawOf(value.Text, value.IsPath)
            where flaw is not null
            let path = topology.SshPath(node.Path, value.Key)
            let owner = path.StartsWith("ssh", StringComparison.Ordinal) ? null : node.Node
            select Found($"{value.Key} is {Display.Quote(value.Text)}, which {flaw}.", path, owner);
        return findings.DistinctBy(f => f.Path);
    }

    private static (string Key, string? Text, bool IsPath)[] Values(SshOptions ssh) =>
    [
        ("host", ssh.HostName, false),
        ("user", ssh.User, false),
        ("jump", ssh.Jump, false),
        ("keyFile", ssh.KeyFile, true),
        ("knownHosts", ssh.KnownHosts, true),
        ("configFile", ssh.ConfigFile, true),
    ];

    private static string? FlawOf(string text, bool isPath) =>
        text.Length == 0 ? "is empty"
        : text[0] == '-' ? "starts with a dash"
        : !NameSyntax.IsOneLine(text) ? "holds control characters"
        : isPath ? null
        : text.Any(char.IsWhiteSpace) ? "holds blanks"
        : text.AsSpan().ContainsAny(ShellCharacters) ? "holds characters that mean something to a shell"
        : null;
}
