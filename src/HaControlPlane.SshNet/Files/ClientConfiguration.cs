namespace HaControlPlane.SshNet.Files;

/// <summary>What the SSH client's configuration says of one host, as far as this transport minds it. The first value said wins.</summary>
internal sealed class ClientConfiguration
{
    private readonly Dictionary<string, string[]> said = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> identityFiles = [];

    /// <summary>The name or address to connect to.</summary>
    public string? HostName => First("HostName");

    /// <summary>The user to log in as.</summary>
    public string? User => First("User");

    /// <summary>The port.</summary>
    public int? Port => int.TryParse(First("Port"), out var port) ? port : null;

    /// <summary>Private keys: all that are said, in order.</summary>
    public IReadOnlyList<string> IdentityFiles => identityFiles;

    /// <summary>Whether the agent's other keys stay out.</summary>
    public bool IdentitiesOnly => Is("IdentitiesOnly", "yes");

    /// <summary>The agent's socket, a variable that holds it, or <c>none</c>.</summary>
    public string? IdentityAgent => First("IdentityAgent");

    /// <summary>The user's known hosts.</summary>
    public IReadOnlyList<string>? UserKnownHostsFile => said.GetValueOrDefault("UserKnownHostsFile");

    /// <summary>The machine's known hosts.</summary>
    public IReadOnlyList<string>? GlobalKnownHostsFile => said.GetValueOrDefault("GlobalKnownHostsFile");

    /// <summary>The name under which the host's key is known.</summary>
    public string? HostKeyAlias => First("HostKeyAlias");

    /// <summary>Hosts on the way, from here on.</summary>
    public string? ProxyJump => First("ProxyJump");

    /// <summary>A program that makes the connection; this transport has none.</summary>
    public string? ProxyCommand => First("ProxyCommand");

    /// <summary>A list of revoked keys in a form of OpenSSH's own.</summary>
    public string? RevokedHostKeys => First("RevokedHostKeys");

    /// <summary>Takes a line in.</summary>
    public void Say(string keyword, string[] values)
    {
        if (keyword.Equals("IdentityFile", StringComparison.OrdinalIgnoreCase))
        {
            identityFiles.AddRange(values.Take(1).Where(v => !identityFiles.Contains(v)));
        }
        else if (said.TryAdd(keyword, values) && keyword.Equals("ProxyJump", StringComparison.OrdinalIgnoreCase))
        {
            // Of the two ways the one that is said first counts.
            said.TryAdd("ProxyCommand", ["none"]);
        }
        else if (keyword.Equals("ProxyCommand", StringComparison.OrdinalIgnoreCase))
        {
            said.TryAdd("ProxyJump", ["none"]);
        }
    }

    private string? First(string keyword) => said.TryGetValue(keyword, out var values) && values is [var first, ..] ? first : null;

    private bool Is(string keyword, string value) => value.Equals(First(keyword), StringComparison.OrdinalIgnoreCase);
}
