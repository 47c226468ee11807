using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Nodes;

/// <summary>Which transport a run takes where none is named, and what it says of that.</summary>
public sealed class TransportChoiceTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("choice");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19", false, true, TransportKind.OpenSsh, "/bin/ssh is OpenSSH 9.2")]
    [InlineData("OpenSSH_9.2p1", true, true, TransportKind.OpenSsh, "/bin/ssh is OpenSSH 9.2")]
    [InlineData("OpenSSH_8.4p1", true, true, TransportKind.OpenSsh, "/bin/ssh is OpenSSH 8.4")]
    [InlineData("OpenSSH_8.3p1", false, true, TransportKind.OpenSsh, "/bin/ssh is OpenSSH 8.3")]
    [InlineData("OpenSSH_8.3p1", true, true, TransportKind.SshNet, "/bin/ssh is OpenSSH 8.3, which cannot be told a password; 8.4 or newer can")]
    [InlineData("OpenSSH_7.2p2", false, true, TransportKind.SshNet, "/bin/ssh is OpenSSH 7.2, and 7.3 or newer is needed")]
    [InlineData("OpenSSH_10.0p2", true, true, TransportKind.OpenSsh, "/bin/ssh is OpenSSH 10.0")]
    [InlineData("OpenSSH_for_Windows_9.5p1, LibreSSL 3.8.2", false, false, TransportKind.SshNet, "/bin/ssh cannot share a login between scripts")]
    [InlineData("Dropbear v2022.83", false, true, TransportKind.SshNet, "/bin/ssh is not OpenSSH but 'Dropbear v2022.83'")]
    [InlineData("", false, true, TransportKind.SshNet, "/bin/ssh is not OpenSSH")]
    [InlineData(null, false, true, TransportKind.SshNet, "there is no 'ssh' on PATH")]
    public void A_client_is_taken_that_can_do_what_the_run_needs(string? banner, bool withPassword, bool sharesLogins, TransportKind kind, string why)
    {
        var client = banner is null ? null : new OpenSshClient("/bin/ssh", banner, OpenSshClient.VersionIn(banner));
        Assert.Equal(new TransportChoice(kind, why), TransportChoice.Between("ssh", client, withPassword, sharesLogins));
    }

    [ProgramTheory("sh")]
    [InlineData("echo OpenSSH_8.3p1 >&2", TransportKind.OpenSsh)]
    [InlineData("echo Dropbear v2022.83 >&2", TransportKind.SshNet)]
    [InlineData("exit 3", TransportKind.SshNet)]
    [InlineData(null, TransportKind.SshNet)]
    public async Task A_run_says_its_transport_once_and_takes_it(string? client, TransportKind kind)
    {
        var program = Path.Combine(folder.FullName, "ssh");
        if (client is not null && !OperatingSystem.IsWindows())
        {
            await File.WriteAllTextAsync(program, $"#!/bin/sh\n{client}\n[ \"$1\" = -V ] || echo 'taken' >&2\nexit 255\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var told = new List<TransportChoice>();
        await using var nodes = new NodeTransports(new OpenSshOptions { Program = program }, chosen: null, told.Add);
        foreach (var name in new[] { "a", "b" })
        {
            var node = new ControlPlaneNode { Name = name, Address = System.Net.IPAddress.Loopback, Ssh = new SshOptions { User = "root", Port = 1, KeepConnections = false } };
            var problem = await Assert.ThrowsAsync<NodeException>(() => nodes.ConnectAsync(node, default));
            Assert.Equal("HCP201", problem.Error.Id);
            Assert.Contains(kind == TransportKind.OpenSsh ? "taken" : "port 1: Connection refused", problem.Error.What, StringComparison.Ordinal);
        }

        Assert.Equal(kind, Assert.Single(told).Kind);
    }

    [Fact]
    public async Task OpenSSH_by_name_without_a_client_is_an_error_of_its_own()
    {
        var program = Path.Combine(folder.FullName, "none");
        await using var nodes = new NodeTransports(new OpenSshOptions { Program = program }, TransportKind.OpenSsh);
        var node = new ControlPlaneNode { Name = "a", Address = System.Net.IPAddress.Loopback };
        var problem = await Assert.ThrowsAsync<NodeException>(() => nodes.ConnectAsync(node, default));
        Assert.Equal("HCP414", problem.Error.Id);
        Assert.Equal($"The OpenSSH client is missing on this machine: there is no program {program}.", problem.Error.What);
        Assert.Contains("then SSH.NET is used", problem.Error.Fix, StringComparison.Ordinal);
        Assert.Equal(problem.Error.What, NodeTransports.WhyNot(TransportKind.OpenSsh, new OpenSshOptions { Program = program })?.What);
    }

    [Fact]
    public void Every_transport_is_installed() =>
        Assert.All([TransportKind.Auto, TransportKind.SshNet], kind => Assert.Null(NodeTransports.WhyNot(kind)));

    [Fact]
    public void The_first_program_on_PATH_that_can_be_started_is_it()
    {
        var (one, two) = (folder.CreateSubdirectory("one").FullName, folder.CreateSubdirectory("two").FullName);
        Assert.Null(OpenSshClient.PathOf("ssh", $"{one}:{two}"));
        File.WriteAllText(Path.Combine(one, "ssh"), "");
        Assert.Null(OpenSshClient.PathOf("ssh", $"{one}:{two}"));
        File.WriteAllText(Path.Combine(two, "ssh"), "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(two, "ssh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.Equal(Path.Combine(two, "ssh"), OpenSshClient.PathOf("ssh", $"{one}:{two}"));
    }
}
