using HaControlPlane.Nodes;
using HaControlPlane.Tests.Lab;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Nodes;

/// <summary>The client's command line: what the user's configuration may not change.</summary>
public sealed class ClientOptionsTests : IDisposable
{
    /// <summary>A configuration made for a person at a terminal, and against programs.</summary>
    private const string Hostile = """
        Host *
            SessionType none
            StdinNull yes
            ForkAfterAuthentication yes
            RemoteCommand cat /etc/motd
            RequestTTY force
            EscapeChar ^A
            PermitLocalCommand yes
            LocalCommand echo local
            LogLevel QUIET
            VisualHostKey yes
            FingerprintHash md5
            Tunnel ethernet
            ForwardAgent yes
            ForwardX11 yes
            ConnectionAttempts 9
            ConnectTimeout 100
            ServerAliveInterval 0
            ControlMaster auto
            ControlPath /nowhere/%C
            ControlPersist yes
            BatchMode no
            StrictHostKeyChecking no
            LocalForward 1234 localhost:22

        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("options");

    public void Dispose() => folder.Delete(recursive: true);

    [ProgramTheory("ssh")]
    [InlineData("sessiontype default")]
    [InlineData("stdinnull no")]
    [InlineData("forkafterauthentication no")]
    [InlineData("requesttty false")]
    [InlineData("permitlocalcommand no")]
    [InlineData("escapechar none")]
    [InlineData("loglevel INFO")]
    [InlineData("visualhostkey no")]
    [InlineData("fingerprinthash SHA256")]
    [InlineData("tunnel false")]
    [InlineData("forwardagent no")]
    [InlineData("forwardx11 no")]
    [InlineData("clearallforwardings yes")]
    [InlineData("connectionattempts 1")]
    [InlineData("connecttimeout 10")]
    [InlineData("serveraliveinterval 5")]
    [InlineData("controlmaster true")]
    [InlineData("controlpath /run/socket")]
    [InlineData("controlpersist no")]
    [InlineData("batchmode yes")]
    [InlineData("stricthostkeychecking true")]
    public async Task The_users_configuration_loses(string setting)
    {
        var client = await OpenSshClient.FindAsync("ssh", default);
        var config = Path.Combine(folder.FullName, "config");
        await File.WriteAllTextAsync(config, Hostile);
        var node = new ControlPlaneNode { Name = "a", Address = System.Net.IPAddress.Loopback, Ssh = new SshOptions { ConfigFile = config } };
        var said = (await Running.RunAsync("ssh", ["-G", .. SshArguments.Master(client!.Version!, node, "true", "/run/socket", withPassword: false, keep: null)])).Text;
        Assert.Contains(setting, said.Split('\n'));
        Assert.DoesNotContain(said.Split('\n'), l => l.StartsWith("remotecommand cat", StringComparison.Ordinal));
    }

    [ProgramFact("ssh")]
    public async Task This_machines_client_knows_them_all()
    {
        var client = await OpenSshClient.FindAsync("ssh", default);
        Assert.NotNull(client?.Version);
        var ran = await Running.RunAsync("ssh", ["-G", "-F", "none", .. ClientOptions.For(client.Version), "host"]);
        Assert.True(ran.ExitCode == 0, ran.ToString());
    }

    [Theory]
    [InlineData("7.4", "SessionType,StdinNull,ForkAfterAuthentication,RemoteCommand,LogVerbose,ChannelTimeout")]
    [InlineData("8.4", "SessionType,StdinNull,ForkAfterAuthentication,LogVerbose,ChannelTimeout")]
    [InlineData("8.7", "ChannelTimeout")]
    [InlineData("10.0", "")]
    public void An_older_client_gets_none_that_it_would_refuse(string version, string without)
    {
        var given = ClientOptions.For(Version.Parse(version)).Where(a => a != "-o").Select(a => a.Split('=')[0]);
        Assert.Equal(without.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            ClientOptions.All.Select(o => o.Option.Split('=')[0]).Except(given).Order(StringComparer.Ordinal));
    }
}
