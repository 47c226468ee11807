using System.Net;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Topology;

public sealed class NodeTextTests
{
    [Theory]
    [InlineData("master-1", "master-1", "10.0.0.9", "master-1", null, null)]
    [InlineData("root@master-1", "master-1", "10.0.0.9", "master-1", "root", null)]
    [InlineData("root@master-1:2222", "master-1", "10.0.0.9", "master-1", "root", 2222)]
    [InlineData("me@corp@jump:22", "jump", "10.0.0.9", "jump", "me@corp", 22)]
    [InlineData("10.0.0.1", "10.0.0.1", "10.0.0.1", null, null, null)]
    [InlineData("10.0.0.1:22", "10.0.0.1", "10.0.0.1", null, null, 22)]
    [InlineData("fd00::1", "ip6-fd00--1", "fd00::1", null, null, null)]
    [InlineData("[fd00::1]:22", "ip6-fd00--1", "fd00::1", null, null, 22)]
    [InlineData("root@[fd00::1]", "ip6-fd00--1", "fd00::1", null, "root", null)]
    [InlineData("unknown", "unknown", "0.0.0.0", "unknown", null, null)]
    public void Reads(string text, string name, string address, string? host, string? user, int? port)
    {
        var node = NodeText.Parse(text, h => h == "unknown" ? [] : [IPAddress.Parse("10.0.0.9")]);
        Assert.Equal(
            (name, address, host, user, port),
            (node.Name, node.Address.ToString(), node.Ssh.HostName, node.Ssh.User, node.Ssh.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@a")]
    [InlineData("root@")]
    [InlineData("a b")]
    [InlineData("a:")]
    [InlineData("a:0")]
    [InlineData("a:70000")]
    [InlineData("a:22:33")]
    [InlineData("[fd00::1]x:22")]
    [InlineData("-oProxyCommand=x")]
    [InlineData("-l@a")]
    public void Refuses(string text) => Assert.Throws<FormatException>(() => NodeText.Parse(text, _ => []));
}
