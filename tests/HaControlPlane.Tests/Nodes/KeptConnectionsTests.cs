using System.Net;
using System.Net.Sockets;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Nodes;

/// <summary>Whose connection is whose, and where they are kept.</summary>
public sealed class KeptConnectionsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kept");

    private static ControlPlaneNode Node(SshOptions ssh) => new() { Name = "a", Address = IPAddress.Parse("192.0.2.1"), Ssh = ssh };

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Whatever_decides_who_talks_to_whom_is_another_connection()
    {
        var key = Path.Combine(folder.FullName, "key");
        File.WriteAllText(key, "one");
        var ssh = new SshOptions { User = "u", KeyFile = key };
        string[] names =
        [
            KeptConnections.NameOf(Node(ssh), new()),
            KeptConnections.NameOf(Node(ssh) with { Address = IPAddress.Parse("192.0.2.2") }, new()),
            KeptConnections.NameOf(Node(ssh), new() { User = "v" }),
            KeptConnections.NameOf(Node(ssh), new() { Program = "/other/ssh" }),
            KeptConnections.NameOf(Node(ssh with { HostName = "h" }), new()),
            KeptConnections.NameOf(Node(ssh with { User = null }), new()),
            KeptConnections.NameOf(Node(ssh with { Port = 2222 }), new()),
            KeptConnections.NameOf(Node(ssh with { Jump = "j" }), new()),
            KeptConnections.NameOf(Node(ssh with { ConfigFile = "c" }), new()),
            KeptConnections.NameOf(Node(ssh with { KnownHosts = "k" }), new()),
            KeptConnections.NameOf(Node(ssh with { KeyFile = null }), new()),
            NameWithAnotherKeyInTheFile(),
        ];
        Assert.Equal(names.Length, names.Distinct().Count());
        // Who is called what does not matter, nor how one becomes root.
        Assert.Equal(KeptConnections.NameOf(Node(ssh), new()), KeptConnections.NameOf(Node(ssh with { Become = BecomeMethod.Sudo }) with { Name = "b" }, new() { BecomePassword = new Secret("s") }));

        string NameWithAnotherKeyInTheFile()
        {
            File.WriteAllText(key, "another");
            return KeptConnections.NameOf(Node(ssh), new());
        }
    }

    [Fact]
    public void One_that_a_password_opened_is_not_kept()
    {
        Assert.Null(KeptConnections.PathFor(Node(new()), new() { Password = new Secret("s") }));
        Assert.Null(KeptConnections.PathFor(Node(new() { KeepConnections = false }), new()));
    }

    [Fact]
    public void A_folder_is_ours_when_nobody_else_can_look_into_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = Path.Combine(folder.FullName, "mine");
        Assert.True(KeptConnections.IsOurs(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        Assert.True(KeptConnections.IsOurs(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));

        var link = Path.Combine(folder.FullName, "link");
        File.CreateSymbolicLink(link, path);
        Assert.False(KeptConnections.IsOurs(link));
        var file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "");
        Assert.False(KeptConnections.IsOurs(file));
    }

    [Fact]
    public async Task A_socket_that_nobody_holds_is_free_and_one_that_hangs_is_passed_by()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = Path.Combine(folder.FullName, "s");
        using (var left = Listen(path + ".0"))
        {
            left.Close();
        }

        // .NET takes its socket file away; a client that was killed leaves it.
        await File.WriteAllTextAsync(path + ".0", "");
        Assert.Equal((path + ".0", false), await KeptConnections.FindAsync(path, "alone", Never, CancellationToken.None));

        using var silent = Listen(path + ".0");
        var asked = DateTime.UtcNow;
        Assert.Equal((path + ".1", false), await KeptConnections.FindAsync(path, "alone", Never, CancellationToken.None));
        Assert.InRange(DateTime.UtcNow - asked, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10));

        static Task<bool> Never(string socket, CancellationToken token) => throw new InvalidOperationException("Nobody answered.");
    }

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }
}
