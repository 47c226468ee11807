using HaControlPlane.Rendering;
using YamlDotNet.Serialization;

namespace HaControlPlane.Tests.Rendering;

/// <summary>A string stays a string, whichever YAML reads it.</summary>
public sealed class ManifestYamlTests
{
    private static readonly string[] Traps =
    [
        "on", "Off", "yes", "NO", "y", "N", "true", "False", "null", "~", "", " ", "1.10", "1", "0x1F", "0o17", "017", "1e3", ".5", "+1", "-1", ".inf", ".NaN",
        "12:30:45", "2026-01-01", "1_000", "=", "<<", "a: b", "a #b", "#a", "- a", "[a]", "{a}", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`", "'a'", "\"a\"",
        "a\nb", "a\tb", "a\\b", "trail ", " lead", "a:", "é", "\u2028", "\u0085", "\u0007", "---", "...", "haproxy:2.8.26", "osixia/keepalived:1.3.5-1", "/etc",
    ];

    [Fact]
    public void Strings_that_look_like_something_else_survive()
    {
        foreach (var text in Traps.Concat(Enumerable.Range(0, 3000).Select(RandomText)))
        {
            var yaml = ManifestYaml.Write(new Dictionary<string, string> { ["image"] = text });

            var back = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Dictionary<string, object>>(yaml);

            Assert.Equal(text, Assert.IsType<string>(back["image"]));
            Assert.True(yaml.Contains('"', StringComparison.Ordinal) || (text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '/')), yaml);
        }
    }

    [Theory]
    [InlineData("on")]
    [InlineData("No")]
    [InlineData("y")]
    [InlineData("1.10")]
    [InlineData("0x1F")]
    [InlineData("12:30:45")]
    public void What_only_YAML_1_1_reads_otherwise_is_quoted_too(string text) =>
        Assert.Equal($"image: \"{text}\"\n", ManifestYaml.Write(new Dictionary<string, string> { ["image"] = text }).ReplaceLineEndings("\n"));

    [Fact]
    public void Numbers_and_booleans_stay_bare() =>
        Assert.Equal("a: 8404\nb: true\n", ManifestYaml.Write(new Dictionary<string, object> { ["a"] = 8404, ["b"] = true }).ReplaceLineEndings("\n"));

    private static string RandomText(int seed)
    {
        const string Alphabet = "aZyn019xo.:-_/@#~!&*|>%'\"{}[], \t\nONe";
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
    }
}
