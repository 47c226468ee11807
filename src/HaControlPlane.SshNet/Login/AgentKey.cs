using HaControlPlane.SshNet.Files;
using Renci.SshNet;
using Renci.SshNet.Security;

namespace HaControlPlane.SshNet.Login;

/// <summary>A key of the agent. Its private part stays there.</summary>
internal sealed class AgentKey(SshAgent agent, byte[] key) : IPrivateKeySource
{
    /// <summary>RFC 8332: of the hashes for an RSA key the agent is told which to take.</summary>
    private const uint RsaSha512 = 4;

    private const string Rsa = "ssh-rsa";
    private const string RsaCertificate = "ssh-rsa-cert-v01@openssh.com";

    /// <summary>The public part.</summary>
    public ReadOnlySpan<byte> PublicKey => key;

    /// <inheritdoc/>
    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } = [Algorithm(agent, key, SshBlob.TypeOf(key) ?? "")];

    private static Signing Algorithm(SshAgent agent, byte[] key, string type) => type switch
    {
        Rsa => new Signing("rsa-sha2-512", agent, key, RsaSha512),
        RsaCertificate => new Signing("rsa-sha2-512-cert-v01@openssh.com", agent, key, RsaSha512),
        _ => new Signing(type, agent, key, 0),
    };

    private sealed class Signing(string name, SshAgent agent, byte[] key, uint flags) : HostAlgorithm(name)
    {
        public override byte[] Data => key;

        public override byte[] Sign(byte[] data) => agent.Sign(key, data, flags);

        /// <summary>A key to log in with is never asked to judge.</summary>
        public override bool VerifySignature(byte[] data, byte[] signature) => false;
    }
}
