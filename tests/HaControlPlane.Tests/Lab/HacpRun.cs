using System.Text.Json;

namespace HaControlPlane.Tests.Lab;

/// <summary>How the console ended, and its document where it was asked for one.</summary>
public sealed class HacpRun(Ran ran)
{
    private readonly Lazy<JsonElement> document = new(() => JsonDocument.Parse(ran.Output).RootElement);

    public int ExitCode => ran.ExitCode;

    public string Output => ran.Output;

    public string Error => ran.Error;

    public TimeSpan Took => ran.Took;

    public JsonElement Json => document.Value;

    public string? Outcome => Json.GetProperty("outcome").GetString();

    /// <summary>The property of each node, in the topology's order.</summary>
    public string[] OfNodes(string property) => [.. Json.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty(property).ToString())];

    public override string ToString() => ran.ToString();
}
