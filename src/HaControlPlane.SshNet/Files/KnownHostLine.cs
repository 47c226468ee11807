using System.Security.Cryptography;
using System.Text;

namespace HaControlPlane.SshNet.Files;

/// <summary>One line of a known_hosts file.</summary>
/// <param name="Marker">What the key is for.</param>
/// <param name="Hosts">The hosts it is for: patterns with commas between, or one hashed name.</param>
/// <param name="Key">The key as it goes over the wire, its type first.</param>
internal sealed record KnownHostLine(KnownHostMarker Marker, string Hosts, byte[] Key)
{
    private const string Hashed = "|1|";

    /// <summary>Reads a line; null for blank ones, comments, and whatever OpenSSH too would skip.</summary>
    public static KnownHostLine? Parse(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0].StartsWith('#'))
        {
            return null;
        }

        KnownHostMarker? marker = words[0] switch
        {
            "@revoked" => KnownHostMarker.Revoked,
            "@cert-authority" => KnownHostMarker.CertificateAuthority,
            ['@', ..] => null,
            _ => KnownHostMarker.None,
        };
        var rest = marker == KnownHostMarker.None ? words : words[1..];
        return marker is { } known && rest is [var hosts, var type, var text, ..] && Decode(text) is { } key && SshBlob.TypeOf(key) == type
            ? new KnownHostLine(known, hosts, key)
            : null;
    }

    /// <summary>Whether the line is about a host.</summary>
    /// <param name="name">The name in small letters, <c>[name]:port</c> where the port is not 22.</param>
    public bool IsOf(string name) => Hosts.StartsWith(Hashed, StringComparison.Ordinal) ? HashIsOf(name) : HostPatterns.Match(Hosts.Split(','), name);

    private bool HashIsOf(string name)
    {
        // OpenSSH hashes names so that a stolen file tells nobody where its owner logs in; the algorithm is its own choice.
        var parts = Hosts[Hashed.Length..].Split('|');
#pragma warning disable CA5350
        return parts is [var salt, var hash] && Decode(salt) is { } saltBytes && Decode(hash) is { } hashBytes
            && CryptographicOperations.FixedTimeEquals(HMACSHA1.HashData(saltBytes, Encoding.UTF8.GetBytes(name)), hashBytes);
#pragma warning restore CA5350
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
