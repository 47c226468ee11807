using System.Text.RegularExpressions;
using HaControlPlane.Topology;

namespace HaControlPlane.Rendering;

/// <summary>What differs between keepalived's images.</summary>
public static partial class KeepalivedImage
{
    /// <summary>The last osixia/keepalived that was built into /usr/local (osixia/container-keepalived, tag v2.0.20).</summary>
    private static readonly Version LastInUsrLocal = new(2, 0, 20);

    /// <summary>
    /// The folder from which keepalived reads keepalived.conf in an image. An image that finds none there starts on a
    /// default of its own, with someone else's virtual IP, so a wrong guess is worse than an error.
    /// </summary>
    public static string ConfigFolder(ImageReference image) =>
        image.Tag is { } tag
        && Numbers().Match(tag) is { Success: true } match
        && Version.Parse(match.Groups["version"].Value) <= LastInUsrLocal
            ? "/usr/local/etc/keepalived"
            : "/etc/keepalived";

    [GeneratedRegex(@"\Av?(?<version>[0-9]{1,4}\.[0-9]{1,4}(\.[0-9]{1,4})?)(-|\z)")]
    private static partial Regex Numbers();
}
