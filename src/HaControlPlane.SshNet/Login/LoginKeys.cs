using System.Text;
using HaControlPlane.SshNet.Files;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace HaControlPlane.SshNet.Login;

/// <summary>The keys to log in with, in the order of OpenSSH: those of the agent that are named, the agent's others, files.</summary>
/// <param name="Sources">The keys.</param>
/// <param name="Unused">Files that could not be used, and why; for the error where none of the keys was taken.</param>
internal sealed record LoginKeys(IReadOnlyList<IPrivateKeySource> Sources, IReadOnlyList<string> Unused)
{
    /// <summary>The keys of a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="onlyFiles">Whether the agent stays out altogether but for keys that are named: beside a password each key costs a try.</param>
    public static LoginKeys Of(SshTarget target, bool onlyFiles = false)
    {
        var agent = target.Agent is { } socket ? new SshAgent(socket) : null;
        AgentKey[] offered = [.. (agent?.PublicKeys() ?? []).Select(k => new AgentKey(agent!, k))];
        var publicParts = target.KeyFiles.ToDictionary(f => f, PublicPartOf);
        var named = publicParts.Values.OfType<byte[]>()
            .Select(p => offered.FirstOrDefault(k => k.PublicKey.SequenceEqual(p))).OfType<AgentKey>().Distinct().ToArray();
        var unused = new List<string>();
        var files = target.KeyFiles
            .Where(f => !named.Any(k => k.PublicKey.SequenceEqual(publicParts[f])))
            .Select(f => FromFile(f, unused)).OfType<IPrivateKeySource>().ToArray();
        var others = onlyFiles || target.OnlyKeyFiles ? [] : offered.Except(named);
        return new([.. named, .. others, .. files], unused);
    }

    private static PrivateKeyFile? FromFile(string file, List<string> unused)
    {
        try
        {
            return File.Exists(file) ? new PrivateKeyFile(file) : null;
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            unused.Add($"{file} has a passphrase, so it is used through the agent only: ssh-add {file}");
        }
        catch (Exception problem) when (problem is SshException or IOException or UnauthorizedAccessException or NotSupportedException or InvalidOperationException)
        {
            unused.Add($"{file} cannot be used: {problem.Message.TrimEnd('.')}");
        }

        return null;
    }

    /// <summary>From the file beside it, or from the front of the file itself: there it stands in the clear, whatever protects the rest.</summary>
    private static byte[]? PublicPartOf(string file)
    {
        try
        {
            return File.Exists(file + ".pub") ? OfPublicFile(File.ReadAllText(file + ".pub")) : File.Exists(file) ? OfPrivateFile(File.ReadAllText(file)) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private static byte[]? OfPublicFile(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var key, ..] ? Convert.FromBase64String(key.Trim()) : null;

    private static byte[]? OfPrivateFile(string text)
    {
        const string Begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
        const string End = "-----END";
        const int CountBytes = 4;
        var magic = Encoding.ASCII.GetBytes("openssh-key-v1\0");
        if (!text.StartsWith(Begin, StringComparison.Ordinal) || text.IndexOf(End, Begin.Length, StringComparison.Ordinal) is not (> 0 and var end))
        {
            return null;
        }

        ReadOnlySpan<byte> data = Convert.FromBase64String(text[Begin.Length..end]);
        if (!data.StartsWith(magic))
        {
            return null;
        }

        data = data[magic.Length..];
        // Cipher, key derivation, its options, the number of keys, the first public key.
        return SshBlob.TryTake(ref data, out _) && SshBlob.TryTake(ref data, out _) && SshBlob.TryTake(ref data, out _) && data.Length > CountBytes
            && (data = data[CountBytes..]).Length > 0 && SshBlob.TryTake(ref data, out var key) ? key.ToArray() : null;
    }
}
