namespace HaControlPlane.Tests.Lab;

/// <summary>What kind of nodes a lab has and what its topology asks for.</summary>
public sealed record LabShape(string Kind = "light", string RunAs = "service", string Profile = "fast", int Nodes = 3)
{
    public IEnumerable<string> Arguments => [$"{Nodes}", "--kind", Kind, "--run-as", RunAs, "--profile", Profile];
}
