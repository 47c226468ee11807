using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using HaControlPlane.Topology;

namespace HaControlPlane.Completers;

/// <summary>The names of the nodes of the topology, or of the topology files, on the same command line. Contacts nobody.</summary>
internal sealed class NodeNameCompleter : IArgumentCompleter
{
    private static readonly string[] Sources = ["Topology", "Path", "LiteralPath"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Quietly(() =>
        {
            var nodes = Topologies(fakeBoundParameters).SelectMany(t => t.Nodes).ToLookup(n => n.Name, StringComparer.Ordinal);
            return Suggestions.Of(nodes.Select(n => n.Key), wordToComplete, name => $"{nodes[name].First().Address}");
        });

    private static IEnumerable<ControlPlaneTopology> Topologies(IDictionary bound)
    {
        foreach (var value in Sources.SelectMany(p => LanguagePrimitives.ConvertTo<object[]>(bound[p]) ?? []))
        {
            switch (value is PSObject wrapped ? wrapped.BaseObject : value)
            {
                case ControlPlaneTopology topology:
                    yield return topology;
                    break;
                case string path when TopologyReader.ReadFile(Place(path)).Topology is { } topology:
                    yield return topology;
                    break;
            }
        }
    }

    /// <summary>A completer has no session state of its own; the runspace that asks has the current folder.</summary>
    private static string Place(string path) => (string)ScriptBlock
        .Create("param($path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)")
        .Invoke(path)[0].BaseObject;
}
