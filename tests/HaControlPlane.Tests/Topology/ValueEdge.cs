namespace HaControlPlane.Tests.Topology;

/// <summary>Where the rule of one value ends: what is just inside, what is just outside, and the id that says so.</summary>
/// <param name="Key">The topology's key, as docs/values.md names it.</param>
/// <param name="Id">The rule that holds it.</param>
/// <param name="File">A topology with the value: <see cref="Slot"/> stands for it, as a YAML scalar in double quotes.</param>
/// <param name="Inside">Values that are taken.</param>
/// <param name="Outside">Values that are not.</param>
public sealed record ValueEdge(string Key, string Id, string File, string[] Inside, string[] Outside)
{
    /// <summary>What stands in a file for the value.</summary>
    public const string Slot = "@VALUE@";

    /// <summary>The file with a value.</summary>
    public string With(string value) => File.Replace(Slot, Quoted(value), StringComparison.Ordinal);

    private static string Quoted(string value) =>
        "\"" + string.Concat(value.Select(c => c is '"' or '\\' ? $"\\{c}" : char.IsControl(c) || c > '~' ? $"\\u{(int)c:x4}" : c.ToString())) + "\"";
}
