namespace HaControlPlane.SshNet.Files;

/// <summary>Known hosts as OpenSSH judges by them under <c>StrictHostKeyChecking yes</c>.</summary>
/// <param name="lines">What the files hold.</param>
internal sealed class KnownHosts(IReadOnlyList<KnownHostLine> lines)
{
    private const int DefaultPort = 22;

    /// <summary>Reads files one after the other. One that is not there, or not ours to read, holds nothing.</summary>
    public static KnownHosts Read(IEnumerable<string> files) => new([.. files.SelectMany(LinesOf).Select(KnownHostLine.Parse).OfType<KnownHostLine>()]);

    /// <summary>The types of the keys that are known of a host, so that its server is asked for those.</summary>
    public IReadOnlySet<string> TypesOf(string host, int? port) => Names(host, port)
        .SelectMany(n => Of(n, KnownHostMarker.None))
        .Select(l => SshBlob.TypeOf(l.Key)!)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>What they say to a key.</summary>
    /// <param name="host">The host's name or address, or the alias of its key.</param>
    /// <param name="port">Its port; null with an alias, which has none.</param>
    /// <param name="key">The key as it came over the wire.</param>
    public HostKeyVerdict Judge(string host, int? port, byte[] key)
    {
        var names = Names(host, port).ToArray();
        if (names.SelectMany(n => Of(n, KnownHostMarker.Revoked)).Any(l => l.Key.AsSpan().SequenceEqual(key)))
        {
            return HostKeyVerdict.Revoked;
        }

        // A key that is known without the port will do, as it does for OpenSSH.
        if (names.SelectMany(n => Of(n, KnownHostMarker.None)).Any(l => l.Key.AsSpan().SequenceEqual(key)))
        {
            return HostKeyVerdict.Known;
        }

        return Of(names[0], KnownHostMarker.None).Any() ? HostKeyVerdict.Changed
            : Of(names[0], KnownHostMarker.CertificateAuthority).Any() ? HostKeyVerdict.OnlyCertified
            : HostKeyVerdict.Unknown;
    }

    private IEnumerable<KnownHostLine> Of(string name, KnownHostMarker marker) => lines.Where(l => l.Marker == marker && l.IsOf(name));

    private static IEnumerable<string> Names(string host, int? port)
    {
#pragma warning disable CA1308 // OpenSSH's files have small letters, and hashes are made of those.
        var name = host.ToLowerInvariant();
#pragma warning restore CA1308
        return port is null or DefaultPort ? [name] : [$"[{name}]:{port}", name];
    }

    private static IEnumerable<string> LinesOf(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
