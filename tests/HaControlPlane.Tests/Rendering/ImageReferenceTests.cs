using HaControlPlane.Rendering;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("haproxy", "haproxy", null, null)]
    [InlineData("haproxy:2.8", "haproxy", "2.8", null)]
    [InlineData("mirror.example:5000/osixia/keepalived:2.0.20", "mirror.example:5000/osixia/keepalived", "2.0.20", null)]
    [InlineData("mirror.example:5000/haproxy", "mirror.example:5000/haproxy", null, null)]
    [InlineData("[fd00::1]:5000/haproxy:2.8", "[fd00::1]:5000/haproxy", "2.8", null)]
    [InlineData("haproxy:2.8@" + Digest, "haproxy", "2.8", Digest)]
    [InlineData("haproxy@" + Digest, "haproxy", null, Digest)]
    public void A_reference_is_taken_apart_and_put_together(string text, string repository, string? tag, string? digest)
    {
        Assert.True(ImageReference.TryParse(text, out var image));
        Assert.Equal(new ImageReference(repository, tag, digest), image);
        Assert.Equal(text, image.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("haproxy:")]
    [InlineData("HAPROXY")]
    [InlineData("haproxy:2.8\n")]
    [InlineData("haproxy 2.8")]
    [InlineData("haproxy@sha256:12")]
    [InlineData("/haproxy")]
    [InlineData("a//b")]
    [InlineData("haproxy:-x")]
    public void What_no_runtime_accepts_is_refused(string? text) => Assert.False(ImageReference.TryParse(text, out _));

    [Theory]
    [InlineData("osixia/keepalived:1.3.5-1", "/usr/local/etc/keepalived")]
    [InlineData("osixia/keepalived:2.0.17", "/usr/local/etc/keepalived")]
    [InlineData("mirror.example/osixia/keepalived:2.0.20", "/usr/local/etc/keepalived")]
    [InlineData("osixia/keepalived:2.0", "/usr/local/etc/keepalived")]
    [InlineData("osixia/keepalived:2.3.4", "/etc/keepalived")]
    [InlineData("osixia/keepalived:2.0.21", "/etc/keepalived")]
    [InlineData("osixia/keepalived:latest", "/etc/keepalived")]
    [InlineData("osixia/keepalived", "/etc/keepalived")]
    [InlineData("keepalived@" + Digest, "/etc/keepalived")]
    public void keepalived_reads_where_its_image_was_built_to(string text, string folder)
    {
        Assert.True(ImageReference.TryParse(text, out var image));
        Assert.Equal(folder, KeepalivedImage.ConfigFolder(image));
    }
}
