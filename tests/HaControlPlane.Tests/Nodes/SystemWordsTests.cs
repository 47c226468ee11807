using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Nodes;

/// <summary>The remedy fits what the node's system says, and no cause is guessed.</summary>
public sealed class SystemWordsTests
{
    [Theory]
    [InlineData("/var/lib/x: mkdir: cannot create directory '/var/lib/x': No space left on device (12341788 KiB and 0 inodes free)", "Free inodes")]
    [InlineData("/var/lib/x: cp: error writing '/var/lib/x': No space left on device (0 KiB and 310 inodes free)", "Free disk space")]
    [InlineData("/etc/x: mv: cannot move '/etc/.x' to '/etc/x': Device or resource busy (65312 KiB free)", "findmnt")]
    [InlineData("/etc/x: Read-only file system", "remount,rw")]
    [InlineData("/etc/x: it has the immutable flag (lsattr: ----i---)", "chattr -i")]
    [InlineData("/etc/x: cp: cannot create regular file '/etc/x': Operation not permitted", "lsattr -d")]
    [InlineData("/etc/x: cp: error writing '/etc/x': Disk quota exceeded (900 KiB free)", "quota")]
    [InlineData("/etc/x: cp: error writing '/etc/x': Input/output error (900 KiB free)", "disk fails")]
    [InlineData("/etc/x: something new under the sun (900 KiB free)", "what the node's system says")]
    public void The_remedy_follows_the_words(string words, string fix)
    {
        var node = new ControlPlaneNode { Name = "a", Address = System.Net.IPAddress.Loopback };
        foreach (var kind in new[] { NodeErrorKind.CannotWrite, NodeErrorKind.ReadOnly })
        {
            var error = NodeErrors.Create(node, kind, words).Error;
            Assert.Contains(words, error.What, StringComparison.Ordinal);
            Assert.Contains(fix, error.Fix, StringComparison.Ordinal);
            Assert.True(fix == "Free disk space" || !error.Fix.Contains("Free disk space", StringComparison.Ordinal), error.Fix);
        }
    }
}
