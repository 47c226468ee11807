using System.Text;
using HaControlPlane.SshNet.Files;

namespace HaControlPlane.Tests.SshNet;

/// <summary>Known hosts read as OpenSSH reads them; the hash is one that ssh-keygen made.</summary>
public sealed class KnownHostsTests
{
    private static readonly byte[] Key = Blob("ssh-ed25519", "one");
    private static readonly byte[] Other = Blob("ssh-rsa", "two");

    [Theory]
    [InlineData("node-1", "node-1", 22, nameof(HostKeyVerdict.Known))]
    [InlineData("NODE-1", "node-1", 22, nameof(HostKeyVerdict.Known))]
    [InlineData("node-1", "Node-1", 22, nameof(HostKeyVerdict.Known))]
    [InlineData("node-?,node-10", "node-10", 22, nameof(HostKeyVerdict.Known))]
    [InlineData("node-*,!node-1", "node-1", 22, nameof(HostKeyVerdict.Unknown))]
    [InlineData("node.1", "node-1", 22, nameof(HostKeyVerdict.Unknown))]
    [InlineData("[node-1]:2222", "node-1", 2222, nameof(HostKeyVerdict.Known))]
    [InlineData("[node-1]:2222", "node-1", 22, nameof(HostKeyVerdict.Unknown))]
    [InlineData("[node-1]:2222", "node-1", 2223, nameof(HostKeyVerdict.Unknown))]
    // OpenSSH takes a key that is known without the port.
    [InlineData("node-1", "node-1", 2222, nameof(HostKeyVerdict.Known))]
    [InlineData("|1|u2Ahx11Ht5bbFp2vYEYGQsjjr28=|BNg6RIiViE/S429uu1feDWJvYls=", "192.168.1.61", 22, nameof(HostKeyVerdict.Known))]
    [InlineData("|1|u2Ahx11Ht5bbFp2vYEYGQsjjr28=|BNg6RIiViE/S429uu1feDWJvYls=", "192.168.1.62", 22, nameof(HostKeyVerdict.Unknown))]
    [InlineData("|1|not base64|x", "node-1", 22, nameof(HostKeyVerdict.Unknown))]
    public void Hosts_are_found_as_OpenSSH_finds_them(string hosts, string host, int port, string verdict) =>
        Assert.Equal(verdict, Of($"{hosts} {Text(Key)}").Judge(host, port, Key).ToString());

    [Fact]
    public void Another_key_of_the_host_means_that_it_changed() =>
        Assert.Equal(HostKeyVerdict.Changed, Of($"node-1 {Text(Other)}").Judge("node-1", 22, Key));

    [Fact]
    public void One_of_several_keys_is_enough() =>
        Assert.Equal(HostKeyVerdict.Known, Of($"node-1 {Text(Other)}", $"node-1 {Text(Key)}").Judge("node-1", 22, Key));

    [Fact]
    public void A_revoked_key_is_refused_wherever_the_line_stands() =>
        Assert.Equal(HostKeyVerdict.Revoked, Of($"node-1 {Text(Key)}", $"@revoked * {Text(Key)}").Judge("node-1", 22, Key));

    [Fact]
    public void A_revoked_key_of_another_host_means_nothing() =>
        Assert.Equal(HostKeyVerdict.Known, Of($"@revoked node-2 {Text(Key)}", $"node-1 {Text(Key)}").Judge("node-1", 22, Key));

    [Fact]
    public void An_authority_vouches_for_no_plain_key() =>
        Assert.Equal(HostKeyVerdict.OnlyCertified, Of($"@cert-authority * {Text(Key)}").Judge("node-1", 22, Key));

    [Theory]
    [InlineData("")]
    [InlineData("# node-1 ssh-ed25519 AAAA")]
    [InlineData("node-1")]
    [InlineData("node-1 ssh-ed25519 AAA")]
    [InlineData("@unheard-of node-1 ssh-ed25519 {key}")]
    [InlineData("node-1 ssh-rsa {key}")]
    public void What_is_no_line_is_skipped(string line) =>
        Assert.Equal(HostKeyVerdict.Unknown, Of(line.Replace("{key}", Convert.ToBase64String(Key), StringComparison.Ordinal)).Judge("node-1", 22, Key));

    [Fact]
    public void A_file_that_is_not_there_knows_nothing() =>
        Assert.Equal(HostKeyVerdict.Unknown, KnownHosts.Read(["/nowhere/known_hosts"]).Judge("node-1", 22, Key));

    [Fact]
    public void The_server_is_asked_for_a_key_that_is_known() =>
        Assert.Equal(["ssh-rsa"], Of($"node-1 {Text(Other)}", $"node-2 {Text(Key)}").TypesOf("node-1", 22));

    private static KnownHosts Of(params string[] lines) => new([.. lines.Select(KnownHostLine.Parse).OfType<KnownHostLine>()]);

    private static string Text(byte[] key) => $"{SshBlob.TypeOf(key)} {Convert.ToBase64String(key)}";

    private static byte[] Blob(string type, string rest) => [.. SshBlob.Field(Encoding.ASCII.GetBytes(type)), .. SshBlob.Field(Encoding.ASCII.GetBytes(rest))];
}
