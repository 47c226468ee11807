using System.Text;
using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

/// <summary>What a repair says of transactions that were left behind is what it did with them.</summary>
public sealed class RepairScriptTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("repair-").FullName;

    public static TheoryData<string> Shells => Shell.Installed();

    [Theory]
    [MemberData(nameof(Shells))]
    public void One_that_was_to_be_kept_and_whose_carrier_died_is_finished_and_reported_so(string shell)
    {
        Decided("a", "keep", "etc/keepalived/one.conf");
        Decided("b", "keep", "etc/haproxy/two.cfg");

        Assert.Equal("@settled a finished\n@settled b finished\n0\n", Run(shell, "tx_settle_others; echo $?"));
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder, "state"), "tx"));
        Assert.Equal("new", File.ReadAllText(Path.Combine(folder, "etc/keepalived/one.conf")));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void One_that_nobody_decided_is_undone_beside_one_that_was_to_be_kept(string shell)
    {
        Decided("a", null, "etc/keepalived/one.conf");
        Decided("b", "keep", "etc/haproxy/two.cfg");

        Assert.Equal("@settled a undone\n@settled b finished\n0\n", Run(shell, "tx_settle_others; echo $?"));
        Assert.Equal("old", File.ReadAllText(Path.Combine(folder, "etc/keepalived/one.conf")));
        Assert.Equal("new", File.ReadAllText(Path.Combine(folder, "etc/haproxy/two.cfg")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A committed transaction of one file, whose processes are gone.</summary>
    private void Decided(string id, string? word, string path)
    {
        var tx = Path.Combine(folder, "state", "tx", id);
        var live = Path.Combine(folder, path);
        foreach (var directory in new[] { $"{tx}/new", $"{tx}/old", $"{tx}/path", Path.GetDirectoryName(live)! })
        {
            Directory.CreateDirectory(directory);
        }

        File.WriteAllText(live, "new");
        File.WriteAllText($"{tx}/new/1", "new");
        File.WriteAllText($"{tx}/old/1", "old");
        File.WriteAllText($"{tx}/path/1", live);
        File.WriteAllText($"{tx}/plan", "file 1 -rw-r--r-- 0 0\n");
        File.WriteAllText($"{tx}/changed", "1\n");
        File.WriteAllText($"{tx}/journal", "begin\nsaved\narmed\nplaced 1\ncommitted\n");
        if (word is not null)
        {
            // No process has so high a number.
            File.CreateSymbolicLink($"{tx}/decided", $"{word}-99999999");
        }
    }

    private string Run(string shell, string lines)
    {
        var (_, output, error) = Shell.Called(shell).Run($"{Encoding.UTF8.GetString(ShellLibrary.HeadFor([lines]))}\nstate={folder}/state\n{lines}");
        Assert.Equal("", error);
        return Encoding.UTF8.GetString(output);
    }
}
