using HaControlPlane.SshNet.Files;
using HaControlPlane.SshNet.Login;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.SshNet;

/// <summary>What is read of the SSH client's configuration, and what wins.</summary>
public sealed class SshTargetTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sshnet");

    [Fact]
    public void The_first_value_said_wins_and_only_of_blocks_for_the_host()
    {
        var target = Of("node-1", """
            Host node-2
                Port 1
            Host=node-* !node-2
                HostName = "%h.example"
                Port 2222 # told
                User ops
                HostKeyAlias first
                IdentityFile ~/.ssh/one
                IdentitiesOnly yes
            Host *
                Port 3
                IdentityFile "/keys/%r at %h"
                UserKnownHostsFile /a /b
                GlobalKnownHostsFile none
                IdentityAgent none
                ProxyJump none
            """);
        Assert.Equal(("node-1.example", 2222, "ops", "first"), (target.Host, target.Port, target.User, target.KeyAlias));
        Assert.Equal([Path.Join(Home, ".ssh/one"), "/keys/ops at node-1.example"], target.KeyFiles);
        Assert.Equal(["/a", "/b"], target.KnownHostsFiles);
        Assert.True(target.OnlyKeyFiles);
        Assert.Null(target.Agent);
        Assert.Null(target.Jump);
    }

    [Fact]
    public void The_topology_is_before_the_configuration()
    {
        var target = Of("node-1", "User ops\nPort 1\nIdentityFile /a\nUserKnownHostsFile /b\nProxyJump c\n", new SshOptions
        {
            User = "root", Port = 22, KeyFile = "/key", KnownHosts = "/known", Jump = "hop",
        });
        Assert.Equal(("root", 22, "hop"), (target.User, target.Port, target.Jump));
        Assert.Equal(["/key"], target.KeyFiles);
        Assert.Equal(["/known"], target.KnownHostsFiles);
    }

    [Fact]
    public void Without_a_word_it_is_what_OpenSSH_does()
    {
        var target = Of("192.0.2.1", "");
        Assert.Equal(("192.0.2.1", 22, Environment.UserName), (target.Host, target.Port, target.User));
        Assert.Equal(["id_rsa", "id_ecdsa", "id_ed25519"], target.KeyFiles.Select(Path.GetFileName));
        Assert.Equal(
            [Path.Join(Home, ".ssh/known_hosts"), Path.Join(Home, ".ssh/known_hosts2"), "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"],
            target.KnownHostsFiles);
        Assert.False(target.OnlyKeyFiles);
    }

    [Fact]
    public void Included_files_are_read_in_order_and_only_where_their_block_counts()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "10.conf"), "Port 10\n");
        File.WriteAllText(Path.Combine(folder.FullName, "20.conf"), "Port 20\nUser twenty\n");
        Assert.Equal((10, "twenty"), Port($"Include {folder}/*.conf\n"));
        Assert.Equal((30, "me"), Port($"Host other\n  Include {folder}/*.conf\nHost *\n  Port 30\n  User me\n"));

        (int, string) Port(string text)
        {
            var target = Of("node-1", text);
            return (target.Port, target.User);
        }
    }

    [Theory]
    [InlineData("Match all", true)]
    [InlineData("Match host node-*", true)]
    [InlineData("Match !host node-*", false)]
    [InlineData("Match originalhost x,node-1 user *", true)]
    [InlineData("Match user nobody-at-all", false)]
    [InlineData("Match final all", false)]
    [InlineData("Match host other exec false", false)]
    public void Match_is_read_as_far_as_it_can_be_told(string match, bool counts) =>
        Assert.Equal(counts ? 5 : 22, Of("node-1", match + "\n  Port 5\n").Port);

    [Theory]
    [InlineData("Match exec \"test -e /x\"\n  Port 5\n", "'Match exec'")]
    [InlineData("Match host node-1 tagged x\n  Port 5\n", "'Match tagged'")]
    [InlineData("ProxyCommand nc %h %p\n", "ProxyCommand for node-1")]
    [InlineData("RevokedHostKeys /etc/ssh/krl\n", "RevokedHostKeys for node-1")]
    public void What_would_be_missed_is_refused(string text, string what) =>
        Assert.Contains(what, Assert.Throws<ConfigurationException>(() => Of("node-1", text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("hop", "hop", null, null, null)]
    [InlineData("ops@hop:2222", "hop", "ops", 2222, null)]
    [InlineData("ssh://ops@hop:2222", "hop", "ops", 2222, null)]
    [InlineData("root@[2001:db8::1]:22", "2001:db8::1", "root", 22, null)]
    [InlineData("2001:db8::1", "2001:db8::1", null, null, null)]
    [InlineData("a,b@c,d", "d", null, null, "a,b@c")]
    public void Jump_hosts_are_read_as_ssh_reads_them(string text, string host, string? user, int? port, string? before)
    {
        var (last, ssh) = JumpText.Last(text, new SshOptions { User = "node's", Port = 1, KeyFile = "/key", Jump = text });
        Assert.Equal((host, user, port, before, "/key"), (last, ssh.User, ssh.Port, ssh.Jump, ssh.KeyFile));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private SshTarget Of(string host, string text, SshOptions? ssh = null)
    {
        var file = Path.Combine(folder.FullName, "config");
        File.WriteAllText(file, text);
        return SshTarget.Of(host, (ssh ?? new()) with { ConfigFile = file });
    }
}
