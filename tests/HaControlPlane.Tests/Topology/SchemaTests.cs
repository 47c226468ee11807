using System.Text.Json;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Reading;

namespace HaControlPlane.Tests.Topology;

/// <summary>The JSON schema for editors says what the reader does: the same keys, the same words.</summary>
public sealed class SchemaTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("schema", "topology.schema.json"))).RootElement;

    [Fact]
    public void Schema_and_reader_know_the_same_keys_and_words()
    {
        var session = new ReadSession("everything.yaml");
        Assert.Empty(TopologyReader.Read(Yaml.Everything, session).Findings);
        var reader = session.Shape.Where(s => s.Key != "sysctl")
            .SelectMany(s => s.Value.Select(k => Line($"{s.Key}.{k.Key}", k.Value)));

        Assert.Equal(reader.Order(StringComparer.Ordinal), Keys(Schema, string.Empty).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_else_is_allowed_anywhere()
    {
        Assert.All(Objects(Schema).Where(o => o.TryGetProperty("properties", out _)), o => Assert.False(o.GetProperty("additionalProperties").GetBoolean()));
    }

    [Fact]
    public void The_page_about_the_file_names_every_key()
    {
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "topology.md"));
        var sections = new[] { "apiserver", "loadBalancer", "loadBalancer.images", "loadBalancer.kubeVip", "loadBalancer.kubeVip.lease", "loadBalancer.kubeVip.bgp", "network", "network.routes", "sysctl", "ssh" };

        Assert.All(
            Keys(Schema, string.Empty).Select(k => k.Split(' ')[0].TrimStart('.'))
                .Where(k => !sections.Contains(k) && (!k.StartsWith("nodes[].ssh.", StringComparison.Ordinal) || k.EndsWith("host", StringComparison.Ordinal))),
            key => Assert.Contains($"| `{key}` |", page, StringComparison.Ordinal));
    }

    private static string Line(string key, IEnumerable<string>? words) => $"{key} {string.Join('|', words ?? [])}".TrimEnd();

    private static IEnumerable<string> Keys(JsonElement node, string path)
    {
        if (node.TryGetProperty("items", out var items))
        {
            foreach (var key in Keys(items, path + "[]"))
            {
                yield return key;
            }
        }

        if (!node.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        foreach (var property in properties.EnumerateObject())
        {
            var value = Resolve(property.Value);
            var words = value.TryGetProperty("enum", out var list)
                ? list.EnumerateArray().Where(w => w.ValueKind == JsonValueKind.String).Select(w => w.GetString()!)
                : null;
            yield return Line($"{path}.{property.Name}", words);
            foreach (var key in Keys(value, $"{path}.{property.Name}".TrimStart('.')))
            {
                yield return key;
            }
        }
    }

    private static JsonElement Resolve(JsonElement node) => node.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(Schema, (at, step) => at.GetProperty(step))
        : node;

    private static IEnumerable<JsonElement> Objects(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(p => Objects(p.Value)).Prepend(node),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Objects),
        _ => [],
    };
}
