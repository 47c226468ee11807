using HaControlPlane.Nodes;
using HaControlPlane.SshNet.Files;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace HaControlPlane.SshNet.Login;

/// <summary>Holds a server's key against the known hosts. No login begins before it said yes.</summary>
internal sealed class HostKeyCheck(SshTarget target)
{
    /// <summary>OpenSSH takes them no more either: SHA-1.</summary>
    private static readonly string[] Outdated = ["ssh-rsa", "ssh-dss"];

    private readonly KnownHosts known = KnownHosts.Read(target.KnownHostsFiles);
    private HostKeyVerdict? verdict;
    private string shown = "";

    private string Name => target.KeyAlias ?? target.Host;

    private int? Port => target.KeyAlias is null ? target.Port : null;

    /// <summary>Asks the server for a key of a type that is known of it, and for no certificate: nobody here could check one.</summary>
    public void Prepare(ConnectionInfo connection)
    {
        var types = known.TypesOf(Name, Port);
        var wanted = connection.HostKeyAlgorithms
            .Where(a => !a.Key.Contains("-cert-", StringComparison.Ordinal) && !Outdated.Contains(a.Key))
            .OrderByDescending(a => types.Contains(TypeOf(a.Key)))
            .ToArray();
        connection.HostKeyAlgorithms.Clear();
        foreach (var algorithm in wanted)
        {
            connection.HostKeyAlgorithms.Add(algorithm);
        }
    }

    /// <summary>Judges the key that the server shows.</summary>
    public void Judge(object? sender, HostKeyEventArgs shows)
    {
        verdict = known.Judge(Name, Port, shows.HostKey);
        shown = $"{SshBlob.TypeOf(shows.HostKey)} SHA256:{shows.FingerPrintSHA256}";
        shows.CanTrust = verdict == HostKeyVerdict.Known;
    }

    /// <summary>Why the key was not accepted; null when it was, or when none was shown.</summary>
    public (NodeErrorKind Kind, string Detail)? Refusal => verdict switch
    {
        null or HostKeyVerdict.Known => null,
        HostKeyVerdict.Changed => (NodeErrorKind.HostKeyChanged, $", it is {shown}"),
        HostKeyVerdict.Revoked => (NodeErrorKind.HostKeyRevoked, $", it is {shown}"),
        HostKeyVerdict.OnlyCertified => (NodeErrorKind.HostKeyCertified, $", which is {shown}"),
        _ => (NodeErrorKind.HostKeyUnknown, $", it is {shown}"),
    };

    private static string TypeOf(string algorithm) => algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : algorithm;
}
