namespace HaControlPlane.Rendering;

/// <summary>The two ways to write the key of a kernel setting.</summary>
public static class SysctlKey
{
    /// <summary>
    /// The path below <c>/proc/sys</c>. As sysctl(8) reads a key, whichever of dot and slash comes first is the separator, and
    /// the other one a plain character: <c>net.ipv4.conf.eth0/100.forwarding</c> is of the interface eth0.100.
    /// </summary>
    public static string PathOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.AsSpan().IndexOfAny('.', '/') is var at and >= 0 && key[at] == '/' ? key : Swapped(key);
    }

    /// <summary>The key with dots, of either way to write it.</summary>
    public static string WithDots(string key) => Swapped(PathOf(key));

    private static string Swapped(string text) => string.Concat(text.Select(c => c switch { '.' => '/', '/' => '.', _ => c }));
}
